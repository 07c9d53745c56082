"""The ways on from a page: along the programme or the series, to the same people, to an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .lists import talk_rows
from .markup import clock, day, heading, link_to, nothing, paragraph, text, woven
from .words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Element, Node

    from .model import Target
    from .views import MoreBy, Neighbour, TalkView


def between(before: Target | None, after: Target | None) -> list[Node]:
    """Return what something comes after and before, as a part of a sentence."""
    if before and after:
        words = _("after {before} and before {after}")
        return woven(words, before=link_to(before), after=link_to(after))
    if before:
        return woven(_("after {before}"), before=link_to(before))
    return woven(_("before {after}"), after=link_to(after)) if after else []


def more_by(several: Sequence[MoreBy], language: str) -> list[Element]:
    """Return what else the speakers of a talk have talked about."""
    if len(several) == 1:
        [one] = several
        return [
            heading(text(_("More by {speaker}", speaker=one.speaker.label))),
            *_talks(one, language),
        ]
    found: list[Element] = [heading(text(_("More by these speakers")))] if several else []
    for one in several:
        found += [heading(text(one.speaker.label), rank=2), *_talks(one, language)]
    return found


def _talks(more: MoreBy, language: str) -> list[Element]:
    listed: list[Element] = [talk_rows(more.rows, language)]
    if more.total and more.speaker.docname:
        words = ngettext(
            "All {number} talk by {speaker}",
            "All {number} talks by {speaker}",
            more.total,
            speaker=more.speaker.label,
        )
        listed.append(paragraph(link_to(more.speaker, words), classes=["confnotes-all"]))
    return listed


def in_programme(view: TalkView, language: str) -> list[Element]:
    """Return the talks before and after one, side by side."""
    if view.conference is None or not (view.before or view.after):
        return []
    sides = [(_("Before it"), view.before, "before"), (_("After it"), view.after, "after")]
    listed = [
        _side(_("At the same time") if _is_parallel(view, one) else label, one, side, language)
        for label, one, side in sides
        if one
    ]
    words = _("In the programme of {conference}")
    title = heading(*woven(words, conference=link_to(view.conference)))
    return [title, nodes.container("", *listed, classes=["confnotes-along"])]


def _is_parallel(view: TalkView, other: Neighbour) -> bool:
    return other.date is None and other.time is not None and other.time == view.facts.time


def _side(label: str, one: Neighbour, side: str, language: str) -> nodes.paragraph:
    when = [day(one.date, language)] if one.date else []
    when += [clock(one.time)] if one.time else []
    words = text(" · ".join([label, ", ".join(when)] if when else [label]), "confnotes-when")
    return paragraph(words, nodes.Text(" "), link_to(one.target), classes=[f"confnotes-{side}"])


def nothing_yet(words: str, index: Target | None) -> nodes.paragraph:
    """Return a word that there is nothing to list, and the way to where there is something."""
    found = nothing(words)
    if index:
        found += [nodes.Text(" "), *woven(_("See {index}."), index=link_to(index))]
    return found
