"""Lists of talks, and the complete indexes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from docutils import nodes

from .markup import (
    DOT,
    badge,
    bullets,
    clock,
    day,
    days,
    dot,
    heading,
    joined,
    link_to,
    nothing,
    paragraph,
    text,
)
from .model import ObjectType, TalkType, Target, TopicStatus
from .nouns import kind_of, status_of, talks, type_of, with_notes
from .timelines import table
from .words import _, later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Element, Node

    from .views import (
        ConferenceIndexView,
        ConferenceRow,
        NameIndexView,
        NameRow,
        TalkGroup,
        TalkListView,
        TalkRow,
        TopicBranch,
    )

_NONE = {
    ObjectType.SPEAKER: later("No speaker yet."),
    ObjectType.TOPIC: later("No topic yet."),
}


def talk_list(view: TalkListView, language: str) -> list[Element]:
    """Return the talks that were asked for, or a word that there are none."""
    if not view.groups:
        return [nothing(_("No talk fits yet."))]
    return grouped(view.groups, language)


def grouped(groups: Sequence[TalkGroup], language: str, rank: int = 1) -> list[Element]:
    """Return lists of talks with a heading each; one list that has none goes without."""
    found: list[Element] = []
    for group in groups:
        of_conference = (
            isinstance(group.heading, Target) and group.heading.objtype is ObjectType.CONFERENCE
        )
        if group.heading is not None or len(groups) > 1:
            found.append(heading(_title(group, language), rank=rank))
        found.append(talk_rows(group.rows, language, with_conference=not of_conference))
    return found


def talk_rows(
    rows: Sequence[TalkRow], language: str, *, with_conference: bool = True
) -> nodes.bullet_list:
    """Return one line a talk: title, speakers, where and when."""
    lines = ([_where_and_when(row, language, with_conference=with_conference)] for row in rows)
    return _mark_noted(bullets(lines, "confnotes-talks"), rows)


def programme(days_: Sequence[TalkGroup], language: str) -> list[Element]:
    """Return a conference's talks, day by day, each with its time and room."""
    found: list[Element] = []
    for group in days_:
        if isinstance(group.heading, dt.date):
            title = day(group.heading, language, length="full")
            title = title[:1].upper() + title[1:]  # a heading, also where days are in lower case
        else:
            title = _("Day not known")
        if len(days_) > 1 or group.heading is not None:
            found.append(heading(text(title), rank=2))
        timed = any(row.time for row in group.rows)
        lines = bullets(
            ([_programme_line(row, timed=timed)] for row in group.rows), "confnotes-programme"
        )
        found.append(_mark_noted(lines, group.rows))
    return found


def mentions(targets: Sequence[Target]) -> list[Element]:
    """Return the objects, one at least, that mention something."""
    items = [[paragraph(*_kind_and_link(target))] for target in targets]
    return [bullets(items, "confnotes-mentions")]


def conference_index(view: ConferenceIndexView, language: str) -> list[Element]:
    """Return all conferences, series by series."""
    if not view.series:
        return [nothing(_("No conference yet."))]
    found: list[Element] = []
    for series, rows in view.series:
        if len(view.series) > 1:
            found.append(heading(text(series or _("Other conferences"))))
        found.append(
            bullets(([_conference_line(row, language)] for row in rows), "confnotes-conferences")
        )
    return found


def name_index(view: NameIndexView, _language: str) -> list[Element]:
    """Return all speakers or all topics by letter; topics also by what is broader."""
    if not view.letters:
        return [nothing(_(_NONE[view.objtype]))]
    found: list[Element] = []
    if view.tree:
        found += [heading(text(_("By subject"))), _branches(view.tree, "confnotes-tree")]
    if view.times:
        found += [heading(text(_("Topics over time"))), table(view.times)]
    is_part = bool(found)
    if is_part:
        found.append(heading(text(_("From A to Z"))))
    if view.is_first and len(view.letters) > 1:
        found.append(_letters(view))
    for letter, rows in view.letters:
        mark = nodes.target("", "", ids=[_anchor(view, letter)] if view.is_first else [])
        found.append(heading(mark, text(letter), rank=2 if is_part else 1))
        items = (_name_item(row) for row in rows)
        found.append(bullets(items, "confnotes-names"))
    return found


def _letters(view: NameIndexView) -> nodes.paragraph:
    """Return a row of links to the letters of an index."""
    links = [
        nodes.reference("", letter, refid=_anchor(view, letter), internal=True)
        for letter, _rows in view.letters
    ]
    return paragraph(*joined(links, " "), classes=["confnotes-letters"])


def _anchor(view: NameIndexView, letter: str) -> str:
    return f"{view.objtype}-index-{letter.lower().replace('–', '-')}"


def _title(group: TalkGroup, language: str) -> Node:
    if isinstance(group.heading, Target):
        return link_to(group.heading)
    if isinstance(group.heading, dt.date):
        return text(day(group.heading, language))
    if isinstance(group.heading, TalkType):
        return text(type_of(group.heading))
    return text(group.heading or _("Others"))


def _mark_noted(lines: nodes.bullet_list, rows: Sequence[TalkRow]) -> nodes.bullet_list:
    for item, row in zip(lines.children, rows, strict=True):
        if row.has_notes and isinstance(item, nodes.list_item):
            item["classes"].append("with-notes")
    return lines


def _where_and_when(row: TalkRow, language: str, *, with_conference: bool) -> nodes.paragraph:
    parts = _title_and_speakers(row)
    if with_conference and row.conference:
        parts += [dot(), link_to(row.conference)]
    if row.date:
        parts += [dot(), text(day(row.date, language), "confnotes-when")]
    return paragraph(*parts, *_badges(row))


def _programme_line(row: TalkRow, *, timed: bool) -> nodes.paragraph:
    parts: list[Node] = []
    if timed:
        time = clock(row.time) if row.time else "–"
        parts += [text(time, "confnotes-time"), nodes.Text(" ")]
    details = _title_and_speakers(row)
    where = [_("room {room}", room=row.room) if row.room.isdecimal() else row.room]
    for words in filter(None, (*where, row.track)):
        details += [dot(), text(words, "confnotes-where")]
    details += _badges(row)
    return paragraph(*parts, nodes.inline("", "", *details, classes=["confnotes-what"]))


def _title_and_speakers(row: TalkRow) -> list[Node]:
    if not row.speakers:
        return [leading(row.target)]
    speakers = joined(link_to(speaker) for speaker in row.speakers)
    return [leading(row.target), dot(), *speakers]


def leading(target: Target) -> nodes.inline:
    """Return the link that leads a line; the others in it step back."""
    return nodes.inline("", "", link_to(target), classes=["confnotes-title"])


def _badges(row: TalkRow) -> list[Node]:
    found: list[Node] = []
    if row.type is not TalkType.TALK:
        found += [dot(), badge(type_of(row.type), "type")]
    if row.has_notes:
        found += [dot(), badge(_("notes"), "notes")]
    return found


def _conference_line(row: ConferenceRow, language: str) -> nodes.paragraph:
    numbers = [talks(row.talks)]
    if row.noted:
        numbers.append(with_notes(row.noted))
    where = [days(row.start, row.end, language), row.city]
    details = DOT.join(filter(None, (*where, ", ".join(numbers))))
    return paragraph(leading(row.target), dot(), text(details, "confnotes-where"))


def _branches(branches: Sequence[TopicBranch], *classes: str) -> nodes.bullet_list:
    items: list[list[Node]] = []
    for branch in branches:
        item: list[Node] = [paragraph(link_to(branch.target), *_number(branch.talks))]
        if branch.narrower:
            item.append(_branches(branch.narrower))
        items.append(item)
    return bullets(items, *classes)


def _name_item(row: NameRow) -> list[Node]:
    name: list[Node] = [link_to(row.target)]
    if row.is_home:
        anchor = [row.target.node_id] if row.target.node_id else []
        name = [nodes.target("", "", ids=anchor), text(row.target.label, "confnotes-title")]
    if row.aliases:
        name.append(text(f" ({', '.join(row.aliases)})", "confnotes-where"))
    line = paragraph(*name, *_number(row.talks), *_status(row))
    if not row.rows:
        return [line]
    listed = bullets([[_title_and_conference(talk)] for talk in row.rows])
    return [line, _mark_noted(listed, row.rows)]


def _title_and_conference(row: TalkRow) -> nodes.paragraph:
    where = [dot(), link_to(row.conference)] if row.conference else []
    return paragraph(leading(row.target), *where)


def _number(number: int) -> list[Node]:
    return [dot(), text(talks(number), "confnotes-where")] if number else []


def _status(row: NameRow) -> list[Node]:
    if row.status is None or row.status is TopicStatus.ACTIVE:
        return []
    return [dot(), badge(status_of(row.status), f"status-{row.status}")]


def _kind_and_link(target: Target) -> list[Node]:
    if target.objtype is ObjectType.TALK:
        return [link_to(target)]
    return [link_to(target), dot(), text(kind_of(target.objtype), "confnotes-where")]
