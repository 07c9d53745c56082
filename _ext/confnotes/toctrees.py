"""Tables of contents that go in a circle are said, and cut open.

Sphinx goes round in one until Python's stack is full, and ends in a traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.util import logging

from .diagnostics import Subtype
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Take the entry out that closes a circle, of Sphinx's table of who lists whom.

    At every build anew, from the tables of contents themselves: what was taken out before may be
    right by now, and what is wrong is said again.
    """
    listed = {docname: _listed(env, docname) for docname in sorted(env.toctree_includes)}
    for page, entry in find_circles(listed, env.config.root_doc):
        listed[page].remove(entry)
        logger.warning(
            _(
                "this table of contents lists {entry!r}, which lists this page in turn or by and "
                "by, so that the tables go in a circle; take it out, or name the pages instead of "
                "':glob:'",
                entry=entry,
            ),
            location=_location(env, page, entry),
            type="confnotes",
            subtype=Subtype.CIRCULAR_TOCTREE.value,
        )
    env.toctree_includes = listed


def toctrees_of(env: BuildEnvironment, docname: str) -> Iterator[addnodes.toctree]:
    """Yield the ``toctree`` of a page."""
    yield from env.tocs[docname].findall(addnodes.toctree)


def find_circles(listed: Mapping[str, Sequence[str]], root: str) -> list[tuple[str, str]]:
    """Return (page, entry) for each entry that leads back to a page on the way from *root*.

    *listed* has the pages that each page lists, in their order. A page that lists itself is left
    to Sphinx, which says so.
    """
    found: list[tuple[str, str]] = []
    done: set[str] = set()
    path = [root]
    left = [iter(listed.get(root, ()))]
    while left:
        entry = next(left[-1], None)
        if entry is None:
            done.add(path.pop())
            left.pop()
        elif entry in path[:-1]:
            found.append((path[-1], entry))
        elif entry not in done and entry != path[-1]:
            path.append(entry)
            left.append(iter(listed.get(entry, ())))
    return found


def _listed(env: BuildEnvironment, docname: str) -> list[str]:
    return [entry for toctree in toctrees_of(env, docname) for entry in toctree["includefiles"]]


def _location(env: BuildEnvironment, page: str, entry: str) -> tuple[str, int | None]:
    lines = (one.line for one in toctrees_of(env, page) if entry in one["includefiles"])
    return page, next(lines, None)
