"""Dates and times in ISO 8601, with the offset from UTC that a conference's time zone has then."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from ..model import Conference, Talk
    from ..tables import Entry


@cache
def zone_of(name: str) -> ZoneInfo | None:
    """Return a time zone of the IANA database, None for what is none.

    Of the copy that is among the dependencies: what a system has on its disk differs.
    """
    file = (files("tzdata") / "zoneinfo").joinpath(*name.split("/")) if name else None
    if file is None or not file.is_file():
        return None
    with file.open("rb") as content:
        return ZoneInfo.from_file(content, key=name)


def moment_of(day: dt.date, time: dt.time, conference: Entry[Conference] | None) -> str:
    """Return a moment that is local to a conference; without an offset if its zone isn't known."""
    zone = zone_of(conference.facts.timezone) if conference else None
    return dt.datetime.combine(day, time, tzinfo=zone).isoformat()


def begin_of(talk: Talk, conference: Entry[Conference] | None) -> str:
    """Return when a talk begins; empty where the day or the time of day isn't known."""
    return moment_of(talk.date, talk.time, conference) if talk.date and talk.time else ""
