"""The parameters of loops as people write them in the `loops` table."""

from tugline.business.loop_table import RETURNS, WEEKDAYS
from tugline.business.naming import Naming
from tugline.facts.parameters import Parameter
from tugline.loops.catalogue import CODES
from tugline.state.layout import CARD_MODES, LOOP_KINDS

QUANTITIES = frozenset({"level", "point", "quantity", "min", "max", "pack", "display", "container"})
_NAMES = {code: name for name, code in CODES.items()}
_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def review_text(code: int, tick_seconds: int) -> str:
    """Return what `loop_table.review_code` reads as `code`; empty = at every change."""
    if code >= 0:
        seconds = code * tick_seconds
        return next((f"{seconds // size}{unit}" for size, unit in _UNITS if seconds and seconds % size == 0), "")
    minute, bits = divmod(-code, 128)
    days = [day for place, day in enumerate(WEEKDAYS) if bits >> place & 1]
    named = "daily" if len(days) == len(WEEKDAYS) else ",".join(days)
    return f"{named} {minute // 60:02d}:{minute % 60:02d}" if minute else named


def as_written(naming: Naming, point: int, name: str, value: int) -> float | int | str:
    """Return the value of a parameter of the loop at a stock point, by its name in the table."""
    if name in QUANTITIES:
        return naming.number(point, value)
    if name == "review":
        return review_text(value, naming.network.tick_seconds)
    words = {"mode": CARD_MODES, "return_when": RETURNS}.get(name, ())
    return words[value] if 0 <= value < len(words) else value


def setting(naming: Naming, point: int, code: int, value: int) -> str:
    """Return what a `ParameterSet` fact sets: "min 50", "review mon,thu 18:00", "loop kanban"."""
    if code == Parameter.KIND:
        return f"loop {LOOP_KINDS[value]}"
    name = _NAMES[Parameter(code)]
    return f"{name} {setting_of(naming, point, name, value)}"


def setting_of(naming: Naming, point: int, name: str, value: int) -> str:
    """Return the value of a parameter by its name, as a sentence has it: "50", "mon,thu 18:00", "at every change"."""
    shown = naming.show(point, value) if name in QUANTITIES else as_written(naming, point, name, value)
    return str(shown) if shown != "" else "at every change"
