import pytest

from tugline.ledger.metric import CENTS, COUNT, DAYS, PER_YEAR, PPM, SHARE, Input, Metric, Metrics


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (Input("cost of sales", 345_678_900, CENTS), "cost of sales 3,456,789.00"),
        (Input("price variance", -5, CENTS), "price variance -0.05"),
        (Input("days", 165, DAYS), "165 days"),
        (Input("dio", 58.94, DAYS), "dio 58.9"),
        (Input("items sold", 1200, COUNT), "items sold 1,200"),
        (Input("carrying rate", 225_000, PPM), "carrying rate 22.5 %"),
        (Input("share", 0.12345, SHARE), "share 0.1235"),
        (Input("turns", 12.0, PER_YEAR), "turns 12.00"),
    ],
)
def test_a_number_is_shown_in_its_unit(part: Input, shown: str) -> None:
    assert str(part) == shown


def figure(value: float | None, why: str = "") -> Metric:
    inputs = (Input("average inventory", 123_456_700, CENTS), Input("cost of sales", 345_678_900, CENTS))
    return Metric(
        "dio",
        value,
        DAYS,
        "{average inventory} / {cost of sales} × {days}",
        165,
        (*inputs, Input("days", 165, DAYS)),
        why,
    )


def test_an_explanation_is_the_formula_with_its_numbers() -> None:
    assert figure(123_456_700 / 345_678_900 * 165).explain() == (
        "dio = average inventory 1,234,567.00 / cost of sales 3,456,789.00 × 165 days = 58.9"
    )
    assert figure(None, "nothing was sold").explain() == (
        "dio is not known: nothing was sold (average inventory / cost of sales × days)"
    )


def test_a_figure_as_json_has_its_unit_reason_formula_and_inputs() -> None:
    assert figure(None, "nothing was sold").to_dict() == {
        "value": None,
        "unit": "days",
        "why_missing": "nothing was sold",
        "formula": "average inventory / cost of sales × days",
        "window_days": 165,
        "inputs": {"average inventory": 123_456_700, "cost of sales": 345_678_900, "days": 165},
    }
    assert figure(1.0).to_dict()["why_missing"] is None


def test_figures_are_a_mapping_by_name() -> None:
    found = Metrics(9, 0, 165, {"dio": figure(3.0)})

    assert (list(found), len(found), found["dio"].value, found.value("dio")) == (["dio"], 1, 3.0, 3.0)
    assert "dso" not in found
