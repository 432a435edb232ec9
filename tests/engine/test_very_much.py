"""The largest quantities, through several bills: exact up to the limits, refused beyond them, never wrapped round."""

from itertools import pairwise

import pytest

from tugline.errors import TooLargeError
from tugline.network.layout import LARGEST_WHOLE


def chain(kit, net, levels, factor):
    """Return a bench on a chain of bills, each with `factor` of the next."""
    names = [f"part {n}" for n in range(levels)]
    for name in names:
        net.point(name)
    for name, component in pairwise(names):
        net.make(name, 10, {component: factor})
    bench = kit.Bench(net)
    bench.at(0, *(row for name in names for row in bench.loop(name, "to_order")))
    return bench


def test_the_largest_order_goes_through_bills_to_the_last_piece(kit, net):
    bench = chain(kit, net, levels=4, factor=100)
    bench.at(1, bench.order("part 0", LARGEST_WHOLE))
    assert int(bench.stock("part 3")["waiting"]) == LARGEST_WHOLE * 100**3


@pytest.mark.parametrize("factor", [10_000, 2_000_000, 4_600_000])
def test_an_order_whose_parts_cannot_be_counted_is_refused_and_never_wraps(kit, net, factor):
    bench = chain(kit, net, levels=4, factor=factor)
    with pytest.raises(TooLargeError, match="above 2"):
        bench.at(1, bench.order("part 0", LARGEST_WHOLE))


def test_a_yield_that_asks_for_more_than_can_be_counted_is_refused(kit, net):
    net.point("chip"), net.point("wafer")
    net.make("chip", 10, {"wafer": 1000}, yield_numerator=1, yield_denominator=1_000_000)
    bench = kit.Bench(net)
    bench.at(0, *bench.loop("chip", "to_order"))
    with pytest.raises(TooLargeError, match="times a factor"):
        bench.at(1, bench.order("chip", LARGEST_WHOLE))


def test_orders_that_add_up_to_more_than_can_be_counted_are_refused(kit, net):
    net.point("oil", scale=1000)
    bench = kit.Bench(net)
    with pytest.raises(TooLargeError, match="one stock point"):
        bench.at(1, *(bench.order("oil", LARGEST_WHOLE * 1000) for _ in range(1200)))


def test_a_need_of_more_than_a_million_lots_is_refused(kit, net):
    net.point("oil")
    net.buy("oil", 100, maximum=10)
    bench = kit.Bench(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    with pytest.raises(TooLargeError, match="a million lots"):
        bench.at(1, bench.order("oil", 10_000_011))
