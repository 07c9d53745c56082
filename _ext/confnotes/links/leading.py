"""Where the links of a page lead instead of their own address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.util import logging

from ..diagnostics import Subtype
from ..words import _
from .known import KnownLinks
from .linkfile import LINK_FILE, Mistake, read_link_file

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import ConfDomain
    from .known import Destination

logger = logging.getLogger(__name__)


def on_builder_inited(app: Sphinx) -> None:
    """Learn what is known of links, at every build: the file is no part of any document.

    Not to check them: that needs to see the links as they were written.
    """
    if app.builder.name != "linkcheck":
        known, _is_right = load_known_links(app)
        cast("ConfDomain", app.env.domains["conf"]).known_links = known


def load_known_links(app: Sphinx) -> tuple[KnownLinks, bool]:
    """Return what is known of links, and whether that is all that the file says.

    Everything that is wrong with the file is warned of.
    """
    file = Path(app.confdir, LINK_FILE)
    if not file.exists() and not file.is_symlink():
        return KnownLinks(), True
    try:
        known, mistakes = read_link_file(file.read_bytes())
    except OSError as error:
        message = _("this file cannot be read ({reason})", reason=error.strerror)
        known, mistakes = KnownLinks(), [Mistake(1, message)]
    for mistake in mistakes:
        logger.warning(
            mistake.message,
            location=f"{file}:{mistake.line}",
            type="confnotes",
            subtype=Subtype.INVALID_LINKS.value,
        )
    return known, not mistakes


def lead(env: BuildEnvironment, docname: str, position: int | None, url: str) -> Destination | None:
    """Return where a link of a page leads instead; None if it leads where it says.

    *position* is that of the object in whose section it stands, None outside of all.
    """
    domain = cast("ConfDomain", env.domains["conf"])
    if domain.known_links.find(url) is None:
        return None
    near = domain.lookup.day_of(docname, position)
    return domain.known_links.lead(url, near, env.config.confnotes_archive)


def standing(env: BuildEnvironment, docname: str, node: Node) -> tuple[str, int | None]:
    """Return the document in which a node stands, and the position of the object around it.

    By the ids of sections: the placeholders are gone by now. *docname* is the document that is
    written; the sections of others that were put into it (LaTeX, singlehtml) know theirs.
    """
    sections = [*_sections_around(node)]
    docname = next((one["docname"] for one in sections if "docname" in one), docname)
    page = cast("ConfDomain", env.domains["conf"]).pages[docname]
    for section in sections:
        for position, declaration in enumerate(page.declarations):
            if declaration.node_id in section["ids"]:
                return docname, position
    return docname, None


def _sections_around(node: Node) -> Iterator[nodes.section]:
    """Yield the sections in which a node stands, the innermost first."""
    ancestor: Element | None = node.parent
    while ancestor is not None:
        if isinstance(ancestor, nodes.section):
            yield ancestor
        ancestor = ancestor.parent


def day_around(env: BuildEnvironment, docname: str, node: Node) -> dt.date | None:
    """Return the day that the place of a node is about."""
    return cast("ConfDomain", env.domains["conf"]).lookup.day_of(*standing(env, docname, node))


def destinations(
    env: BuildEnvironment, docname: str, links: Iterable[tuple[str, int | None]]
) -> list[tuple[str, Destination]]:
    """Return which links of a page, (address, position), lead elsewhere, and where to."""
    if not cast("ConfDomain", env.domains["conf"]).known_links:
        return []
    found = ((url, lead(env, docname, position, url)) for url, position in links)
    return [(url, destination) for url, destination in found if destination]
