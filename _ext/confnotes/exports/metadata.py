"""What programs read of a page: its objects in the words of schema.org, as JSON-LD.

Every word is one that an author has written; what is not known is left out. What a page only links
to is named, and described on its own page; what the head says in another tag, such as the first
words, is not said again. See https://schema.org/Event and
https://www.w3.org/TR/json-ld11/.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..model import ObjectType
from .moments import begin_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..lookup import Lookup
    from ..model import Conference, Speaker, Talk, Target, Topic
    from ..tables import Entry

CONTEXT = "https://schema.org"
_TYPES = {
    ObjectType.CONFERENCE: "Event",
    ObjectType.TALK: "Event",
    ObjectType.SPEAKER: "Person",
    ObjectType.TOPIC: "DefinedTerm",
}
#: What could end the script, or begin a comment in it; and what JavaScript takes for a line's end.
_ESCAPED = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What is around a page.

    ``address`` gives where an object is, as seen from the page, and nothing for what has no home.
    ``lead`` gives where a link of an object leads, by the object's position on the page: to a copy,
    if its page is gone, and nowhere, if there is none.
    """

    lookup: Lookup
    address: Callable[[Target], str]
    lead: Callable[[int, str], str]


def describe(seen: Seen, docname: str) -> list[dict[str, Any]]:
    """Return the objects that a page declares; of several with one id, the one that has it."""
    page = seen.lookup.pages.get(docname)
    found = []
    for position in range(len(page.declarations) if page else 0):
        entry = seen.lookup.declared[docname, position]
        target = entry.target
        if seen.lookup.table(target.objtype)[target.id] is entry:
            own = _DESCRIBED[target.objtype](seen, partial(seen.lead, position), entry)
            found.append(_known({**_named(seen, target), **own}))
    named = {one["@id"] for one in found if "@id" in one}
    return [{key: _once(value, named) for key, value in one.items()} for one in found]


def as_script(described: list[dict[str, Any]], base: str = "") -> str:
    """Return what a page's head says of its objects; nothing, if there are none.

    A block of data: browsers never run it, and a policy for scripts says nothing about it.
    Addresses are seen from *base*, the site's own; without one, from the page.
    """
    if not described:
        return ""
    context = [CONTEXT, {"@base": base}] if base else CONTEXT
    graph = described[0] if len(described) == 1 else {"@graph": described}
    text = json.dumps({"@context": context, **graph}, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{text.translate(_ESCAPED)}</script>\n'


def _talk(seen: Seen, lead: Callable[[str], str], entry: Entry[Talk]) -> dict[str, Any]:
    talk = entry.facts
    conference = seen.lookup.conference_of(entry.target)
    return {
        "startDate": begin_of(talk, conference) or _day(talk.date),
        "duration": f"PT{talk.duration}M" if talk.duration else "",
        "inLanguage": talk.language,
        "location": _known({"@type": "Place", "name": talk.room}, least=2),
        "superEvent": _named(seen, conference.target) if conference else {},
        "performer": _all(seen, ObjectType.SPEAKER, talk.speakers),
        # A thing of that name: a talk may have many, and what they are is on their pages.
        "about": [
            {"@id": one["@id"], "name": one["name"]} if "@id" in one else one
            for one in _all(seen, ObjectType.TOPIC, talk.topics)
        ],
        "recordedIn": _works("VideoObject", talk.video, lead),
        "workFeatured": [
            *_works("PresentationDigitalDocument", talk.slides, lead),
            *_works("SoftwareSourceCode", talk.code, lead),
        ],
        "subjectOf": _works("WebPage", (*talk.url, *talk.elsewhere), lead),
    }


def _conference(seen: Seen, lead: Callable[[str], str], entry: Entry[Conference]) -> dict[str, Any]:
    conference = entry.facts
    place = {"@type": "Place", "name": conference.venue, "address": conference.city}
    talks = seen.lookup.talks_by_conference.get(entry.target.id, ())
    return {
        "alternateName": conference.aliases,
        "startDate": _day(conference.start),
        "endDate": _day(conference.end),
        "location": _known(place, least=2),
        "superEvent": _known({"@type": "EventSeries", "name": conference.series}, least=2),
        "sameAs": lead(conference.url),
        "subjectOf": _works("WebPage", conference.elsewhere, lead),
        "subEvent": [_named(seen, seen.lookup.talks[one].target) for one in talks],
    }


def _speaker(seen: Seen, lead: Callable[[str], str], entry: Entry[Speaker]) -> dict[str, Any]:
    speaker = entry.facts
    addresses = [speaker.url, *(url for _site, url in speaker.profiles)]
    return {
        "alternateName": speaker.aliases,
        "sameAs": [*filter(None, map(lead, addresses))],
    }


def _topic(seen: Seen, lead: Callable[[str], str], entry: Entry[Topic]) -> dict[str, Any]:
    return {"alternateName": entry.facts.aliases, "sameAs": lead(entry.facts.url)}


_DESCRIBED: Mapping[ObjectType, Callable[..., dict[str, Any]]] = {
    ObjectType.TALK: _talk,
    ObjectType.CONFERENCE: _conference,
    ObjectType.SPEAKER: _speaker,
    ObjectType.TOPIC: _topic,
}


def _named(seen: Seen, target: Target) -> dict[str, Any]:
    """Return what an object is, where, and what it is called."""
    known = {"@type": _TYPES[target.objtype], "@id": seen.address(target), "name": target.label}
    return _known(known)


def _all(seen: Seen, objtype: ObjectType, names: Iterable[str]) -> list[dict[str, Any]]:
    return [_named(seen, target) for target in seen.lookup.resolve_names(objtype, names)]


def _once(value: object, named: set[str]) -> object:
    """Return a value of a field in which what was *named* before on the page is but pointed to."""
    if isinstance(value, list):
        return [_once(one, named) for one in value]
    if not isinstance(value, dict) or "@id" not in value:
        return value
    place = value["@id"]
    if place in named:
        return {"@id": place}
    named.add(place)
    return value


def _works(kind: str, urls: Iterable[str], lead: Callable[[str], str]) -> list[dict[str, str]]:
    return [{"@type": kind, "url": url} for url in map(lead, urls) if url]


def _known(fields: Mapping[str, Any], least: int = 1) -> dict[str, Any]:
    """Return what is known of fields, a list of one as itself; nothing, if it is less than that."""
    known = dict(_not_empty(fields))
    return known if len(known) >= least else {}


def _not_empty(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        one = value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value
        if one:
            yield name, one


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
