"""A customer explained: the open order lines, when each leaves, and what holds it up."""

from tugline.business.views import PromiseView, Result
from tugline.units.quantity import format_number, plural


def customer_lines(name: str, result: Result) -> list[str]:
    """Return what a customer waits for, the latest line first."""
    own = [promise for promise in result.promises if promise.customer == name]
    late = sum(promise.late_days > 0 for promise in own)
    said = f"customer {name}: {plural(len(own), 'open order line') if own else 'no open order line'}"
    return [
        f"{said}{f', {late:,} late' if late else ''}, as of {result.as_of[:16]}".replace("T", " "),
        *map(_line, own),
    ]


def _line(promise: PromiseView) -> str:
    named = f"order {promise.order} line {promise.line}" if promise.line else f"order {promise.order}"
    wanted = promise.wanted[:10] if promise.wanted else "as soon as can be"
    leaves = f"leaves {promise.leaves[:10]}" if promise.leaves else "does not leave as things stand"
    if promise.expected and promise.expected != promise.leaves:
        leaves += f", at the customer {promise.expected[:10]}"
    if promise.state != "quoted":
        leaves = f"{promise.state} for {(promise.promised or '')[:10]}, {leaves}"
    cause = f"; waits: {promise.cause}" if promise.cause else ""
    return f"  {named}: {format_number(promise.quantity)} {promise.item}, wanted {wanted}, {leaves}{cause}"
