"""Write the page that sets theory against the engine: .venv/bin/python -m validation [FILE].

The exit code is 1 where a figure of theory lies outside of its interval.
"""

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from validation.check import LEVEL, Check, judge
from validation.lines import conwip_checks, kanban_checks
from validation.queues import Each, queue_checks
from validation.serial import serial_checks
from validation.stock import base_stock_checks, lost_sale_checks, lot_checks, newsvendor_checks, review_checks

SUBJECTS: tuple[Callable[[Each], Iterable[Check]], ...] = (
    lambda each: queue_checks(each, 125),
    lambda each: conwip_checks(each, 60),
    lambda each: kanban_checks(each, 60),
    lambda each: base_stock_checks(each, 5000),
    lambda each: lot_checks(each, 8000),
    lambda each: lost_sale_checks(each, 4000),
    lambda each: review_checks(each, 6000),
    lambda each: newsvendor_checks(each, 5000),
    lambda each: serial_checks(each, 700),
)
"""Each with its days: at least a million facts."""

HEAD = """# Validation

Made by `.venv/bin/python -m validation`; a test runs it and compares. Each figure is measured in the simulated world
that studies run in: the engine decides, the world answers with facts, the books post every movement. There is nothing
in it that only these checks use.

"""


def page(checks: list[Check]) -> tuple[str, bool]:
    """Return the page and whether all of it holds."""
    verdicts = judge(checks)
    rows = [
        f"| {c.subject} | {c.figure} | {c.theory:.5g} | {m.mean:.5g} | {_interval(c, m.low, m.high)} | {c.events:,} |"
        f" {'yes' if holds else '**no**'} | {c.source} |"
        for c, m, holds in verdicts
    ]
    chance = sum(not c.exact for c in checks)
    facts = sum({c.subject: c.events for c in checks}.values())
    text = (
        HEAD
        + f"{len(checks)} figures, {facts:,} facts. The {chance} intervals in which chance plays a part hold together\n"
        f"with {LEVEL:.0%} (Student, Bonferroni); the seeds are fixed.\n\n"
        "| of | figure | theory | measured | interval | facts | holds | theory's source |\n"
        "|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )
    return text, all(v.holds for v in verdicts)


def _interval(check: Check, low: float, high: float) -> str:
    return "exact" if check.exact else f"{low:.5g} to {high:.5g}"


def main() -> int:
    """Run all checks."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:

        def each(one: Callable[[int], Any], n: int) -> list[Any]:
            return list(pool.map(one, range(n)))

        checks = [check for of in SUBJECTS for check in of(each)]
    text, holds = page(checks)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
