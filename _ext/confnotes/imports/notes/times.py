"""Times of day in notes, as people write them.

One counts once it is known which half of the day is meant, and that is decided for all the talks of
a day together.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:h](?P<minute>[0-5]\d))?\s*(?P<half>[ap])?(?(half)\.?m\.?)\Z",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|\buntil\b)\s*(.+)\Z")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it is written; ``is_sure`` says that the half of the day is known."""

    hour: int
    minute: int
    is_sure: bool

    @property
    def minutes(self) -> int:
        """How far the day is, if it is the time that stands there."""
        return self.hour * 60 + self.minute

    def __str__(self) -> str:
        return f"{self.hour}:{self.minute:02d}"


def read_clock(text: str) -> Clock | None:
    """Read a time of day, such as ``11:05``, ``1:30pm`` or ``2 pm``."""
    match = _CLOCK.match(text.strip())
    if match is None or not (match["minute"] or match["half"]):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    is_sure = bool(match["half"]) or hour > 12 or match["hour"].startswith("0")
    return Clock(hour, minute, is_sure) if hour < 24 else None


def read_clocks(text: str) -> tuple[Clock, int | None] | None:
    """Read a time of day, or when something begins and ends: the time, and its minutes."""
    if clock := read_clock(text):
        return clock, None
    match = _RANGE.match(text.strip())
    end = read_clock(match[2]) if match else None
    if match is None or end is None:
        return None
    begin = read_clock(match[1])
    if begin is None and end.is_sure and re.fullmatch(r"\d{1,2}", match[1]):
        begin = read_clock(f"{match[1]}:00")  # 2-3pm
    if begin is None:
        return None
    minutes = (end.minutes - begin.minutes) % 720
    if end.is_sure and not begin.is_sure and end.minutes - minutes >= 0:
        begin = Clock(*divmod(end.minutes - minutes, 60), is_sure=True)
    return begin, minutes if 0 < minutes <= 480 else None


def decide_times(written: Iterable[tuple[Hashable, Clock]]) -> list[dt.time | None]:
    """Decide which half of the day is meant, by the order of the talks of one day.

    Takes each talk's day, whatever it is called, and its time as it is written. An hour up to
    seven that comes after a later one is in the afternoon; one that comes first may be anything,
    and so may a morning's hour that comes after the afternoon began: these are None.
    """
    latest: dict[Hashable, int] = {}
    decided: list[dt.time | None] = []
    for day, clock in written:
        minutes = _decide(clock, latest.get(day))
        if minutes is not None:
            latest[day] = max(minutes, latest.get(day, 0))
        decided.append(None if minutes is None else dt.time(*divmod(minutes, 60)))
    return decided


def _decide(clock: Clock, latest: int | None) -> int | None:
    if clock.is_sure:
        return clock.minutes
    if clock.hour >= 8:
        return clock.minutes if latest is None or latest < 13 * 60 else None
    is_afternoon = latest is not None and 8 * 60 <= latest <= clock.minutes + 12 * 60
    return clock.minutes + 12 * 60 if is_afternoon else None
