"""The objects of all pages, by id and by name.

The store is per document; nothing here depends on the order in which documents were read. Where
two declarations claim one id, the first by document name and place has it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from .homes import Homes, place_in_index
from .identity import indexes_above, short_id
from .model import Conference, Facts, ObjectType, Speaker, Talk, Target, Topic, objtype_of
from .names import is_slug, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .model import Declaration, Page

_ValueT = TypeVar("_ValueT")
_FactsT = TypeVar("_FactsT", bound=Facts)
_FactsT_co = TypeVar("_FactsT_co", bound=Facts, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[_FactsT_co]):
    """An object of the domain: where it lives, and what is known of it.

    ``declaration`` is None for a speaker or a topic that is only named.
    """

    target: Target
    facts: _FactsT_co
    declaration: Declaration | None = None

    @property
    def has_notes(self) -> bool:
        """Whether somebody has written more than the directive."""
        return self.declaration is not None and self.declaration.has_notes


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a directive's list names a speaker or a topic."""

    objtype: ObjectType
    name: str
    location: str


class Tables:
    """Four tables, of conferences, talks, speakers and topics, each id → entry.

    They are sorted by id, ``talks`` by when they were given. They hold plain values, which can be
    compared and printed.
    """

    def __init__(self, pages: Mapping[str, Page]) -> None:
        """Take the store of the domain: document name → page."""
        self.pages = dict(sorted(pages.items()))
        self.duplicates: list[tuple[ObjectType, str, Declaration, Declaration]] = []
        self.declared: dict[tuple[str, int], Entry[Facts]] = {}
        self._ids: dict[ObjectType, dict[str, str]] = {objtype: {} for objtype in ObjectType}
        self.homes = Homes(self.pages)
        self.conferences: dict[str, Entry[Conference]] = self._declare(Conference)
        talks: dict[str, Entry[Talk]] = self._declare(Talk)
        self.talks = dict(sorted(talks.items(), key=lambda item: self._when(item[1])))
        self.speakers: dict[str, Entry[Speaker]] = self._declare(Speaker)
        self.topics: dict[str, Entry[Topic]] = self._declare(Topic)
        self.speakers |= self._only_named(ObjectType.SPEAKER, Speaker())
        self.topics |= self._only_named(ObjectType.TOPIC, Topic())

    def resolve(self, objtype: ObjectType, text: str) -> Target | None:
        """Return the object of that kind with that id, name or alias, None if there is none."""
        if objtype is ObjectType.TALK:
            ids = self.talk_ids(text)
            return self.talks[ids[0]].target if len(ids) == 1 else None
        found = self._ids[objtype].get(slugify(text))
        return self.table(objtype)[found].target if found else None

    def talk_ids(self, text: str) -> tuple[str, ...]:
        """Return the ids of the talks that *text* can mean: by whole id, or by the short one."""
        path = "/".join(slugify(part) for part in text.split("/"))
        if path in self.talks:
            return (path,)
        return self._talks_by_short_id.get(slugify(text), ())

    def known_ids(self, objtype: ObjectType) -> Iterable[str]:
        """Return the ids of all objects of a kind, and the slugs of their aliases."""
        return self.talks if objtype is ObjectType.TALK else self._ids[objtype]

    def home(self, objtype: ObjectType) -> tuple[str, str]:
        """Return document and anchor of the complete index of a kind; empty if there is none."""
        for index in self.homes.all_of(objtype):
            return index.docname, index.node_id
        return "", ""

    @cached_property
    def namings(self) -> tuple[Naming, ...]:
        """Return every place where a list of a directive names a speaker or a topic."""
        return tuple(self._find_namings())

    def _find_namings(self) -> Iterator[Naming]:
        for page in self.pages.values():
            for declaration in page.declarations:
                facts, location = declaration.facts, declaration.location
                names: list[tuple[ObjectType, tuple[str, ...]]] = []
                if isinstance(facts, Talk):
                    names = [(ObjectType.SPEAKER, facts.speakers), (ObjectType.TOPIC, facts.topics)]
                elif isinstance(facts, Topic):
                    names = [(ObjectType.TOPIC, facts.broader + facts.related)]
                for objtype, listed in names:
                    yield from (Naming(objtype, name, location) for name in listed)

    def conference_of(self, talk: Target) -> Entry[Conference] | None:
        """Return a talk's conference, whose id is the first part of its own; None without one."""
        return self.conferences.get(talk.id.rpartition("/")[0])

    def table(self, objtype: ObjectType) -> Mapping[str, Entry[Facts]]:
        """Return the table of a kind."""
        if objtype is ObjectType.CONFERENCE:
            return self.conferences
        if objtype is ObjectType.TALK:
            return self.talks
        return self.speakers if objtype is ObjectType.SPEAKER else self.topics

    def _declare(self, kind: type[_FactsT]) -> dict[str, Entry[_FactsT]]:
        """Return the declared objects of a kind by id, and make their names known."""
        table: dict[str, Entry[_FactsT]] = {}
        for page in self.pages.values():
            for position, declaration in enumerate(page.declarations):
                facts = declaration.facts
                if not isinstance(facts, kind):
                    continue
                object_id = self._id_of(declaration, position)
                entry = Entry(_target(declaration, object_id), facts, declaration)
                self.declared[page.docname, position] = entry
                first = table.setdefault(object_id, entry)
                if first.declaration is not declaration and first.declaration:
                    self.duplicates.append(
                        (declaration.objtype, object_id, first.declaration, declaration)
                    )
        table = dict(sorted(table.items()))
        if kind is not Talk:
            self._note_names(objtype_of(kind), table)
        return table

    def _note_names(self, objtype: ObjectType, table: Mapping[str, Entry[Facts]]) -> None:
        """Make ids, then titles, then aliases known: a former one is never taken by a later."""
        known = self._ids[objtype]
        known |= {key: key for key in table}
        titles = Counter(slugify(entry.target.label) for entry in table.values())
        names = [
            (slugify(entry.target.label), key, False)
            for key, entry in table.items()
            # Which of several conferences a common title means cannot be known.
            if objtype is not ObjectType.CONFERENCE or titles[slugify(entry.target.label)] == 1
        ]
        for key, entry in table.items():
            names += [(slugify(alias), key, True) for alias in aliases_of(entry.facts)]
        for slug, key, is_alias in names:
            taken = known.setdefault(slug, key) if slug else key
            # Two of one name are told apart by their ids. Conferences always have one, of their
            # folders; of others, one should have the id that the name gives.
            is_told_apart = objtype is ObjectType.CONFERENCE or taken == slug
            first, second = table[taken].declaration, table[key].declaration
            if taken != key and (is_alias or not is_told_apart) and first and second:
                self.duplicates.append((objtype, slug, first, second))

    def _id_of(self, declaration: Declaration, position: int) -> str:
        short = short_id(declaration)
        if not isinstance(declaration.facts, Talk):
            return short
        conference = self._conference_of(declaration, position, declaration.facts)
        return f"{conference}/{short}" if conference else short

    def _conference_of(self, declaration: Declaration, position: int, talk: Talk) -> str:
        """Return the id of a talk's conference.

        What the talk says of itself comes first, then what stands above it on its page, then the
        nearest ``index`` up the folders.
        """
        if talk.conference:
            target = self.resolve(ObjectType.CONFERENCE, talk.conference)
            return target.id if target else ""
        return self._conference_above(declaration.docname, position)

    def _conference_above(self, docname: str, before: int | None = None) -> str:
        """Return the id of the conference that a page, or a position of it, stands in."""
        found = self._last_conference(docname, before)
        for index in indexes_above(docname):
            found = found or self._last_conference(index)
        return found

    def _last_conference(self, docname: str, before: int | None = None) -> str:
        """Return the id of the last conference declared on a page, or before a position of it."""
        page = self.pages.get(docname)
        for position in reversed(range(len(page.declarations[:before])) if page else ()):
            entry = self.declared.get((docname, position))
            if entry and entry.target.objtype is ObjectType.CONFERENCE:
                return entry.target.id
        return ""

    def _when(self, entry: Entry[Talk]) -> tuple[dt.date, dt.time, str]:
        conference = self.conference_of(entry.target)
        start = conference.facts.start if conference else None
        end = (conference.facts.end or start) if conference else None
        day = entry.facts.date or end or dt.date.max
        time = entry.facts.time or (dt.time.max if not entry.facts.date else dt.time.min)
        return day, time, entry.target.id

    def _has_day(self, entry: Entry[Talk]) -> bool:
        return self._when(entry)[0] < dt.date.max

    @cached_property
    def _talks_by_short_id(self) -> Mapping[str, tuple[str, ...]]:
        return invert((talk_id, [talk_id.rpartition("/")[2]]) for talk_id in sorted(self.talks))

    def _only_named(self, objtype: ObjectType, facts: _FactsT) -> dict[str, Entry[_FactsT]]:
        """Return the objects that are named and not declared; each lives on its kind's index."""
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        known = self._ids[objtype]
        for naming in self.namings:
            if naming.objtype is objtype and (slug := slugify(naming.name)) not in known:
                spellings[slug][naming.name] += 1
        table: dict[str, Entry[_FactsT]] = {}
        for slug, counted in sorted(spellings.items()):
            label = min(counted, key=lambda name: (_is_id(objtype, name), -counted[name], name))
            letter, _ = place_in_index(objtype, label, slug)
            home = self.homes.of(objtype, letter)
            place = (home.docname, f"{objtype}-{slug}") if home else ("", "")
            known[slug] = slug
            table[slug] = Entry(Target(objtype, slug, label, *place), facts)
        return table


def _is_id(objtype: ObjectType, name: str) -> bool:
    """Say whether somebody is named by id; a topic may well be spelled like one."""
    return objtype is ObjectType.SPEAKER and is_slug(name)


def _target(declaration: Declaration, object_id: str) -> Target:
    return Target(
        declaration.objtype,
        object_id,
        declaration.title,
        declaration.docname,
        declaration.node_id,
        declaration.is_page,
    )


def aliases_of(facts: Facts) -> tuple[str, ...]:
    """Return the other names of an object; a talk has none."""
    return () if isinstance(facts, Talk) else facts.aliases


def invert(pairs: Iterable[tuple[_ValueT, Iterable[str]]]) -> dict[str, tuple[_ValueT, ...]]:
    """Turn (value, keys) pairs into key → values, keeping the order of the values."""
    table: dict[str, list[_ValueT]] = defaultdict(list)
    for value, keys in pairs:
        for key in keys:
            table[key].append(value)
    return {key: tuple(values) for key, values in table.items()}
