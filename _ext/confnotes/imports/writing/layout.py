"""Which pages a programme has, what they are called, and what stands on each.

A talk keeps its page and its id from import to import, whatever its title becomes, as others link
to it; the ledger knows them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...model import Conference, ObjectType, Talk, objtype_of
from ...names import slugify
from ..markdown.rendering import directive, heading, options_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ..model import Imported, Programme
    from .ledger import Entry, Ledger

INDEX = "index.md"
#: Where the pages of people and of topics are.
FOLDERS = {ObjectType.SPEAKER: "speakers", ObjectType.TOPIC: "topics"}
#: What makes every page of the folder a part of the site.
TOCTREE = "```{toctree}\n:hidden:\n:glob:\n\n*\n```"
_UNDATED = "undated"
#: How long the name of a page may be; file systems take about three times that.
_LONGEST = 80
#: Names that mean something else: a folder's own page, and what is a device on Windows.
_RESERVED = frozenset(
    ["index", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An object as it would be written anew; *text* is its heading and its directive."""

    key: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page as it would be written anew: its own heading, if it has one, and its objects."""

    name: str
    heading: str
    drafts: tuple[Draft, ...]
    below: str = ""

    @property
    def ids(self) -> dict[str, str]:
        """The id of each object by its key."""
        return {draft.key: draft.id for draft in self.drafts}

    @property
    def text(self) -> str:
        """The whole page."""
        parts = (self.heading, *(draft.text for draft in self.drafts), self.below)
        return "\n\n".join(filter(None, parts)) + "\n"


@dataclass(frozen=True, slots=True)
class Known:
    """What a programme has been given before: where each talk stands, by its key."""

    entries: Mapping[str, Entry]
    pages: Mapping[str, str]

    @classmethod
    def of(cls, ledger: Ledger | None) -> Known:
        """Return what a ledger knows of talks."""
        pages = ledger.pages if ledger else {}
        found = {
            entry.key: (entry, name)
            for name, page in pages.items()
            for entry in page.objects
            if entry.type == objtype_of(Talk)
        }
        return cls(
            {key: entry for key, (entry, _name) in found.items()},
            {key: name for key, (_entry, name) in found.items()},
        )


def slug_of(title: str) -> str:
    """Return the slug of a title, as a page can be called: cut behind a word if it is long."""
    slug = slugify(title)
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    return f"{slug}-2" if slug in _RESERVED else slug


def name_talks(
    talks: Iterable[Imported[Talk]], known: Known, avoided: Collection[str]
) -> dict[str, str]:
    """Return the id of each talk by its key.

    Of two with one title, the second is told apart by its speaker, or by a number. *avoided* are
    ids that would mean something else.
    """
    ids = {key: entry.id for key, entry in known.entries.items()}
    taken = {*avoided, *ids.values()}
    for talk in talks:
        if talk.key not in ids:
            ids[talk.key] = next(name for name in _candidates(talk) if name not in taken)
            taken.add(ids[talk.key])
    return ids


def lay_out(
    programme: Programme, ids: Mapping[str, str], known: Known, per: str
) -> Iterator[PageDraft]:
    """Yield the pages of a programme, that of the conference first."""
    below = TOCTREE if programme.talks else ""
    yield PageDraft(INDEX, "", (_draft(programme.conference, "", 1),), below)
    if per == "talk":
        for talk in programme.talks:
            draft = _draft(talk, ids[talk.key], 1)
            yield PageDraft(known.pages.get(talk.key, f"{draft.id}.md"), "", (draft,))
        return
    days: dict[dt.date | None, list[Imported[Talk]]] = defaultdict(list)
    for talk in sorted(programme.talks, key=_when):
        days[talk.facts.date].append(talk)
    for day, talks in days.items():
        name = f"{day}.md" if day else f"{_UNDATED}.md"
        drafts = (_draft(_with_id(talk, ids[talk.key]), ids[talk.key], 2) for talk in talks)
        yield PageDraft(name, heading(_title_of(day)), tuple(drafts))


def _candidates(talk: Imported[Talk]) -> Iterator[str]:
    speaker = slug_of(talk.facts.speakers[0]) if talk.facts.speakers else ""
    base = slug_of(talk.title) or speaker or slug_of(talk.key) or "talk"
    yield base
    if speaker and speaker != base:
        yield f"{base}-{speaker}"
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _draft(one: Imported[Conference] | Imported[Talk], object_id: str, level: int) -> Draft:
    objtype = objtype_of(type(one.facts))
    block = directive(objtype, options_of(one.facts), one.content)
    return Draft(one.key, object_id, f"{heading(one.title, level)}\n\n{block}")


def _with_id(talk: Imported[Talk], object_id: str) -> Imported[Talk]:
    """Return a talk that says its id, if its heading gives another."""
    if slugify(talk.title) == object_id:
        return talk
    return replace(talk, facts=replace(talk.facts, id=object_id))


def _when(talk: Imported[Talk]) -> tuple[bool, str, str]:
    """Return what the talks of a programme are sorted by; those without a date are last."""
    return talk.facts.date is None, str(talk.facts.date), str(talk.facts.time or "")


def _title_of(day: dt.date | None) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}" if day else "Day not known"
