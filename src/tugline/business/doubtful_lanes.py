"""Places of customers that `check` doubts: no lane leads there, though lanes lead elsewhere."""

from collections.abc import Iterator

from tugline.network.findings import nearest
from tugline.network.lanes import EVERYBODY
from tugline.network.tables import Tables


def without_lanes(tables: Tables) -> Iterator[tuple[str, int, str, str]]:
    """Yield table, line, place and why of the first customer of each place that no lane names.

    A customer to whom a lane leads by name may live anywhere.
    """
    lanes, customers = tables["lanes"], tables["customers"]
    named = set(lanes["to"].names)
    if not lanes.n:
        return
    told = set[str]()
    for row in range(customers.n):
        place = customers["place"].text(row)
        if not place or place in named | told or customers["customer"].text(row) in named:
            continue
        told.add(place)
        otherwise = "goods go by the lanes to everybody" if EVERYBODY in named else "goods are there as they leave"
        maybe = nearest(place, sorted(named - {EVERYBODY}))
        yield "customers", int(customers.lines[row]), place, (
            f"no lane leads to this place, so {otherwise}{f'; maybe {maybe}' if maybe else ''}"
        )  # fmt: skip
