"""A figure that can explain itself: value, unit, formula, and every number that went into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tugline.ledger.summing import shown_sum

CENTS, DAYS, SHARE, PER_YEAR, COUNT, PPM = "cents", "days", "share", "per year", "count", "ppm"


def _money(cents: int) -> str:
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{part:02d}"


def _shown(value: float, unit: str) -> str:
    if unit == CENTS and isinstance(value, int):
        return _money(value)
    if unit == DAYS:
        return f"{value:,} days" if isinstance(value, int) else f"{value:,.1f}"
    if unit == PPM:
        return f"{value / 10_000:.6g} %"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.4f}" if unit == SHARE else f"{value:,.2f}"


@dataclass(frozen=True, slots=True)
class Input:
    """One number that went into a figure; a whole number unless it is itself a figure."""

    name: str
    value: float
    unit: str

    def __str__(self) -> str:
        shown = _shown(self.value, self.unit)
        # "days 165 days" would stutter.
        return shown if self.name == DAYS else f"{self.name} {shown}"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of the books.

    `value` is None where it cannot be said, and then `why_missing` tells why. `formula` names the inputs that it uses
    in braces; `inputs` may hold more, such as how many lines the figure leaves out. Where the figure is the sum of
    its inputs, `signs` says which are added (1) and which taken off (-1).
    """

    name: str
    value: float | None
    unit: str
    formula: str
    window_days: int
    inputs: tuple[Input, ...]
    why_missing: str = ""
    signs: tuple[int, ...] = ()

    def explain(self) -> str:
        """Return one sentence with the numbers: what it is made of, and what that makes.

        The numbers of a sum have as many digits as it takes for them to add up as printed.
        """
        if self.value is None:
            return f"{self.name} is not known: {self.why_missing} ({self.formula_in_words()})"
        if self.signs:
            terms, total = shown_sum([part.value for part in self.inputs], self.signs)
            shown = {part.name: f"{part.name} {term}" for part, term in zip(self.inputs, terms, strict=True)}
            return f"{self.name} = {self.formula.format_map(shown)} = {total}"
        words = self.formula.format_map({part.name: str(part) for part in self.inputs})
        return f"{self.name} = {words} = {_shown(self.value, self.unit)}"

    def formula_in_words(self) -> str:
        """Return the formula without numbers."""
        return self.formula.replace("{", "").replace("}", "")

    def to_dict(self) -> dict[str, object]:
        """Return the figure as `--json` prints it; inputs by name, money in cents."""
        return {
            "value": self.value,
            "unit": self.unit,
            "why_missing": self.why_missing or None,
            "formula": self.formula_in_words(),
            "window_days": self.window_days,
            "inputs": {part.name: part.value for part in self.inputs},
        }


@dataclass(frozen=True, slots=True)
class Metrics(Mapping[str, Metric]):
    """Figures by name, all over the same whole days first_day .. first_day + days - 1, counted from the start."""

    as_of_tick: int
    first_day: int
    days: int
    by_name: Mapping[str, Metric]

    def __getitem__(self, name: str) -> Metric:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    def value(self, name: str) -> float | None:
        """Return the value alone."""
        return self.by_name[name].value
