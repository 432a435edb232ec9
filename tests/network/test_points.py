"""Circles are told in few words, however many points lie on one and however many there are."""

import pytest

from tugline.errors import InvalidBusinessError

MANY = 100_000
NAMES = [f"i{number:06d}" for number in range(MANY)]
WAY = "i000000 → i000001 → i000002 → i000003 → i000004 → i000005 → … (99,994 more) → i000000"


def problems(build, **tables):
    with pytest.raises(InvalidBusinessError) as caught:
        build(**tables)
    return caught.value.problems


def rows(header, lines):
    return "\n".join([header, *lines])


def bills(*pairs):
    return rows("item, component, quantity", [f"{above}, {below}, 1" for above, below in pairs])


def test_a_circle_of_very_many_bills_is_told_in_few_words(compiled):
    round_again = zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True)
    (found,) = problems(compiled, items=rows("item", NAMES), boms=bills(*round_again))
    assert (found.code, found.table, found.row, found.value) == ("network.circle", "boms", 0, WAY)
    named = " or ".join(f"boms line {line}" for line in range(2, 8))
    assert found.hint == f"{named} or one of 99,994 others is the wrong way round?"
    assert len(str(found)) < 400


def test_very_many_circles_are_each_told_with_their_rows(compiled):
    both = [pair for a, b in zip(NAMES[::2], NAMES[1::2], strict=True) for pair in ((a, b), (b, a))]
    found = problems(compiled, items=rows("item", NAMES), boms=bills(*both))
    assert len(found) == MANY // 2
    assert found[-1].value == "i099998 → i099999 → i099998"
    assert found[-1].hint == "boms line 100000 or boms line 100001 is the wrong way round?"


def test_very_many_locations_that_lead_back_to_one_are_told_in_few_words(compiled):
    parents = [f"{name}, {parent}" for name, parent in zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True)]
    (found,) = problems(compiled, items="item\npen\n", locations=rows("location, parent", parents))
    assert (found.code, found.value) == ("location.circle", WAY)


@pytest.mark.parametrize(
    ("members", "told"),
    [
        (7, "i000000 → i000001 → i000002 → i000003 → i000004 → i000005 → i000006 → i000000"),
        (8, "i000000 → i000001 → i000002 → i000003 → i000004 → i000005 → … (2 more) → i000000"),
    ],
)
def test_a_circle_of_a_few_is_told_whole(compiled, members, told):
    some = NAMES[:members]
    round_again = zip(some, [*some[1:], some[0]], strict=True)
    (found,) = problems(compiled, items=rows("item", some), boms=bills(*round_again))
    assert found.value == told
