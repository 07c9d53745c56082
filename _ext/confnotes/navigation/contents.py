"""What the tables of contents of each page list, as plain values; asked of Sphinx once a build."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain
from sphinx.util import logging, url_re

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.builders.html import StandaloneHTMLBuilder

#: Pages that Sphinx makes, which a table of contents may list: name → page and title.
_GENERATED = {
    name: (page, title)
    for name, (page, _node_id, title) in StandardDomain.initial_data["labels"].items()
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents."""

    #: As HTML.
    title: str
    #: The name of a page, or an address elsewhere.
    target: str
    is_external: bool = False
    #: Whether what the page itself lists belongs below it.
    has_below: bool = False


@dataclass(frozen=True)
class Part:
    """What one table of contents lists."""

    entries: tuple[Entry, ...]
    caption: str = ""
    #: How many levels it wants to show; all of them if it isn't positive.
    maxdepth: int = -1
    is_hidden: bool = False
    #: Whether it also shows the hidden ones below.
    includes_hidden: bool = False

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return where each page stands; the first place if there are several."""
        return {one.target: at for at, one in reversed([*enumerate(self.entries)])}


class Contents:
    """The tables of contents of one build, whose documents are all read and numbered."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        """Look at nothing yet."""
        self._builder = builder
        self._env = builder.env
        self.root = builder.config.root_doc
        self._parts: dict[str, tuple[Part, ...]] = {}

    @cached_property
    def relations(self) -> dict[str, list[str | None]]:
        """Return the parent, the previous and the next page of each, as Sphinx has them."""
        with logging.suppress_logging():  # it says what is wrong when it asks for itself
            return self._env.collect_relations()

    def parents(self, page: str) -> list[str]:
        """Return the pages above a page, the nearest first; none if it is in no table."""
        found: list[str] = []
        parent = self.relations.get(page, [None])[0]
        while parent is not None:
            found.append(parent)
            parent = self.relations[parent][0]
        return found

    def neighbours(self, page: str) -> list[tuple[str, str]]:
        """Return the names and titles of the previous and the next page, and of those above.

        Without the front page, of which breadcrumbs have no title.
        """
        beside = self.relations.get(page, [None, None, None])[1:]
        names = [one for one in (*beside, *self.parents(page)[:-1]) if one is not None]
        titles = self._env.titles
        return [(one, titles[one].pformat() if one in titles else "") for one in names]

    def opens_more(self, page: str) -> bool:
        """Say whether a page asks its theme to open more than its own branch."""
        return "html_theme.show_nav_level" in self._env.metadata.get(page, {})

    def branch(self, page: str) -> list[str]:
        """Return the pages on the way from the front page (without that) to a page."""
        way = [*reversed([page, *self.parents(page)])]
        return [name for name in way[1:] if self._link(name) is not None]

    def parts(self, page: str) -> tuple[Part, ...]:
        """Return what each table of contents of a page lists."""
        if page not in self._parts:
            above = {page, *self.parents(page)}
            found = (self._part(page, one, above) for one in self._toctrees(page))
            self._parts[page] = tuple(one for one in found if one.entries)
        return self._parts[page]

    def _toctrees(self, page: str) -> Iterator[addnodes.toctree]:
        depth = 0
        if page != self.root:
            depth = int(self._env.metadata[page].get("tocdepth", 0))
        yield from self._within(self._env.tocs[page], depth or -1)

    def _within(self, node: nodes.Element, levels: int) -> Iterator[addnodes.toctree]:
        """Yield the ``toctree`` in a page's headings, down to some level of these."""
        for child in node.children:
            if isinstance(child, addnodes.toctree):
                yield child
            elif isinstance(child, addnodes.only):
                if self._is_for_this_builder(child):
                    yield from self._within(child, levels)
            elif isinstance(child, nodes.bullet_list):
                if levels != 1:
                    yield from self._within(child, levels - 1)
            elif isinstance(child, nodes.Element):
                yield from self._within(child, levels)

    def _is_for_this_builder(self, only: addnodes.only) -> bool:
        try:
            return self._builder.tags.eval_condition(only["expr"])
        except Exception:  # Sphinx warns of any, and keeps what is in it
            return True

    def _part(self, page: str, toctree: addnodes.toctree, above: set[str]) -> Part:
        return Part(
            entries=tuple(self._entries(page, toctree, above)),
            caption=toctree.get("caption") or "",
            maxdepth=toctree.get("maxdepth", -1),
            is_hidden=bool(toctree.get("hidden")),
            includes_hidden=bool(toctree.get("includehidden")),
        )

    def _entries(self, page: str, toctree: addnodes.toctree, above: set[str]) -> Iterator[Entry]:
        for title, target in toctree["entries"]:
            if url_re.match(target):
                yield Entry(_escaped(title or target), target, is_external=True)
            elif target == "self":
                yield Entry(_escaped(title or self._env.titles[page].astext()), page)
            elif target in _GENERATED:
                name, its_title = _GENERATED[target]
                yield Entry(_escaped(title or str(its_title)), name)
            elif target not in above:  # else it would go round in a circle
                yield from self._page(target, title, above)

    def _page(self, page: str, title: str | None, above: set[str]) -> Iterator[Entry]:
        """Yield the entry of a page; of one without a title, what that lists in its turn."""
        if page not in self._env.tocs:
            return
        link = self._link(page)
        if link is not None:
            yield Entry(self._title(page, link, title), page, has_below=True)
            return
        for toctree in self._toctrees(page):
            yield from self._entries(page, toctree, {*above, page})

    def _link(self, page: str) -> nodes.reference | None:
        """Return the link to a page with a title, as Sphinx has it for tables of contents."""
        toc = self._env.tocs.get(page)
        return next(iter(toc.findall(nodes.reference)), None) if toc else None

    def _title(self, page: str, link: nodes.reference, title: str | None) -> str:
        shown: Sequence[nodes.Node] = link.children
        if title and len(self._env.tocs[page].children) == 1:
            shown = [nodes.Text(title)]
        number = link.get("secnumber")
        if not number:
            return self._as_html(shown)
        suffix = self._builder.config.html_secnumber_suffix
        return ".".join(map(str, number)) + suffix + self._as_html(shown)

    def _as_html(self, shown: Sequence[nodes.Node]) -> str:
        if all(isinstance(one, nodes.Text) for one in shown):
            return _escaped("".join(one.astext() for one in shown))
        around = nodes.inline("", "", *(one.deepcopy() for one in shown))
        rendered = self._builder.render_partial(around)["fragment"].strip()
        return rendered.removeprefix("<span>").removesuffix("</span>")


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
