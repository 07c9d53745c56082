"""What is noted elsewhere, as nodes. Everything of another notebook is text, or an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..links.addresses import place_of
from ..markup import bullets, day, heading, link_out, paragraph, text
from ..words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from ..model import Talk
    from .records import Noted, NotedTalk


def noted_elsewhere(notebooks: Sequence[Noted], language: str) -> list[Element]:
    """Return what each notebook has noted, below its name; nothing where none has."""
    found: list[Element] = [heading(text(_("Noted elsewhere")))] if notebooks else []
    for noted in notebooks:
        title: Node = link_out(noted.url, noted.title) if noted.url else text(noted.title)
        found.append(heading(title, rank=2))
        lines = ([_talk(talk, language)] for talk in noted.talks)
        if noted.talks:
            found.append(bullets(lines, "confnotes-talks"))
        if noted.more:
            words = ngettext("and {number} older talk", "and {number} older talks", noted.more)
            more: Node = link_out(noted.url, words) if noted.url else text(words)
            found.append(paragraph(more))
    return found


def notes_elsewhere(talk: Talk, noted: Iterable[Noted]) -> list[Node]:
    """Return links to what the author knows of, and to what was found in other notebooks."""
    known = {place_of(url) for url in talk.elsewhere}
    found = (one for one in noted if place_of(one.url) not in known)
    return [*map(link_out, talk.elsewhere), *(link_out(one.url, one.title) for one in found)]


def _talk(talk: NotedTalk, language: str) -> nodes.paragraph:
    title = nodes.inline("", "", link_out(talk.url, talk.label), classes=["confnotes-title"])
    words = [", ".join(talk.speakers), talk.conference]
    parts: list[Node] = [text(f" · {one}", "confnotes-where") for one in words if one]
    if talk.date:
        parts.append(text(f" · {day(talk.date, language)}", "confnotes-when"))
    return paragraph(title, *parts)
