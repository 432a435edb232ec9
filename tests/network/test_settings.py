"""`business.toml`: defaults, and every setting that is wrong told at once."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tugline.network.findings import Findings
from tugline.network.settings import SECTIONS, Settings, parse_settings, read_toml

LEAST = {"currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-01-01"}


def parse(**given):
    findings = Findings()
    settings = parse_settings({**LEAST, **given}, findings, default_name="folder")
    assert findings.problems == []
    return settings


def found(**given):
    findings = Findings()
    settings = parse_settings({key: value for key, value in {**LEAST, **given}.items() if value is not None}, findings)
    assert settings is None
    return [(p.code, p.column, p.value, p.hint) for p in findings.problems if p.column != "name"]


def test_what_is_not_said_has_a_default():
    settings = parse()
    assert settings.start.isoformat() == "2024-01-01T00:00:00+01:00"
    assert settings == Settings(
        name="folder", currency="EUR", timezone="Europe/Berlin", start=settings.start, tick="minute", world="plant",
        customer_days=30, supplier_days=30, carrying_rate=200_000, cost_of_capital=80_000, journal="",
    )  # fmt: skip


def test_everything_can_be_said():
    text = b"""
        name = "Bicycles"
        currency = "USD"
        timezone = "America/New_York"
        start = 2024-07-01T06:00:00
        tick = "day"
        world = "plain"
        [journal]
        url = "postgresql://db/journal"
        [terms]
        customer_days = 14
        supplier_days = 60
        [finance]
        carrying_rate = 0.25
        cost_of_capital = 0
    """
    findings = Findings()
    settings = parse_settings(read_toml(text, findings), findings)
    assert findings.problems == []
    assert settings.start.isoformat() == "2024-07-01T06:00:00-04:00"
    assert (settings.name, settings.tick, settings.world) == ("Bicycles", "day", "plain")
    assert (settings.customer_days, settings.supplier_days) == (14, 60)
    assert (settings.carrying_rate, settings.cost_of_capital) == (250_000, 0)
    assert settings.journal == "postgresql://db/journal"


def test_what_is_written_out_reads_back_but_for_the_journal():
    settings = parse(finance={"carrying_rate": Decimal("0.123456")}, tick="hour", journal={"url": "x"})
    assert parse(**settings.to_dict()) == Settings(
        **{name: getattr(settings, name) for name in Settings.__slots__[:-1]}
    )


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2024, 7, 1), "2024-07-01T00:00:00+02:00"),
        (datetime.fromisoformat("2024-07-01T06:30"), "2024-07-01T06:30:00+02:00"),
        ("2024-07-01T06:30:15.5Z", "2024-07-01T08:30:15+02:00"),
    ],
)
def test_the_start_is_a_local_moment(start, expected):
    assert parse(start=start).start.isoformat() == expected


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"currency": None}, ("setting.missing", "currency", "", "")),
        ({"timezone": None}, ("setting.missing", "timezone", "", "")),
        ({"start": None}, ("setting.missing", "start", "", "")),
        ({"currency": "eur"}, ("setting.value", "currency", "eur", "'EUR'?")),
        ({"currency": "euro"}, ("setting.value", "currency", "euro", "")),
        ({"timezone": "Europe/Berln"}, ("setting.value", "timezone", "Europe/Berln", "'Europe/Berlin'?")),
        ({"start": "1.1.2024"}, ("setting.value", "start", "1.1.2024", "")),
        ({"start": "1024-01-01"}, ("setting.value", "start", "1024-01-01", "")),
        ({"start": 2024}, ("setting.value", "start", "2024", "")),
        ({"tick": "minutes"}, ("setting.value", "tick", "minutes", "'minute'?")),
        ({"world": "simulated"}, ("setting.value", "world", "simulated", "")),
        ({"world": "plan"}, ("setting.value", "world", "plan", "'plant'?")),
        ({"terms": {"customer_days": -1}}, ("setting.value", "terms.customer_days", "-1", "")),
        ({"terms": {"customer_days": "30"}}, ("setting.value", "terms.customer_days", "30", "")),
        ({"terms": {"supplier_days": True}}, ("setting.value", "terms.supplier_days", "True", "")),
        ({"terms": 30}, ("setting.kind", "terms", "30", "")),
        ({"finance": {"carrying_rate": 20}}, ("setting.value", "finance.carrying_rate", "20", "0.2?")),
        ({"finance": {"carrying_rate": "much"}}, ("setting.value", "finance.carrying_rate", "much", "")),
        ({"finance": {"cost_of_capital": True}}, ("setting.value", "finance.cost_of_capital", "True", "")),
        ({"carrying_rate": 1}, ("setting.unknown", "carrying_rate", "1", "'finance.carrying_rate'?")),
        ({"curency": "EUR"}, ("setting.unknown", "curency", "EUR", "'currency'?")),
        ({"terms": {"custmer_days": 3}}, ("setting.unknown", "terms.custmer_days", "3", "'terms.customer_days'?")),
        ({"journal": {"url": 5}}, ("setting.value", "journal.url", "5", "")),
    ],
)
def test_each_wrong_setting_has_its_code_and_a_guess(given, problem):
    assert found(**given) == [problem]


def test_a_name_is_needed_where_no_folder_gives_one():
    findings = Findings()
    assert parse_settings(LEAST, findings) is None
    assert [(p.code, p.column) for p in findings.problems] == [("setting.missing", "name")]


@pytest.mark.parametrize(("data", "code"), [(b"name = ", "file.toml"), (b'name = "\xff"', "file.encoding")])
def test_a_file_that_is_no_toml_is_told(data, code):
    findings = Findings()
    assert read_toml(data, findings) is None
    assert [p.code for p in findings.problems] == [code]


def test_every_setting_belongs_to_a_section():
    assert [key for keys in SECTIONS.values() for key in keys if key != "url"] == [
        name for name in Settings.__slots__ if name != "journal"
    ]


def test_a_world_that_is_not_there_yet_is_refused_with_those_that_are():
    findings = Findings()
    assert parse_settings({**LEAST, "world": "simulated"}, findings, default_name="x") is None
    assert [p.expected for p in findings.problems] == ["plain or plant (the simulated world is not there yet)"]
