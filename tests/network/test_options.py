"""Options in the tables: defaults, the bill of each choice, and everything that can be wrong with them."""

from fractions import Fraction

import pytest

from tugline.errors import InvalidBusinessError

BIKE = {
    "items": "item, price\nbike, 500\nsteel, \ncarbon, \nrack, \nbolt, \n",
    "boms": """
        item, component, quantity, option_group, option
        bike, bolt,      4,        ,
        bike, steel,     1,        frame,        steel
        bike, carbon,    1,        frame,        carbon
        bike, bolt,      1/3,      frame,        carbon
        bike, rack,      1,        rack,         yes
        bike, bolt,      2,        rack,         yes
    """,
}
OPTIONS = """
    item, group, option, price_delta, requires,     excludes
    bike, frame, steel,  0,           ,
    bike, frame, carbon, 300,         ,
    bike, rack,  none,   -5,          ,
    bike, rack,  yes,    25,          frame=steel,
"""


def drawn(network, item, number):
    """Return what a choice draws, by component."""
    source = next(s for s in network.source if network.items.name[network.point["item"][s["point"]]] == item)
    found = {}
    for line in network.choice[source["choice_start"] : source["choice_stop"]]:
        if not line["radix"] or number // line["stride"] % line["radix"] == line["place"]:
            name = network.items.name[network.point["item"][line["point"]]]
            found[name] = found.get(name, 0) + Fraction(int(line["numerator"]), int(line["denominator"]))
    return found


def test_a_bill_follows_the_choice(compiled):
    network = compiled(**BIKE, options=OPTIONS)
    options = network.options[network.registers.items.row("bike")]
    number = options.numbered
    assert drawn(network, "bike", 0) == {"bolt": 4, "steel": 1}
    assert drawn(network, "bike", number([("frame", "carbon")])) == {"bolt": 4 + Fraction(1, 3), "carbon": 1}
    assert drawn(network, "bike", number([("rack", "yes")])) == {"bolt": 6, "steel": 1, "rack": 1}


def test_the_default_choice_is_what_a_bill_draws_where_nobody_chooses(compiled):
    network = compiled(**BIKE, options=OPTIONS)
    source = network.source[network.point["source_start"][network.point_row("bike")]]
    need = network.need[source["need_start"] : source["need_stop"]]
    items = [network.items.name[network.point["item"][point]] for point in need["point"]]
    assert dict(zip(items, need["numerator"].tolist(), strict=True)) == drawn(network, "bike", 0)


def test_the_default_of_a_group_is_its_cheapest_option_whether_or_not_a_bill_draws_it(compiled):
    network = compiled(**BIKE, options=OPTIONS)
    options = network.options[network.registers.items.row("bike")]
    assert options.answers(options.default) == [("frame", "steel"), ("rack", "none")]


def test_the_list_price_is_that_of_the_default_choice(compiled):
    network = compiled(**BIKE, options=OPTIONS)
    options = network.options[network.registers.items.row("bike")]
    # 500 less 5 for no rack; carbon is 300 more than steel.
    assert network.point["price"][network.point_row("bike")] == 495_0000
    assert options.surcharge(options.numbered([("frame", "carbon")])) == 300_0000


def test_a_group_that_only_bills_name_has_the_options_that_they_name(compiled):
    network = compiled(**BIKE)
    options = network.options[network.registers.items.row("bike")]
    assert [(group.name, group.options) for group in options.groups] == [
        ("frame", ("carbon", "steel")), ("rack", ("yes",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code", "says"),
    [
        ("bike, frame, steel, 0, rack=red,", "option.unknown", "an option of the group 'rack' of 'bike'"),
        ("bike, frame, steel, 0, racks=yes,", "option.unknown", "a group of 'bike'. Maybe 'rack'?"),
        ("bike, frame, steel, 0, cpu=fast,", "option.unknown", "it is one of 'pc': a rule joins options of one item"),
        ("bike, frame, steel, 0, rack,", "option.rule", "'rack' names no group"),
        ("bike, frame, steel, 0, rack=yes, rack=yes", "option.never", "frame=steel can be chosen at all"),
        ("bike, frame, steel, 0, rack=yes,", "option.default", "the cheapest valid choice is frame=steel rack=yes"),
    ],
)
def test_a_rule_that_makes_no_sense_is_a_problem(business, compiled, rows, code, says):
    head = "item, group, option, price_delta, requires, excludes\n"
    rest = "bike, frame, carbon, 300,,\nbike, rack, none, 0,,\nbike, rack, yes, 25,,\npc, cpu, fast, 0,,\n"
    tables = {**BIKE, "items": BIKE["items"] + "pc,\n"}
    with pytest.raises(InvalidBusinessError) as error:
        compiled(**tables, options=head + rows + "\n" + rest)
    assert [problem.code for problem in error.value.problems] == [code]
    assert error.value.problems[0].row == 2
    assert says in str(error.value)


def test_a_bill_names_options_that_there_are(compiled):
    with pytest.raises(InvalidBusinessError) as error:
        compiled(**BIKE, options="item, group, option\nbike, frame, steel\nbike, frame, karbon\n")
    assert {problem.code for problem in error.value.problems} == {"option.unknown"}
    assert "boms line 4, option: 'carbon'" in str(error.value)
    assert "Maybe 'karbon'?" in str(error.value)


def test_more_choices_than_a_number_holds_are_a_problem(compiled):
    rows = "".join(f"bike, g{group}, o{option}\n" for group in range(32) for option in range(4))
    with pytest.raises(InvalidBusinessError, match=r"fewer than 2.3e18 choices"):
        compiled(items="item\nbike\n", options="item, group, option\n" + rows)
