"""What customers may choose: the groups of each item, their options, and the rules of what goes together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from tugline.network.choice_text import Answer, quoted, shown

Choice = tuple[int, ...]
"""One option of every group of an item, by its place in the group; 0 = the group's default."""

MOST_CHOICES = 2**61
"""An item has fewer ways to be chosen than this: a choice is one whole number in a fact."""


@dataclass(frozen=True, slots=True)
class Group:
    """A question to the customer. Options stand by price difference, then name: the first is the default."""

    name: str
    options: tuple[str, ...]
    price_deltas: tuple[int, ...]
    """In 1/10,000 of the currency per item unit."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What option `answer` asks of a choice.

    `excludes` false: for each term one of its answers is chosen, too. True: none of them is. Answers are (group,
    option) by their places; `text` is the rule as it is written.
    """

    answer: tuple[int, int]
    excludes: bool
    terms: tuple[tuple[tuple[int, int], ...], ...]
    text: str

    def holds(self, choice: Choice) -> bool:
        """Return whether a choice keeps to the rule."""
        if choice[self.answer[0]] != self.answer[1]:
            return True
        met = [any(choice[group] == option for group, option in term) for term in self.terms]
        return not any(met) if self.excludes else all(met)


@dataclass(frozen=True)
class ItemOptions:
    """The groups of one item, in alphabetical order, and its rules.

    A choice is also one number: the sum over groups of place * stride. 0 is the default choice.
    """

    item: str
    groups: tuple[Group, ...]
    rules: tuple[Rule, ...] = field(default=())

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """Return by group how much a choice's number grows with the place of its option."""
        found, stride = [], 1
        for group in self.groups:
            found.append(stride)
            stride *= len(group.options)
        return tuple(found)

    @property
    def total(self) -> int:
        """Return how many choices there are, valid or not; as a number it is the default one, said expressly."""
        return prod(len(group.options) for group in self.groups)

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the place of every group by its name."""
        return {group.name: place for place, group in enumerate(self.groups)}

    @property
    def default(self) -> Choice:
        """Return the choice of the default of every group."""
        return (0,) * len(self.groups)

    def number(self, choice: Choice) -> int:
        """Return a choice as its number, 0 for the default choice."""
        return sum(place * stride for place, stride in zip(choice, self.strides, strict=True))

    def choice(self, number: int) -> Choice:
        """Return the choice of a number."""
        strides = zip(self.groups, self.strides, strict=True)
        return tuple(number // stride % len(group.options) for group, stride in strides)

    def price(self, choice: Choice) -> int:
        """Return the sum of the price differences of a choice, in 1/10,000 of the currency per item unit."""
        return sum(group.price_deltas[place] for group, place in zip(self.groups, choice, strict=True))

    def surcharge(self, number: int) -> int:
        """Return how much more than the default choice a number's costs, in 1/10,000 per item unit."""
        return self.price(self.choice(number)) - self.price(self.default)

    def answers(self, choice: Choice) -> list[Answer]:
        """Return a choice as names, group by group."""
        return [(group.name, group.options[place]) for group, place in zip(self.groups, choice, strict=True)]

    def text(self, number: int) -> str:
        """Return the choice of a number as it is written, every group of it: `colour=red size=54`."""
        return shown(self.answers(self.choice(number)), " ")

    def find(self, answer: Answer) -> tuple[int, int] | None:
        """Return the places of a group and its option by their names, None where there is no such answer."""
        place = self.places.get(answer[0])
        if place is None or answer[1] not in self.groups[place].options:
            return None
        return place, self.groups[place].options.index(answer[1])

    def numbered(self, answers: Iterable[Answer]) -> int:
        """Return the number of a choice by its names; groups that are not named take their default.

        Raises
        ------
        KeyError
            There is no such group or option; the text says which.
        """
        choice = list(self.default)
        for answer in answers:
            found = self.find(answer)
            if found is None:
                raise KeyError(shown([answer]))
            choice[found[0]] = found[1]
        return self.number(tuple(choice))

    def broken(self, choice: Choice) -> list[Rule]:
        """Return the rules that a choice does not keep to."""
        return [rule for rule in self.rules if not rule.holds(choice)]

    def said(self, rule: Rule) -> str:
        """Return a rule as a sentence's part: `colour=blue requires cord=long`."""
        group = self.groups[rule.answer[0]]
        word = "excludes" if rule.excludes else "requires"
        return f"{quoted(group.name)}={quoted(group.options[rule.answer[1]])} {word} {rule.text}"


NO_OPTIONS: Mapping[int, ItemOptions] = {}
"""Of a business whose customers choose nothing: by row of the items."""
