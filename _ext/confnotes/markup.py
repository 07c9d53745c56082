"""Small pieces of pages, as stock docutils nodes: links, facts, badges, dates.

Nodes are made anew at every call, and know neither page nor builder: the transform that puts them
into a document adds what depends on the place.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from .model import Target

    Length = Literal["medium", "long", "full"]

#: The class of links to videos, which ``static/confnotes-video.js`` looks for.
VIDEO_LINK = "confnotes-watch"
#: Where a message names something, and the day at the beginning of a date (as CLDR has it).
_PLACE = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"d+\.?")
#: What readers call the sites that hosts belong to.
_SITES = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "archive.org": "Internet Archive",
    "vimeo.com": "Vimeo",
    "github.com": "GitHub",
    "speakerdeck.com": "Speaker Deck",
    "slideshare.net": "SlideShare",
}
#: Between the parts of a line: at the end of one that is full, never at the beginning of the next.
DOT = "\N{NO-BREAK SPACE}· "


def link_to(target: Target, words: str = "") -> Node:
    """Return a link to an object, as *words* or its label; no link if it has no home.

    The transform gives it its address, since that depends on the place.
    """
    content = nodes.inline("", words or target.label, classes=["xref", f"conf-{target.objtype}"])
    if not target.docname:
        return content
    return nodes.reference("", "", content, internal=True, leads_to=target)


def link_out(url: str, text: str = "") -> nodes.reference:
    """Return a link to another site, as *text* or as what the site is called."""
    label = text or site_of(url)
    return nodes.reference("", label, refuri=url, internal=False)


def link_to_file(path: str, text: str) -> nodes.reference:
    """Return a link to a file that is made for the site; the transform gives it its address."""
    return nodes.reference("", text, internal=True, leads_to_file=path)


def video_out(url: str) -> nodes.reference:
    """Return a link to a video, which a script of HTML's pages may play beside it."""
    link = link_out(url)
    link["classes"] = [VIDEO_LINK]
    return link


def site_of(url: str) -> str:
    """Return what readers call the site of a URL: its name, or its host."""
    parts = urlsplit(url)
    if parts.scheme == "mailto":
        return parts.path
    host = (parts.hostname or url).removeprefix("www.")
    return _SITES.get(host, host)


def joined(parts: Iterable[Node], separator: str = ", ") -> list[Node]:
    """Return the nodes with a separator between each two."""
    found: list[Node] = []
    for part in parts:
        found += [nodes.Text(separator), part] if found else [part]
    return found


def dot() -> nodes.Text:
    """Return what stands between two parts of a line."""
    return nodes.Text(DOT)


def woven(words: str, **parts: Node) -> list[Node]:
    """Return a message with nodes in the places that it names, as in ``See {index}``."""
    found: list[Node] = []
    for at, piece in enumerate(_PLACE.split(words)):
        if at % 2:
            found.append(parts[piece])
        elif piece:
            found.append(nodes.Text(piece))
    return found


def text(words: str, *classes: str) -> nodes.inline:
    """Return words with CSS classes."""
    return nodes.inline("", words, classes=list(classes))


def badge(words: str, kind: str) -> nodes.inline:
    """Return a small label; it says in words what its colour says."""
    return text(words, "confnotes-badge", f"confnotes-{kind}")


def paragraph(*parts: Node, classes: Sequence[str] = ()) -> nodes.paragraph:
    """Return a paragraph that is not offered for translation: it is no author's text."""
    return nodes.paragraph("", "", *parts, classes=list(classes), translatable=False)


def nothing(words: str) -> nodes.paragraph:
    """Return a word that there is nothing to list."""
    return paragraph(text(words), classes=["confnotes-empty"])


def heading(*parts: Node, rank: int = 1) -> nodes.rubric:
    """Return a heading that is in no table of contents.

    *rank* counts from the section that it stands in; the transform makes a level of it.
    """
    node = nodes.rubric("", "", *parts, classes=["confnotes-heading"])
    node["rank"] = rank
    return node


def facts(pairs: Iterable[tuple[str, Sequence[Node]]]) -> list[Element]:
    """Return a list of facts, (name, value), without those that have no value."""
    fields = [
        nodes.field("", nodes.field_name("", name), nodes.field_body("", paragraph(*value)))
        for name, value in pairs
        if value
    ]
    return [nodes.field_list("", *fields, classes=["confnotes-facts"])] if fields else []


def bullets(items: Iterable[Sequence[Node]], *classes: str) -> nodes.bullet_list:
    """Return a list, of one sequence of blocks per item."""
    return nodes.bullet_list(
        "", *(nodes.list_item("", *item) for item in items), classes=["confnotes-list", *classes]
    )


@lru_cache(maxsize=2**14)  # the days of a conference are those of its talks, on every list
def day(date: dt.date, language: str, *, length: Length = "long") -> str:
    """Return a day in words, as *language* has it; a ``full`` one with the day of the week."""
    return format_date(date, length, locale=_locale(language))


def clock(time: dt.time) -> str:
    """Return a time of day, on 24 hours."""
    return f"{time:%H:%M}"


def days(start: dt.date | None, end: dt.date | None, language: str) -> str:
    """Return the days from start to end in words; the empty string if there is no start."""
    if start is None:
        return ""
    if end is None or end <= start:
        return day(start, language)
    last = day(end, language)
    if (start.year, start.month) != (end.year, end.month):
        return f"{day(start, language)} – {last}"
    # Where a date begins with the day, nothing else differs: 4–6 September, 4.–6. September.
    first = _DAY.match(_locale(language).date_formats["long"].pattern)
    if first is None:
        return f"{day(start, language)} – {last}"
    return f"{format_date(start, first[0], locale=_locale(language))}–{last}"


def as_of(when: str, language: str) -> str:
    """Return a day, a month or a year (ISO 8601) in words."""
    year, *rest = (int(part) for part in when.split("-"))
    if not rest:
        return str(year)
    if len(rest) == 2:
        return day(dt.date(year, *rest), language)
    return format_skeleton("yMMMM", dt.date(year, rest[0], 1), locale=_locale(language))


def language_name(tag: str, language: str) -> str:
    """Return what a language (a BCP 47 tag) is called in another; the tag if that is not known."""
    return Locale.parse(tag, sep="-").get_display_name(_locale(language)) or tag


@lru_cache
def _locale(language: str) -> Locale:
    """Return Babel's data on a language of Sphinx's, which may be one that Babel does not know.

    English without a country has the day first.
    """
    try:
        return Locale.parse("en_GB" if language in {"", "en"} else language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en_GB")
