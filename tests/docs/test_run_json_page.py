"""The page on the JSON of a run is what the values say of themselves, and holds the keys that others build on."""

import json
import runpy

import pytest

CONTRACT = {
    "PullView": "id at kind item location from quantity due loop signal state why",
    "PromiseView": "order line item quantity wanted promised late_days cause",
    "StockView": "item location on_hand on_order allocated",
    "Quarantined": "table row why",
    "Result": "schema business as_of digest trial_balance pulls promises stock quarantine metrics",
}


@pytest.fixture(scope="module")
def script(root):
    return runpy.run_path(str(root / "scripts" / "run_json_reference.py"))


def test_the_page_and_the_schema_are_what_the_script_makes(root, script):
    folder = root / "docs" / "reference"
    assert (folder / "run-json.md").read_text(encoding="utf-8") == script["page"]()
    assert (folder / "run-json.schema.json").read_text(encoding="utf-8") == script["schema"]()


@pytest.mark.parametrize("name", CONTRACT)
def test_no_key_that_others_build_on_is_missing(root, name):
    schema = json.loads((root / "docs" / "reference" / "run-json.schema.json").read_text())
    assert set(CONTRACT[name].split()) <= set(schema["$defs"][name]["properties"])
