"""Names and ids in what notes become: one spelling for each, and an id for each talk."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from ...names import slugify
from .parts import room_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from ...model import Talk

    #: Returns how a name of a kind is spelled elsewhere.
    Spell = Callable[[str, str], str]


def as_written(_kind: str, name: str) -> str:
    """Return a name as it is."""
    return name


class Namer:
    """Remembers the names and the ids of a page, talk by talk."""

    def __init__(
        self, talks: Iterable[Talk], taken_ids: Collection[str], spell: Spell, *, is_page: bool
    ) -> None:
        """Take the talks and the ids that there are; *is_page* says that the only talk is a page.

        Of two spellings of a name the first one counts, and one in capitals before one without,
        and then how the notebook spells it.
        """
        self._ids = set(taken_ids)
        self._spell_as_others = spell
        self._is_page = is_page
        self._spellings: dict[tuple[str, str], str] = {}
        for kind, names in chain.from_iterable(map(_lists, talks)):
            for name in names:
                known = self._spellings.setdefault((kind, _slug(kind, name)), name)
                if known.islower() and not name.islower():
                    self._spellings[kind, _slug(kind, name)] = name

    def finish(self, facts: Talk, title: str) -> Talk:
        """Spell names as they were before, and give an id to a talk whose title gives none."""
        facts = replace(
            facts,
            speakers=self._spell("speakers", facts.speakers),
            topics=self._spell("topics", facts.topics),
            room=next(iter(self._spell("room", (facts.room,) if facts.room else ())), ""),
        )
        if self._is_page:
            return facts
        slug = slugify(title)
        found = self._free(slug)
        self._ids.add(found)
        return facts if found == slug else replace(facts, id=found)

    def _spell(self, kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return names in the one spelling of each: another one would be another person."""
        own = (self._spellings[kind, _slug(kind, name)] for name in names)
        return tuple(dict.fromkeys(self._spell_as_others(kind, name) for name in own))

    def _free(self, slug: str) -> str:
        if slug and slug not in self._ids:
            return slug
        numbered = (f"{slug or 'talk'}-{number}" for number in count(2))
        return next(one for one in numbered if one not in self._ids)


def _slug(kind: str, name: str) -> str:
    return room_slug(name) if kind == "room" else slugify(name)


def _lists(talk: Talk) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "speakers", talk.speakers
    yield "topics", talk.topics
    yield "room", (talk.room,)
