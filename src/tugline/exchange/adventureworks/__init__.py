"""Import the AdventureWorks sample database: a bicycle maker with bills, routings, vendors, customers and orders."""

from pathlib import Path

from tugline.exchange.adventureworks import account, goods, making, selling, supplying
from tugline.exchange.adventureworks.purchase_units import purchase_units
from tugline.exchange.adventureworks.source import LICENCES, read
from tugline.exchange.folder import Conversion, add, write
from tugline.exchange.readme import write_readme


def convert(source: Path, target: Path) -> Conversion:
    """Convert the raw tables in the folder `source` to a business in the new folder `target`.

    Raises
    ------
    UsageError
        A raw table is missing or not as expected, or `target` cannot be made.
    RefusedError
        `target` holds files already.
    """
    raw = read(source)
    packages = purchase_units(raw)
    conversion = write(
        target,
        account.SETTINGS,
        [
            goods.items(raw, packages),
            goods.locations(),
            goods.stock(raw),
            supplying.sources(raw, packages),
            supplying.supply(raw, packages),
            making.boms(raw),
            making.operations(raw),
            making.resources(raw),
            supplying.suppliers(raw),
            selling.customers(raw),
            selling.orders(raw),
        ],
    )
    conversion.notes.extend(account.notes(raw, packages))
    conversion.left_out.update(account.left_out(raw))
    for name in LICENCES:
        add(target, name, (source / name).read_bytes())
    write_readme(conversion, account.TITLE, account.INTRODUCTION, account.ORIGIN)
    return conversion
