"""The files that pretalx, frab and c3voc's tools export: one form for JSON and XML, old and new.

The form is that of c3voc's schema for schedules in JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .decoding import Links, People, Record, Text, parse_json, read_record
from .schedule_xml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXPECTED = (
    "a schedule as pretalx, frab and c3voc's tools export it, in JSON (schedule.json) or XML "
    "(schedule.xml)"
)


class Header(Record):
    """What stands around the conference."""

    base_url: Text = ""
    url: Text = ""


class ConferenceRecord(Record):
    """A conference, as a schedule has it."""

    acronym: Text = ""
    title: Text = ""
    description: Text = ""
    start: Text = ""
    end: Text = ""
    venue: Text = ""
    city: Text = ""
    time_zone_name: Text = ""
    url: Text = ""


class Day(Record):
    """A day of a schedule, which need not end at midnight."""

    date: Text = ""
    day_start: Text = ""


class Event(Record):
    """A talk, as a schedule has it."""

    guid: Text = ""
    id: Text = ""
    date: Text = ""
    start: Text = ""
    end: Text = ""
    duration: Text = ""
    room: Text = ""
    url: Text = ""
    origin_url: Text = ""
    video_download_url: Text = ""
    title: Text = ""
    subtitle: Text = ""
    track: Text = ""
    type: Text = ""
    language: Text = ""
    abstract: Text = ""
    description: Text = ""
    persons: People = ()
    links: Links = ()
    attachments: Links = ()


class Slot(NamedTuple):
    """Where a talk stands in a schedule, and what is said of it, unread."""

    day: Day
    room: str
    raw: object


class ScheduleFile(NamedTuple):
    """A schedule, taken apart and not yet understood.

    ``wrong`` are sentences on what is none.
    """

    header: Header
    conference: object
    slots: tuple[Slot, ...]
    wrong: tuple[str, ...]


def open_schedule(content: bytes, name: str) -> ScheduleFile:
    """Take a schedule apart; *name* is what messages call it.

    JSON or XML: the first character says which. Raises `ValueError` for what is neither, or not
    whole, or not a schedule.
    """
    first = content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    raw: object
    if first == b"<":
        raw = parse_xml(content, name)
    elif first in {b"{", b"["}:
        raw = parse_json(content, name)
    else:
        what = "is neither JSON nor XML" if first else "is empty"
        raise ValueError(f"{name} {what}; expected {_EXPECTED}")
    schedule = raw.get("schedule") if isinstance(raw, dict) else None
    schedule = schedule if isinstance(schedule, dict) else {}
    conference = schedule.get("conference")
    if not isinstance(conference, dict) or not isinstance(conference.get("days", []), list):
        raise ValueError(
            f"{name} has no 'schedule' with a 'conference' and its 'days' in it; "
            f"expected {_EXPECTED}"
        )
    wrong: list[str] = []
    slots = tuple(_slots(conference.get("days", []), wrong))
    slots += tuple(_listed(schedule.get("events"), conference.get("tracks")))
    if not slots:
        wrong.append("there is no talk in the schedule; import it again when there are some")
    header, _ = read_record(Header, schedule)
    return ScheduleFile(header, conference, slots, tuple(wrong))


def _slots(days: list[Any], wrong: list[str]) -> Iterator[Slot]:
    for number, raw in enumerate(days, 1):
        try:
            day, _ = read_record(Day, raw)
            rooms = raw.get("rooms") or {}
            if not isinstance(rooms, dict):
                raise ValueError("its 'rooms' don't say which talks are in which room")
            for room, events in rooms.items():
                if not isinstance(events, list):
                    raise ValueError(f"room {room!r} has no list of talks")
                yield from (Slot(day, room, event) for event in events)
        except (AttributeError, ValueError) as error:
            wrong.append(f"day {number} could not be read: {error}")


def _listed(events: object, tracks: object) -> Iterator[Slot]:
    """Yield the talks of c3voc's second form, which are in no day, in the words of the first."""
    named = {
        track.get("slug"): track.get("name")
        for track in (tracks if isinstance(tracks, list) else [])
        if isinstance(track, dict) and isinstance(track.get("slug"), str)
    }
    for raw in events if isinstance(events, list) else []:
        if not isinstance(raw, dict):
            yield Slot(Day(), "", raw)
            continue
        track = raw.get("track")
        if isinstance(track, dict) and isinstance(track.get("slug"), str):
            track = track.get("name") or named.get(track["slug"], track["slug"])
        talk = {"date": raw.get("start"), "persons": raw.get("participants"), "track": track}
        yield Slot(Day(), "", {**raw, **talk, "start": ""})
