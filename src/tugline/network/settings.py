"""`business.toml`: what is true of the whole business, read strictly."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from tugline.network.findings import Findings, nearest
from tugline.units.quantity import format_scaled, parse_scaled
from tugline.units.time import TICK_SECONDS, parse_moment

FILE = "business.toml"
WORLDS = ("plain", "plant")
TERM_DAYS = 30
"""Days until payment where nothing else is said."""
TERM_DAYS_MAX = 3650
CARRYING_RATE = 200_000
"""Ppm a year: room, handling, insurance, ageing and money tied up; textbooks take 15 to 30 per cent of the value."""
COST_OF_CAPITAL = 80_000
"""Ppm a year."""
RATE_MAX = 10_000_000

SECTIONS: dict[str, tuple[str, ...]] = {
    "": ("name", "currency", "timezone", "start", "tick", "world"),
    "journal": ("url",),
    "terms": ("customer_days", "supplier_days"),
    "finance": ("carrying_rate", "cost_of_capital"),
}
"""The keys of each section; "" is the part before the first section."""


@cache
def _zones() -> tuple[str, ...]:
    """Return the names of all time zones; looking for them walks through folders, so it is done once."""
    return tuple(sorted(available_timezones()))


@dataclass(frozen=True, slots=True)
class Settings:
    """What `business.toml` says.

    `start` is aware. `customer_days` and `supplier_days` are days until payment where a party has no terms of its own.
    `carrying_rate` and `cost_of_capital` are ppm per year: the cost of holding stock as a share of its value, and the
    interest on the money tied up. `journal` is the url of the journal, empty for the one inside the folder.
    """

    name: str
    currency: str
    timezone: str
    start: dt.datetime
    tick: str = "minute"
    world: str = "plant"
    customer_days: int = TERM_DAYS
    supplier_days: int = TERM_DAYS
    carrying_rate: int = CARRYING_RATE
    cost_of_capital: int = COST_OF_CAPITAL
    journal: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as `parse_settings` reads them; where the journal lies says nothing about a business."""
        return {
            "name": self.name,
            "currency": self.currency,
            "timezone": self.timezone,
            "start": self.start.isoformat(),
            "tick": self.tick,
            "world": self.world,
            "terms": {"customer_days": self.customer_days, "supplier_days": self.supplier_days},
            "finance": {
                "carrying_rate": format_scaled(self.carrying_rate, 6),
                "cost_of_capital": format_scaled(self.cost_of_capital, 6),
            },
        }


def read_toml(data: bytes, findings: Findings) -> dict[str, Any] | None:
    """Return the content of `business.toml`, or None with a problem noted."""
    try:
        # Decimal keeps a rate such as 0.07 exact; it reads dates and times as such.
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        findings.add(
            "file.encoding", FILE, 0, "", f"byte {data[error.start]:#04x} at {error.start}", "UTF-8 text",
            "saving the file again as UTF-8?",
        )  # fmt: skip
    except tomllib.TOMLDecodeError as error:
        findings.add("file.toml", FILE, 0, "", str(error), 'TOML, such as currency = "EUR"')
    return None


def parse_settings(given: Mapping[str, Any], findings: Findings, *, default_name: str = "") -> Settings | None:
    """Return the settings that a mapping like `business.toml` holds, or None; all problems are noted in `findings`.

    Parameters
    ----------
    default_name
        The name of a business that gives none.
    """
    before = len(findings.problems)
    read = _Reader(_sections(given, findings), findings)
    timezone = read.choice("", "timezone", _zones(), "a time zone such as Europe/Berlin")
    settings: dict[str, Any] = {
        "name": read.text("", "name", default_name or None),
        "currency": read.currency(),
        "timezone": timezone,
        "start": read.start(timezone or "UTC"),
        "tick": read.choice("", "tick", tuple(TICK_SECONDS), "second, minute, hour or day", "minute"),
        "world": read.choice("", "world", WORLDS, "plain or plant (the simulated world is not there yet)", "plant"),
        "customer_days": read.days("customer_days"),
        "supplier_days": read.days("supplier_days"),
        "carrying_rate": read.ppm("carrying_rate", CARRYING_RATE),
        "cost_of_capital": read.ppm("cost_of_capital", COST_OF_CAPITAL),
        "journal": read.text("journal", "url", ""),
    }
    return Settings(**settings) if len(findings.problems) == before else None


def _sections(given: Mapping[str, Any], findings: Findings) -> dict[str, dict[str, Any]]:
    """Return the keys of every section; keys and sections that mean nothing are noted."""
    sections: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS}
    for key, value in given.items():
        if key in SECTIONS and key:
            if isinstance(value, Mapping):
                sections[key] = dict(value)
            else:
                findings.add("setting.kind", FILE, 0, key, str(value), f"a section [{key}]")
        else:
            sections[""][key] = value
    for section, keys in SECTIONS.items():
        for key in [key for key in sections[section] if key not in keys]:
            value = sections[section].pop(key)
            place = _place(section, key)
            known = [_place(name, each) for name, some in SECTIONS.items() for each in some] + [*SECTIONS][1:]
            elsewhere = next((name for name in known if name.endswith("." + key)), "")
            hint = f"{elsewhere!r}?" if elsewhere else nearest(place, known)
            shown = "a section" if isinstance(value, Mapping) else str(value)
            findings.add("setting.unknown", FILE, 0, place, shown, "one of the known settings", hint)
    return sections


def _place(section: str, key: str) -> str:
    return f"{section}.{key}" if section else key


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one setting at a time; a bad one is noted and reads as None, which no default ever is."""

    sections: dict[str, dict[str, Any]]
    findings: Findings

    def bad(self, section: str, key: str, value: Any, expected: str, hint: str = "") -> None:
        """Note a value that is not what is expected."""
        code = "setting.missing" if value is None else "setting.value"
        self.findings.add(code, FILE, 0, _place(section, key), "" if value is None else str(value), expected, hint)

    def text(self, section: str, key: str, default: str | None = None) -> str | None:
        """Return a text."""
        value = self.sections[section].get(key, default or None)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value.strip() and value.isprintable():
            return value.strip()
        self.bad(section, key, value, "a text")
        return None

    def choice(
        self, section: str, key: str, choices: tuple[str, ...], expected: str, default: str | None = None
    ) -> str | None:
        """Return one of some texts."""
        value = self.sections[section].get(key, default)
        if isinstance(value, str) and value in choices:
            return value
        self.bad(section, key, value, expected, nearest(str(value), choices) if value is not None else "")
        return None

    def currency(self) -> str | None:
        """Return the currency, three letters."""
        value = self.sections[""].get("currency")
        if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value):
            return value
        hint = f"{value.upper()!r}?" if isinstance(value, str) and re.fullmatch("[A-Za-z]{3}", value) else ""
        self.bad("", "currency", value, "a currency of three capital letters, such as EUR", hint)
        return None

    def start(self, timezone: str) -> dt.datetime | None:
        """Return the start as an aware moment; without an offset it is local time, a bare date local midnight."""
        value = self.sections[""].get("start")
        try:
            # A date is written as one, a time as one: both come as texts or as TOML's own.
            text = value.isoformat() if isinstance(value, dt.date) else value
            if isinstance(text, str):
                moment = parse_moment(text.strip(), timezone)
                if 1900 <= moment.year <= 2200:
                    return moment.replace(microsecond=0)
        except (ValueError, OverflowError):
            self.bad("", "start", value, "a date or time such as 2025-01-01 or 2025-01-01T06:00")
            return None
        self.bad("", "start", value, "a date or time such as 2025-01-01 or 2025-01-01T06:00, from 1900 to 2200")
        return None

    def days(self, key: str) -> int | None:
        """Return days until payment."""
        value = self.sections["terms"].get(key, TERM_DAYS)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= TERM_DAYS_MAX:
            return value
        self.bad("terms", key, value, f"whole days from 0 to {TERM_DAYS_MAX}")
        return None

    def ppm(self, key: str, default: int) -> int | None:
        """Return a yearly rate in ppm."""
        value = self.sections["finance"].get(key)
        if value is None:
            return default
        expected = f"a share from 0 to {RATE_MAX // 1_000_000} with at most 6 decimals, such as 0.2"
        try:
            ppm = parse_scaled(str(value), 6)
        except ValueError:
            self.bad("finance", key, value, expected)
            return None
        if isinstance(value, bool) or not 0 <= ppm <= RATE_MAX:
            self.bad("finance", key, value, expected, f"{value / 100}?" if isinstance(value, int) else "")
            return None
        return ppm
