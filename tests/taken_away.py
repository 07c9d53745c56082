"""What can be taken away from a notebook, without a build; and schedules compared with it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from confnotes.exports.published import Published
from confnotes.exports.schedules import make_schedules
from confnotes.exports.talks import make_talks
from confnotes.imports.sources.schedule import read_schedule

if TYPE_CHECKING:
    from confnotes.lookup import Lookup
    from confnotes.model import Target


def address(target: Target) -> str:
    return target.docname and f"{target.docname}.html#{target.node_id}"


def exported(lookup: Lookup, base: str = "") -> dict[str, bytes]:
    site = Published(lookup, address, base, "Notes", "en")
    return dict([*make_talks(site), *make_schedules(site)])


def check_schedule(lookup: Lookup, key: str, content: bytes) -> None:
    """Check that our own importer reads a conference as it is."""
    programme = read_schedule(content, f"{key}.json")
    held = [lookup.talks[one] for one in lookup.talks_by_conference.get(key, ())]
    assert programme.remarks == () if held else len(programme.remarks) == 1
    entry = lookup.conferences[key]
    found = programme.conference
    assert (found.key, found.title) == (key, entry.target.label)
    not_there = {"series": "", "videos": (), "elsewhere": (), "aliases": (), "id": ""}
    assert replace(found.facts, series="") == replace(entry.facts, **not_there)
    guids = {event["guid"]: event for event in events(json.loads(content))}
    assert len(guids) == len({event["id"] for event in guids.values()}) == len(held)
    of_slug = {event["slug"]: guid for guid, event in guids.items()}
    talks = {one.key: one for one in programme.talks}
    for one in held:
        read = talks.pop(of_slug[one.target.id.replace("/", "-")])
        labels = tuple(lookup.speakers[who].target.label for who in lookup.speaker_ids(one))
        not_there = {"id": "", "conference": "", "topics": (), "speakers": labels}
        assert read.title == one.target.label
        assert read.facts == replace(one.facts, **not_there)
    assert not talks


def events(schedule: dict[str, Any]) -> list[dict[str, Any]]:
    days = schedule["schedule"]["conference"]["days"]
    found = [one for day in days for room in day["rooms"].values() for one in room]
    return found + schedule["schedule"].get("events", [])
