"""Commands about business folders: init, check, import."""

import sys
from pathlib import Path

import msgspec

from tugline.errors import UsageError, sentences
from tugline.exchange import IMPORTERS
from tugline.exchange.folder import Conversion


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _tell(conversion: Conversion) -> None:
    for name, rows in conversion.rows.items():
        _say(f"  {name:<14}{rows:>10,} rows")
    for why, rows in conversion.left_out.items():
        _say(f"  left out: {rows:,} {why}")
    for note in conversion.notes:
        _say(f"  {' '.join(note.split())}")


def _print_json(conversion: Conversion, form: str) -> None:
    document = {
        "folder": str(conversion.target), "format": form, "rows": conversion.rows, "left_out": conversion.left_out,
        "notes": conversion.notes,
    }  # fmt: skip
    sys.stdout.buffer.write(msgspec.json.encode(document) + b"\n")


def init(name: Path, *, as_json: bool) -> int:
    """Write the template and say what to do next."""
    from tugline.exchange.template import create

    conversion = create(name)
    if as_json:
        _print_json(conversion, "template")
        return 0
    _say(f"made {conversion.target}; edit its tables, then:")
    _say(f"  tugline check {name}\n  tugline run {name}")
    return 0


def check(folder: Path, *, as_json: bool) -> int:
    """Print every problem, or what sound tables leave open and doubtful rows; exit code 1 if there is a problem."""
    from tugline.business.checking import examine
    from tugline.report.json import problems_json
    from tugline.report.problems import default_lines, doubt_lines
    from tugline.units.quantity import plural

    problems, defaults, idle, doubts = examine(folder)
    if as_json:
        sys.stdout.buffer.write(problems_json(problems, defaults, idle, doubts) + b"\n")
    else:
        for line in sentences(problems):
            _say(line)
        later = "; rows that a run would put in quarantine are told once there is none" if doubts is None else ""
        _say(f"{plural(len(problems), 'problem')} in {folder}{later}" if problems else f"{folder} is sound")
        for line in doubt_lines(doubts or ()):
            _say(line)
        if defaults:
            _say("where the tables say nothing, this is taken:")
            for line in default_lines(defaults):
                _say(f"  {line}")
        if idle:
            _say("read, and no rule goes by it yet:")
            for name, rows in idle.items():
                _say(f"  {name}, {plural(rows, 'row')}")
    return 1 if problems else 0


def import_(source: Path, folder: Path, *, form: str | None, as_json: bool) -> int:
    """Convert an export and say what became of its rows."""
    name = form or _detect(source)
    if name not in IMPORTERS:
        raise UsageError(f"format {name!r}; expected one of {', '.join(IMPORTERS)}")
    conversion = IMPORTERS[name](source, folder)
    if as_json:
        _print_json(conversion, name)
        return 0
    _say(f"{source} ({name}) became {conversion.target}:")
    _tell(conversion)
    _say(f"  next: tugline check {folder}")
    return 0


def _detect(source: Path) -> str:
    if source.is_file() and source.suffix.lower() == ".csv":
        return "shopify"
    if (source / "ProductVendor.csv").is_file():
        return "adventureworks"
    if (source / "online_retail.csv.gz").is_file():
        return "online-retail"
    raise UsageError(
        f"{source} is none of the known exports", hint=f"Say what it is: --format {' or '.join(IMPORTERS)}."
    )
