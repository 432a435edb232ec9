"""Random businesses change their tables on the way: they adopt them or are told why not, and everything goes on."""

import random
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import tugline as tl
from tugline.business.opened import open_in_force
from tugline.errors import RefusedError

SEEDS = st.integers(0, 2**32 - 1)


def edit(one):
    """Change a few cells, and now and then take a row out or put one in."""
    luck = one.luck
    for _ in range(luck.randint(1, 4)):
        match luck.choice(["lot", "lead", "bill", "component", "unbuilt", "loop", "cost", "item", "source", "step"]):
            case "lot" if one.rows["sources"]:
                luck.choice(one.rows["sources"]).update(minimum=luck.choice(["", "3", "9"]), multiple="", maximum="")
            case "lead" if one.rows["sources"]:
                luck.choice(one.rows["sources"])["lead_time"] = one.duration()
            case "bill" if one.rows["boms"]:
                luck.choice(one.rows["boms"])["quantity"] = luck.choice(["1", "4", "1/4"])
            case "component":
                a, b = sorted(luck.sample(range(len(one.items)), 2))
                known = {(row["item"], row["component"]) for row in one.rows["boms"]}
                if (one.items[a], one.items[b]) not in known:
                    one.rows["boms"].append({"item": one.items[a], "component": one.items[b], "quantity": "1"})
            case "unbuilt" if one.rows["boms"]:
                one.rows["boms"].remove(luck.choice(one.rows["boms"]))
            case "loop":
                one._loops()
            case "cost":
                luck.choice(one.rows["items"])["cost"] = luck.choice(["2", "11.5"])
            case "item":
                one.rows["items"].append({"item": f"new{len(one.rows['items'])}", "family": ""})
            case "source" if one.rows["sources"]:
                one.rows["sources"].remove(luck.choice(one.rows["sources"]))
            case "step" if one.rows["operations"]:
                luck.choice(one.rows["operations"])["run_time"] = luck.choice(["1h", "1d"])
    lanes = one.rows.get("lanes", [])
    other = random.Random(str(lanes))
    if lanes and other.random() < 0.5:
        other.choice(lanes).update(lead_time=other.choice(["", "1d", "2d"]), calendar=other.choice(["", "week"]))


@settings(max_examples=6)
@example(seed=9)  # a stock point that only rows of signals name, in use
@example(seed=12)  # such a one with a loop and nothing else
@example(seed=31)  # a component that is no longer deeper than what is made of it
@example(seed=40)  # an item whose default stock point goes when facts name another one
@example(seed=5075)  # a job of which nothing is left to come, which the world has to tell to be done with it
@pytest.mark.parametrize("world", ["plain", "plant"])
@given(seed=SEEDS)
def test_what_a_changed_network_meets_goes_on_in_it(make, watch, told, tmp_path_factory, world, seed):
    one = make(seed, world=world)
    journal, now = tmp_path_factory.mktemp("adopting") / "journal.db", one.start
    with watch() as watched:
        business = tl.open(one.tables(), journal=journal)
        for _ in range(5):
            for _ in range(3):
                now += timedelta(minutes=one.luck.randint(0, 2000))
                if world == "plant":
                    business.signal(*told(one.luck, business, one, now))
                business.advance(now)
            before = business.digest
            edit(one)
            try:
                business.adopt(one.tables())
            except (RefusedError, tl.InvalidBusinessError):
                assert business.digest == before
                break
            assert business.verify() == []
        business.advance(now + timedelta(days=20))
        assert business.verify() == []
        assert business.result().trial_balance == 0
        live = business.digest
        business.close()
    assert watched.pulses >= 1
    with open_in_force(journal) as business:
        assert business.digest == live
