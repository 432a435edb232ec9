"""Local wall-clock time to elapsed UTC, for whole columns, across changes of summer time."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from tugline.network.exact import IntArray

EPOCH_DAY = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class LocalTime:
    """The offsets of one time zone over a range of days: stretch k runs from `begins[k]` (UTC) at `offset[k]`."""

    begins: IntArray
    offset: IntArray

    @classmethod
    def of(cls, zone: ZoneInfo, first_day: int, last_day: int) -> "LocalTime":
        """Return the offsets from `first_day` to `last_day` (day numbers as `date.toordinal`)."""
        # Offsets are at most a day away from UTC, so one day more at either end covers every local time asked for.
        probes = range((first_day - 2 - EPOCH_DAY) * DAY_SECONDS, (last_day + 3 - EPOCH_DAY) * DAY_SECONDS, DAY_SECONDS)
        begins, offset = [probes[0]], [_offset(zone, probes[0])]
        for probe in probes[1:]:
            if _offset(zone, probe) != offset[-1]:
                begins.append(_change(zone, probe - DAY_SECONDS, probe))
                offset.append(_offset(zone, probe))
        return cls(np.array(begins, np.int64), np.array(offset, np.int64))

    def utc(self, days: IntArray, minutes: IntArray | int) -> IntArray:
        """Return the epoch seconds at which the local clock first shows `minutes` of the given day, or passes it.

        A time that occurs twice means its first occurrence; one that the clock jumps over means the jump.
        """
        local = (days - EPOCH_DAY) * DAY_SECONDS + np.asarray(minutes, np.int64) * 60
        ends = np.append(self.begins[1:], np.iinfo(np.int64).max // 2) + self.offset
        row = np.searchsorted(np.maximum.accumulate(ends), local, side="right")
        seconds: IntArray = np.maximum(self.begins[row], local - self.offset[row])
        return seconds


def _offset(zone: ZoneInfo, epoch_seconds: int) -> int:
    offset = datetime.fromtimestamp(epoch_seconds, zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """Return the first second that has the offset of `after`."""
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == _offset(zone, after):
            after = middle
        else:
            before = middle
    return after
