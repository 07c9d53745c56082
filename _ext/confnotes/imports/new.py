"""New pages, ready to fill in."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ..model import ObjectType, Speaker, Topic, objtype_of
from ..names import slugify
from .markdown.rendering import directive, heading, options_of
from .writing.changes import Change, Plan
from .writing.indexes import with_indexes
from .writing.layout import FOLDERS, INDEX, slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Conference, Facts, Talk
    from .writing.notebook import Notebook

#: The options that wait for a value, as most pages of that kind have them.
_FORMS: Mapping[ObjectType, tuple[str, ...]] = {
    ObjectType.CONFERENCE: ("start", "end", "venue", "city", "timezone", "url"),
    ObjectType.TALK: ("speakers", "date", "room", "topics", "video", "slides"),
    ObjectType.SPEAKER: ("aliases", "url", "github"),
    ObjectType.TOPIC: ("aliases", "broader", "related", "url"),
}


def new_conference(notebook: Notebook, title: str, facts: Conference, folder: str) -> Plan:
    """Plan the page of a conference, in a folder of its own."""
    slug = _slug(title)
    text = f"{_page(title, facts)}\n```{{toctree}}\n:hidden:\n\n```\n"
    path = posixpath.join(folder, slug, INDEX)
    _refuse_taken(notebook, ObjectType.CONFERENCE, slug, title)
    return _plan(notebook, path, text)


def new_talk(notebook: Notebook, title: str, facts: Talk, conference: str) -> Plan:
    """Plan the page of a talk, in the folder of its conference."""
    slug = _slug(title)
    folder = posixpath.dirname(notebook.conference_with_folder(conference).path)
    for one in notebook.of_type(ObjectType.TALK):
        if posixpath.dirname(one.path) == folder and one.id in {slug, slugify(title)}:
            raise ValueError(f"the talk {title!r} is there already: {one.path}")
    return _plan(notebook, posixpath.join(folder, f"{slug}.md"), _page(title, facts))


def new_named(notebook: Notebook, name: str, objtype: ObjectType) -> Plan:
    """Plan the page of a speaker or a topic."""
    facts: Facts = Speaker() if objtype is ObjectType.SPEAKER else Topic()
    slug = _slug(name)
    _refuse_taken(notebook, objtype, slug, name)
    return _plan(notebook, f"{FOLDERS[objtype]}/{slug}.md", _page(name, facts))


def _slug(title: str) -> str:
    heading(title)
    if slug := slug_of(title):
        return slug
    raise ValueError(f"{title!r} has no letter or digit to make the name of a page of")


def _refuse_taken(notebook: Notebook, objtype: ObjectType, slug: str, title: str) -> None:
    """Raise `ValueError` if somebody or something of that name has a page."""
    for one in notebook.of_type(objtype):
        if slug in {one.id, *map(slugify, one.aliases)}:
            raise ValueError(f"the {objtype} {title!r} has a page already: {one.path}")


def _page(title: str, facts: Facts) -> str:
    objtype = objtype_of(type(facts))
    options = {**dict.fromkeys(_FORMS[objtype], ""), **options_of(facts)}
    return f"{heading(title)}\n\n{directive(objtype, options)}\n"


def _plan(notebook: Notebook, path: str, text: str) -> Plan:
    there = notebook.same_page(path)
    if there or notebook.content(path) is not None:
        raise ValueError(f"{there or path} is there already, and is left as it is")
    return with_indexes(notebook, Plan((Change(path, None, text.encode()),)), ())
