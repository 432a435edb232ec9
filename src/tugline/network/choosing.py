"""Valid choices, looked for without trying them all: rules are clauses, and each decision is followed through them.

A search decides one group after another, the best option first, takes from the other groups what the rules leave no
room for, and turns back where a group has no option left or nothing better can come of it. Groups that no rule joins
to one that has to change are never looked at, so ten million million choices cost no more than the few in question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tugline.network.options import Choice, ItemOptions

MOST_NODES = 100_000
"""A search gives up after so many decisions."""
MOST_NEAREST = 3

Literal = tuple[int, int, bool]
"""Group, option, and whether it is chosen (or not chosen)."""
Clause = tuple[Literal, ...]
"""One of these has to be true."""
Differences = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Found:
    """Valid choices, the nearest first, and the decisions that it took to find them.

    `exact` is False where the search was cut short by `MOST_NODES`: what is there is valid and may not be the nearest.
    """

    choices: tuple[Choice, ...]
    nodes: int
    exact: bool = True


def nearest(options: ItemOptions, wanted: Choice, chosen: Iterable[int], most: int = MOST_NEAREST) -> Found:
    """Return the valid choices nearest to the wanted one, at most so many.

    Nearest are those that change the fewest of the answers that the customer gave; of these the cheapest, then the
    first by the names of their options. None of them contains all the differences of another.

    Parameters
    ----------
    wanted
        What is wanted, the defaults of the groups that nobody spoke of included.
    chosen
        The groups that the customer spoke of.
    """
    given, clauses = frozenset(chosen), _clauses(options)
    broken = [clause for clause in clauses if not _true(clause, wanted)]
    groups = _joined(clauses, {group for clause in broken for group, _, _ in clause})
    search = _Search(options, wanted, given, groups, [clause for clause in clauses if clause[0][0] in groups])
    found, least, apart = list[Choice](), -1, list[Differences]()
    while len(found) < most:
        best = search.best(apart)
        if best is None:
            break
        differences = frozenset((g, best[g]) for g in range(len(best)) if best[g] != wanted[g])
        changed = sum(group in given for group, _ in differences)
        if found and changed > least:
            break
        least = changed
        found.append(best)
        if not differences or search.cut:
            break
        apart.append(differences)
    return Found(tuple(found), search.nodes, not search.cut)


def can_be_chosen(options: ItemOptions, group: int, option: int) -> bool:
    """Return whether any valid choice has an option; True also where the search gives up, as none is proven."""
    clauses = _clauses(options)
    wanted = list(options.default)
    wanted[group] = option
    groups = _joined(clauses, {group})
    search = _Search(
        options, tuple(wanted), frozenset(), groups, [clause for clause in clauses if clause[0][0] in groups],
        held=(group, option),
    )  # fmt: skip
    return search.best([], any_will_do=True) is not None or search.cut


@lru_cache(maxsize=256)
def _clauses(options: ItemOptions) -> tuple[Clause, ...]:
    """Return the rules as clauses: a requires b or c = not a, or b, or c; a excludes b = not a, or not b."""
    found = list[Clause]()
    for rule in options.rules:
        unless = (*rule.answer, False)
        for term in rule.terms:
            if rule.excludes:
                found += [(unless, (*answer, False)) for answer in term]
            else:
                found.append((unless, *((*answer, True) for answer in term)))
    return tuple(found)


def _true(clause: Clause, choice: Choice) -> bool:
    return any((choice[group] == option) == chosen for group, option, chosen in clause)


def _joined(clauses: Iterable[Clause], start: set[int]) -> frozenset[int]:
    """Return the groups that rules join to some groups, directly or through others, those included."""
    sets = [{group for group, _, _ in clause} for clause in clauses]
    groups, grown = set(start), True
    while grown:
        more = groups.union(*(each for each in sets if each & groups))
        grown, groups = len(more) > len(groups), more
    return frozenset(groups)


Cost = tuple[int, int, tuple[int, ...]]
"""Answers of the customer that change, price difference, places of the options: places go by price, then by name."""


class _Search:
    """Branch and bound over the groups that may change; what is left of each group is a set of bits."""

    def __init__(
        self, options: ItemOptions, wanted: Choice, given: frozenset[int], groups: frozenset[int],
        clauses: list[Clause], *, held: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        self._options, self._wanted, self._given, self._clauses = options, wanted, given, clauses
        self._start = [
            (1 << len(group.options)) - 1 if place in groups else 1 << wanted[place]
            for place, group in enumerate(options.groups)
        ]
        if held is not None:
            self._start[held[0]] = 1 << held[1]
        # What the customer spoke of is decided first: it counts most, and the rules follow from it.
        self._order = sorted(groups, key=lambda place: (place not in given, place))
        self.nodes, self.cut = 0, False

    def best(self, apart: list[Differences], *, any_will_do: bool = False) -> Choice | None:
        """Return the nearest valid choice with none of the differences in `apart` in full, None = there is none.

        With `any_will_do` the first one that is found.
        """
        self._apart, self._any = apart, any_will_do
        self._best: tuple[Cost, Choice] | None = None
        left = list(self._start)
        if self._follow(left):
            self._try(left, 0)
        return self._found()

    def _found(self) -> Choice | None:
        return self._best[1] if self._best else None

    def _try(self, left: list[int], depth: int) -> None:
        if self.cut or (self._any and self._best is not None):
            return
        bound = self._bound(left)
        if self._best is not None and bound >= self._best[0]:
            return
        while depth < len(self._order) and left[self._order[depth]].bit_count() == 1:
            depth += 1
        if depth == len(self._order):
            self._best = bound, tuple(bits.bit_length() - 1 for bits in left)
            return
        group = self._order[depth]
        for option in self._by_cost(group, left[group]):
            self.nodes += 1
            self.cut |= self.nodes > MOST_NODES
            after = list(left)
            after[group] = 1 << option
            if self._follow(after):
                self._try(after, depth + 1)

    def _by_cost(self, group: int, bits: int) -> list[int]:
        places = [place for place in range(bits.bit_length()) if bits >> place & 1]
        return sorted(places, key=lambda place: (self._changes(group, place), place))

    def _changes(self, group: int, option: int) -> int:
        return int(group in self._given and option != self._wanted[group])

    def _bound(self, left: list[int]) -> Cost:
        """Return what a choice out of these costs at least; of one that is decided, exactly."""
        changes = price = 0
        cheapest = list[int]()
        for group, bits in enumerate(left):
            kept = bits >> self._wanted[group] & 1
            changes += int(group in self._given and not kept)
            # The first place is the cheapest of its group, whether it changes an answer or not.
            place = (bits & -bits).bit_length() - 1
            price += self._options.groups[group].price_deltas[place]
            cheapest.append(place)
        return changes, price, tuple(cheapest)

    def _follow(self, left: list[int]) -> bool:
        """Take out of the groups what the rules leave no room for; return whether every group has an option left."""
        again = True
        while again:
            again = False
            for clause in self._clauses:
                mask, group = _room(clause, left)
                if group >= 0 and left[group] & ~mask:
                    left[group] &= mask
                    again = True
                    if not left[group]:
                        return False
        return all(left) and not any(self._contains(left, each) for each in self._apart)

    def _contains(self, left: list[int], differences: Differences) -> bool:
        return all(left[group] == 1 << option for group, option in differences)


def _room(clause: Clause, left: list[int]) -> tuple[int, int]:
    """Return which options a clause leaves to a group, as bits, and that group; -1 = it takes nothing from any yet."""
    mask, place = 0, -1
    for group, option, chosen in clause:
        bit = 1 << option
        allowed = bit if chosen else ~bit
        if not left[group] & ~allowed:
            return 0, -1  # the clause holds, whatever else is chosen
        if left[group] & allowed:
            if place >= 0 and group != place:
                return 0, -1
            mask, place = mask | allowed, group
    # Where every part of it is out of reach there is no room for its first group either.
    return (mask, place) if place >= 0 else (0, clause[0][0])
