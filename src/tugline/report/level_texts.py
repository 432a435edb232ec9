"""Sentences about levelled work; the same in a terminal and on a page."""

from tugline.business.level_views import Level
from tugline.units.quantity import format_number as number
from tugline.units.quantity import format_share as percent
from tugline.units.quantity import plural
from tugline.units.time import to_minute

BY = {
    "goal-chasing": "goal chasing: parts at even rates",
    "heijunka": "heijunka: products at even rates",
    "solver": "solver: least late, then least set-ups",
}
"""What each method evens out."""


def level_heading(level: Level) -> str:
    """Return what is levelled, over which time, and how."""
    return f"{level.resource} from {to_minute(level.as_of)} to {to_minute(level.until)}, by {BY[level.method]}"


def span(seconds: float) -> str:
    """Return a length of time in the two units that fit it: 4 h 26 min, 16 min 40 s, 12.5 s."""
    if seconds < 60:
        return f"{number(round(seconds, 1))} s"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60} min" + (f" {whole % 60} s" if whole % 60 else "")
    minutes = round(seconds / 60)
    return f"{minutes // 60:,} h" + (f" {minutes % 60} min" if minutes % 60 else "")


def pace(level: Level) -> list[str]:
    """Return takt and pitch, and whether there is enough time for the lots, and for the levelled sequence."""
    if level.takt_seconds is None:
        return [f"Nothing is wanted of {level.resource} by then."]
    pieces = sum(product.quantity for product in level.products)
    units = f" on {level.units} units" if level.units > 1 else ""
    takt = (
        f"Takt {span(level.takt_seconds)}: {number(pieces)} pieces in {number(round(level.open_hours, 2))} free hours"
    )
    pitch = (
        "A card is a lot" if level.pitch_seconds is None
        else f"Pitch {span(level.pitch_seconds)}: a card of {number(level.pack)} each"
    )  # fmt: skip
    return [
        f"{takt}{units}. {pitch}.",
        _enough(level, "In the lots of the plan", level.setup_hours_planned),
        _enough(level, "In this sequence", level.setup_hours_levelled),
    ]


def solver_words(level: Level) -> str:
    """Return what the solver made of the order of the plan; empty where it was not asked, or had nothing to do."""
    solver = level.solver
    if solver is None or not level.cards:
        return ""
    late = f"{number(round(solver.late_hours_planned, 2))} to {number(round(solver.late_hours_solved, 2))}"
    setups = f"{number(round(solver.setup_hours_planned, 2))} to {number(round(solver.setup_hours_solved, 2))}"
    best = "no order is better" if solver.is_best else "a better order may be there: it had no more time"
    return (
        f"Solver: from the order of the plan, weighted hours late go from {late}, and hours of set-ups from {setups}; "
        f"{best}."
    )


def _enough(level: Level, what: str, setups: float) -> str:
    spare = round(level.open_hours - level.run_hours - setups, 2)
    needs = (
        f"{what} it takes {number(round(level.run_hours + setups, 2))} hours, "
        f"{number(round(setups, 2))} of them set-ups: "
    )
    if spare < 0:
        return f"{needs}{number(-spare)} hours more than there are."
    return f"{needs}there is enough, {number(spare)} hours are spare."


def interval_words(level: Level) -> str:
    """Return how often every product can be made; empty where nothing is wanted."""
    wheel = level.wheel
    if wheel is None:
        return ""
    if wheel.interval_days is None:
        return (
            "Run times alone take all the time that there is, so no interval is long enough to make every product once."
        )
    turn = f"Set-ups of one turn take {number(round(wheel.setup_hours, 2))} hours"
    if wheel.at_least_hours < wheel.setup_hours:
        turn += f" (no order takes less than {number(round(wheel.at_least_hours, 2))})"
    if not wheel.setup_hours:
        return f"{turn}: products can follow each other in any order at no cost."
    days = number(round(wheel.interval_days, 2))
    return f"{turn}, so that every product can be made once every {days} days, in lots no smaller than those below."


def evenness_words(level: Level) -> str:
    """Return how far the use of parts is from even rates, before and after; empty where nothing is wanted."""
    if not level.cards:
        return ""
    what = "Use of parts" if level.levelled_by == "parts" else "No product here has parts; the products themselves"
    verb = "is" if level.levelled_by == "parts" else "are"
    return (
        f"{what} {verb} {number(round(level.distance_planned, 2))} from even in the order of the plan, "
        f"{number(round(level.distance_levelled, 2))} card by card, and {number(round(level.distance_in_lots, 2))} "
        "where lots run whole in the order of the cards."
    )


def release_words(level: Level, *, released: bool) -> list[str]:
    """Return what holding pulls until their places does to dates, and which lots cannot be held."""
    if not level.cards:
        return []
    verb = "are held" if released else "would be held by --release"
    said = [f"{plural(len(level.holds), 'pull')} {verb} until their places."]
    if level.holds and level.on_time_planned is not None and level.on_time_held is not None:
        said[0] = (
            f"{said[0][:-1]}; of the lines with a date {percent(level.on_time_planned)} are on time by the plan, and "
            f"{percent(level.on_time_held)} with that."
        )
    if level.not_held:
        few = ", ".join(level.not_held[:5]) + (", ..." if len(level.not_held) > 5 else "")
        said.append(
            f"{plural(len(level.not_held), 'lot')} cannot be held ({few}): no pull asks for them yet, their work has "
            "begun, or they are held already."
        )
    return said
