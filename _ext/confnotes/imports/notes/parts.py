"""What notes say of a talk in few words: in brackets behind its title, or in a line below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from ...model import Talk
from ...names import slugify
from .dates import find_days
from .names import persons
from .times import read_clock, read_clocks

if TYPE_CHECKING:
    from ...model import Conference
    from .times import Clock

_BETWEEN = re.compile(r"\s*[,;|·•]\s*|\s+(?:at|in|@)\s+|\s*@\s*")
_MINUTES = re.compile(r"(\d{1,3})\s*(?:min\.?|mins|minutes)\Z", re.IGNORECASE)
_ROOM_AND_TIME = re.compile(r"(\d{1,4}|[A-Z]\d{0,3})\s*[-–/]\s*(\d{1,2}[:h]\d{2}.*)\Z")
_ROOM_WORD = re.compile(r"(?:room|raum|salle|sala|saal|aula)\s+(?=\S+\Z)", re.IGNORECASE)
_SHORT_ROOM = re.compile(r"\d{1,4}|[A-Z]\d{0,3}")
_NUMBERED_ROOM = re.compile(r"room\s+(\d+)\Z", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:(?:room|raum|salle|sala|hall|auditorium|ballroom|theat(?:er|re)|stage|saal|aula)\s+"
    r"[\w.-]{1,12}(?:\s[\w.-]{1,12})?|(?:[A-Z][\w'’.-]{0,20}\s){1,2}"
    r"(?:room|hall|auditorium|ballroom|theat(?:er|re)|stage))\Z",
    re.IGNORECASE,
)
_TRACK = re.compile(r"track\s+\w{1,12}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is said of a talk; the time as it is written, as only all talks together decide it."""

    facts: Talk = field(default_factory=Talk)
    clock: Clock | None = None

    @property
    def says_when(self) -> bool:
        """Whether a day or a time is among the hints."""
        return self.clock is not None or self.facts.date is not None


def facts_of(**values: Any) -> Talk:
    """Return the facts of a talk of which only some are known."""
    return replace(Talk(), **values)


def merge(first: Hints, second: Hints) -> Hints:
    """Return what two hints say together; where both say something, the first one counts."""
    merged: dict[str, Any] = {}
    default = Talk()
    for one in fields(Talk):
        value, more = getattr(first.facts, one.name), getattr(second.facts, one.name)
        if isinstance(value, tuple):
            merged[one.name] = tuple(dict.fromkeys((*value, *more)))
        else:
            merged[one.name] = more if value == getattr(default, one.name) else value
    return Hints(replace(default, **merged), first.clock or second.clock)


def read_parts(text: str, conference: Conference | None) -> Hints | None:
    """Read rooms, times, days and names; None if there is anything else, or nothing."""
    hints = Hints()
    if days := find_days(text, conference):
        if days.first != days.last:
            return None
        hints, text = Hints(Talk(date=days.first)), days.rest
    found = False
    parts = list(filter(None, _BETWEEN.split(text.strip(" ,;."))))
    is_timed = any(map(read_clocks, parts))
    for part in parts:
        is_room = is_timed and _SHORT_ROOM.fullmatch(part)
        more = Hints(Talk(room=part)) if is_room else _read_part(part)
        if more is None:
            return None
        hints, found = merge(hints, more), True
    return hints if found or days else None


def read_room(text: str) -> str:
    """Return a room as options have it: of one with a number, the number."""
    match = _NUMBERED_ROOM.match(text)
    return match[1] if match else text


def room_slug(name: str) -> str:
    """Return what a room is known by: ``Sala 2`` and ``2`` are one room."""
    return slugify(_ROOM_WORD.sub("", name.strip()))


def read_minutes(text: str) -> int | None:
    """Read a length of time in minutes, with the word."""
    match = _MINUTES.match(text)
    return int(match[1]) if match else None


def _read_part(part: str) -> Hints | None:
    if match := _ROOM_AND_TIME.match(part):
        clock = read_clock(match[2])
        return Hints(Talk(room=match[1]), clock) if clock else None
    if clocks := read_clocks(part):
        return Hints(Talk(duration=clocks[1]), clocks[0])
    if minutes := read_minutes(part):
        return Hints(Talk(duration=minutes))
    if _TRACK.match(part):
        return Hints(Talk(track=part))
    if _ROOM.match(part):
        return Hints(Talk(room=read_room(part)))
    names = persons(part)
    return Hints(Talk(speakers=names)) if names else None
