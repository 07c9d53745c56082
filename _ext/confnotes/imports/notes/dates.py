"""Days in notes, as people write them.

A day is only read where it is beyond doubt: with its month in words, with the year in front as ISO
8601 has it, or with dots between, which only those use who begin with the day.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ...model import Conference

#: The months in English, German, French, Dutch, Spanish, Italian and Portuguese.
_MONTH_WORDS = (
    "January Jan Januar janvier januari enero gennaio janeiro",
    "February Feb Februar février februari febrero febbraio fevereiro",
    "March Mar März mars maart marzo março",
    "April Apr april avril abril aprile",
    "May Mai mai mei mayo maggio maio",
    "June Jun Juni juni juin junio giugno junho",
    "July Jul Juli juli juillet julio luglio julho",
    "August Aug août augustus agosto",
    "September Sept Sep septembre september septiembre settembre setembro",
    "October Oct Oktober octobre oktober octubre ottobre outubro",
    "November Nov novembre november noviembre novembro",
    "December Dec Dezember décembre december diciembre dicembre dezembro",
)
_MONTHS = {word: month for month, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_ANY_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE
)
_NUMBERED_DAY = re.compile(r"\bday[\s_-]*(\d{1,2})(?!\d)", re.IGNORECASE)
_OTHERS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag"
    "|mittwoch|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
)
_ON = rf"(?i:(?:{_WEEKDAY.pattern.replace('(mon', '(?:mon')}|\b(?:{_OTHERS})\b)\.?)"
_TO = r"\s*(?:[-–—&]|to|and|until|bis|au)\s*"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?\.?"
_LAST = r"(?P<to>\d{1,2})(?:st|nd|rd|th)?\.?(?!\d)"
_MONTH = rf"(?P<month>{_ANY_MONTH})\.?(?!\w)"
_MONTH_TO = rf"(?P<month_to>{_ANY_MONTH})\.?(?!\w)"
_YEAR = r"(?:,?\s+(?:de\s+)?(?P<year>\d{4})(?!\d))?"


def _date(pattern: str) -> re.Pattern[str]:
    """Return a pattern for a day, with the weekday in front or behind."""
    return re.compile(rf"(?:{_ON},?\s+)?{pattern}(?:,?\s+\(?{_ON}\)?)?")


_DATES = (
    _date(
        r"(?<![\d/.-])(?P<iso>\d{4}([-/.])\d{2}\2\d{2})"
        rf"(?:{_TO}(?P<end>\d{{4}}-\d{{2}}-\d{{2}}))?(?![\d/-])"
    ),
    _date(r"(?<![\d/.-])(?P<iso>20\d\d[01]\d[0-3]\d)(?![\d/-])"),
    _date(r"(?<![\d/.-])(?:(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4}))(?![\d/-])"),
    _date(
        r"(?<![\d/.-])(?:(?P<day>\d{1,2})\.?\s*[-–—]\s*(?P<to>\d{1,2})\."
        r"(?P<number>\d{1,2})\.(?P<year>\d{4}))(?![\d/-])"
    ),
    _date(rf"(?<!\d)(?<!\d:){_DAY}\s+{_MONTH}{_TO}{_LAST}\s+{_MONTH_TO}{_YEAR}"),
    _date(rf"\b{_MONTH}\s+{_DAY}{_TO}{_MONTH_TO}\s+{_LAST}(?!:){_YEAR}"),
    _date(rf"(?<!\d)(?<!\d:){_DAY}(?:{_TO}{_LAST})?\s+(?:of\s+|de\s+)?{_MONTH}{_YEAR}"),
    _date(rf"\b{_MONTH}\s+{_DAY}(?:{_TO}{_LAST})?(?![\d:]){_YEAR}"),
)


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


def names_a_day(text: str) -> bool:
    """Say whether there is a date in a text, even without its year."""
    return any(pattern.search(text) for pattern in _DATES)


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
            first = dt.date.fromisoformat(re.sub(r"[/.]", "-", iso))
            return first, dt.date.fromisoformat(parts.get("end") or str(first))
        month = int(parts.get("number") or _MONTHS[str(parts["month"])])
        month_to = _MONTHS.get(parts.get("month_to") or "", month)
        day, last = int(str(parts["day"])), int(parts.get("to") or str(parts["day"]))
        if parts.get("year"):
            year = int(str(parts["year"]))
            return dt.date(year, month, day), dt.date(year, month_to, last)
    except (KeyError, ValueError):
        return None
    days = _days_of(conference) if conference else []
    fitting = [one for one in days if (one.month, one.day) == (month, day)]
    is_one = len(fitting) == 1 and (month_to, last) == (month, day)
    return (fitting[0], fitting[0]) if is_one else None
