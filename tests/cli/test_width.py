"""How wide a report is in a file or pipe."""

import pytest

from tugline.cli.reports import stdout


@pytest.mark.parametrize(("said", "wide"), [("200", 200), ("", 120), ("-5", 120), ("7", 120), ("many", 120)])
def test_a_pipe_is_as_wide_as_columns_says_if_a_table_can_be_read_at_that(monkeypatch, said, wide):
    monkeypatch.setenv("COLUMNS", said)
    assert stdout().width == wide
