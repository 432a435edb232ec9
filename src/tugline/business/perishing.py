"""What of a business spoils in a simulated world: how its tables say it, by stock point, and in words."""

import numpy as np

from tugline.network.network import Network
from tugline.network.tables import MISSING, Tables
from tugline.studies.ageing import KEEPS, Perishing
from tugline.units.quantity import plural


def shelf_days(network: Network, tables: Tables) -> np.ndarray:
    """Return how many local days goods keep at each stock point, `KEEPS` where they do not spoil; shape (P,)."""
    given = tables["items"]["shelf_life_days"][network.items.table_row]
    days: np.ndarray = np.where(given == MISSING, KEEPS, given)[network.point["item"]]
    return days


def perishing_of(network: Network, tables: Tables) -> Perishing:
    """Return the stock points with goods that spoil, and the last days of what is there at the start."""
    days, stock = shelf_days(network, tables), tables["stock"]
    good_until = stock["expires_at"]
    dated = good_until != MISSING
    lots = network.point_rows(stock["item"], stock["location"])[dated]
    points = np.union1d(np.flatnonzero(days < KEEPS), lots)
    # What is good until midnight is good on the day that ends there.
    last = network.clock.days_of(good_until[dated] - 1)
    place = np.searchsorted(points, lots)
    return Perishing(points, days[points], np.stack([place, last, stock["on_hand"][dated]], axis=1))


def what_spoils(network: Network, tables: Tables) -> list[str]:
    """Return sentences on what spoils and how, none where nothing does."""
    days = tables["items"]["shelf_life_days"]
    days = days[days != MISSING]
    dated = int(np.count_nonzero(tables["stock"]["expires_at"] != MISSING))
    said = []
    if len(days):
        low, high = int(days.min()), int(days.max())
        kept = plural(low, "day") if low == high else f"{low:,} to {plural(high, 'day')}"
        said.append(
            f"goods of {len(days):,} of {plural(len(network.items), 'item')} keep for {kept} by shelf_life_days of the"
            " items table, the day on which they come to a stock point being the first; there they begin anew when"
            " they are moved, and what is under way or in work does not age"
        )
    if dated:
        said.append(f"stock of the start is good until its expires_at ({plural(dated, 'row')} of the stock table)")
    if said:
        said.append(
            "what came first leaves first; what is left when its last day ends is written off, kept for somebody or"
            " not; other stock of the start counts as having come on the first day; loops of the default policy and"
            " planners buy no more at once than is used while it keeps, and nobody foresees what spoils"
        )
    return said
