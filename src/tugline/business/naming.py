"""Rows, ticks and integers as people read them: item and location names, dates, quantities in the item's unit."""

from tugline.facts.kinds import NEVER
from tugline.network.layout import COST_SCALE
from tugline.network.network import Network
from tugline.units.quantity import format_quantity
from tugline.units.time import to_minute


class Naming:
    """Names of one network; every method takes a row (not row + 1)."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._items, self._locations = network.items.name, network.location_names
        self._item_of, self._location_of = network.point["item"], network.point["location"]
        self._scale = network.point["scale"]
        self._ticks_a_day = 86_400 / network.tick_seconds
        self._iso: dict[int, str] = {}

    def item(self, point: int) -> str:
        """Return the name of the item at a stock point."""
        return self._items[int(self._item_of[point])]

    def location(self, point: int) -> str:
        """Return the name of the location of a stock point."""
        return self._locations[int(self._location_of[point])]

    def number(self, point: int, quantity: int) -> float:
        """Return a quantity in the item's unit."""
        return int(quantity) / int(self._scale[point])

    def show(self, point: int, quantity: int) -> str:
        """Return a quantity in the item's unit as text, thousands apart as in every list."""
        whole, dot, rest = format_quantity(int(quantity), int(self.network.point["decimals"][point])).partition(".")
        sign = "-" if whole.startswith("-") else ""
        return f"{sign}{abs(int(whole)):,}{dot}{rest}"

    def unit(self, point: int) -> str:
        """Return the item's unit, empty where none is given."""
        return self.network.items.unit.text(int(self._item_of[point]))

    def party(self, row: int) -> str:
        """Return the name of a customer or supplier, empty for none."""
        return self.network.party_names[row] if row >= 0 else ""

    def when(self, tick: int) -> str | None:
        """Return a tick as ISO 8601 in the business's time zone, None for never."""
        tick = int(tick)
        if abs(tick) >= NEVER // 2:
            return None
        if tick not in self._iso:
            self._iso[tick] = self.network.clock.iso(tick)
        return self._iso[tick]

    def minute(self, tick: int) -> str:
        """Return the local date and time of a tick to the minute, empty for never."""
        return to_minute(self.when(tick) or "")

    def day(self, tick: int) -> str:
        """Return the local date of a tick."""
        return self.network.clock.date(int(tick)).isoformat()

    def days(self, ticks: int) -> float:
        """Return a number of ticks in days."""
        return float(int(ticks) / self._ticks_a_day)

    def late_days(self, due: int, at: int) -> float:
        """Return by how many days a tick is later than another one, to the hundredth; 0 = it is not, and only then.

        Where the due tick ends a day, a day was named, and days of the calendar count; else it is time that passed.
        """
        late = int(at) - int(due)
        if late <= 0:
            return 0.0
        date = self.network.clock.date
        named_day = date(due) != date(due + 1)
        days = float((date(at) - date(due)).days) if named_day else self.days(late)
        return max(0.01, round(days, 2))

    def money_of(self, point: int, quantity: int, unit_price: int) -> float:
        """Return quantity times unit price (1/10,000 of the currency) in the currency."""
        return int(quantity) * int(unit_price) / (int(self._scale[point]) * COST_SCALE)


def source_names(network: Network) -> list[str]:
    """Return the name of each source, by its item, its place and who or where it comes from."""
    naming, found = Naming(network), []
    for source in network.source:
        point, below = int(source["point"]), int(source["from_point"])
        giver = naming.party(int(source["supplier"])) or (naming.location(below) if below >= 0 else "")
        found.append(f"{naming.item(point)} at {naming.location(point)}{f' from {giver}' if giver else ''}")
    return found
