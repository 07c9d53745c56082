"""``talks.json``: every conference, talk, speaker and topic, with every field and address.

What the fields mean is in the schema, ``talks.schema.json``, which goes with it. The objects of a
kind are sorted by id and have one line for each field, so that a difference reads well.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..model import ObjectType, Speaker, Talk, Topic
from .moments import begin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..lookup import Lookup
    from ..model import Facts, Target
    from ..tables import Entry
    from .published import Published

TALKS = "talks.json"
SCHEMA = "talks.schema.json"
#: The version of the format: another one, when what has read this one would misread it.
VERSION = 1
_dump = json.JSONEncoder(ensure_ascii=False).encode

_LISTS = {
    "conferences": ObjectType.CONFERENCE,
    "talks": ObjectType.TALK,
    "speakers": ObjectType.SPEAKER,
    "topics": ObjectType.TOPIC,
}


def make_talks(site: Published) -> Iterator[tuple[str, bytes]]:
    """Make everything that is known, and the schema that says what it means."""
    head = {
        "$schema": SCHEMA,
        "version": VERSION,
        "title": site.title,
        "language": site.language,
        "base": site.base,
    }
    lists = {
        name: [_object(site, entry) for _, entry in sorted(site.lookup.table(kind).items())]
        for name, kind in _LISTS.items()
    }
    yield TALKS, _lay_out(_without_empty(head), lists).encode()
    yield SCHEMA, (files(__package__) / SCHEMA).read_bytes()


def _object(site: Published, entry: Entry[Facts]) -> dict[str, Any]:
    """Return all that is known of an object."""
    target, lookup = entry.target, site.lookup
    mentions = lookup.mentions.get((target.objtype, target.id), ())
    known = {
        "id": target.id,
        "label": target.label,
        "page": site.address(target),
        **_facts(lookup, entry.facts),
    }
    if isinstance(entry.facts, Talk):
        known |= _of_talk(lookup, target, entry.facts)
    if isinstance(entry.facts, Topic):
        known["narrower"] = lookup.narrower.get(target.id)
    known["mentioned_by"] = [{"kind": one.objtype, "id": one.id} for one in mentions]
    return {**_without_empty(known), "has_notes": entry.has_notes}


def _facts(lookup: Lookup, facts: Facts) -> dict[str, Any]:
    """Return what an author has written, with the ids of what is named."""

    def named(kind: ObjectType, names: Iterable[str]) -> list[dict[str, str]]:
        return [_name(name, lookup.resolve(kind, name)) for name in names]

    found = {field.name: _plain(getattr(facts, field.name)) for field in fields(facts)}
    del found["id"]  # the object's is complete
    if isinstance(facts, Talk):
        found["speakers"] = named(ObjectType.SPEAKER, facts.speakers)
        found["topics"] = named(ObjectType.TOPIC, facts.topics)
    elif isinstance(facts, Speaker):
        found["profiles"] = [{"site": site, "url": url} for site, url in facts.profiles]
    elif isinstance(facts, Topic):
        found["broader"] = named(ObjectType.TOPIC, facts.broader)
        found["related"] = named(ObjectType.TOPIC, facts.related)
        found["successor"] = next(
            iter(named(ObjectType.TOPIC, filter(None, [facts.successor]))), ""
        )
    return found


def _of_talk(lookup: Lookup, target: Target, talk: Talk) -> dict[str, Any]:
    """Return what follows from where a talk stands."""
    conference = lookup.conference_of(target)
    held_at = conference.target if conference else None
    name = talk.conference or (held_at.label if held_at else "")
    return {
        "conference": _name(name, held_at) if name else "",
        "time": "",  # is in the following
        "start": begin_of(talk, conference),
        "related": lookup.related[target.id],
    }


def _name(name: str, target: Target | None) -> dict[str, str]:
    """Return a name as it is written, and whose it is."""
    return {"name": name, "id": target.id} if target else {"name": name}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value


def _without_empty(known: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in known.items() if value}


def _lay_out(head: Mapping[str, Any], lists: Mapping[str, list[dict[str, Any]]]) -> str:
    """Return an object in JSON whose lists hold objects, each field of which has its line."""
    parts = [f'"{key}": {_dump(value)}' for key, value in head.items()]
    for name, objects in lists.items():
        shown = (
            ",\n".join(f'  "{key}": {_dump(value)}' for key, value in one.items())
            for one in objects
        )
        parts.append(f'"{name}": [' + ",".join(f"\n {{\n{lines}\n }}" for lines in shown) + "\n]")
    return "{\n" + ",\n".join(parts) + "\n}\n"
