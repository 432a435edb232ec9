"""Read the options of the tables: groups with their defaults, rules, and everything that is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from tugline.network.choice_text import Answer, ChoiceTextError, parse_terms, shown
from tugline.network.choosing import can_be_chosen, nearest
from tugline.network.exact import IntArray
from tugline.network.findings import Findings
from tugline.network.findings import nearest as alike
from tugline.network.options import MOST_CHOICES, Group, ItemOptions, Rule
from tugline.network.registers import Register
from tugline.network.tables import MISSING, Table, Tables

RULE = "answers that are chosen with it, like frame=carbon or frame=carbon|steel, several behind each other"


def read_options(tables: Tables, items: Register, findings: Findings) -> Mapping[int, ItemOptions]:
    """Return what customers may choose, by row of the items.

    A group that only bills speak of has the options that they name, none with a price. The default of a group is the
    option with the lowest price difference, of equal ones the first by name.
    """
    priced = _priced(tables["options"], items)
    known = {item: {group: dict(options) for group, options in groups.items()} for item, groups in priced.items()}
    for item, answer, line in _of_bills(tables["boms"], items):
        group, option = answer
        options = known.setdefault(item, {}).setdefault(group, {})
        if option not in options and group in priced.get(item, {}):
            findings.add(
                "option.unknown", "boms", line, "option", option, f"an option of {shown([answer]).partition('=')[0]} in"
                f" the options of {items.names[item]!r}", alike(option, tuple(options)),
            )  # fmt: skip
        options.setdefault(option, 0)
    read = {}
    for item in sorted(known):
        of_item = ItemOptions(items.names[item], tuple(_group(*each) for each in sorted(known[item].items())))
        if of_item.total >= MOST_CHOICES:
            findings.add(
                "option.too_many", "options", 0, "item", items.names[item],
                "groups with fewer than 2.3e18 choices in all", "a part of it as an item with options of its own?",
            )  # fmt: skip
            continue
        read[item] = of_item
    return _with_rules(read, tables["options"], items, findings)


def _priced(table: Table, items: Register) -> dict[int, dict[str, dict[str, int]]]:
    """Return the price differences by item, group and option."""
    found: dict[int, dict[str, dict[str, int]]] = {}
    deltas = np.where(table["price_delta"] == MISSING, 0, table["price_delta"]).tolist()
    for row, item in enumerate(items.rows_of(table["item"]).tolist()):
        group, option = table["group"].text(row), table["option"].text(row)
        if item >= 0 and group and option:
            found.setdefault(item, {}).setdefault(group, {})[option] = deltas[row]
    return found


def _of_bills(table: Table, items: Register) -> Iterator[tuple[int, Answer, int]]:
    """Return item, group and option, and line of the bill lines that belong to an option."""
    item: IntArray = items.rows_of(table["item"])
    for row in np.flatnonzero((table["option_group"].codes >= 0) & (table["option"].codes >= 0) & (item >= 0)).tolist():
        yield int(item[row]), (table["option_group"].text(row), table["option"].text(row)), int(table.lines[row])


def _group(name: str, options: dict[str, int]) -> Group:
    ordered = sorted(options, key=lambda option: (options[option], option))
    return Group(name, tuple(ordered), tuple(options[option] for option in ordered))


def _with_rules(
    read: dict[int, ItemOptions], table: Table, items: Register, findings: Findings
) -> dict[int, ItemOptions]:
    rules: dict[int, list[tuple[Rule, int, str]]] = {}
    sound = True
    for row, item in enumerate(items.rows_of(table["item"]).tolist()):
        if item not in read:
            continue
        own = read[item].find((table["group"].text(row), table["option"].text(row)))
        for column in ("requires", "excludes"):
            text = table[column].text(row)
            if not text or own is None:
                continue
            terms = _terms(text, read, item, findings, row=(table, row, column))
            sound &= terms is not None
            if terms:
                rule = Rule(own, column == "excludes", terms, text)
                rules.setdefault(item, []).append((rule, int(table.lines[row]), column))
    done = {}
    for item, options in read.items():
        own_rules = rules.get(item, [])
        done[item] = replace(options, rules=tuple(rule for rule, _, _ in own_rules))
        if sound and own_rules:
            _check(done[item], own_rules, findings)
    return done


def _terms(
    text: str, read: Mapping[int, ItemOptions], item: int, findings: Findings, *, row: tuple[Table, int, str]
) -> tuple[tuple[tuple[int, int], ...], ...] | None:
    """Return the terms of a rule by their places, None where it has problems, which are noted."""
    table, at, column = row
    line, options = int(table.lines[at]), read[item]
    try:
        terms = parse_terms(text)
    except ChoiceTextError as error:
        findings.add("option.rule", "options", line, column, text, RULE, str(error))
        return None
    unknown = [answer for term in terms for answer in term if options.find(answer) is None]
    for answer in unknown:
        findings.add("option.unknown", "options", line, column, shown([answer]), *_instead(answer, read, item))
    if unknown:
        return None
    return tuple(tuple(found for answer in term if (found := options.find(answer))) for term in terms)


def _instead(answer: Answer, read: Mapping[int, ItemOptions], item: int) -> tuple[str, str]:
    """Return what was expected in place of an unknown answer, and a hint."""
    options, (group, option) = read[item], answer
    if group in options.places:
        there = options.groups[options.places[group]].options
        return f"an option of the group {group!r} of {options.item!r}", alike(option, there)
    elsewhere = [other.item for other in read.values() if other.find(answer)]
    hint = f"it is one of {elsewhere[0]!r}: a rule joins options of one item" if elsewhere else ""
    return f"a group of {options.item!r}", hint or alike(group, tuple(options.places))


def _check(options: ItemOptions, rules: list[tuple[Rule, int, str]], findings: Findings) -> None:
    """Note a default choice that the rules refuse, and options that can never be chosen."""
    dead = set[tuple[int, int]]()
    for rule, line, column in rules:
        if rule.answer in dead or can_be_chosen(options, *rule.answer):
            continue
        dead.add(rule.answer)
        group = options.groups[rule.answer[0]]
        findings.add(
            "option.never", "options", line, column, rule.text,
            f"rules under which {shown([(group.name, group.options[rule.answer[1]])])} can be chosen at all",
        )  # fmt: skip
    for rule, line, column in rules:
        if rule.answer not in dead and not rule.holds(options.default):
            instead = nearest(options, options.default, ()).choices
            hint = f"the cheapest valid choice is {options.text(options.number(instead[0]))}" if instead else ""
            findings.add(
                "option.default", "options", line, column, options.said(rule),
                "default options, the cheapest of each group, that may be chosen together", hint,
            )  # fmt: skip
