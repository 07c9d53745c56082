"""Everything that is derived from the tables: what a reference names, and every list."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from .elsewhere.matching import Elsewhere, talk_keys, unique
from .model import Conference, ObjectType, Speaker, Talk, Target, Topic
from .names import slugify
from .neighbours import neighbours
from .related import related_talks
from .tables import Tables, aliases_of, invert

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from .elsewhere.records import Noted
    from .model import Facts, Page, Reference
    from .tables import Entry


class Lookup(Tables):
    """What is where, and what belongs to what; and what is noted elsewhere."""

    def __init__(self, pages: Mapping[str, Page], elsewhere: Elsewhere | None = None) -> None:
        """Take the store of the domain, and what other notebooks have."""
        super().__init__(pages)
        self._elsewhere = elsewhere or Elsewhere()

    def noted_elsewhere(self, entry: Entry[Facts]) -> tuple[Noted, ...]:
        """Return what other notebooks have noted on an object."""
        if not self._elsewhere:
            return ()
        target, facts = entry.target, entry.facts
        if isinstance(facts, Talk):
            keys = self._talk_keys(target, facts)
            return self._elsewhere.on_talk(
                key for key in keys if self._talk_by_key.get(key) == target.id
            )
        slugs = (target.id, *map(slugify, (target.label, *aliases_of(facts))))
        if isinstance(facts, Speaker):
            return self._elsewhere.on_speaker(slugs)
        return self._elsewhere.on_topic(slugs) if isinstance(facts, Topic) else ()

    @cached_property
    def _talk_by_key(self) -> Mapping[str, str]:
        talks = self.talks.items()
        return unique((key, self._talk_keys(one.target, one.facts)) for key, one in talks)

    def _talk_keys(self, target: Target, talk: Talk) -> tuple[str, ...]:
        """Return what tells a talk from all others, in any notebook."""
        held_at = self.conference_of(target)
        called: list[str] = []
        if held_at:
            names = (held_at.target.label, *held_at.facts.aliases)
            called = [held_at.target.id, *map(slugify, names)]
        urls = (*talk.video, *talk.url)
        return talk_keys(urls, dict.fromkeys(called), talk.date, target.label)

    def resolve_any(self, text: str) -> tuple[Target, ...]:
        """Return the objects, of whatever kind, with that id, name or alias."""
        found = (self.resolve(objtype, text) for objtype in ObjectType)
        return tuple(target for target in found if target)

    def resolve_reference(self, reference: Reference) -> tuple[Target, ...]:
        """Return what a reference names: nothing, one object, or several where any kind will do."""
        if reference.objtype is None:
            return self.resolve_any(reference.target)
        target = self.resolve(reference.objtype, reference.target)
        return (target,) if target else ()

    def resolve_names(self, objtype: ObjectType, names: Iterable[str]) -> tuple[Target, ...]:
        """Return the objects that a directive's list names, each once, in its order."""
        found = (self.resolve(objtype, name) for name in names)
        return tuple(dict.fromkeys(target for target in found if target))

    def targets(self) -> Iterator[Target]:
        """Yield every object that has a home, kind by kind, sorted by id."""
        for objtype in ObjectType:
            table = self.table(objtype)
            yield from (table[key].target for key in sorted(table) if table[key].target.docname)

    def aliases(self) -> Iterator[tuple[str, str, Target]]:
        """Yield (slug, alias, object) for every alias that is not itself an id."""
        for objtype in (ObjectType.CONFERENCE, ObjectType.SPEAKER, ObjectType.TOPIC):
            for key, entry in sorted(self.table(objtype).items()):
                for alias in aliases_of(entry.facts):
                    slug = slugify(alias)
                    if self._ids[objtype].get(slug) == key != slug:
                        yield slug, alias, entry.target

    def day_of(self, docname: str, position: int | None) -> dt.date | None:
        """Return the day that a place of a page is about; None if it is about none.

        In the section of a talk that is the talk's day, else the first of its conference; on other
        pages in the folder of a conference, that one's.
        """
        entry = self.declared[docname, position] if position is not None else None
        facts = entry.facts if entry else None
        if entry and isinstance(facts, Talk):
            conference = self.conference_of(entry.target)
            return facts.date or (conference.facts.start if conference else None)
        if isinstance(facts, Conference):
            return facts.start
        found = self.conferences.get(self._conference_above(docname)) if facts is None else None
        return found.facts.start if found else None

    def index_of(self, objtype: ObjectType) -> Target | None:
        """Return the complete index of a kind as something to link to; None if there is none."""
        docname, node_id = self.home(objtype)
        return Target(objtype, "", f"all {objtype}s", docname, node_id) if docname else None

    @cached_property
    def talks_by_age(self) -> tuple[str, ...]:
        """Ids of all talks, as they were given; before them those of which no day is known."""
        return tuple(sorted(self.talks, key=lambda key: self._has_day(self.talks[key])))

    @cached_property
    def talks_by_conference(self) -> Mapping[str, tuple[str, ...]]:
        """Conference id → ids of its talks, as they were given; empty for those of none."""
        held = ((key, self.conference_of(entry.target)) for key, entry in self.talks.items())
        return invert((key, [found.target.id if found else ""]) for key, found in held)

    @cached_property
    def programmes(self) -> Mapping[str, tuple[str, ...]]:
        """Conference id → ids of its talks, in the order of its programme.

        A talk whose day is not known comes last, even if its conference ends later.
        """
        return {
            key: tuple(sorted(talks, key=lambda talk_id: self.talks[talk_id].facts.date is None))
            for key, talks in self.talks_by_conference.items()
            if key
        }

    @cached_property
    def in_programme(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Talk id → ids of the talks before and after it; nothing for a talk of no conference."""
        return neighbours(self.programmes.values())

    @cached_property
    def in_series(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Conference id → ids of those before and after it; nothing for one of no series."""
        series = defaultdict(list)
        for key, entry in self.conferences.items():
            if entry.facts.series:
                series[series_id(entry.facts.series)].append(key)
        return neighbours(sorted(members, key=self._start) for members in series.values())

    def _start(self, conference_id: str) -> str:
        return str(self.conferences[conference_id].facts.start or "")

    @cached_property
    def talks_by_speaker(self) -> Mapping[str, tuple[str, ...]]:
        """Speaker id → ids of the person's talks, as they were given."""
        return invert((talk_id, self.speaker_ids(entry)) for talk_id, entry in self.talks.items())

    @cached_property
    def talks_by_topic(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id → ids of the talks about it, as they were given."""
        return invert((talk_id, self.topic_ids(entry)) for talk_id, entry in self.talks.items())

    @cached_property
    def years(self) -> Mapping[str, int]:
        """Talk id → the year of its day, or else of its conference, where that is known."""
        found = {}
        for key, entry in self.talks.items():
            conference = self.conference_of(entry.target)
            day = entry.facts.date or (conference.facts.start if conference else None)
            if day:
                found[key] = day.year
        return found

    @cached_property
    def span(self) -> tuple[int, int] | None:
        """The first and the last year of any talk, if they are two."""
        first, last = min(self.years.values(), default=0), max(self.years.values(), default=0)
        return (first, last) if first != last else None

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id → ids of the topics that call it broader, sorted."""
        return invert(
            (key, [t.id for t in self.resolve_names(ObjectType.TOPIC, entry.facts.broader)])
            for key, entry in sorted(self.topics.items())
        )

    @cached_property
    def see_also(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id → ids of the related ones: those that it names, then those that name it."""
        named = {
            key: [t.id for t in self.resolve_names(ObjectType.TOPIC, entry.facts.related)]
            for key, entry in sorted(self.topics.items())
        }
        naming = invert(named.items())
        return {
            key: tuple(dict.fromkeys(x for x in (*own, *naming.get(key, ())) if x != key))
            for key, own in named.items()
        }

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id → ids of the topics whose place it took, sorted."""
        return invert(
            (key, [found.id] if found and found.id != key else [])
            for key, entry in sorted(self.topics.items())
            for found in [self.resolve(ObjectType.TOPIC, entry.facts.successor)]
        )

    @cached_property
    def related(self) -> Mapping[str, tuple[str, ...]]:
        """Talk id → ids of the talks related by topic, nearest first."""
        return related_talks(
            {talk_id: self.topic_ids(entry) for talk_id, entry in self.talks.items()}
        )

    @cached_property
    def mentions(self) -> Mapping[tuple[ObjectType, str], tuple[Target, ...]]:
        """(Kind, id) → the objects whose text names that object, talks first.

        What an ordinary page names is no mention: it is a front page, or a list of links.
        """
        found: dict[tuple[ObjectType, str], set[Target]] = defaultdict(set)
        for page in self.pages.values():
            for reference in page.references:
                if not reference.is_mention or reference.declaration is None:
                    continue
                own = self.declared[page.docname, reference.declaration].target
                source = self.table(own.objtype)[own.id].target  # whom links by that id lead to
                for target in self.resolve_reference(reference):
                    if (target.objtype, target.id) != (source.objtype, source.id):
                        found[target.objtype, target.id].add(source)
        return {key: tuple(sorted(sources, key=_talks_first)) for key, sources in found.items()}

    def speaker_ids(self, entry: Entry[Talk]) -> list[str]:
        """Return the ids of a talk's speakers, in its order."""
        return [t.id for t in self.resolve_names(ObjectType.SPEAKER, entry.facts.speakers)]

    def topic_ids(self, entry: Entry[Talk]) -> list[str]:
        """Return the ids of a talk's topics, in its order."""
        return [t.id for t in self.resolve_names(ObjectType.TOPIC, entry.facts.topics)]


def series_id(series: str) -> str:
    """Return what conferences of one series have in common, however it is spelled."""
    return slugify(series) or series.casefold()


def _talks_first(target: Target) -> tuple[bool, tuple[str, ...]]:
    label = target.label.casefold()
    order = (label, target.objtype, target.id, target.docname, target.node_id)
    return target.objtype is not ObjectType.TALK, order
