"""Time as integers: ticks since a business's start, durations with a unit, moments of a time zone."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

DAY_SECONDS = 86_400
TICK_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": DAY_SECONDS}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
_FIRST_DAY, _LAST_DAY = date.min.toordinal() + 2 - EPOCH_DAY, date.max.toordinal() - 2 - EPOCH_DAY

_UNITS = {"s": 1, "min": 60, "h": 3600, "d": DAY_SECONDS, "w": 7 * DAY_SECONDS}
_PARTS = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|h|d|w)(?![a-z])\s*", re.ASCII)
_ISO = re.compile(
    r"P(?:(?P<w>\d+(?:\.\d+)?)W)?(?:(?P<d>\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(?P<h>\d+(?:\.\d+)?)H)?(?:(?P<min>\d+(?:\.\d+)?)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; `open_days` is the number of whole days where it was written in days or weeks only."""

    seconds: int
    open_days: int | None = None


def parse_span(text: str) -> tuple[Fraction, int | None]:
    """Return the exact seconds that a text such as `90min`, `1h 30min`, `0.5d` or `P1DT2H` says, and its whole days.

    The days are None unless the text is written in whole days or weeks only.

    Raises
    ------
    ValueError
        The text is none of these.
    """
    parts = _iso_parts(text) if text.startswith("P") else _plain_parts(text)
    seconds = sum((amount * _UNITS[unit] for amount, unit in parts), Fraction(0))
    in_days = all(unit in "dw" for _, unit in parts) and seconds % DAY_SECONDS == 0
    return seconds, int(seconds) // DAY_SECONDS if in_days else None


def _plain_parts(text: str) -> list[tuple[Fraction, str]]:
    parts, at = [], 0
    while at < len(text):
        match = _PARTS.match(text, at)
        if match is None:
            raise ValueError(f"{text!r} is no duration")
        parts.append((Fraction(match[1]), match[2]))
        at = match.end()
    if not parts:
        raise ValueError(f"{text!r} is no duration")
    return parts


def _iso_parts(text: str) -> list[tuple[Fraction, str]]:
    match = _ISO.fullmatch(text)
    parts = [(Fraction(amount), unit) for unit, amount in match.groupdict().items() if amount] if match else []
    if not parts or text.endswith("T"):
        raise ValueError(f"{text!r} is no duration")
    return parts


def parse_duration(text: str) -> Duration:
    """Return a duration; parts of a second round up.

    Raises
    ------
    ValueError
        The text is not a number with a unit (`90min`, `36h`, `5d`, `2w`) or ISO 8601 (`P1DT2H`).
    """
    seconds, days = parse_span(text)
    return Duration(ceil(seconds), days)


def parse_moment(text: str, timezone: str, *, day_end: bool = False) -> datetime:
    """Return the aware moment of an ISO 8601 text; without an offset it is local time, a bare date local midnight.

    With `day_end` a bare date is the last second of that local day instead.

    Raises
    ------
    ValueError
        The text is no ISO 8601 date or time.
    OverflowError
        The day after it is beyond the calendar.
    """
    moment = datetime.fromisoformat(text)
    zone = ZoneInfo(timezone)
    if moment.tzinfo is not None:
        return moment.astimezone(zone)
    if day_end and is_bare_date(text):
        return datetime.fromtimestamp(local_to_epoch(moment + timedelta(days=1), zone) - 1, zone)
    return datetime.fromtimestamp(local_to_epoch(moment, zone), zone)


def is_bare_date(text: str) -> bool:
    """Return whether an ISO 8601 text names a day and no time of it."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def local_to_epoch(local: datetime, zone: ZoneInfo) -> int:
    """Return the epoch second at which the local clock first shows a naive time, or passes it.

    A time that occurs twice means its first occurrence; one that the clock jumps over means the jump.
    """
    epoch = _epoch(local.replace(tzinfo=zone, microsecond=0))
    if _offset(zone, epoch) == _epoch(local.replace(tzinfo=UTC, microsecond=0)) - epoch:
        return epoch
    before, after = epoch - DAY_SECONDS, epoch  # the clock jumped ahead somewhere in between
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if _offset(zone, middle) == _offset(zone, epoch) else (middle, after)
    return after


def epoch_of_local(local: IntArray, zone: ZoneInfo) -> IntArray:
    """Return the epoch seconds at which the local clock first shows `local` seconds since 1970, or passes them."""
    day, place = _distinct(local // DAY_SECONDS)
    # Offsets lie within a day of UTC, so one that holds from the day before to the day after holds all day.
    asked, at = _distinct(np.concatenate([day - 1, day + 2]))
    early, late = np.split(_offsets(zone, asked)[at], 2)
    epoch: IntArray = local - early[place]
    for row in np.flatnonzero((early != late)[place]).tolist():
        epoch[row] = local_to_epoch(EPOCH.replace(tzinfo=None) + timedelta(seconds=int(local[row])), zone)
    return epoch


def local_of_epoch(epoch: IntArray, zone: ZoneInfo) -> IntArray:
    """Return what the local clock shows at each epoch second, as seconds since its own 1970."""
    day, place = _distinct(epoch // DAY_SECONDS)
    early, late = _offsets(zone, day), _offsets(zone, day + 1)
    local: IntArray = epoch + early[place]
    for row in np.flatnonzero((early != late)[place]).tolist():
        local[row] = epoch[row] + _offset(zone, int(epoch[row]))
    return local


def _distinct(days: IntArray) -> tuple[IntArray, IntArray]:
    """Return the distinct days and the place of each day among them."""
    if not len(days):
        return days, days
    first = int(days.min())
    if int(days.max()) - first < 4_000_000:
        there = np.zeros(int(days.max()) - first + 1, np.bool_)
        there[days - first] = True
        return np.flatnonzero(there) + first, (np.cumsum(there) - 1)[days - first]
    distinct, place = np.unique(days, return_inverse=True)
    return distinct, place


def _offsets(zone: ZoneInfo, days: IntArray) -> IntArray:
    """Return the offset from UTC, in seconds, at the UTC midnights of days since 1970."""
    within = np.clip(days, _FIRST_DAY, _LAST_DAY).tolist()
    return np.fromiter((_offset_at_midnight(zone, day) for day in within), np.int64, len(within))


@lru_cache(maxsize=1 << 16)
def _offset_at_midnight(zone: ZoneInfo, day: int) -> int:
    return _offset(zone, day * DAY_SECONDS)


def _offset(zone: ZoneInfo, epoch: int) -> int:
    offset = (EPOCH + timedelta(0, epoch)).astimezone(zone).utcoffset()
    assert offset is not None
    return offset.days * DAY_SECONDS + offset.seconds


def _epoch(moment: datetime) -> int:
    """Return the epoch second of an aware moment, parts of a second cut off."""
    return (moment - EPOCH) // timedelta(seconds=1)


@dataclass(frozen=True)
class Clock:
    """Ticks since the start of a business, in elapsed time; a `day` tick is a local calendar day.

    Parameters
    ----------
    start
        Tick 0 begins here; aware. With day ticks, tick 0 is its local day.
    tick
        second, minute, hour or day.
    timezone
        Name of the business's zone, such as Europe/Berlin.
    """

    start: datetime
    tick: str
    timezone: str
    zone: ZoneInfo = field(init=False, repr=False, compare=False)
    tick_seconds: int = field(init=False, repr=False, compare=False)
    _start: int = field(init=False, repr=False, compare=False)
    _day: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        start = self.start.astimezone(ZoneInfo(self.timezone))
        for name, value in {
            "zone": ZoneInfo(self.timezone),
            "tick_seconds": TICK_SECONDS[self.tick],
            "_start": _epoch(start),
            "_day": start.toordinal(),
        }.items():
            object.__setattr__(self, name, value)

    def ticks_of(self, epoch_seconds: IntArray) -> IntArray:
        """Return the tick in which each epoch second lies; ticks before the start are negative."""
        epoch = np.asarray(epoch_seconds, np.int64)
        if self.tick == "day":
            flat = local_of_epoch(epoch.reshape(-1), self.zone) // DAY_SECONDS
            return (flat + (EPOCH_DAY - self._day)).reshape(epoch.shape)
        return (epoch - self._start) // self.tick_seconds

    def days_of(self, epoch_seconds: IntArray) -> IntArray:
        """Return the local day in which each epoch second lies, counted from the local day of the start."""
        epoch = np.asarray(epoch_seconds, np.int64)
        return local_of_epoch(epoch, self.zone) // DAY_SECONDS + (EPOCH_DAY - self._day)

    def day_ends(self, ticks: IntArray, later: IntArray | int = 0) -> IntArray:
        """Return the last tick of the local day that lies so many days after the one in which each tick ends."""
        if self.tick == "day":
            return np.asarray(ticks + later, np.int64)
        ends = self._start + (np.asarray(ticks, np.int64) + 1) * self.tick_seconds - 1
        days = local_of_epoch(ends, self.zone) // DAY_SECONDS + later
        return self.ticks_of(epoch_of_local((days + 1) * DAY_SECONDS, self.zone) - 1)

    def tick_of(self, moment: datetime) -> int:
        """Return the tick in which an aware moment lies."""
        return int(self.ticks_of(np.array([_epoch(moment)], np.int64))[0])

    def moment(self, tick: int) -> datetime:
        """Return when a tick begins, in the business's zone."""
        if self.tick == "day":
            midnight = datetime.combine(date.fromordinal(self._day + int(tick)), datetime.min.time())
            return (EPOCH + timedelta(seconds=local_to_epoch(midnight, self.zone))).astimezone(self.zone)
        return (EPOCH + timedelta(seconds=self._start + int(tick) * self.tick_seconds)).astimezone(self.zone)

    def date(self, tick: int) -> date:
        """Return the local date on which a tick begins."""
        if self.tick == "day":
            return date.fromordinal(self._day + int(tick))
        return self.moment(tick).date()

    def iso(self, tick: int) -> str:
        """Return when a tick begins as ISO 8601: a date for day ticks, else a time with its offset."""
        return self.date(tick).isoformat() if self.tick == "day" else self.moment(tick).isoformat()


def to_minute(moment: str) -> str:
    """Return an ISO 8601 moment to the minute, without its zone, as people write it: 2014-06-15 09:30."""
    return moment[:16].replace("T", " ")
