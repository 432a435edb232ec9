"""Standard costs against a twin that asks each item for its cost and follows its bill downwards."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ITEMS = [f"i{k}" for k in range(8)]


def costs(network):
    """Return (cost, whether it is a default) by item."""
    rows = zip(network.point["item"].tolist(), network.point.tolist(), strict=True)
    names = network.point.dtype.names
    at, mark = names.index("standard_cost"), names.index("defaulted_cost")
    found = {}
    for item, point in rows:
        # All points of an item carry the same cost.
        assert found.setdefault(network.items.name[item], (point[at], point[mark])) == (point[at], point[mark])
    return found


class Twin:
    """The same rules, one item at a time."""

    def __init__(self, tables):
        self.tables = tables
        self.memo = {}

    def cost(self, item):
        if item not in self.memo:
            self.memo[item] = self._cost(item)
        return self.memo[item]

    def _cost(self, item):
        given = self.tables["cost"].get(item)
        if given is not None:
            return given, 0
        prices = [price for name, _, price in self.tables["buys"] if name == item and price is not None]
        if prices:
            return min(prices), 0
        ways = [self._way(item, place, service) for name, place, service in self._makes(item)]
        mark, cost = min(ways, default=(1, 0))
        return cost, mark

    def _makes(self, item):
        makes = [make for make in self.tables["makes"] if make[0] == item]
        places = {at for parent, _, _, at in self.tables["boms"] if parent == item}
        if "x" in places and not any(place == "x" for _, place, _ in makes):
            makes.append((item, "x", None))  # a bill for x says that it is made there
        sourced = makes or any(name == item for name, *_ in self.tables["buys"])
        return [(item, "", None)] if not sourced and (places or item in self.tables["work"]) else makes

    def _way(self, item, place, service):
        total, mark = 0, 0
        needs = {}
        for parent, component, quantity, at in self.tables["boms"]:
            if parent == item and at in ("", place):
                needs[component] = needs.get(component, 0) + quantity
        for component, quantity in needs.items():
            cost, guessed = self.cost(component)
            total += round(quantity * cost)
            mark = max(mark, guessed)
        labour, minutes, good = self.tables["work"].get(item, (0, 0, Fraction(1)))
        total += labour + round(self.tables["hourly"] * Fraction(minutes, 60) / self.tables["efficiency"])
        total = round(total / good) + (service or 0)
        return (1 if mark or total == 0 else 0), total


@st.composite
def businesses(draw):
    item = st.integers(0, 7)
    price = st.integers(0, 10**6)
    boms = {}
    for a, b, n, d, at in draw(
        st.lists(st.tuples(item, item, st.integers(1, 40), st.integers(1, 7), st.sampled_from(["", "x"])), max_size=12)
    ):
        if a < b:
            boms[ITEMS[a], ITEMS[b], at] = Fraction(n, d)
    makes = draw(
        st.lists(st.tuples(item, st.sampled_from("xy"), st.none() | price), max_size=5, unique_by=lambda m: m[:2])
    )
    buys = draw(
        st.lists(st.tuples(item, st.sampled_from("uvw"), st.none() | price), max_size=5, unique_by=lambda b: b[:2])
    )
    good = st.sampled_from([Fraction(1), Fraction(97, 100), Fraction(1, 2), Fraction(123_457, 1_000_000)])
    work = draw(st.dictionaries(item, st.tuples(price, st.integers(0, 500), good), max_size=4))
    return {
        "cost": {ITEMS[k]: value for k, value in draw(st.dictionaries(item, price, max_size=4)).items()},
        "boms": [(a, b, quantity, at) for (a, b, at), quantity in boms.items()],
        "makes": [(ITEMS[k], place, service) for k, place, service in makes],
        "buys": [(ITEMS[k], seller, cost) for k, seller, cost in buys],
        "work": {ITEMS[k]: some for k, some in work.items()},
        "hourly": draw(price),
        "efficiency": draw(st.sampled_from([Fraction(1), Fraction(4, 5), Fraction(13, 10)])),
    }


def money(cents_of_a_cent):
    return "" if cents_of_a_cent is None else f"{cents_of_a_cent // 10_000}.{cents_of_a_cent % 10_000:04d}"


def as_text(b):
    return {
        "items": "\n".join(["item,cost", *(f"{name},{money(b['cost'].get(name))}" for name in ITEMS)]),
        "boms": "\n".join(["item,component,quantity,location", *(f"{p},{c},{q},{at}" for p, c, q, at in b["boms"])]),
        "sources": "\n".join([
            "item,location,kind,from,unit_cost",
            *(f"{name},{place},make,,{money(service)}" for name, place, service in b["makes"]),
            *(f"{name},depot,buy,{seller},{money(cost)}" for name, seller, cost in b["buys"]),
        ]),
        "operations": "\n".join([
            "item,step,resource,run_time,labour_cost,yield",
            *(f"{name},1,r,{m}min,{money(labour)},{float(good)}" for name, (labour, m, good) in b["work"].items()),
        ]),
        "resources": f"resource,cost_per_hour,efficiency\nr,{money(b['hourly'])},{float(b['efficiency'])}\n",
    }  # fmt: skip


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(businesses())
def test_costs_are_those_of_the_twin(compiled, b):
    twin = Twin(b)
    assert costs(compiled(**as_text(b))) == {name: twin.cost(name) for name in ITEMS}


def test_a_given_cost_stands_before_every_other(compiled):
    network = compiled(
        items="item, cost\npen, 2.5\nink, 1\n",
        boms="item, component, quantity\npen, ink, 2\n",
        sources="item, location, kind, unit_cost\npen, x, buy, 0.1\n",
    )
    assert costs(network)["pen"] == (25_000, 0)


def test_the_cheapest_price_that_is_valid_at_the_start_counts_without_its_freight(compiled):
    network = compiled(
        items="item\npen\n",
        sources="""
            item, location, kind, from, unit_cost, freight_cost, valid_from, valid_to
            pen,  x,        buy,  a,    3,         0.5,          ,
            pen,  y,        buy,  b,    2,         9,            ,           2024-02-01
            pen,  y,        buy,  c,    1,         0,            2024-02-01,
            pen,  y,        buy,  d,    1,         0,            ,           2024-01-01
        """,
    )
    assert costs(network) == {"pen": (20_000, 0)}


def test_a_way_whose_components_all_have_a_cost_stands_before_a_cheaper_guess(compiled):
    network = compiled(
        items="item, cost\npen,\nink, 5\nglue,\n",
        boms="item, component, quantity, location\npen, ink, 1, a\npen, glue, 1, b\n",
        sources="item, location, kind, unit_cost\npen, a, make, 1\npen, b, make, 2\n",
    )
    assert costs(network) == {"pen": (60_000, 0), "ink": (50_000, 0), "glue": (0, 1)}


def test_an_item_that_is_made_of_itself_by_way_of_another_place_has_no_cost_of_its_own(compiled):
    # Boxes are opened in the shop and packed in the depot: no point draws from itself, but neither has a cost first.
    network = compiled(
        items="item\nbox\npiece\nset\n",
        boms="""
            item,  component, quantity, location
            box,   piece,     12,       depot
            piece, box,       1/12,     shop
            set,   piece,     3,        shop
        """,
        sources="""
            item,  location, kind, from
            box,   depot,    make,
            box,   shop,     buy,  packer
            piece, shop,     make,
            piece, depot,    buy,  moulder
            set,   shop,     make,
        """,
    )
    assert costs(network) == {"box": (0, 1), "piece": (0, 1), "set": (0, 1)}


@pytest.mark.parametrize(("decimals", "expected"), [(0, 75_000), (3, 75_000)])
def test_costs_are_per_whole_unit_whatever_the_decimals(compiled, decimals, expected):
    network = compiled(
        items=f"item, decimals, cost\npaint, 3,\nbase, {decimals}, 2.5\n",
        boms="item, component, quantity\npaint, base, 3\n",
        operations="item, step, resource, run_time\npaint, 1, mixer, 20min\n",
    )
    assert costs(network)["paint"] == (expected, 0)
