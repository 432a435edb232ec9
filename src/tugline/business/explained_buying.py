"""The buy list explained: the orders to place, and one supplier's line by line."""

from tugline.business.adding_up import added_up, money
from tugline.business.explain import Explainer
from tugline.business.views import PurchaseLine, SupplierOrder
from tugline.units.quantity import format_number, format_price
from tugline.units.time import to_minute

NOBODY = "no supplier stated"


class ExplainedBuying:
    """Explains the buy list of the business of an explainer, as of now."""

    def __init__(self, explainer: Explainer, orders: list[SupplierOrder]) -> None:
        self._orders = {order.supplier or NOBODY: order for order in orders}
        self._is_plain = explainer.core.world is not None
        self._currency = explainer.naming.network.settings.currency
        self._as_of = f"as of {explainer.naming.minute(explainer.core.now)}"

    def all(self) -> list[str]:
        """Return what the buy list comes to, supplier by supplier."""
        parts = [(_cents(order.amount), name) for name, order in self._orders.items()]
        total = money(sum(amount for amount, _ in parts))
        said = f"buy list = {total} {self._currency}, {self._as_of}"
        rule = "  purchases that no supplier has yet"
        if self._is_plain:
            rule += ", and those of today, which the plain world has placed itself"
        return [said, rule if parts else "  no order to place", *added_up(parts, str, money, "suppliers")]

    def supplier(self, name: str) -> list[str]:
        """Return what the order to a supplier comes to, line by line."""
        order = self._orders.get(name)
        if order is None:
            return [f"{name}: nothing to buy now, {self._as_of}"]
        lines = sorted(((_cents(line.amount), line) for line in order.lines), key=lambda part: -part[0])
        minimum = f"; minimum {order.minimum_value:,.2f}" if order.minimum_value else ""
        short = f", short by {order.short_of_minimum:,.2f}" if order.short_of_minimum else ""
        return [
            f"buy list of {name} = {money(_cents(order.amount))} {self._currency}, {self._as_of}",
            f"  place on {order.place_on}{minimum}{short}",
            *added_up(lines, _line, money, "lines"),
        ]


def _cents(amount: float) -> int:
    return round(amount * 100)


def _line(line: PurchaseLine) -> str:
    due = f", due {to_minute(line.due)}" if line.due else ""
    return f"{line.pull}: {format_number(line.quantity)} of {line.item} at {format_price(line.unit_price)}{due}"
