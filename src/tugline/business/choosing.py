"""What a customer chose, held against the rules: a choice as one number, or why it is none and what is near."""

from collections.abc import Mapping, Sequence

from tugline.business.meant import listed
from tugline.network.choice_text import EXPECTED, Answer, ChoiceTextError, parse_answers, quoted, shown
from tugline.network.choosing import MOST_NODES, nearest
from tugline.network.findings import nearest as alike
from tugline.network.layout import COST_SCALE
from tugline.network.network import Network
from tugline.network.options import Choice, ItemOptions
from tugline.units.quantity import format_price


class Chooser:
    """Reads choices of the items of one network; what was read once is kept."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._read: dict[tuple[int, str], tuple[int, str]] = {}

    def number(self, point: int, said: str | Mapping[str, str]) -> tuple[int, str]:
        """Return the number of what is chosen of the item at a stock point, and why it cannot be, empty = it can.

        Parameters
        ----------
        said
            A text as `colour=red size=54`, or answers by group; groups that are left away take their default.
        """
        if not isinstance(said, str) and not all(isinstance(name, str) for pair in said.items() for name in pair):
            return 0, f"options {dict(said)!r}; expected groups and options as texts"
        text = said if isinstance(said, str) else shown(said.items(), " ")
        if not text.strip():
            return 0, ""
        item = int(self._network.point["item"][point])
        if (item, text) not in self._read:
            self._read[item, text] = self._number(point, text)
        return self._read[item, text]

    def surcharge(self, point: int, number: int) -> int:
        """Return how much more than the default choice one costs, in 1/10,000 of the currency per item unit."""
        return self._options(point).surcharge(number) if number else 0

    def price(self, point: int, number: int) -> int:
        """Return the list price of a choice, 0 where the item has none."""
        listed = int(self._network.point["price"][point])
        return max(0, listed + self.surcharge(point, number)) if listed else 0

    def text(self, point: int, number: int) -> str:
        """Return a choice as it is written, every group of it; empty for the default one."""
        return self._options(point).text(number) if number else ""

    def _options(self, point: int) -> ItemOptions:
        return self._network.options[int(self._network.point["item"][point])]

    def _number(self, point: int, text: str) -> tuple[int, str]:
        item = int(self._network.point["item"][point])
        options = self._network.options.get(item)
        if options is None:
            return 0, f"item {self._network.items.name[item]!r} has no options; expected none, not {text!r}"
        try:
            answers = parse_answers(text)
        except ChoiceTextError as error:
            return 0, f"options {text!r}: {error}; expected {EXPECTED}"
        why = _unknown(options, answers) or _twice(options, answers)
        if why:
            return 0, why
        number = options.numbered(answers)
        choice = options.choice(number)
        broken = options.broken(choice)
        return (number, "") if not broken else (0, self._refused(point, answers, choice))

    def _refused(self, point: int, answers: Sequence[Answer], wanted: Choice) -> str:
        """Return the rules that refuse a choice, and the nearest valid ones with their prices."""
        options = self._options(point)
        rules = ", and ".join(options.said(rule) for rule in options.broken(wanted))
        chosen = {options.places[group] for group, _ in answers}
        found = nearest(options, wanted, chosen)
        said = f"{shown(answers, ' ')} cannot be had of {options.item!r}: {rules}"
        if not found.choices:
            return f"{said}; no valid choice was found in {MOST_NODES:,} steps" if not found.exact else said
        near = "; or ".join(self._shown(point, choice, wanted, chosen) for choice in found.choices)
        return f"{said}. Nearest: {near}" + ("" if found.exact else f" (the search ended after {MOST_NODES:,} steps)")

    def _shown(self, point: int, choice: Choice, wanted: Choice, chosen: set[int]) -> str:
        """Return what of a choice the customer spoke of or has to know, and what it costs."""
        options = self._options(point)
        told = [answer for place, answer in enumerate(options.answers(choice))
                if place in chosen or choice[place] != wanted[place]]  # fmt: skip
        currency = self._network.settings.currency
        price = self.price(point, options.number(choice))
        if price:
            return f"{shown(told, ' ')} at {format_price(price / COST_SCALE)} {currency}"
        return shown(told, " ")


def _unknown(options: ItemOptions, answers: Sequence[Answer]) -> str:
    """Return which answer there is not, what there is instead, and which one may be meant."""
    for group, option in answers:
        if group not in options.places:
            there, word, name = tuple(options.places), f"a group of {options.item!r}", group
        elif options.find((group, option)) is None:
            there, word = options.groups[options.places[group]].options, f"an option of {quoted(group)}"
            name = option
        else:
            continue
        maybe = f" Maybe {hint}" if (hint := alike(name, there)) else ""
        return f"{shown([(group, option)])}: {name!r} is not {word}; expected one of {listed(there)}.{maybe}"
    return ""


def _twice(options: ItemOptions, answers: Sequence[Answer]) -> str:
    for place, (group, option) in enumerate(answers):
        others = [other for name, other in answers[:place] if name == group and other != option]
        if others:
            return f"{quoted(group)} of {options.item!r} is answered twice, {others[0]!r} and {option!r}; expected once"
    return ""
