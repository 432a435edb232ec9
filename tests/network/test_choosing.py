"""Valid choices and the nearest ones: against a slow twin that tries them all, and where nobody could try them all."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.network.choosing import can_be_chosen, nearest
from tugline.network.options import Group, ItemOptions, Rule


def item(deltas, rules=()):
    groups = tuple(
        Group(f"g{place:02d}", tuple(f"o{option}" for option in range(len(row))), tuple(sorted(row)))
        for place, row in enumerate(deltas)
    )
    return ItemOptions("thing", groups, tuple(rules))


def needs(answer, *terms):
    return Rule(answer, False, terms, "")


def excludes(answer, *others):
    return Rule(answer, True, (others,), "")


def every_choice(options):
    return list(product(*(range(len(group.options)) for group in options.groups)))


def cost(options, wanted, chosen, choice):
    changes = sum(choice[group] != wanted[group] for group in chosen)
    return changes, options.price(choice), choice


@st.composite
def asked(draw):
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    deltas = [draw(st.lists(st.integers(-3, 5), min_size=size, max_size=size)) for size in sizes]
    answers = [(group, option) for group, size in enumerate(sizes) for option in range(size)]
    answer = st.sampled_from(answers)
    terms = st.lists(st.lists(answer, min_size=1, max_size=3).map(tuple), min_size=1, max_size=2).map(tuple)
    rules = draw(st.lists(st.builds(Rule, answer, st.booleans(), terms, st.just("")), max_size=6))
    options = item(deltas, rules)
    wanted = tuple(draw(st.integers(0, size - 1)) for size in sizes)
    chosen = draw(st.sets(st.sampled_from(range(len(sizes)))))
    return options, tuple(wanted[g] if g in chosen else 0 for g in range(len(sizes))), chosen


@given(asked())
@settings(max_examples=400, deadline=None)
def test_the_nearest_choice_is_that_of_trying_them_all(case):
    options, wanted, chosen = case
    valid = [choice for choice in every_choice(options) if not options.broken(choice)]
    found = nearest(options, wanted, chosen)
    assert found.exact
    # Groups that no rule joins to a broken one stay as they are wanted: changing one would only be another wish.
    may_change = _joined_to_broken(options, wanted)
    near = [c for c in valid if all(c[g] == wanted[g] for g in range(len(c)) if g not in may_change)]
    assert bool(found.choices) == bool(near)
    if near:
        assert found.choices[0] == min(near, key=lambda choice: cost(options, wanted, chosen, choice))
    for choice in found.choices:
        assert not options.broken(choice)


def _joined_to_broken(options, wanted):
    sets = [{rule.answer[0], *(group for term in rule.terms for group, _ in term)} for rule in options.rules]
    groups = set().union(*(s for s, r in zip(sets, options.rules, strict=True) if not r.holds(wanted)), set())
    while any(s & groups and not s <= groups for s in sets):
        groups = groups.union(*(s for s in sets if s & groups))
    return groups


@given(asked())
@settings(max_examples=200, deadline=None)
def test_an_option_can_be_chosen_if_some_valid_choice_has_it(case):
    options, _, _ = case
    # A rule that refuses every choice of groups that have nothing to do with an option is said of those groups.
    for group, option in product(range(len(options.groups)), range(3)):
        if option < len(options.groups[group].options):
            may = _joined(options, group)
            picked = [c for c in every_choice(options) if c[group] == option]
            holds = any(all(r.holds(c) for r in options.rules if r.answer[0] in may) for c in picked)
            assert can_be_chosen(options, group, option) == holds


def _joined(options, group):
    sets = [{rule.answer[0], *(g for term in rule.terms for g, _ in term)} for rule in options.rules]
    groups = {group}
    while any(s & groups and not s <= groups for s in sets):
        groups = groups.union(*(s for s in sets if s & groups))
    return groups


def test_a_valid_choice_is_its_own_nearest_one():
    options = item([[0, 5], [0, 3]], [needs((0, 1), ((1, 1),))])
    assert nearest(options, (1, 1), {0, 1}).choices == ((1, 1),)
    assert nearest(options, (1, 1), {0, 1}).nodes == 0


def test_what_the_customer_did_not_speak_of_changes_first():
    options = item([[0, 5], [0, 300], [0, 0]], [needs((0, 1), ((1, 1),))])
    # Asked for option 1 of the first group alone: the frame that it needs is added, however dear.
    assert nearest(options, (1, 0, 0), {0}).choices == ((1, 1, 0),)
    # Who also named the cheap frame has to give one answer up: the cheaper way first.
    assert nearest(options, (1, 0, 0), {0, 1}).choices == ((0, 0, 0), (1, 1, 0))


def test_choices_beyond_number_cost_no_more_than_the_few_in_question():
    """Twelve groups of ten options: 10^12 choices, joined by rules from the first group to the last."""
    rules = [needs((group, option), ((group + 1, option),)) for group in range(11) for option in range(1, 10)]
    rules += [excludes((11, 9), (0, 9)), excludes((5, 3), (9, 2), (9, 3))]
    options = item([list(range(0, 100, 10))] * 12, rules)
    wanted = (9,) + (0,) * 11
    found = nearest(options, wanted, {0})
    assert found.exact
    assert found.nodes < 1_000
    assert [cost(options, wanted, {0}, choice)[0] for choice in found.choices] == [1, 1, 1]
    assert found.choices[0] == (0,) * 12
    wanted = (*range(10), 4, 4)
    found = nearest(options, wanted, set(range(12)))
    assert found.exact
    assert found.nodes < 1_000
    assert not options.broken(found.choices[0])
    assert all(can_be_chosen(options, group, 1) for group in range(12))
    assert not can_be_chosen(options, 0, 9)


def test_a_choice_is_a_number_and_back():
    options = item([[0, 1, 2], [0, 1], [0, 1, 2, 3]])
    numbers = [options.number(choice) for choice in every_choice(options)]
    assert sorted(numbers) == list(range(24))
    assert [options.choice(number) for number in numbers] == every_choice(options)
    assert options.number(options.default) == 0
    assert options.text(options.number((2, 0, 1))) == "g00=o2 g01=o0 g02=o1"
    assert options.numbered([("g00", "o2"), ("g02", "o1")]) == options.number((2, 0, 1))
    with pytest.raises(KeyError, match="g01=o7"):
        options.numbered([("g01", "o7")])
