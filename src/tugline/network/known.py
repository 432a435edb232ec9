"""Names that no table says any more, and that a network must have all the same: facts speak of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What else there is, by name.

    A stock point, a customer or a supplier may be named by a row of signals alone; when that row is gone from its file,
    what it did is not. `points` are "item, tab, location". `default_location` is that of a business without a table of
    locations; it must not change because another name sorts first.
    """

    points: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    default_location: str = ""

    def with_more(self, points: set[str], suppliers: set[str], customers: set[str]) -> "Known":
        """Return what is known, and more."""
        return Known(
            tuple(sorted({*self.points, *points})),
            tuple(sorted({*self.suppliers, *suppliers})),
            tuple(sorted({*self.customers, *customers})),
            self.default_location,
        )

    def locations(self) -> set[str]:
        """Return the locations of the points."""
        return {point.partition("\t")[2] for point in self.points}


NOTHING_ELSE = Known()
"""For a business without facts."""
