"""What is out of range is told with its limit as one writes it, and a guess only where it can be right."""

import pytest

from tugline.network.faults import Fault, expected, maybe
from tugline.network.schema import SCHEMA


def column(table, name):
    (found,) = [each for each in SCHEMA[table].columns if each.name == name]
    return found


@pytest.mark.parametrize(
    ("table", "name", "text", "guess"),
    [
        ("items", "price_response", "25", ""),
        ("sources", "lead_time_spread", "11", ""),
        ("markdowns", "depth", "30", "0.3?"),
        ("sources", "reject_rate", "5", "0.05?"),
    ],
)
def test_per_cent_is_guessed_only_where_a_share_of_a_whole_is_asked_for(table, name, text, guess):
    assert maybe(Fault.RANGE, text, column(table, name)) == guess


def test_the_longest_duration_is_told_in_days():
    assert expected(Fault.RANGE, column("sources", "lead_time")).endswith(" to 36525d")
