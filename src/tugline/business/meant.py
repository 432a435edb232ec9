"""What an unknown name in a row of signals may mean: the known one that looks most like it, as tables have it."""

from collections.abc import Collection, Sequence

from tugline.network.findings import nearest
from tugline.network.network import Network

NAMED = 10
"""So many of the known names are listed where an unknown one is told."""
MOST = 200
"""So many different names are looked at; among thousands of items each takes milliseconds, and all may be unknown."""


def listed(names: Collection[str]) -> str:
    """Return the first of some names in the order of the alphabet, and how many others there are."""
    others = f" or {len(names) - NAMED} others" if len(names) > NAMED else ""
    return ", ".join(sorted(names)[:NAMED]) + others


class Meant:
    """Guesses for one network, each a sentence that follows a reason; empty = nothing known is near."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._said: dict[tuple[str, str], str] = {}

    def item(self, name: str) -> str:
        """Return which item a name may mean."""
        return self._maybe("item", name, self._network.registers.items.names)

    def point(self, item: str, location: str) -> str:
        """Return which item that of an unknown stock point may be, or, where that is known, which location."""
        if self._network.registers.items.row(item) < 0:
            return self.item(item)
        return self._maybe("location", location, self._network.location_names) if location else ""

    def no_point(self, item: str, location: str) -> str:
        """Return that an item, at a location if one is named, is no stock point, and which one may be meant."""
        at = f" at {location!r}" if location else ""
        return f"item {item!r}{at} is no stock point of the business{self.point(item, location)}"

    def resource(self, name: str) -> str:
        """Return which resource a name may mean."""
        return self._maybe("resource", name, self._network.resource_names)

    def supplier(self, name: str) -> str:
        """Return which supplier a name may mean."""
        return self._maybe("supplier", name, self._network.parties.suppliers.names)

    def customer(self, name: str) -> str:
        """Return which customer a name may mean."""
        return self._maybe("customer", name, self._network.parties.customers.names)

    def party(self, name: str) -> str:
        """Return which customer or supplier a name may mean."""
        return self._maybe("party", name, self._network.party_names)

    def word(self, said: str, known: Sequence[str]) -> str:
        """Return which of a few words one may mean."""
        return self._maybe("word", said, known)

    def _maybe(self, kind: str, name: str, known: Sequence[str]) -> str:
        if (kind, name) not in self._said and name:
            if len(self._said) >= MOST:
                return ""
            near = nearest(name, known)
            self._said[kind, name] = f". Maybe {near}" if near and near != f"{name!r}?" else ""
        return self._said.get((kind, name), "")
