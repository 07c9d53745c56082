"""Which id a declaration has, from its options, its page and its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Conference, Talk
from .names import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Declaration, Facts


def own_id(facts: Facts, title: str, docname: str, *, is_page: bool) -> str:
    """Return the id of an object, for a talk without that of its conference.

    An ``:id:`` comes first. A talk or a conference that is a page is called as the page is (and an
    ``index`` as its folder), so that a new title does not break links; everything else is called
    by its heading or name. The empty string means that there is nothing to make an id of.
    """
    named_by_page = is_page and isinstance(facts, (Conference, Talk))
    return facts.id or (slugify(_page_name(docname)) if named_by_page else "") or slugify(title)


def short_id(declaration: Declaration) -> str:
    """Return the `own_id` of a declaration."""
    return own_id(
        declaration.facts, declaration.title, declaration.docname, is_page=declaration.is_page
    )


def indexes_above(docname: str) -> Iterator[str]:
    """Yield the names of the ``index`` documents up the folders, nearest first, never itself."""
    folder = docname
    while folder:
        folder = folder.rpartition("/")[0]
        index = f"{folder}/index" if folder else "index"
        if index != docname:
            yield index


def _page_name(docname: str) -> str:
    folder, _, name = docname.rpartition("/")
    return folder.rpartition("/")[2] if name == "index" else name
