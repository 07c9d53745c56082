"""What can be found: objects and pages, with the words and the facets that they are found by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from ..model import Conference, ObjectType, Talk, Topic
from ..tables import aliases_of
from .orders import orders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..lookup import Lookup
    from ..model import Facts, Target
    from ..tables import Entry
    from .texts import Named, Part

Pairs: TypeAlias = "tuple[tuple[str, str], ...]"
#: What a page is found as that no object is.
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found.

    ``node_id`` is empty for a page as a whole. ``lines`` are (name, words) that a result shows
    beside its title, ``facets`` (name, value) by which results are narrowed down, ``parts``
    (anchor, heading, text), and ``sorts`` (column, place) in the orders that `orders` knows.
    """

    docname: str
    node_id: str
    title: str
    lines: Pairs
    facets: Pairs
    parts: tuple[tuple[str, str, str], ...]
    sorts: Pairs = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What findables are made of: tables, the text of each document, its title, and names.

    Documents that are not to be found have no title here.
    """

    lookup: Lookup
    texts: Mapping[str, tuple[Part, ...]]
    titles: Mapping[str, str]
    name_of: Callable[[Named], str]


def findables(site: Site) -> list[Findable]:
    """Return everything that can be found, in an order that is always the same."""
    texts = _texts_by_place(site)
    places = {id(entry): place for place, entry in site.lookup.declared.items()}
    orders = orders_of(site.lookup)
    found = [
        replace(
            _object(site, target, entry, texts.get(places.get(id(entry), ("", None)), [])),
            sorts=orders.get(target.id, ()) if target.objtype is ObjectType.TALK else (),
        )
        for target, entry in _objects(site.lookup)
        if target.docname in site.titles
    ]
    whole = {target.docname for target, _entry in _objects(site.lookup) if target.is_page}
    found += [
        Findable(docname, "", title, (), (("kind", PAGE),), tuple(texts[docname, None]))
        for docname, title in sorted(site.titles.items())
        if docname not in whole and (docname, None) in texts
    ]
    return found


def _objects(lookup: Lookup) -> Iterator[tuple[Target, Entry[Facts]]]:
    for target in lookup.targets():
        yield target, lookup.table(target.objtype)[target.id]


def _texts_by_place(
    site: Site,
) -> dict[tuple[str, int | None], list[tuple[str, str, str]]]:
    """Return the parts of each object, by document and position, and of pages without one."""
    found: dict[tuple[str, int | None], list[tuple[str, str, str]]] = defaultdict(list)
    for docname in sorted(site.titles):
        for part in site.texts.get(docname, ()):
            place = (docname, part.declaration)
            # The first heading is the title.
            heading = part.heading if found.get(place) else ""
            found[place].append((part.node_id if heading else "", heading, part.text(site.name_of)))
    return found


def _object(
    site: Site, target: Target, entry: Entry[Facts], parts: Sequence[tuple[str, str, str]]
) -> Findable:
    lines, facets = _LINES[target.objtype](site.lookup, target, entry)
    return Findable(
        target.docname,
        "" if target.is_page else target.node_id,
        target.label,
        tuple((name, words) for name, words in lines if words),
        (("kind", target.objtype.value), *((name, value) for name, value in facets if value)),
        tuple(parts),
    )


def _talk(lookup: Lookup, target: Target, entry: Entry[Talk]) -> tuple[Pairs, Pairs]:
    talk = entry.facts
    conference = lookup.conference_of(target)
    day = talk.date or (conference.facts.start if conference else None)
    speakers = _labels(lookup.resolve_names(ObjectType.SPEAKER, talk.speakers))
    topics = _labels(lookup.resolve_names(ObjectType.TOPIC, talk.topics))
    has_notes = entry.has_notes
    lines = (
        ("speakers", ", ".join(speakers)),
        ("topics", ", ".join(topics)),
        ("conference", conference.target.label if conference else ""),
        ("date", talk.date.isoformat() if talk.date else str(day.year) if day else ""),
    )
    facets = (
        ("conference", conference.target.label if conference else ""),
        ("year", str(day.year) if day else ""),
        ("type", talk.type.value),
        *(("speaker", name) for name in speakers),
        *(("topic", name) for name in topics),
        ("with", "notes" if has_notes else ""),
        ("with", "video" if talk.video else ""),
    )
    return lines, facets


def _conference(lookup: Lookup, target: Target, entry: Entry[Conference]) -> tuple[Pairs, Pairs]:
    facts = entry.facts
    lines = (
        ("date", facts.start.isoformat() if facts.start else ""),
        ("until", facts.end.isoformat() if facts.end else ""),
        ("place", ", ".join(filter(None, (facts.venue, facts.city)))),
        ("talks", str(len(lookup.talks_by_conference.get(target.id, ())))),
        ("also", ", ".join(facts.aliases)),
    )
    year = str(facts.start.year) if facts.start else ""
    return lines, (("conference", target.label), ("year", year))


def _person_or_topic(lookup: Lookup, target: Target, entry: Entry[Facts]) -> tuple[Pairs, Pairs]:
    is_topic = target.objtype is ObjectType.TOPIC
    talks = lookup.talks_by_topic if is_topic else lookup.talks_by_speaker
    status = entry.facts.status if isinstance(entry.facts, Topic) else None
    lines = (
        ("talks", str(len(talks.get(target.id, ())))),
        ("also", ", ".join(aliases_of(entry.facts))),
        ("status", status.value if status else ""),
    )
    return lines, ()


def _labels(targets: Iterable[Target]) -> list[str]:
    return [target.label for target in targets]


_LINES: Mapping[ObjectType, Callable[..., tuple[Pairs, Pairs]]] = {
    ObjectType.TALK: _talk,
    ObjectType.CONFERENCE: _conference,
    ObjectType.SPEAKER: _person_or_topic,
    ObjectType.TOPIC: _person_or_topic,
}
