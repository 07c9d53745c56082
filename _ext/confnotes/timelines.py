"""When topics were talked about, as pictures: lists and tables that the style sheet draws.

What the picture says, the words say, too. Sizes and shades are classes, since a page may have to do
without style attributes (Content-Security-Policy).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .markup import bullets, link_to, paragraph, text, woven
from .nouns import talks
from .words import _, ngettext, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Element

    from .views import TalksIn, TopicTimes

#: How many heights of columns, and how many shades of cells, the style sheet has.
_HEIGHTS, _SHADES = 10, 5
#: How many talks fill the height at least, so that a single one makes no tower.
_FULL = 4


def columns(times: Sequence[TalksIn], *, with_narrower: bool) -> Element:
    """Return the talks about a topic as a list of periods, which is drawn as columns.

    Other formats than HTML draw nothing, and list the periods that have talks only.
    """
    most = max(_FULL, *(one.talks for one in times))
    drawn = bullets([])
    drawn["classes"] = ["confnotes-columns", *(["confnotes-ranges"] if _step(times) > 1 else [])]
    for one in times:
        item = nodes.list_item("", _column(one))
        if one.talks:
            item["classes"].append(f"confnotes-bar-{_height(one.talks, most)}")
        drawn += item if one.talks else addnodes.only("", item, expr="html")
    about = _("{talks} about it, {by}.")
    if with_narrower:
        about = _("{talks} about it or a narrower topic, {by}.")
    total = sum(one.talks for one in times)
    caption = _words(about.format(talks=talks(total), by=_by(times)), "confnotes-caption")
    return nodes.container("", caption, drawn, classes=["confnotes-times"])


def table(topics: Sequence[TopicTimes]) -> Element:
    """Return the talks about each topic as a row of numbers; the larger, the darker."""
    most = max(one.talks for topic in topics for one in topic.times)
    times = topics[0].times
    periods = [_words(one.period.label) for one in times]
    width = max(len(f"*{topic.target.label}*") for topic in topics)  # which plain text needs
    group = nodes.tgroup("", nodes.colspec("", colwidth=width, stub=1), cols=1 + len(times))
    group += [nodes.colspec("", colwidth=len(one.period.label)) for one in times]
    group += nodes.thead("", _row(_words(_("Topic")), *periods))
    group += nodes.tbody("", *(_topic_row(topic, most) for topic in topics))
    drawn = nodes.table("", group, classes=["confnotes-shades"])
    words = _("Talks about the topics that most talks are about, {by}.", by=_by(times))
    caption = _words(words, "confnotes-caption")
    return nodes.container("", caption, drawn, classes=["confnotes-times"])


def _column(one: TalksIn) -> nodes.paragraph:
    """Return words for all readers, of which those who see the picture need only the numbers."""
    label = text(one.period.label)
    if not one.talks:
        shown = woven(_("{period}: none"), period=label)
    else:
        words = plural("{period}: {number} talk", "{period}: {number} talks", one.talks)
        number = text(str(one.talks), "confnotes-number")
        shown = woven(words, period=label, number=number)
    said = (
        text(part, "confnotes-said") if isinstance(part, nodes.Text) else part for part in shown
    )
    return paragraph(*said)


def _topic_row(topic: TopicTimes, most: int) -> nodes.row:
    row = _row(paragraph(link_to(topic.target)), *(_number(one.talks) for one in topic.times))
    for entry, one in zip(row.children[1:], topic.times, strict=True):
        if one.talks and isinstance(entry, nodes.entry):
            entry["classes"].append(f"confnotes-shade-{_shade(one.talks, most)}")
    return row


def _row(*cells: nodes.paragraph | None) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *filter(None, [cell])) for cell in cells))


def _number(talks: int) -> nodes.paragraph | None:
    return _words(str(talks)) if talks else None


def _words(words: str, *classes: str) -> nodes.paragraph:
    return paragraph(nodes.Text(words), classes=classes)


def _by(times: Sequence[TalksIn]) -> str:
    return (
        _("by year")
        if _step(times) == 1
        else ngettext("in steps of {number} year", "in steps of {number} years", _step(times))
    )


def _step(times: Sequence[TalksIn]) -> int:
    return max(one.period.last - one.period.first + 1 for one in times)


def _height(talks: int, most: int) -> int:
    """Return the height that is nearest, one at least."""
    return max(1, (2 * _HEIGHTS * talks + most) // (2 * most))


def _shade(talks: int, most: int) -> int:
    """Return the shade, by the root of the number: one topic often has far more than all others."""
    return next(n for n in range(1, _SHADES + 1) if talks * _SHADES**2 <= most * n**2)
