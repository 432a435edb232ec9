"""Sharing over time: worked examples, all ways to serve small cases, and what holds for any."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.promise.shortage import Claim, Limits, SharedBy, allot, room

NONE = Limits({}, {})


def claim(quantity, block=0, rank=5, channel="", *, promised=False):
    return Claim(quantity, block, rank, channel, promised)


def totals(shares):
    return [sum(row) for row in shares.given]


@pytest.mark.parametrize(
    ("rule", "expected"), [("priority", [80, 40, 0]), ("fair", [64, 40, 16]), ("linear", [70, 40, 10]),
                           ("uniform", [50, 50, 20])],
)  # fmt: skip
def test_one_block_without_limits_is_the_rule(rule, expected):
    shares = allot([claim(80), claim(50), claim(20)], [120], SharedBy(rule), NONE)
    assert totals(shares) == expected
    assert shares.left == [0]


def test_what_is_short_now_is_shared_now_and_the_rest_comes_of_the_next_receipt():
    # 30 for 80 and 40: a quarter of each. Then 60 for the rests, 60 and 30, and 10 more: 60 of 100 each.
    shares = allot([claim(80), claim(40), claim(10, 1)], [30, 60], SharedBy.FAIR, NONE)
    assert shares.given == [[20, 36], [10, 18], [0, 6]]


def test_who_wants_it_later_leaves_stock_to_those_who_need_it_now():
    # The first in rank is in time with the receipt, so the second has the stock.
    shares = allot([claim(10, 1, 1), claim(10, 0, 5)], [10, 10], SharedBy.PRIORITY, NONE)
    assert shares.given == [[0, 10], [10, 0]]


def test_a_later_line_of_a_better_class_keeps_stock_that_no_receipt_makes_up_for():
    shares = allot([claim(10, 1, 1), claim(10, 0, 5)], [10, 4], SharedBy.PRIORITY, NONE)
    assert shares.given == [[6, 4], [4, 0]]


def test_what_is_promised_comes_first_by_date_whatever_the_rule():
    claims = [claim(10, 0, 1), claim(10, 1, 9, promised=True), claim(10, 0, 9, promised=True)]
    for rule in SharedBy:
        assert allot(claims, [15, 5], rule, NONE).given == [[0, 0], [5, 5], [10, 0]]


def test_protected_stock_waits_for_a_late_order_of_its_class():
    limits = Limits({}, {1: 20})
    # 100 there: class 1 asks for 5 of its 20, class 2 for more than there is. 15 stay.
    shares = allot([claim(5, 0, 1), claim(100, 0, 2)], [100], SharedBy.PRIORITY, limits)
    assert (totals(shares), shares.left) == ([5, 80], [15])
    # The late order is served, and takes nothing from anybody.
    late = allot([claim(5, 0, 1), claim(15, 0, 1), claim(100, 0, 2)], [100], SharedBy.PRIORITY, limits)
    assert (totals(late), late.left) == ([5, 15, 80], [0])


@pytest.mark.parametrize("rule", list(SharedBy))
def test_a_class_may_take_what_is_protected_for_those_behind_it_and_never_the_other_way(rule):
    limits = Limits({}, {1: 20, 3: 30})
    # Nobody of class 3 asks: class 1 and 2 may have its 30. Class 2 never has what is protected for class 1.
    assert totals(allot([claim(90, 0, 2)], [100], rule, limits)) == [80]
    assert totals(allot([claim(90, 0, 1)], [100], rule, limits)) == [90]
    # Class 4 has neither.
    assert totals(allot([claim(90, 0, 4)], [100], rule, limits)) == [50]


def test_by_priority_a_better_class_has_what_is_protected_behind_before_that_class_does():
    limits = Limits({}, {2: 10})
    assert totals(allot([claim(100, 0, 1), claim(10, 0, 2)], [100], SharedBy.PRIORITY, limits)) == [100, 0]
    # Where it is shared, a class has its own first.
    assert totals(allot([claim(100, 0, 1), claim(10, 0, 2)], [100], SharedBy.FAIR, limits)) == [90, 10]


def test_a_channel_has_its_share_of_what_comes_and_no_more():
    limits = Limits({"web": Fraction(3, 10), "shop": Fraction(7, 10)}, {})
    claims = [claim(80, 0, 5, "web"), claim(20, 0, 5, "shop"), claim(5, 0, 5, "")]
    shares = allot(claims, [50, 50], SharedBy.PRIORITY, limits)
    # Three tenths of 50 now, three tenths of the next 50; the shops' rest stays, and nobody else has a quota.
    assert shares.given == [[15, 15], [20, 0], [0, 0]]
    assert shares.pools == {("channel", "web"): 30, ("channel", "shop"): 70, ("channel", ""): 0}
    assert shares.left == [15, 35]
    # Without a share of their own, all others have what is left.
    assert totals(allot(claims, [100], SharedBy.FAIR, Limits({"web": Fraction(3, 10)}, {}))) == [30, 20, 5]


def can_be(claims, supply, ways):
    """Whether two blocks can serve claims so: each way is what comes in time and what comes late."""
    first = [way for way, each in zip(ways, claims, strict=True) if each.block == 0]
    in_time, late = sum(way[0] for way in first), sum(way[1] for way in first)
    none_late = all(way[1] == 0 for way, each in zip(ways, claims, strict=True) if each.block == 1)
    return none_late and in_time <= supply[0] and late <= supply[1] and sum(map(sum, ways)) <= sum(supply)


def test_by_priority_each_in_turn_has_in_time_and_then_late_all_that_it_could_have():
    for quantities in product(range(3), repeat=3):
        splits = [[(a, b) for a in range(n + 1) for b in range(n + 1 - a)] for n in quantities]
        for blocks in product(range(2), repeat=3):
            for supply in ([2, 1], [0, 3], [3, 1]):
                claims = [claim(*each) for each in zip(quantities, blocks, strict=True)]
                shares = allot(claims, supply, SharedBy.PRIORITY, NONE)
                ways = [
                    (sum(row[: each.block + 1]), sum(row[each.block + 1 :]))
                    for row, each in zip(shares.given, claims, strict=True)
                ]
                assert ways == list(max(way for way in product(*splits) if can_be(claims, supply, way)))


CLAIMS = st.lists(
    st.builds(
        Claim, st.integers(0, 60), st.integers(0, 2), st.integers(1, 4), st.sampled_from(["web", "shop", ""]),
        st.booleans(),
    ),
    max_size=7,
)  # fmt: skip
LIMITS = st.builds(
    Limits,
    st.sampled_from([
        {}, {"web": Fraction(1, 3)}, {"web": Fraction(1, 3), "shop": Fraction(2, 3)},
        {"shop": Fraction(1, 7), "web": Fraction(2, 7)},
    ]),
    st.dictionaries(st.integers(1, 4), st.integers(0, 50), max_size=3),
    st.just(value=False),
)  # fmt: skip
SUPPLY = st.lists(st.integers(0, 80), min_size=3, max_size=3)


@given(CLAIMS, SUPPLY, st.sampled_from(list(SharedBy)), LIMITS)
def test_nothing_is_given_twice_or_to_anybody_who_did_not_ask(claims, supply, rule, limits):
    shares = allot(claims, supply, rule, limits)
    assert all(part >= 0 for row in shares.given for part in row)
    assert all(total <= each.quantity for total, each in zip(totals(shares), claims, strict=True))
    given_of = [sum(row[block] for row in shares.given) for block in range(3)]
    assert [a + b for a, b in zip(given_of, shares.left, strict=True)] == supply


@given(CLAIMS, SUPPLY, st.sampled_from(list(SharedBy)), LIMITS)
def test_protection_and_quotas_hold_at_every_time(claims, supply, rule, limits):
    shares = allot(claims, supply, rule, limits)
    promised = [row for row, each in zip(shares.given, claims, strict=True) if each.promised]
    others = [(row, each) for row, each in zip(shares.given, claims, strict=True) if not each.promised]
    for block in range(3):
        there = sum(supply[: block + 1]) - sum(sum(row[: block + 1]) for row in promised)
        for rank in range(1, 5):
            kept = sum(limits.protected.get(better, 0) for better in range(1, rank))
            taken = sum(sum(row[: block + 1]) for row, each in others if each.rank >= rank)
            assert taken <= max(0, there - kept)
        if not limits.protected:
            for channel, share in limits.quotas.items():
                taken = sum(sum(row[: block + 1]) for row, each in others if each.channel == channel)
                assert taken < there * share + 1


@given(CLAIMS, SUPPLY, st.sampled_from(list(SharedBy)))
def test_without_limits_nothing_is_left_while_somebody_lacks(claims, supply, rule):
    shares = allot(claims, supply, rule, NONE)
    assert sum(totals(shares)) == min(sum(supply), sum(each.quantity for each in claims))


PAST = st.lists(
    st.builds(Claim, st.integers(0, 60), st.just(0), st.integers(1, 4), st.sampled_from(["web", "shop", ""]),
              st.just(value=True)), max_size=4,
)  # fmt: skip


def test_a_standing_quota_counts_what_was_promised_and_what_left():
    limits = Limits({"web": Fraction(3, 10)}, {}, counts=True)
    asker = claim(0, channel="web")
    # Three tenths of 100 now and of 120 later; 10 are promised, 10 have left and were part of 110 then.
    assert room([], [100, 20], limits, asker) == [30, 36]
    assert room([claim(10, channel="web", promised=True)], [100, 20], limits, asker) == [20, 26]
    assert room([], [100, 20], limits, asker, [claim(10, channel="web", promised=True)]) == [23, 29]
    # Without it, each promise would leave the web three tenths of the rest, until it has all.
    assert room([claim(30, channel="web", promised=True)], [100], Limits({"web": Fraction(3, 10)}, {}), asker) == [21]


def test_what_is_protected_for_a_class_is_used_up_by_what_it_had():
    limits = Limits({}, {1: 20}, counts=True)
    late = claim(0, rank=2)
    assert room([], [100], limits, late) == [80]
    # 15 promised to class 1 leave 5 for it; 25 that left used all of it up.
    assert room([claim(15, rank=1, promised=True)], [100], limits, late) == [80]
    assert room([], [100], limits, late, [claim(25, rank=1, promised=True)]) == [100]
    assert room([], [100], limits, claim(0, rank=1)) == [100]


def test_a_promise_beyond_its_quota_is_kept_and_its_channel_pays_it_back():
    # Half of 10 now is the web's and 8 are promised to it: 2 are left for others, who have all of the next 6.
    limits = Limits({"web": Fraction(1, 2)}, {}, counts=True)
    promised = [claim(8, channel="web", promised=True)]
    assert room(promised, [10, 6], limits, claim(0)) == [2, 8]
    assert room(promised, [10, 6], limits, claim(0, channel="web")) == [0, 0]


@given(CLAIMS, SUPPLY, LIMITS, PAST, st.integers(1, 4), st.sampled_from(["web", "shop", ""]))
def test_what_there_is_room_for_is_what_a_last_claim_would_get(claims, supply, limits, past, rank, channel):
    counting = limits._replace(counts=True)
    asker = Claim(500, 2, rank, channel, promised=False)
    free = room(claims, supply, counting, asker, past)
    assert free == sorted(free)
    for block in range(3):
        last = [*claims, asker._replace(block=block)]
        assert sum(allot(last, supply, SharedBy.PRIORITY, counting, past).given[-1][: block + 1]) == free[block]


@given(CLAIMS, SUPPLY, LIMITS, PAST)
def test_who_is_let_in_by_the_room_passes_no_quota_that_promises_had_not_passed(claims, supply, limits, past):
    counting = limits._replace(counts=True)
    promised = [each for each in claims if each.promised]
    for channel, share in limits.quotas.items():
        asker = Claim(0, 2, 5, channel, promised=False)
        free = room(promised, supply, counting, asker, past)[-1]
        had = sum(each.quantity for each in (*promised, *past) if each.channel == channel)
        total = sum(supply) + sum(each.quantity for each in past)
        # Beside its share it may have what is protected for classes behind the last one, of which there are none.
        assert free == 0 or free + had <= share * total + sum(limits.protected.values()) + 1


@given(CLAIMS, SUPPLY, st.sampled_from(list(SharedBy)), LIMITS, PAST)
def test_nothing_is_given_twice_where_limits_count(claims, supply, rule, limits, past):
    # Nobody can have had more than there was.
    shares = allot(claims, supply, rule, limits._replace(counts=True), past)
    assert all(0 <= total <= each.quantity for total, each in zip(totals(shares), claims, strict=True))
    given_of = [sum(row[block] for row in shares.given) for block in range(3)]
    assert [a + b for a, b in zip(given_of, shares.left, strict=True)] == supply
