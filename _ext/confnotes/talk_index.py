"""The index of all talks: a table, or lists of titles where a table would be too long.

It is complete, and all that there is without JavaScript; static/confnotes-talks.js makes a table
of it that can be filtered and sorted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .lists import grouped, leading
from .markup import badge, day, heading, joined, link_to, nothing, paragraph, text
from .model import TalkType
from .nouns import type_of
from .words import _, later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docutils.nodes import Element, Node

    from .views import TalkIndexView, TalkRow, TalkYearsView

#: The columns, and how many characters each is wide where a page has a fixed width.
_COLUMNS = {
    later("Title"): 34,
    later("Speakers"): 22,
    later("Conference"): 20,
    later("Date"): 18,
    later("Type"): 14,
}


def talk_table(view: TalkIndexView, language: str) -> list[Element]:
    """Return a table of all talks."""
    if not view.rows:
        return [nothing(_("No talk yet."))]
    head = _line([[text(_(name))] for name in _COLUMNS])
    lines = (
        _line(_cells(row, language, has_video=has_video))
        for row, has_video in zip(view.rows, view.videos, strict=True)
    )
    group = nodes.tgroup(
        "",
        *(nodes.colspec("", colwidth=width) for width in _COLUMNS.values()),
        nodes.thead("", head),
        nodes.tbody("", *lines),
        cols=len(_COLUMNS),
    )
    # The widths would stand in attributes `style`.
    table = nodes.table("", group, classes=["confnotes-talk-table", "colwidths-auto"])
    return [_place([table])]


def talk_years(view: TalkYearsView, language: str) -> list[Element]:
    """Return all talks by year and conference."""
    found: list[Element] = []
    if view.is_home and len(view.years) > 1:
        found.append(_row_of_years(view))
    for year, conferences in view.years:
        mark = nodes.target("", "", ids=[_anchor(year)] if view.is_home else [])
        found.append(heading(mark, text(_called(year))))
        found += grouped(conferences, language, rank=2)
    return [_place(found)]


def _place(found: Sequence[Element]) -> nodes.container:
    return nodes.container("", *found, classes=["confnotes-talk-index"])


def _line(cells: Sequence[Sequence[Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(*cell)) for cell in cells))


def _cells(row: TalkRow, language: str, *, has_video: bool) -> list[list[Node]]:
    return [
        [leading(row.target)],
        joined(link_to(speaker) for speaker in row.speakers),
        [link_to(row.conference)] if row.conference else [],
        [
            text(
                day(row.date, language, length="medium") if row.date else str(row.year or ""),
                "confnotes-when",
            )
        ],
        joined(_marks(row, has_video=has_video), " "),
    ]


def _marks(row: TalkRow, *, has_video: bool) -> Iterator[Node]:
    is_plain = row.type is TalkType.TALK
    words = type_of(row.type)
    yield text(words, "confnotes-where") if is_plain else badge(words, "type")
    if row.has_notes:
        yield badge(_("notes"), "notes")
    if has_video:
        yield badge(_("video"), "video")


def _row_of_years(view: TalkYearsView) -> nodes.paragraph:
    links = (
        nodes.reference("", _called(year), refid=_anchor(year), internal=True)
        for year, _conferences in view.years
    )
    return paragraph(*joined(links, " "), classes=["confnotes-letters"])


def _called(year: str) -> str:
    return year or _("Year not known")


def _anchor(year: str) -> str:
    return f"talk-index-{year or 'unknown'}"
