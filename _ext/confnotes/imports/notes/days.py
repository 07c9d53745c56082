"""When the talks of notes were: the days that headings name, and the times of all together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .dates import find_days, find_numbered_day
from .times import decide_times

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ...model import Conference, Talk
    from .parts import Hints
    from .talks import Section


@dataclass(frozen=True, slots=True)
class Dated:
    """A talk with its day and time; ``why_not`` says why what is written can't be an option."""

    facts: Talk
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a talk stands: in which group of talks, and on which day by its heading."""

    group: int
    day: dt.date | None


def named_day(text: str, conference: Conference | None) -> dt.date | None:
    """Return the one day that a heading names."""
    days = find_days(text, conference)
    if days is not None and days.first == days.last:
        return days.first
    return find_numbered_day(text, conference)


def date_talks(
    sections: Sequence[Section], places: Sequence[Place], conference: Conference | None
) -> list[Dated]:
    """Give the talks their days and times, as far as these are known."""
    said = [section.hints for section in sections]
    days = [hints.facts.date or place.day for hints, place in zip(said, places, strict=True)]
    timed = [at for at, hints in enumerate(said) if hints.clock]
    keys = [(places[at].group, days[at]) for at in timed]
    clocks = [clock for at in timed if (clock := said[at].clock)]
    times = dict(zip(timed, decide_times(zip(keys, clocks, strict=True)), strict=True))
    return [
        _date(hints, day, times.get(at), conference)
        for at, (hints, day) in enumerate(zip(said, days, strict=True))
    ]


def _date(
    hints: Hints, day: dt.date | None, time: dt.time | None, conference: Conference | None
) -> Dated:
    undated = replace(hints.facts, date=None, time=None)
    if day is not None and not _is_in(day, conference):
        return Dated(undated, f"the conference was not on {day}" if hints.says_when else "")
    if hints.clock is None:
        return Dated(replace(undated, date=day))
    if day is None:
        why = f"{hints.clock} needs a day: name one in the heading, or one day of the conference"
        return Dated(undated, why)
    if time is None:
        return Dated(replace(undated, date=day), f"{hints.clock} may be before or after noon")
    return Dated(replace(undated, date=day, time=time))


def _is_in(day: dt.date, conference: Conference | None) -> bool:
    if conference is None or conference.start is None:
        return True
    return conference.start <= day <= (conference.end or conference.start)
