"""From tables to the network that kernels read: the only place where names become integers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tugline.network import rows
from tugline.network.bills import Bills, need_records, read_bills
from tugline.network.calendars import Calendars, lay_out
from tugline.network.choice_rows import choice_records
from tugline.network.costs import Priced, standard_costs
from tugline.network.defaults import SUPPLIER as SUPPLIER_NAME
from tugline.network.exact import IntArray
from tugline.network.findings import Findings
from tugline.network.items import read_items
from tugline.network.known import NOTHING_ELSE, Known
from tugline.network.lanes import cut_offs_of, read_lanes
from tugline.network.layout import MAKE, MOVE, POINT, Records
from tugline.network.network import Items, Network
from tugline.network.operations import Routings, read_resources, read_routings, resource_lines
from tugline.network.options import ItemOptions
from tugline.network.parties import order_days, parties_of, party_records
from tugline.network.points import Draws, edge_lines, edges, has_rows, in_order, level_of, named_points, parents
from tugline.network.reach import Draft, Ground, Made, reach
from tugline.network.read_options import read_options
from tugline.network.registers import Registers, register_all
from tugline.network.routes import Routes, route
from tugline.network.sources import Terms, lacks_supplier, read_drafts, read_terms
from tugline.network.spans import distinct, lines_at, offsets, places
from tugline.network.tables import Tables
from tugline.network.timeline import Timeline
from tugline.units.time import Clock


def compile_network(tables: Tables, known: Known = NOTHING_ELSE) -> Network:
    """Return the network that the tables describe, with what else is known from facts.

    Rows of the result depend on names only, never on the order of rows in a table (but the first row of `locations`
    is the default location). What the tables leave open is filled in as docs/reference/defaults.md says.

    Raises
    ------
    InvalidBusinessError
        Bills or moves go round in a circle, a calendar is not known, a factor or a time is out of range, a resource
        never opens: all such problems at once.

    Notes
    -----
    O(rows log rows) in numpy; the largest quantity that every factor is checked for is `layout.LARGEST_WHOLE` units.
    """
    r = _read(tables, known)
    keys, drafts = reach(
        named_points(tables, r.registers, known), read_drafts(tables, r.registers, r.findings),
        _made(r.bills, r.routings, r.ground), r.ground,
    )  # fmt: skip
    draws = _draws(drafts, r.bills, r.ground)
    lines = edge_lines(drafts, draws, tables["sources"].lines)
    level = level_of(edges(keys, drafts, draws, r.ground), keys, r.registers, r.ground, r.findings, lines=lines)
    order, row_of = in_order(level)
    parties = parties_of(tables, unnamed=lacks_supplier(drafts, tables["sources"]), known=known)
    terms = read_terms(
        tables, r.registers, r.items.scale, suppliers=parties.suppliers, calendars=r.calendars.register,
        timeline=r.timeline, findings=r.findings,
    )  # fmt: skip
    at, unnamed = row_of[places(keys, drafts.point)], parties.suppliers.row(SUPPLIER_NAME)
    ordered = rows.in_order(drafts, at, terms, unnamed=unnamed, ground=r.ground)
    source, need, choice, routes = _sources(ordered, terms, keys, row_of, r)
    rows.check_distinct(ordered, terms, tables["sources"], r.findings)
    lanes = read_lanes(tables, r.registers, parties, r.calendars, r.timeline, r.findings)
    r.findings.raise_any()
    need_item, priced = r.ground.split(keys[order])[0][need["point"]], terms.priced[ordered.draft.row] == 1
    cost, defaulted = standard_costs(r.items.cost, Priced(
        ordered.item, source, priced, need, need_item, routes.record, r.resource, r.items.scale,
        r.timeline.clock.tick_seconds,
    ))  # fmt: skip
    rows.fill_prices(source, cost[ordered.item])
    point = _points(keys[order], level[order], source, r)
    point["standard_cost"], point["defaulted_cost"] = cost[point["item"]], defaulted[point["item"]]
    return Network(
        settings=tables.settings,
        clock=r.timeline.clock,
        hash=tables.hash,
        items=r.items,
        registers=r.registers,
        parties=parties,
        calendars=r.calendars.register,
        point=point,
        source=source,
        need=need,
        choice=choice,
        options=r.options,
        operation=routes.record,
        resource=r.resource,
        party=party_records(tables, parties, r.registers, r.calendars, r.timeline, lanes.destination),
        lanes=lanes,
        open=r.calendars.open,
        calendar_start=r.calendars.start,
        day_start=r.calendars.day_start,
        first_day=r.calendars.first_day,
        terms=_terms(r),
        source_line=np.append(tables["sources"].lines, 0)[ordered.draft.row],
        operation_step=routes.step,
        operation_alternative=routes.alternative,
        operation_setup_group=routes.setup_group,
        step_names=r.routings.step_names,
        alternative_names=r.routings.alternative_names,
        setup_group_names=r.routings.setup_group_names,
        resource_line=resource_lines(tables["resources"], r.registers.resources),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """The tables as registers and columns, before points and sources are known."""

    tables: Tables
    findings: Findings
    registers: Registers
    items: Items
    timeline: Timeline
    calendars: Calendars
    options: Mapping[int, ItemOptions]
    bills: Bills
    routings: Routings
    resource: Records
    ground: Ground


def _read(tables: Tables, known: Known) -> _Read:
    findings = Findings()
    registers = register_all(tables, known)
    items = read_items(tables, registers.items)
    timeline = Timeline(Clock(tables.settings.start, tables.settings.tick, tables.settings.timezone))
    order_calendars = set(order_days(tables["suppliers"], findings))
    tick_seconds = timeline.clock.tick_seconds
    cut_offs = cut_offs_of(tables["lanes"], tick_seconds, findings)
    calendars = lay_out(tables["calendars"], order_calendars, cut_offs, timeline=timeline, findings=findings)
    options = read_options(tables, registers.items, findings)
    bills = read_bills(tables, registers, items.scale, options, timeline, findings)
    routings = read_routings(tables, registers, items.scale, tick_seconds=tick_seconds, findings=findings)
    resource = read_resources(tables, registers, calendars, tick_seconds=tick_seconds, findings=findings)
    parent = parents(tables, registers, findings)
    ground = Ground(len(items), len(registers.locations), registers.default_location, parent)
    return _Read(tables, findings, registers, items, timeline, calendars, options, bills, routings, resource, ground)


def _terms(r: _Read) -> IntArray:
    """Return the payment ticks of customers and of suppliers, and the weekday of day 0."""
    days = np.array([r.tables.settings.customer_days, r.tables.settings.supplier_days])
    return np.append(r.timeline.of_days(days), (r.calendars.first_day + 6) % 7)


def _made(bills: Bills, routings: Routings, ground: Ground) -> Made:
    """Return where items can be made: where a line of a bill or a routing says so."""
    anywhere = np.zeros(ground.n_items, np.bool_)
    located = []
    for lines in (bills, routings):
        everywhere = lines.location < 0
        anywhere[lines.item[everywhere]] = True
        located.append((lines.item * ground.n_locations + lines.location)[~everywhere])
    return Made(bills.start, bills.component, bills.location, anywhere, distinct(*located))


def _draws(drafts: Draft, bills: Bills, ground: Ground) -> Draws:
    """Return everything that makes may draw, now, later or as an option."""
    makes = np.flatnonzero(drafts.kind == MAKE)
    item, location = ground.split(drafts.point[makes])
    owner, line = lines_at(bills.start, bills.location, item, location)
    key = bills.component[line] * ground.n_locations + drafts.place[makes[owner]]
    return Draws(makes[owner], key, bills.line[line])


def _sources(
    ordered: rows.Ordered, terms: Terms, keys: IntArray, row_of: IntArray, r: _Read
) -> tuple[Records, Records, Records, Routes]:
    """Return the SOURCE, NEED and CHOICE records and the operations of all sources."""
    draft, n_locations = ordered.draft, r.ground.n_locations
    makes = np.flatnonzero(draft.kind == MAKE)
    item, location = ordered.item[makes], ordered.location[makes]

    def component_row(component: IntArray, make: IntArray) -> IntArray:
        return row_of[places(keys, component * n_locations + draft.place[makes[make]])]

    owner, need = need_records(
        r.bills, source=makes, item=item, location=location, component_row=component_row, findings=r.findings
    )
    choosing, choice = choice_records(
        r.bills, r.options, source=makes, item=item, location=location, component_row=component_row,
        findings=r.findings,
    )  # fmt: skip
    routes = route(r.routings, makes, item, location, r.items.decimals[ordered.item])
    moves = draft.kind == MOVE
    origin = places(keys, ordered.item * n_locations + np.where(moves, draft.place, 0))
    source = rows.source_records(
        ordered, terms, r.tables["sources"], routes, offsets(owner, len(draft.row)),
        from_point=np.where(moves, row_of[origin], -1), timeline=r.timeline, calendars=r.calendars,
        findings=r.findings,
    )  # fmt: skip
    by_choice = offsets(choosing, len(draft.row))
    source["choice_start"], source["choice_stop"] = by_choice[:-1], by_choice[1:]
    return source, need, choice, routes


def _points(keys: IntArray, level: IntArray, source: Records, r: _Read) -> Records:
    """Return the POINT records but for the costs."""
    point = np.zeros(len(keys), POINT)
    item, point["location"] = r.ground.split(keys)
    point["item"], point["level"] = item, level
    point["source_start"], point["source_stop"] = rows.source_spans(source, len(keys))
    point["decimals"], point["scale"] = r.items.decimals[item], r.items.scale[item]
    # The list price is that of the default choice.
    usual = np.zeros(len(r.items), np.int64)
    for row, options in r.options.items():
        usual[row] = options.price(options.default)
    point["price"] = np.where(r.items.price < 0, 0, np.maximum(r.items.price + usual, 0))[item]
    point["unknown_stock"] = ~has_rows(keys, r.tables, r.registers)
    return point
