"""Suppliers and customers, and the terms that each has."""

from dataclasses import dataclass

import numpy as np

from tugline.network import defaults
from tugline.network.calendars import WEEKDAYS, Calendars, order_days_name
from tugline.network.exact import IntArray
from tugline.network.findings import Findings
from tugline.network.known import NOTHING_ELSE, Known
from tugline.network.layout import CUSTOMER, PARTY, SUPPLIER, Records
from tugline.network.registers import Register, Registers, supplier_names
from tugline.network.tables import MISSING, Names, Table, Tables
from tugline.network.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Parties:
    """Suppliers by name, then customers by name: customer c has row `len(suppliers) + c`."""

    suppliers: Register
    customers: Register

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parties by row; a supplier and a customer may share one."""
        return self.suppliers.names + self.customers.names

    def row(self, name: str, kind: int) -> int:
        """Return the row of a supplier or customer, or -1."""
        row = (self.suppliers if kind == SUPPLIER else self.customers).row(name)
        return row + len(self.suppliers) if kind == CUSTOMER and row >= 0 else row


def parties_of(tables: Tables, *, unnamed: bool, known: Known = NOTHING_ELSE) -> Parties:
    """Return all parties that the tables name or facts do; `unnamed` adds the supplier whom no table names."""
    suppliers = Register.of([*supplier_names(tables), *known.suppliers, *([defaults.SUPPLIER] if unnamed else [])])
    customers = [
        *tables["customers"]["customer"].names,
        *tables["orders"]["customer"].names,
        *tables["subscriptions"]["customer"].names,
        *known.customers,
    ]
    return Parties(suppliers, Register.of(customers))


def order_days(table: Table, findings: Findings) -> list[frozenset[int]]:
    """Return the weekdays on which orders can be placed, for every name in the column `order_days` ("mon,thu")."""
    cells: Names = table["order_days"]
    return [_weekdays(text, table, row, findings) for row, text in enumerate(cells.names)]


def _weekdays(text: str, table: Table, code: int, findings: Findings) -> frozenset[int]:
    parts = text.replace(",", " ").replace(";", " ").lower().split()
    days = frozenset(WEEKDAYS.index(part) for part in parts if part in WEEKDAYS)
    if not parts or any(part not in WEEKDAYS for part in parts):
        line = int(table.lines[np.argmax(table["order_days"].codes == code)])
        findings.add("party.order_days", table.name, line, "order_days", text, "weekdays such as mon,thu")
    return days


def party_records(
    tables: Tables, parties: Parties, registers: Registers, calendars: Calendars, timeline: Timeline,
    destination: IntArray,
) -> Records:  # fmt: skip
    """Return the PARTY records; who has no terms of its own has those of business.toml.

    `destination` is the column of `lane_of` of each customer.
    """
    settings = tables.settings
    n = len(parties.suppliers)
    records = np.zeros(n + len(parties.customers), PARTY)
    records["kind"] = np.where(np.arange(len(records)) < n, SUPPLIER, CUSTOMER)
    records["payment_ticks"] = timeline.of_days(
        np.where(records["kind"] == SUPPLIER, settings.supplier_days, settings.customer_days)
    )
    records["priority"], records["wait_ticks"], records["order_calendar"] = defaults.CUSTOMER_PRIORITY, -1, -1
    records["priority"][:n] = 0
    records["location"] = [registers.locations.row(name) for name in parties.names]

    suppliers, customers = tables["suppliers"], tables["customers"]
    records["destination"][n:] = destination
    row = parties.suppliers.rows_of(suppliers["supplier"])
    _set_days(records["payment_ticks"], row, suppliers["payment_days"], timeline)
    days = suppliers["order_days"]
    calendar = [calendars.register.row(order_days_name(some)) for some in order_days(suppliers, Findings())]
    records["order_calendar"][row] = np.array([*calendar, -1], np.int64)[days.codes]
    for name in ("minimum_value", "freight_free_value"):
        records[name][row] = np.where(suppliers[name] == MISSING, 0, suppliers[name])

    row = n + parties.customers.rows_of(customers["customer"])
    _set_days(records["payment_ticks"], row, customers["payment_days"], timeline)
    _set_days(records["wait_ticks"], row, customers["wait_days"], timeline)
    given = customers["priority"] != MISSING
    records["priority"][row[given]] = customers["priority"][given]
    return records


def _set_days(column: IntArray, row: IntArray, days: IntArray, timeline: Timeline) -> None:
    given = days != MISSING
    column[row[given]] = timeline.of_days(days[given])
