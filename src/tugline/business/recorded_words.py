"""What likely dates rest on where a plant's record says how it varies: how many records, or which column."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tugline.business.line_parts import drawn_from
from tugline.business.naming import Naming
from tugline.business.recorded_orders import LEAST_DAYS
from tugline.business.recorded_stops import LEAST_STOPS
from tugline.business.varying import FAILURES, LEAD_TIMES, WORK, sentences_of
from tugline.network.layout import BUY, MAKE
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.predictive import LEAST
from tugline.units.quantity import plural

if TYPE_CHECKING:
    from tugline.business.as_recorded import AsRecorded

FEW = 12
"""So many suppliers or resources are told one by one."""


def what_is_recorded(recorded: "AsRecorded", network: Network, tables: Tables, point: int) -> list[str]:
    """Return one sentence for each thing that a date at a stock point may rest on, and what varies besides."""
    sources = _sources(network, point)
    stated = sentences_of(tables)
    leads, works = _leads(recorded, network, sources, stated), _works(recorded, network, sources, stated)
    fails = _failures(recorded, network, sources, stated)
    others = [says for topic, says in stated.items() if topic not in (LEAD_TIMES, WORK, FAILURES)]
    return [*_shortened(leads, "suppliers"), *_shortened(works, "resources"), *fails, *others, _orders(recorded)]


def _sources(network: Network, point: int) -> list[int]:
    """Return the rows of all sources that something at a stock point may come from, whatever way is taken."""
    seen, ahead = {point}, [point]
    while ahead:
        for part in drawn_from(network, ahead.pop()):
            if part not in seen:
                seen.add(part)
                ahead.append(part)
    return sorted({row for each in seen for row in network.source_rows(each)})


def _leads(recorded: "AsRecorded", network: Network, sources: list[int], stated: dict[str, str]) -> list[str]:
    naming, found = Naming(network), list[str]()
    of: dict[str, list[int]] = {}
    for row in sources:
        if int(network.source["kind"][row]) >= BUY:
            of.setdefault(naming.party(int(network.source["supplier"][row])) or "no supplier", []).append(row)
    for name, rows in sorted(of.items()):
        own = sorted(row for row in rows if row in recorded.leads.records and row in recorded.own)
        shared = [row for row in rows if row in recorded.leads.records and row not in recorded.own]
        few = [row for row in rows if row not in recorded.leads.records and row not in recorded.limited]
        if recorded.limited & set(rows):
            found.append(f"what {name} sends with a weekly_capacity is not fitted; {stated[LEAD_TIMES]}")
        if own:
            many = sum(recorded.leads.records[row] for row in own)
            found.append(f"lead times of {name} are fitted from {_deliveries(many)}{_at_a_time(own)}")
        if shared:
            many = recorded.leads.records[shared[0]]
            found.append(
                f"lead times of {plural(len(shared), 'item')} of {name} with fewer than {LEAST} deliveries are fitted"
                f" from {_deliveries(many)} of all that it sends"
            )
        if few:
            many = max(recorded.few.get(row, 0) for row in few)
            found.append(f"too few deliveries of {name}: {many}, needs {LEAST}; {stated[LEAD_TIMES]}")
    return found


def _works(recorded: "AsRecorded", network: Network, sources: list[int], stated: dict[str, str]) -> list[str]:
    found = []
    for row in _resources(network, sources):
        name = network.resource_names[row]
        if row in recorded.works.records:
            found.append(f"the time of work on {name} is fitted from {plural(recorded.works.records[row], 'step')}")
        else:
            found.append(f"too few steps on {name}: {recorded.few_works.get(row, 0)}, needs {LEAST}; {stated[WORK]}")
    return found


def _failures(recorded: "AsRecorded", network: Network, sources: list[int], stated: dict[str, str]) -> Iterator[str]:
    own = set(_resources(network, sources))
    fitted = [one for one in recorded.stops.recorded if one.resource in own]
    for one in fitted:
        stops = plural(one.ended, "stop")
        yield f"{network.resource_names[one.resource]} fails and is repaired as {stops} on record say"
    for one in recorded.stops.few:
        if one.resource in own:
            name = network.resource_names[one.resource]
            yield f"too few stops of {name}: {one.ended}, needs {LEAST_STOPS}; {stated[FAILURES]}"
    if own - {one.resource for one in (*recorded.stops.recorded, *recorded.stops.few)}:
        yield f"of resources without a stop on record: {stated[FAILURES]}"


def _orders(recorded: "AsRecorded") -> str:
    orders = recorded.orders
    if not orders.enough:
        return (
            f"nobody orders anything after this order: there are {plural(orders.days, 'whole day')} on record, and who"
            f" orders later needs {LEAST_DAYS}"
        )
    a_day = plural(orders.lines, "line")
    return f"others order later as on the last {plural(orders.days, 'day')} of the record, which brought {a_day}"


def _resources(network: Network, sources: list[int]) -> list[int]:
    rows: set[int] = set()
    for row in sources:
        source = network.source[row]
        if int(source["kind"]) == MAKE and int(source["supplier"]) < 0:
            steps = slice(int(source["operation_start"]), int(source["operation_stop"]))
            rows |= set(network.operation["resource"][steps].tolist())
    return sorted(rows)


def _shortened(sentences: list[str], of: str) -> list[str]:
    if len(sentences) <= FEW:
        return sentences
    return [*sentences[:FEW], f"and so on for {len(sentences) - FEW:,} more of the {of}"]


def _deliveries(many: int) -> str:
    return f"{many:,} deliveries"


def _at_a_time(rows: list[int]) -> str:
    return f", {plural(len(rows), 'item')} each by its own" if len(rows) > 1 else ""
