"""Change-over times are read from the setups table, by resource and groups, in ticks."""

from tugline.business.change_overs import change_overs
from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.read import read_business


def test_times_are_whole_ticks_rounded_up_and_only_of_groups_in_use():
    tables = read_business(
        {
            "business": {"currency": "EUR", "timezone": "UTC", "start": "2026-01-05"},
            "items": {"item": ["cup", "jug"]},
            "resources": {"resource": ["kiln", "wheel"]},
            "operations": {
                "item": ["cup", "jug"], "step": ["1"] * 2, "resource": ["kiln"] * 2, "run_time": ["1min"] * 2,
                "setup_group": ["hot", "cool"],
            },
            "setups": {
                "resource": ["kiln", "kiln", "kiln", "wheel"], "from_group": ["hot", "cool", "hot", "hot"],
                "to_group": ["cool", "hot", "wet", "cool"], "time": ["90s", "2h", "1h", "0d"],
            },
        },
        loop_schemas=LOOPS,
    )  # fmt: skip
    network = compile_network(tables)
    cool, hot = (network.setup_group_names.index(name) for name in ("cool", "hot"))
    kiln, wheel = (network.registers.resources.row(name) for name in ("kiln", "wheel"))
    assert change_overs(network, tables) == {
        (kiln, hot, cool): 2,
        (kiln, cool, hot): 120,
        (wheel, hot, cool): 0,
    }
