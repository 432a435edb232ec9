"""What would make an offer earlier: overtime where it waits, another turn for others, an earlier delivery."""

from typing import TYPE_CHECKING

import numpy as np

from tugline.business.offer_views import WayOut
from tugline.network.layout import COST_SCALE, NEVER
from tugline.promise import desk as desks
from tugline.promise.binding import bind_all
from tugline.promise.desk import copy_desk
from tugline.promise.hours import open_between
from tugline.promise.layout import BINDING, BY_MATERIAL, BY_UNIT
from tugline.promise.levels import change
from tugline.promise.sequence import plan
from tugline.promise.shop import Shop
from tugline.promise.soonest import place_soonest

if TYPE_CHECKING:
    from tugline.business.offering import OfferDesk


def ways_out(desk: "OfferDesk", ready: int) -> tuple[WayOut, ...]:
    """Return ways to have what was asked last before `ready`, those of known cost first, the cheapest first."""
    tried = Shop(copy_desk(desk.shop.desk), desk.shop.grid)
    place_soonest(tried.desk, tried.grid, desk.row)
    found = np.zeros(1, BINDING)
    none = np.zeros(0, np.int64), np.zeros(desk.row + 2, np.int64)
    bind_all(tried.desk, tried.grid, np.array([desk.row]), *none, found)
    ways = []
    if found["kind"][0] == BY_UNIT:
        ways += [_overtime(desk, tried, int(found["row"][0]), ready), _other_turn(desk, ready)]
    if found["kind"][0] == BY_MATERIAL:
        ways.append(_earlier_supply(desk, tried, found[0], ready))
    # What is ready earlier and leaves with the same departure is at the customer no earlier.
    some = [way for way in ways if way is not None and way.date != desk.there(ready)]
    return tuple(sorted(some, key=lambda way: (way.cost is None, way.cost or 0.0, way.date)))


def _overtime(desk: "OfferDesk", tried: Shop, booking: int, ready: int) -> WayOut | None:
    """Return what it brings to do the step that waits longest in closed hours, too."""
    choice = int(desks.arrays(tried.desk)["booking"][booking]["choice"])
    if int(desks.arrays(tried.desk)["choice"]["calendar"][choice]) < 0:
        return None
    longer = Shop(copy_desk(desk.shop.desk), desk.shop.grid)
    desks.arrays(longer.desk)["choice"]["calendar"][choice] = -1
    date = int(place_soonest(longer.desk, longer.grid, desk.row))
    arrays, network = desks.arrays(longer.desk), desk.naming.network
    demand = arrays["demand"][desk.row]
    rows = arrays["booking"][int(demand["booking_start"]) : int(demand["booking_stop"])]
    closed, first = dict[int, float](), NEVER
    for row in rows[rows["choice"] == choice] if date < ready else ():
        pool, start, stop = arrays["pool"][arrays["lane"]["pool"][row["lane"]]], int(row["start"]), int(row["stop"])
        shut = stop - start - open_between(desk.tables, int(pool["calendar"]), start, stop)
        if shut > 0:
            hours = shut * network.tick_seconds / 3600
            closed[int(pool["resource"])] = closed.get(int(pool["resource"]), 0.0) + hours
            first = min(first, start)
    if not closed:
        return None
    cost = sum(hours * int(network.resource["cost_per_hour"][row]) / COST_SCALE for row, hours in closed.items())
    what = " and ".join(f"{hours:.1f} h overtime on {network.resource_names[row]}" for row, hours in closed.items())
    return WayOut(
        what=f"{what} from {desk.naming.day(first)} on, at the hourly rate",
        date=desk.there(date),
        cost=round(cost, 2) if cost else None,
    )


def _other_turn(desk: "OfferDesk", ready: int) -> WayOut | None:
    """Return what it brings if all that has not begun is planned anew with it, and nobody is late who was not."""
    row = desks.arrays(desk.shop.desk)["demand"][desk.row]
    fresh = Shop(copy_desk(desk.work.shop.desk), desk.shop.grid)
    demand = desks.arrays(fresh.desk)["demand"]
    for name in ("point", "quantity", "due", "priority"):
        demand[desk.row][name] = row[name]
    after = desks.arrays(plan(fresh))["demand"]
    before = desk.early
    others = np.arange(len(after)) != desk.row
    worse = (after["ready"] > np.maximum(before["ready"], before["due"])) & others & (after["pull"] < 0)
    date = int(after["ready"][desk.row])
    if date >= ready or worse.any():
        return None
    moved = int(((after["ready"] > before["ready"]) & others & (after["line"] >= 0)).sum())
    return WayOut(
        what=f"planned anew together with all that has not begun: {moved} other lines come later, none of them late",
        date=desk.there(date),
        cost=0.0,
    )


def _earlier_supply(desk: "OfferDesk", tried: Shop, found: np.void, ready: int) -> WayOut | None:
    """Return what it brings if the material that is there last were there at once."""
    arrays = desks.arrays(tried.desk)
    job = int(found["job"])
    point = int(arrays["job"]["short"][job] if job >= 0 else arrays["demand"]["short"][desk.row])
    if point < 0:
        return None
    come = int(arrays["job"]["material"][job] if job >= 0 else arrays["demand"]["ready"][desk.row])
    sooner = Shop(copy_desk(desk.shop.desk), desk.shop.grid)
    uses = arrays["use"][: int(arrays["head"]["uses"][0])]
    mine = uses[(uses["demand"] == desk.row) & (uses["point"] == point) & (uses["there"] > arrays["head"]["now"][0])]
    change(sooner.desk, len(arrays["lane"]) + point, int(arrays["head"]["now"][0]), int(mine["quantity"].sum()))
    date = int(place_soonest(sooner.desk, sooner.grid, desk.row))
    if date >= min(ready, NEVER):
        return None
    what = f"{desk.naming.show(point, int(mine['quantity'].sum()))} {desk.naming.item(point)}"
    return WayOut(
        what=f"{what} at once instead of on {desk.naming.minute(come)}: an earlier delivery, or a loan",
        date=desk.there(date),
        cost=None,
    )
