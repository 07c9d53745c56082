"""A conference's programme as pretalx and frab export it, which its importers read.

The form is that of c3voc's schema for schedules in JSON, with the ``city`` and the ``venue`` that
the older form in XML has. Talks whose day isn't known stand in no day; they are listed in
``events``, as that schema's second form has it. What the form demands and nobody knows is empty.
"""

from __future__ import annotations

import datetime as dt
import json
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from ..imports.sources.addresses import TITLES
from ..model import ObjectType
from .moments import begin_of, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from ..lookup import Lookup
    from ..model import Conference, Talk
    from ..tables import Entry
    from .published import Published

#: The types of c3voc's schema; code has none there.
_TYPES = {
    "slides": "slides",
    "video": "media",
    "code": "related",
    "url": "web",
    "elsewhere": "blog",
}
#: A line for each field; with an indent, Python writes it in ten times as long.
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": ")).encode


def make_schedules(site: Published) -> Iterator[tuple[str, bytes]]:
    """Make a schedule of each conference of which a day is known."""
    for key, conference in site.lookup.conferences.items():
        talk_ids = site.lookup.talks_by_conference.get(key, ())
        talks = [site.lookup.talks[talk_id] for talk_id in talk_ids]
        if conference.facts.start or any(talk.facts.date for talk in talks):
            text = _dump(_schedule(site.lookup, conference, talks))
            yield f"schedules/{key}.json", f"{text}\n".encode()


def _schedule(
    lookup: Lookup, conference: Entry[Conference], talks: list[Entry[Talk]]
) -> dict[str, Any]:
    facts = conference.facts
    # They come by day, and those whose day isn't known among them.
    dated = sorted((talk for talk in talks if talk.facts.date), key=_day)
    days = [
        _day_of(lookup, conference, number, day, list(held))
        for number, (day, held) in enumerate(groupby(dated, _day), 1)
    ]
    known = {
        "acronym": conference.target.id,
        "title": conference.target.label,
        "start": facts.start.isoformat() if facts.start else "",
        "end": str(facts.end or facts.start or ""),
        "daysCount": len(days),
        "timeslot_duration": "",
    }
    optional = {
        "time_zone_name": facts.timezone,
        "url": facts.url,
        "venue": facts.venue,
        "city": facts.city,
    }
    known |= {key: value for key, value in optional.items() if value}
    schedule: dict[str, Any] = {"version": "1", "conference": {**known, "days": days}}
    if undated := [talk for talk in talks if not talk.facts.date]:
        schedule["events"] = [_without_day(_event(lookup, conference, talk)) for talk in undated]
    return {"generator": {"name": "confnotes"}, "schedule": schedule}


def _day(talk: Entry[Talk]) -> dt.date:
    return talk.facts.date or dt.date.max


def _day_of(
    lookup: Lookup,
    conference: Entry[Conference],
    number: int,
    day: dt.date,
    talks: Iterable[Entry[Talk]],
) -> dict[str, Any]:
    """Return a day of a schedule: from midnight to midnight, with the talks of each room."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    for talk in talks:
        rooms.setdefault(talk.facts.room, []).append(_event(lookup, conference, talk))
    return {
        "index": number,
        "date": day.isoformat(),
        "day_start": moment_of(day, dt.time.min, conference),
        "day_end": moment_of(day, dt.time(23, 59, 59), conference),
        "rooms": dict(sorted(rooms.items())),
    }


def _event(lookup: Lookup, conference: Entry[Conference], talk: Entry[Talk]) -> dict[str, Any]:
    facts, guid = talk.facts, _guid(ObjectType.TALK, talk.target.id)
    hours, minutes = divmod(facts.duration or 0, 60)
    day = facts.date.isoformat() if facts.date else ""
    return {
        "guid": str(guid),
        "id": _number(guid),
        "date": begin_of(facts, conference) or day,
        "start": f"{facts.time:%H:%M}" if facts.time and day else "",
        "duration": f"{hours:02}:{minutes:02}",  # nothing, where it isn't known
        "room": facts.room,
        "slug": talk.target.id.replace("/", "-"),
        "url": next(iter(facts.url), ""),
        "title": talk.target.label,
        "subtitle": "",
        "track": facts.track,
        "type": facts.type.value,
        "language": facts.language,
        "abstract": "",
        "persons": [
            _person(key, lookup.speakers[key].target.label) for key in lookup.speaker_ids(talk)
        ],
        "links": [*_links(facts)],
    }


def _without_day(event: dict[str, Any]) -> dict[str, Any]:
    """Return a talk as the second form has it."""
    renamed = {"persons": "participants"}
    return {
        renamed.get(key, key): value for key, value in event.items() if key not in {"date", "start"}
    }


def _person(key: str, name: str) -> dict[str, Any]:
    guid = _guid(ObjectType.SPEAKER, key)
    return {"id": _number(guid), "guid": str(guid), "public_name": name}


def _links(talk: Talk) -> Iterator[dict[str, str]]:
    """Yield the addresses of a talk, but for the first of its pages."""
    of_talk = {
        "url": talk.url[1:],
        "video": talk.video,
        "slides": talk.slides,
        "code": talk.code,
        "elsewhere": talk.elsewhere,
    }
    for kind, urls in of_talk.items():
        for url in urls:
            yield {"url": url, "title": TITLES[kind], "type": _TYPES[kind]}


def _guid(kind: ObjectType, key: str) -> UUID:
    """Return what an object is known by, the same in every build and wherever the site is."""
    return uuid5(NAMESPACE_URL, f"conf:{kind}/{key}")


def _number(guid: UUID) -> int:
    """Return a number from 1 up, which is positive in 32 bits, too."""
    return (guid.int >> 97) + 1
