"""In which order talks stand, by each column of the table of all talks.

Pagefind compares values as numbers or byte by byte, so it is given places: they put Łukasz between
Lukas and Lukasz, and no two talks in one place.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..model import ObjectType
from ..names import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..lookup import Lookup
    from ..model import Talk
    from ..tables import Entry


def orders_of(lookup: Lookup) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return talk id → (column, place in its order), first to last; of equals, the older first.

    What has no value in a column comes last, and first by day.
    """
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for column, key in _COLUMNS.items():
        keys = {one: key(lookup, lookup.talks[one]) for one in lookup.talks_by_age}
        for place, talk_id in enumerate(sorted(keys, key=keys.__getitem__)):
            places[talk_id].append((column, str(place)))
    return {talk_id: tuple(found) for talk_id, found in places.items()}


def _title(_lookup: Lookup, entry: Entry[Talk]) -> object:
    return _words(entry.target.label)


def _speakers(lookup: Lookup, entry: Entry[Talk]) -> object:
    speakers = lookup.resolve_names(ObjectType.SPEAKER, entry.facts.speakers)
    return [_words(speaker.label) for speaker in speakers] or [_words("")]


def _conference(lookup: Lookup, entry: Entry[Talk]) -> object:
    conference = lookup.conference_of(entry.target)
    label = conference.target.label if conference else ""
    return _words(label), conference.target.id if conference else ""


def _date(_lookup: Lookup, _entry: Entry[Talk]) -> object:
    return 0  # they come so


def _type(_lookup: Lookup, entry: Entry[Talk]) -> object:
    has_notes = entry.has_notes
    return entry.facts.type.value, not has_notes, not entry.facts.video


def _words(text: str) -> tuple[bool, str, str]:
    return not text, slugify(text), text


_COLUMNS: Mapping[str, Callable[[Lookup, Entry[Talk]], Any]] = {
    "title": _title,
    "speakers": _speakers,
    "conference": _conference,
    "date": _date,
    "type": _type,
}
