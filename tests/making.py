"""Records of the model in few words, and notebooks made at random.

A list is written as authors write it, with commas; a day as ``2012-09-04``, a day and a time as
``2012-09-04 14:20``. The first declaration of a page is the page itself, unless the page has a
title of its own. The directive of the first declaration stands on line 3, that of the second on
line 13, and so on; the first reference stands on line 100.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st

from confnotes.identity import own_id
from confnotes.lookup import Lookup
from confnotes.model import (
    CompleteIndex,
    Conference,
    Declaration,
    ObjectType,
    Page,
    Reference,
    Speaker,
    Talk,
    TalkType,
    Topic,
)
from confnotes.names import split_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from confnotes.diagnostics import Problem
    from confnotes.model import Facts, TalkQuery

#: How often a law is tried.
law = settings(max_examples=60, deadline=None)


def conference(title: str, start: str = "2012-09-04", end: str = "", **fields: Any) -> Declaration:
    """Declare a conference, which begins on the day on which DjangoCon US 2012 did."""
    return _declaration(Conference(start=_day(start), end=_day(end), **_listed(fields)), title)


def talk(title: str, *, notes: bool = False, date: str = "", **fields: Any) -> Declaration:
    """Declare a talk."""
    day, _, time = date.partition(" ")
    clock = dt.time.fromisoformat(time) if time else None
    return _declaration(Talk(date=_day(day), time=clock, **_listed(fields)), title, has_notes=notes)


def speaker(name: str, **fields: Any) -> Declaration:
    """Declare a person."""
    return _declaration(Speaker(**_listed(fields)), name)


def topic(name: str, **fields: Any) -> Declaration:
    """Declare a topic."""
    return _declaration(Topic(**_listed(fields)), name)


def page(
    docname: str,
    *declarations: Declaration,
    title: str = "",
    references: Iterable[Reference] = (),
    queries: Iterable[TalkQuery] = (),
    indexes: Iterable[ObjectType] = (),
    letters: str = "",
    problems: Iterable[Problem] = (),
) -> Page:
    """Make a page of its declarations; its title says only that it is none of them."""
    return Page(
        docname,
        declarations=tuple(
            replace(
                one,
                docname=docname,
                is_page=not title and not at,
                node_id=own_id(one.facts, one.title, docname, is_page=not title and not at),
                location=f"{docname}.md:{3 + 10 * at}",
            )
            for at, one in enumerate(declarations)
        ),
        queries=tuple(queries),
        indexes=tuple(
            CompleteIndex(objtype, docname, f"all-{objtype}", tuple(letters)) for objtype in indexes
        ),
        references=tuple(
            replace(one, location=f"{docname}.md:{100 + at}") for at, one in enumerate(references)
        ),
        problems=tuple(problems),
    )


def mention(objtype: str, target: str, inside: int | None = 0) -> Reference:
    """Name an object with a role, *inside* the section of a declaration or outside of all."""
    return Reference(ObjectType(objtype), target, "", inside)


def link(target: str, inside: int | None = 0) -> Reference:
    """Name an object of any kind with a Markdown link."""
    return Reference(None, target, "", inside)


def option(objtype: str, target: str, inside: int | None = None) -> Reference:
    """Name an object in an option of a directive."""
    return Reference(ObjectType(objtype), target, "", inside, is_mention=False)


#: The pages on which everybody and everything that is only named is at home.
SPEAKERS = page("speakers", title="Speakers", indexes=[ObjectType.SPEAKER])
TOPICS = page("topics", title="Topics", indexes=[ObjectType.TOPIC])


def notebook(*pages: Page) -> Lookup:
    """Make a notebook of pages, with the complete indexes of names."""
    return Lookup(store(SPEAKERS, TOPICS, *pages))


def store(*pages: Page) -> dict[str, Page]:
    """Return pages as the domain keeps them."""
    found = {one.docname: one for one in pages}
    assert len(found) == len(pages), "two pages have one name"
    return found


def programme(*talks: Declaration, start: str = "2012-09-04", end: str = "2012-09-06") -> Page:
    """Make a page of a conference, ``c``, and its talks."""
    return page("c/index", conference("Conf", start, end), *talks)


def _declaration(facts: Facts, title: str, *, has_notes: bool = False) -> Declaration:
    return Declaration(facts, title, "", "", is_page=False, has_notes=has_notes, location="")


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


_LISTS = {"speakers", "topics", "aliases", "broader", "related"}


def _listed(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: split_list(value) if name in _LISTS else value for name, value in fields.items()}


# Few names, so that they often meet; each is also spelled in another way, or claimed by another.
_NAMES = ["C", "C++", "c++", "Data Science", "data-science", "Ünal", "U\u0308nal", "김영근"]
_PEOPLE = ["Ann Bee", "ann bee", "Bo", "Łukasz Langa", "Lukasz Langa", "Ünal"]
_IDS = ["", "", "", "c", "one", "data-science", "unal"]
_DOCNAMES = ["index", "c/index", "c/one", "c/two", "c/sub/one", "d/index", "d/one", "e", "names"]
_TARGETS = [*_NAMES, *_PEOPLE, "c", "d", "one", "c/one", "d/one", "c-plus-plus", "nowhere"]


def _some(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([(), (), *combinations(names, 1), *combinations(names, 2)])


_DAYS = st.sampled_from([None, *(dt.date(2012, 9, day) for day in range(1, 9))])
_CONFERENCES = st.builds(
    Conference, id=st.sampled_from(_IDS), start=_DAYS, end=_DAYS, aliases=_some(_NAMES)
)
_TALKS = st.builds(
    Talk,
    id=st.sampled_from(_IDS),
    speakers=_some(_PEOPLE),
    topics=_some(_NAMES),
    date=_DAYS,
    time=st.sampled_from([None, dt.time(9), dt.time(14, 20)]),
    type=st.sampled_from(TalkType),
    conference=st.sampled_from(["", "", "", "c", "d", "Data Science", "nowhere"]),
)
_SPEAKERS = st.builds(Speaker, id=st.sampled_from(_IDS), aliases=_some(_PEOPLE))
_TOPICS = st.builds(
    Topic,
    id=st.sampled_from(_IDS),
    aliases=_some(_NAMES),
    broader=_some(_NAMES),
    related=_some(_NAMES),
)
_DECLARATIONS = st.builds(
    Declaration,
    st.one_of(_CONFERENCES, _TALKS, _TALKS, _SPEAKERS, _TOPICS),
    st.sampled_from([*_NAMES, *_PEOPLE, "???"]),
    st.just(""),
    st.just(""),
    is_page=st.just(value=False),
    has_notes=st.booleans(),
    location=st.just(""),
)


def _has_id(one: Declaration) -> bool:
    """Say whether an id can be made of it, as only such are declared."""
    return own_id(one.facts, one.title, "", is_page=False) != ""


@st.composite
def _pages(draw: st.DrawFn, docname: str) -> Page:
    declared = draw(st.lists(_DECLARATIONS.filter(_has_id), max_size=4))
    places = st.sampled_from([None, *range(len(declared))])
    kinds = st.sampled_from([None, *ObjectType])
    references = st.builds(
        Reference, kinds, st.sampled_from(_TARGETS), st.just(""), places, st.booleans()
    )
    return page(
        docname,
        *declared,
        title=draw(st.sampled_from(["", docname.title()])),
        references=draw(st.lists(references, max_size=4)),
        indexes=draw(st.lists(st.sampled_from(ObjectType), max_size=2)),
    )


def notebooks() -> st.SearchStrategy[dict[str, Page]]:
    """Return a strategy for the stores of small notebooks, in which much is wrong."""
    docnames = st.lists(st.sampled_from(_DOCNAMES), min_size=1, unique=True)
    return docnames.flatmap(
        lambda names: st.tuples(*(_pages(docname) for docname in names)).map(
            lambda pages: store(*pages)
        )
    )
