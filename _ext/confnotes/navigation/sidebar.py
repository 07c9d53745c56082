"""What one page shows of the tables of contents, as HTML like that of pydata-sphinx-theme."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from ..words import _, ngettext
from .contents import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .contents import Contents, Entry

_TOGGLE = (
    '<span class="toctree-toggle" role="presentation">'
    '<i class="fa-solid fa-chevron-down"></i></span>'
)
_TAG = re.compile(r"<[^>]*>")


class Sidebar:
    """The sidebars of one build. What a page costs doesn't depend on how many pages there are."""

    def __init__(
        self, contents: Contents, relative_uri: Callable[[str, str], str], length: int
    ) -> None:
        """Show at most *length* entries of a level, besides the link to all of them.

        :param relative_uri: returns the address of the second page, as the first one names it.
        """
        self.contents = contents
        self.relative_uri = relative_uri
        self._length = length
        self._merged: dict[tuple[str, bool], Part] = {}
        self._digests: dict[tuple[str, int, int], str] = {}

    def html(
        self,
        page: str,
        *,
        startdepth: int = 0,
        maxdepth: int = 0,
        show_nav_level: int = 1,
        includehidden: bool = True,
    ) -> str:
        """Return the lists of a page's sidebar.

        :param startdepth: the level to begin with, 0 for that of the front page.
        :param maxdepth: how many levels to show; else as many as the table of contents says.
        :param show_nav_level: open all entries above this level; 0 lets captions be opened.
        :param includehidden: show what hidden tables list, too.
        """
        way = [self.contents.root, *self.contents.branch(page)]
        if len(way) <= startdepth:
            return ""
        view = _View(self, page, show_nav_level, maxdepth, includehidden)
        return view.parts(way[startdepth], way[startdepth + 1 :])

    def digest(self, page: str) -> tuple[object, ...]:
        """Return what is equal when a page shows the same: its branch, and nothing else opened."""
        branch = self.contents.branch(page)
        owners = [self.contents.root, *branch]
        levels = zip(owners, [*branch, page], strict=True)
        return branch, [[*self._windows(owner, on, page)] for owner, on in levels]

    def _windows(self, owner: str, on: str, page: str) -> Iterator[str]:
        parts = self.contents.parts(owner)
        # An outermost level shows them one by one, the others together.
        together = [self.merged(owner, hidden=True)] if len(parts) > 1 else []
        for number, part in enumerate((*parts, *together)):
            start = self.start(part, on, page)
            key = (owner, number, start)
            if key not in self._digests:
                shown = (self.cut(part, start), len(part.entries), part.caption)
                options = (part.maxdepth, part.is_hidden, part.includes_hidden)
                text = repr((shown, options)).encode()
                self._digests[key] = hashlib.sha256(text).hexdigest()
            yield self._digests[key]

    def merged(self, owner: str, *, hidden: bool) -> Part:
        """Return what all tables of contents of a page list together."""
        if (owner, hidden) not in self._merged:
            parts = [one for one in self.contents.parts(owner) if hidden or not one.is_hidden]
            entries = tuple(chain.from_iterable(one.entries for one in parts))
            self._merged[owner, hidden] = Part(entries)
        return self._merged[owner, hidden]

    def start(self, part: Part, on: str, page: str) -> int:
        """Return where what is shown begins: the entry that is *on* the way is in the middle."""
        at = part.positions.get(on, part.positions.get(page, 0))
        return max(0, min(at - self._length // 2, len(part.entries) - self._length))

    def cut(self, part: Part, start: int) -> tuple[Entry, ...]:
        """Return the entries that are shown."""
        return part.entries[start : start + self._length]


@dataclass(frozen=True, slots=True)
class _View:
    """The sidebar of one page, from one level on."""

    sidebar: Sidebar
    page: str
    #: How many levels have all of their entries opened.
    opened: int
    #: How many levels are shown.
    levels: int
    #: Whether hidden tables of contents are.
    hidden: bool
    depth: int = 1

    def parts(self, owner: str, way: Sequence[str]) -> str:
        """Return the outermost lists, each with its caption.

        :param way: the pages below *owner* down to the current one.
        """
        plain, collapsible = [], []
        for part in self.sidebar.contents.parts(owner):
            if part.is_hidden and not self.hidden:
                continue
            view = replace(
                self,
                levels=self.levels if self.levels > 0 else part.maxdepth,
                hidden=self.hidden or part.includes_hidden,
            )
            shown = view.entries(owner, part, way, "nav bd-sidenav")
            if part.caption and self.opened == 0:
                collapsible.append(_collapsible(part.caption, shown, self._is_on(part, way)))
            else:
                plain += [_caption(part.caption), shown] if part.caption else [shown]
        if collapsible:
            plain += ['<ul class="list-caption">\n', *collapsible, "</ul>\n"]
        return "".join(plain)

    def entries(self, owner: str, part: Part, way: Sequence[str], classes: str = "") -> str:
        """Return a list, cut to what lies around the way to the page."""
        start = self.sidebar.start(part, way[0] if way else self.page, self.page)
        shown = self.sidebar.cut(part, start)
        items = [self._item(one, way) for one in shown]
        if len(shown) < len(part.entries):
            items.append(self._all(owner, len(part.entries)))
        names = ["current"] if self._is_on(part, way) else []
        names += [classes] if classes else []
        names += ["confnotes-nav-later"] if start else []
        kind = f' class="{" ".join(names)}"' if names else ""
        return f"<ul{kind}>\n{''.join(items)}</ul>\n"

    def _is_on(self, part: Part, way: Sequence[str]) -> bool:
        return self.page in part.positions or bool(way and way[0] in part.positions)

    def _item(self, entry: Entry, way: Sequence[str]) -> str:
        is_page = entry.target == self.page
        is_on_way = bool(way and entry.target == way[0])
        below = ""
        if entry.has_below and (is_page or is_on_way or self.depth < self.opened):
            below = self._below(entry.target, way[1:] if is_on_way else ())
        classes = f"toctree-l{self.depth}"
        classes += " current active" if is_page or is_on_way else ""
        classes += " has-children" if below else ""
        if below:
            below = f'<details open="open">{_summary(entry.title)}{below}</details>'
        return f'<li class="{classes}">{self._link(entry, is_page=is_page)}{below}</li>\n'

    def _below(self, owner: str, way: Sequence[str]) -> str:
        """Return what an open entry has below it."""
        if self.depth == self.levels:
            return ""
        part = self.sidebar.merged(owner, hidden=self.hidden)
        view = replace(self, depth=self.depth + 1)
        return view.entries(owner, part, way) if part.entries else ""

    def _link(self, entry: Entry, *, is_page: bool) -> str:
        kind = "external" if entry.is_external else "internal"
        mark = 'aria-current="page" class="current ' if is_page else 'class="'
        href = entry.target if entry.is_external else self._address(entry.target)
        return f'<a {mark}reference {kind}" href="{html.escape(href)}">{entry.title}</a>'

    def _all(self, owner: str, count: int) -> str:
        href = html.escape(self._address(owner))
        words = html.escape(ngettext("All {number} page", "All {number} pages", count), quote=False)
        link = f'<a class="reference internal" href="{href}">{words}</a>'
        return f'<li class="toctree-l{self.depth} confnotes-nav-all">{link}</li>\n'

    def _address(self, page: str) -> str:
        return self.sidebar.relative_uri(self.page, page) or "#"


def _summary(title: str) -> str:
    """Return what opens and closes what is below an entry; *title* is HTML."""
    words = html.escape(_("Pages in {title}", title=html.unescape(_TAG.sub("", title))))
    return f'<summary aria-label="{words}">{_TOGGLE}</summary>'


def _caption(text: str) -> str:
    return (
        '<p aria-level="2" class="caption" role="heading">'
        f'<span class="caption-text">{html.escape(text, quote=False)}</span></p>\n'
    )


def _collapsible(caption: str, shown: str, is_on: bool) -> str:  # noqa: FBT001
    state = ' open="open"' if is_on else ""
    summary = f"<summary>{_caption(caption)}{_TOGGLE}</summary>"
    return f'<li class="toctree-l0 has-children"><details{state}>{summary}{shown}</details></li>\n'
