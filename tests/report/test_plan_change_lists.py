"""What a plan changed, in words and lists."""

from msgspec.structs import replace

from tugline.report.plan_change_lists import changed_listing, changes_words, moved_listing


def texts(listing):
    return [[cell.text for cell in row] for row in listing.rows]


def test_the_sentence_counts_each_kind_once(some_plan):
    assert changes_words(some_plan("saw").changes) == (
        "Since the plan of 2026-01-04 00:00: 1 later, 1 new, 1 gone, 2 as before; "
        "of the work on open pulls 1 operation stays and 1 moves."
    )


def test_nothing_new_is_said_in_words(some_plan):
    changes = replace(some_plan("saw").changes, lines=(), work=(), work_stayed=0)
    assert changes_words(changes) == "Since the plan of 2026-01-04 00:00: no line has another date."


def test_each_line_has_both_dates_and_no_date_where_it_was_not_open(some_plan):
    rows = texts(changed_listing(some_plan("saw").changes, 10))
    assert [row[3:] for row in rows] == [
        ["later", "+1.0", "2026-01-11", "2026-01-12"], ["new", "", "", "never"], ["gone", "", "2026-01-05", ""],
    ]  # fmt: skip
    assert changed_listing(some_plan("saw").changes, 1).more == 2


def test_work_that_moves_to_another_resource_names_both(some_plan):
    (row,) = texts(moved_listing(some_plan("saw").changes, 10))
    assert row == ["P9", "saw", "1", "saw2 1", "2026-01-04 00:00", "2026-01-05 00:00", "lathe → saw"]
