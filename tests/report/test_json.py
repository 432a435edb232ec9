"""The document of a run: it says what the schema says, and is fast where there is much to say."""

import json
import time

import msgspec

from tugline.business.views import SCHEMA, Result
from tugline.report.json import result_json


def test_a_document_comes_back_as_the_result_it_was_made_of(some_result):
    result = some_result('Ünïcode\n"quoted" </script>')
    assert msgspec.json.decode(result_json(result), type=Result) == result


def test_a_document_says_which_contract_it_keeps(empty_result):
    assert json.loads(result_json(empty_result()))["schema"] == SCHEMA


def test_what_a_pull_comes_from_is_called_from(some_result):
    pull = json.loads(result_json(some_result("Lathe")))["pulls"][0]
    assert pull["from"] == "Lathe"
    assert "from_" not in pull


def test_half_a_million_pulls_are_written_in_seconds(some_result):
    result = some_result()
    many = msgspec.structs.replace(result, pulls=result.pulls[:1] * 500_000)
    started = time.perf_counter()
    document = result_json(many)
    assert len(document) > 100_000_000
    # About a second on an idle machine of two cores; ten are allowed for one that is busy.
    assert time.perf_counter() - started < 10
