"""Where a terminal is narrow an interval stands below its number, and no cell is ever cut."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tugline.report.listing import Cell, Column, Listing, cells
from tugline.report.terminal_list import print_listing
from tugline.report.terminal_stacks import blocks

NAMES = ("figure", "pull", "present", "push", "pull − push", "present − push")
ROWS = (
    cells(
        Cell("Contribution after carrying and ordering cost", "", "EUR"), *[Cell("2,345,679", "", "± 345,679")] * 3,
        Cell("no difference shown", "dim"), Cell("+234,568", "", "200,000 to 269,136"),
    ),
    cells(Cell("On time"), *[Cell("91.2%", "", "± 5.8%")] * 3, *[Cell("+9.1%", "", "8.5% to 9.7%")] * 2),
)  # fmt: skip


def listing(columns, rows):
    return Listing("figures", "Figures", columns, tuple(rows), len(rows), whole=True)


def shown(of, width):
    text = io.StringIO()
    print_listing(Console(file=text, width=width, no_color=True), of)
    return text.getvalue()


def three(width):
    columns = (Column(NAMES[0]), *(Column(name, right=True) for name in NAMES[1:]))
    return shown(listing(columns, ROWS), width)


def test_three_policies_stand_in_one_table_of_120_columns():
    assert (
        three(120)
        == """\
Figures
  figure                                             pull    present       push          pull − push      present − push
  Contribution after carrying and ordering      2,345,679  2,345,679  2,345,679  no difference shown            +234,568
  cost  EUR                                     ± 345,679  ± 345,679  ± 345,679                       200,000 to 269,136
  On time                                           91.2%      91.2%      91.2%                +9.1%               +9.1%
                                                   ± 5.8%     ± 5.8%     ± 5.8%         8.5% to 9.7%        8.5% to 9.7%

"""
    )


def test_what_has_no_room_in_80_columns_goes_on_in_a_table_below():
    assert (
        three(80)
        == """\
Figures
  figure                                              pull    present       push
  Contribution after carrying and ordering cost  2,345,679  2,345,679  2,345,679
  EUR                                            ± 345,679  ± 345,679  ± 345,679
  On time                                            91.2%      91.2%      91.2%
                                                    ± 5.8%     ± 5.8%     ± 5.8%

  figure                                         pull − push      present − push
  Contribution after carrying and        no difference shown            +234,568
  ordering cost  EUR                                          200,000 to 269,136
  On time                                              +9.1%               +9.1%
                                                8.5% to 9.7%        8.5% to 9.7%

"""
    )


def test_where_there_is_room_a_row_is_one_line():
    assert len(three(200).splitlines()) == len(three(120).splitlines()) - len(ROWS)


def test_sentences_of_a_row_stand_below_it_once():
    columns = (Column("step"), Column("EUR", right=True), Column("from", prose=True))
    said = shown(listing(columns, [cells("ordering", Cell("5", "", "-100 to 200: no difference shown"), "orders")]), 40)
    assert (
        said
        == """\
Figures
  step                      EUR
  ordering                    5
                   -100 to 200:
            no difference shown
    orders

"""
    )


amounts = st.integers(-(10**9), 10**9).map("{:,}".format)
numbers = st.builds(
    lambda mean, low, high, none: Cell(mean, "", f"{low} to {high}" + ": no difference shown" * none),
    amounts, amounts, amounts, st.booleans(),
)  # fmt: skip
titles = st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=8).map(" ".join)


@given(
    st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(titles, *[numbers] * n), min_size=1, max_size=4)),
    st.integers(48, 200),
)
def test_no_cell_is_cut_at_any_width(rows, width):
    columns = (Column("figure"), *(Column(f"policy {n}", right=True) for n in range(1, len(rows[0]))))
    said = shown(listing(columns, [cells(*row) for row in rows]), width)
    assert max(map(cell_len, said.splitlines())) <= width
    assert "…" not in said
    for title, *found in rows:
        assert [word for word in title.split() if word not in said] == []
        for cell in found:
            assert cell.text in said
            assert cell.small.split(":")[0] in said


@pytest.mark.parametrize(
    ("least", "room", "tables"),
    [
        ([10, 10, 10], 34, [[0, 1, 2]]),
        ([10, 10, 10], 33, [[0, 1], [0, 2]]),
        ([10, 10, 10], 5, [[0, 1], [0, 2]]),
        ([10], 50, [[0]]),
    ],
)
def test_columns_stand_side_by_side_as_there_is_room(least, room, tables):
    """Ten letters each, two blanks between."""
    assert blocks(least, room) == tables
