"""Whole days between dates as text, without a clock."""

from datetime import date


def days_between(earlier: str, later: str) -> int:
    """Return the days from one ISO date to another; whatever follows the date (a time) does not count."""
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
