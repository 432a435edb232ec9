"""The buy list explained: the orders to place, and one supplier's line by line."""

from tugline.business.adding_up import added_up, money
from tugline.business.buying import in_words
from tugline.business.explain import Explainer
from tugline.business.views import PurchaseLine, SupplierOrder
from tugline.units.quantity import format_number, format_price, plural
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
        parts = [(_cents(order.amount), name) for name, order in self._orders.items() if order.amount is not None]
        unpriced = sum(order.unpriced_lines for order in self._orders.values())
        lines = sum(len(order.lines) for order in self._orders.values())
        total = in_words(f"{money(sum(amount for amount, _ in parts))} {self._currency}", unpriced, lines)
        head = f"buy list = {total}, {self._as_of}"
        rule = "  purchases that no supplier has yet"
        if self._is_plain:
            rule += ", and those of today, which the plain world has placed itself"
        said = [head, rule if lines else "  no order to place", *added_up(parts, str, money, "suppliers")]
        without = [(o.unpriced_lines, name) for name, o in self._orders.items() if o.unpriced_lines]
        counted = added_up(without, str, lambda count: plural(count, "line"), "suppliers")
        return [*said, "  lines without a known price, which are not in it:", *counted] if without else said

    def supplier(self, name: str) -> list[str]:
        """Return what the order to a supplier comes to, line by line."""
        order = self._orders.get(name)
        if order is None:
            return [f"{name}: nothing to buy now, {self._as_of}"]
        priced = [(_cents(line.amount), line) for line in order.lines if line.amount is not None]
        unpriced = [(0, line) for line in order.lines if line.amount is None]
        sum_ = f"{money(_cents(order.amount or 0))} {self._currency}"
        minimum = f"; minimum {order.minimum_value:,.2f}" if order.minimum_value else ""
        short = f", short by {order.short_of_minimum:,.2f}" if order.short_of_minimum else ""
        return [
            f"buy list of {name} = {in_words(sum_, order.unpriced_lines, len(order.lines))}, {self._as_of}",
            f"  place on {order.place_on}{minimum}{short}",
            *added_up(sorted(priced, key=lambda part: -part[0]), _line, money, "lines"),
            *added_up(unpriced, _line, lambda _: "not known", "lines"),
        ]


def _cents(amount: float) -> int:
    return round(amount * 100)


def _line(line: PurchaseLine) -> str:
    due = f", due {to_minute(line.due)}" if line.due else ""
    price = "no known price" if line.unit_price is None else format_price(line.unit_price)
    return f"{line.pull}: {format_number(line.quantity)} of {line.item} at {price}{due}"
