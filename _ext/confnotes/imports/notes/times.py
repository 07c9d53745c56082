"""Days and times of day in notes, as people write them.

A day is only read where it is beyond doubt: with its month in words or as ISO 8601 has it. A time
of day counts once it is known which half of the day is meant, and that is decided for all the
talks of a day together.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from ...model import Conference

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_TO_DAY = r"(?:\s*[-–—]\s*(?P<to>\d{1,2})(?:st|nd|rd|th)?\.?(?!\d))?"
_YEAR = r"(?:,?\s+(?P<year>\d{4})(?!\d))?"
_DATES = (
    re.compile(
        r"(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?:\s*(?:[-–—]|to)\s*(?P<end>\d{4}-\d{2}-\d{2}))?"
        r"(?![\d-])"
    ),
    re.compile(rf"(?<!\d)(?<!\d:){_DAY}{_TO_DAY}\s+(?:of\s+)?{_MONTH}(?!\w){_YEAR}"),
    re.compile(rf"\b{_MONTH}\s+{_DAY}{_TO_DAY}(?![\d:]){_YEAR}"),
)
_NUMBERED_DAY = re.compile(r"\bday[\s_-]*(\d{1,2})(?!\d)", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE
)
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


class Days(NamedTuple):
    """The first and the last day that a text names, which may be one, and the rest of the text."""

    first: dt.date
    last: dt.date
    rest: str


def find_days(text: str, conference: Conference | None = None) -> Days | None:
    """Look for a date in a text, one without a year being in the conference."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if days := _read_days(match.groupdict(), conference):
                rest = f"{text[: match.start()]} {text[match.end() :]}"
                return Days(*days, " ".join(rest.split()))
    return None


def find_numbered_day(text: str, conference: Conference | None) -> dt.date | None:
    """Return the day that a text means by "Day 2", or by a weekday, of a known conference."""
    if conference is None or conference.start is None:
        return None
    days = _days_of(conference)
    if match := _NUMBERED_DAY.search(text):
        at = int(match[1]) - 1
        return days[at] if 0 <= at < len(days) else None
    if match := _WEEKDAY.search(text):
        weekday = _WEEKDAYS.index(match[1][:3].lower())
        fitting = [day for day in days if day.weekday() == weekday]
        return fitting[0] if len(fitting) == 1 else None
    return None


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


def _days_of(conference: Conference) -> list[dt.date]:
    if conference.start is None:
        return []
    last = conference.end or conference.start
    length = min((last - conference.start).days, 60)
    return [conference.start + dt.timedelta(days=at) for at in range(length + 1)]


def _read_days(
    parts: dict[str, str | None], conference: Conference | None
) -> tuple[dt.date, dt.date] | None:
    try:
        if iso := parts.get("iso"):
            first = dt.date.fromisoformat(iso)
            return first, dt.date.fromisoformat(parts.get("end") or iso)
        month = _MONTHS.index(str(parts["month"])[:3].lower()) + 1
        day, last = int(str(parts["day"])), int(parts.get("to") or str(parts["day"]))
        if parts.get("year"):
            year = int(str(parts["year"]))
            return dt.date(year, month, day), dt.date(year, month, last)
    except ValueError:
        return None
    days = _days_of(conference) if conference else []
    fitting = [one for one in days if (one.month, one.day) == (month, day)]
    return (fitting[0], fitting[0]) if len(fitting) == 1 and last == day else None
