"""What would make an offer earlier: overtime where it waits, another turn for others, an earlier delivery."""

from typing import TYPE_CHECKING

import numpy as np

from tugline.business.offer_views import WayOut
from tugline.network.layout import COST_SCALE, NEVER
from tugline.promise import desk as desks
from tugline.promise.binding import bind
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
    bind(tried.desk, tried.grid, desk.row, np.zeros(0, np.int64), found[0])
    ways = []
    if found["kind"][0] == BY_UNIT:
        ways += [_overtime(desk, tried, int(found["row"][0]), ready), _other_turn(desk, ready)]
    if found["kind"][0] == BY_MATERIAL:
        ways.append(_earlier_supply(desk, tried, found[0], ready))
    some = [way for way in ways if way is not None]
    return tuple(sorted(some, key=lambda way: (way.cost is None, way.cost or 0.0, way.date)))


def _overtime(desk: "OfferDesk", tried: Shop, booking: int, ready: int) -> WayOut | None:
    """Return what it brings to do the step that waits longest in closed hours, too."""
    before = desks.arrays(tried.desk)
    row = before["booking"][booking]
    choice, pool = int(row["choice"]), int(before["lane"]["pool"][row["lane"]])
    if int(before["choice"]["calendar"][choice]) < 0:
        return None
    longer = Shop(copy_desk(desk.shop.desk), desk.shop.grid)
    arrays = desks.arrays(longer.desk)
    arrays["choice"]["calendar"][choice] = -1
    date = int(place_soonest(longer.desk, longer.grid, desk.row))
    if date >= ready:
        return None
    tables, network = desk.tables, desk.naming.network
    arrays = desks.arrays(longer.desk)
    own = int(arrays["pool"]["calendar"][pool])
    demand = arrays["demand"][desk.row]
    mine = arrays["booking"][int(demand["booking_start"]) : int(demand["booking_stop"])]
    mine = mine[mine["choice"] == choice]
    closed = sum(int(r["stop"] - r["start"]) - open_between(tables, own, int(r["start"]), int(r["stop"])) for r in mine)
    if closed <= 0:
        return None
    hours = closed * network.tick_seconds / 3600
    resource = int(arrays["pool"]["resource"][pool])
    rate = int(network.resource["cost_per_hour"][resource]) / COST_SCALE
    day = desk.naming.day(int(mine["start"].min()))
    return WayOut(
        what=f"{hours:.1f} h overtime on {network.resource_names[resource]} from {day} on, at its hourly rate",
        date=desk.naming.when(date) or "",
        cost=round(hours * rate, 2) if rate else None,
    )


def _other_turn(desk: "OfferDesk", ready: int) -> WayOut | None:
    """Return what it brings if all that has not begun is planned anew with it, and nobody is late who was not."""
    row = desks.arrays(desk.shop.desk)["demand"][desk.row]
    fresh = Shop(copy_desk(desk.work.shop.desk), desk.shop.grid)
    demand = desks.arrays(fresh.desk)["demand"]
    for name in ("point", "quantity", "due", "priority"):
        demand[desk.row][name] = row[name]
    after = desks.arrays(plan(fresh))["demand"]
    before = desks.arrays(desk.shop.desk)["demand"]
    others = np.arange(len(after)) != desk.row
    worse = (after["ready"] > np.maximum(before["ready"], before["due"])) & others & (after["pull"] < 0)
    date = int(after["ready"][desk.row])
    if date >= ready or worse.any():
        return None
    moved = int(((after["ready"] > before["ready"]) & others & (after["line"] >= 0)).sum())
    return WayOut(
        what=f"planned anew together with all that has not begun: {moved} other lines come later, none of them late",
        date=desk.naming.when(date) or "",
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
    mine = uses[(uses["demand"] == desk.row) & (uses["point"] == point)]
    change(sooner.desk, len(arrays["lane"]) + point, int(arrays["head"]["now"][0]), int(mine["quantity"].sum()))
    date = int(place_soonest(sooner.desk, sooner.grid, desk.row))
    if date >= min(ready, NEVER):
        return None
    what = f"{desk.naming.show(point, int(mine['quantity'].sum()))} {desk.naming.item(point)}"
    return WayOut(
        what=f"{what} at once instead of on {desk.naming.minute(come)}: an earlier delivery, or a loan",
        date=desk.naming.when(date) or "",
        cost=None,
    )
