"""How the bicycle maker makes: bills, routings, work centres."""

from collections import defaultdict
from decimal import Decimal

from tugline.exchange.adventureworks.goods import FACTORY
from tugline.exchange.adventureworks.source import Source
from tugline.exchange.folder import Cell, Table

_HOURS_A_DAY = 24
"""Three shifts of eight hours follow each other around the clock (Shift)."""


def boms(source: Source) -> Table:
    """Return the bills in force on the day of the start."""
    number = source.number
    rows: list[tuple[Cell, ...]] = [
        (number[row["parent"]], number[row["component"]], _plain(row["quantity"])) for row in source.bills_in_force
    ]
    return Table("boms", ("item", "component", "quantity"), sorted(rows, key=lambda row: (str(row[0]), str(row[1]))))


def operations(source: Source) -> Table:
    """Return the steps of every routed product, with the hours on record spread over the pieces on record.

    The source books the same hours on every work order of a step, whatever its lot; hours per piece are the sum of
    those hours over the sum of the pieces, so that the recorded pieces take the recorded hours.
    """
    centre = {row["id"]: row["name"] for row in source.locations}
    pieces = {row["WorkOrderID"]: int(row["OrderQty"]) for row in source.work_orders}
    hours: defaultdict[tuple[str, int, str], Decimal] = defaultdict(Decimal)
    made: defaultdict[tuple[str, int, str], int] = defaultdict(int)
    for row in source.routing:
        step = row["ProductID"], int(row["OperationSequence"]), row["LocationID"]
        hours[step] += Decimal(row["ActualResourceHrs"])
        made[step] += pieces[row["WorkOrderID"]]
    rows: list[tuple[Cell, ...]] = [
        (source.number[product], sequence, centre[place], f"{hours[step] * 3600 / made[step]:.2f}s")
        for step in sorted(hours, key=lambda step: (source.number[step[0]], step[1]))
        for product, sequence, place in [step]
    ]
    return Table("operations", ("item", "step", "resource", "run_time"), rows)


def resources(source: Source) -> Table:
    """Return the work centres: hours of work a day as machines that run around the clock.

    What is left of a day's hours becomes speed: 108 hours are 4 machines at 1.125. The rate per machine hour rises
    with the speed, so that a piece costs what it costs in the source.
    """
    rows: list[tuple[Cell, ...]] = []
    for row in source.locations:
        hours = Decimal(row["availability"])
        units = int(hours // _HOURS_A_DAY)
        if not units:
            continue
        efficiency = (hours / (_HOURS_A_DAY * units)).quantize(Decimal("0.001"))
        rate = Decimal(row["cost_rate"]) * efficiency
        rows.append((row["name"], FACTORY, "machine", units, _plain(str(efficiency)), _plain(f"{rate:.4f}")))
    return Table("resources", ("resource", "location", "kind", "units", "efficiency", "cost_per_hour"), rows)


def routed(source: Source) -> set[str]:
    """Return the products that have a routing."""
    return {row["ProductID"] for row in source.routing}


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
