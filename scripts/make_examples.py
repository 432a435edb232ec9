#!/usr/bin/env python3
"""Make the examples anew from the raw tables: scripts/make_examples.py SOURCE [TARGET].

SOURCE holds the folders `adventureworks` and `online_retail`; TARGET is a folder to write to (default: `examples` of
this clone) in which `bicycles` and `gift-shop` do not exist yet. The same source gives the same bytes.
"""

import sys
from datetime import date
from pathlib import Path

from tugline.exchange.adventureworks import convert as convert_bicycles
from tugline.exchange.online_retail import Period
from tugline.exchange.online_retail import convert as convert_gift_shop

AUTUMN = Period(first=date(2011, 8, 29), start=date(2011, 10, 24), until=date(2011, 11, 28))
"""Eight weeks of history, then five weeks of sales that climb towards Christmas, across the end of summer time."""


def make(source: Path, target: Path) -> None:
    """Write both examples below `target`."""
    for conversion in (
        convert_bicycles(source / "adventureworks", target / "bicycles"),
        convert_gift_shop(source / "online_retail", target / "gift-shop", period=AUTUMN),
    ):
        rows = ", ".join(f"{count} {name}" for name, count in conversion.rows.items())
        print(f"{conversion.target}: {rows}")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    make(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else Path(__file__).parent.parent / "examples")
