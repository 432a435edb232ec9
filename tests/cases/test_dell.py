"""The build-to-order maker: what is simulated of its days, its inventory, and that payment terms are inputs."""

import pytest

from tugline.cases.catalogue import case_named
from tugline.cases.dell.company import MODELS, PARTS, SHARE_OF_COST, _level
from tugline.cases.run import run_case


@pytest.fixture(scope="module")
def found():
    return run_case("dell", replications=2, years=0.2, sensitivity=False)


def test_every_model_costs_the_same_and_all_of_it():
    for bill in MODELS.values():
        assert set(bill) <= set(PARTS)
        assert sum(SHARE_OF_COST[part.split()[-1]] for part in bill) == pytest.approx(1)


def test_levels_cover_the_use_of_the_lead_time_the_review_and_the_days_held():
    """200 boards a day, 100 of each disk: 6 hours, 2 hours and a day are 1 1/3 days."""
    values = case_named("dell")[0].values()
    assert (_level(values, "board"), _level(values, "small disk")) == (267, 134)


def test_payment_terms_come_out_as_they_were_put_in(found):
    means = found.study.policies["build to order"]
    assert means["dso"].mean == pytest.approx(31, abs=0.5)
    assert means["dpo"].mean == pytest.approx(70, abs=1)
    parts = means["dio"].mean + means["dso"].mean - means["dpo"].mean
    assert means["cash_conversion_cycle"].mean == pytest.approx(parts)


def test_days_to_door_are_the_days_in_the_plant_and_those_that_are_inputs(found):
    door = {v.published.figure: v for v in found.verdicts}["days_to_door"]
    plant = found.study.policies["build to order"]["days_to_delivery_p50"]
    assert door.found.mean == pytest.approx(plant.mean + 5)
    assert plant.mean == pytest.approx(8 / 24, abs=0.01), "nobody waits for a bench or a part"


def test_computers_on_benches_are_inventory_of_as_many_days_as_they_take(found):
    """8 hours of work are a third of a day; only parts count, since work costs nothing here."""
    with_work = {v.published.figure: v.found for v in found.verdicts}["days_with_wip"]
    assert with_work.mean - found.study.policies["build to order"]["dio"].mean == pytest.approx(1 / 3, abs=0.02)


def test_inventory_is_a_part_of_that_of_the_twin(found):
    dio = {policy: means["dio"] for policy, means in found.study.policies.items()}
    assert dio["build to order"].mean < dio["build to stock"].mean / 2
