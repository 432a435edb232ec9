"""What was published of so many weeks is not held against a run of others."""

import pytest

from tugline.cases.run import run_case
from tugline.errors import UsageError


def test_the_beer_game_takes_the_weeks_that_it_took():
    with pytest.raises(UsageError, match="case beer, years: 1; expected none: what was published of it is of 252 days"):
        run_case("beer", years=1)
