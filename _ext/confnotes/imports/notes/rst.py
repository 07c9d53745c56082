"""Notes in reStructuredText: their outline, from the lines below titles and from blank lines."""

from __future__ import annotations

import re
import unicodedata
from string import punctuation
from typing import TYPE_CHECKING

from .lines import Heading, Outline, Suffix, split_lines
from .rst_doubts import find_rst_doubts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*\Z")
_DIRECTIVE = re.compile(r"\.\. (?:conf:)?(?:conference|talk)::")
_FIELD = re.compile(r":[^:\s][^:]*:(?:\s|\Z)")
_BULLET = re.compile(r"[-*+•] ")
_EXPLICIT = re.compile(r"(?:\.\.|__)(?:\s|\Z)|[|>]|\+[-=]|={2,}\s")
_ABOVE_TITLES = re.compile(r":[^:\s][^:]*:(?:\s|\Z)|\.\. (?!_|\[|\||\S+::)")
_TARGET = re.compile(r"\.\. _([^:`]+): (\S+)\Z")
_MARKUP = re.compile(r"`([^`<]+?)(?:\s*<[^<>]*>)?`_{0,2}|\*{1,2}([^*]+)\*{1,2}")


def read_rst(text: str) -> Outline:
    """Return the outline of notes in reStructuredText."""
    lines, line_end = split_lines(text)
    headings = tuple(_headings(lines))
    inside = {at for one in headings for at in range(one.first, one.last)}
    return Outline(
        Suffix.RST,
        lines,
        line_end,
        headings,
        frozenset(_removable(lines, inside)),
        begin=_begin(lines, inside),
        references={match[1]: match[2] for line in lines if (match := _TARGET.match(line))},
        is_page=any(map(_DIRECTIVE.match, lines)),
        doubts=tuple(find_rst_doubts(lines)),
    )


def underlined(text: str, style: str) -> list[str]:
    """Return the lines of a title; a style of two signs has a line above, too."""
    width = max(len(style), sum(_width(character) for character in text))
    line = style[0] * width
    return [line, text, line] if len(style) > 1 else [text, line]


def free_styles(headings: Sequence[Heading]) -> list[str]:
    """Return the styles that no title has: for one above all others, and one below that."""
    taken = {one.style for one in headings}
    return [sign * 2 for sign in "#*=-~^+" + punctuation if sign * 2 not in taken]


def escape(text: str) -> str:
    """Return plain text, so written that reStructuredText reads it as the same plain text."""
    return re.sub(r"([\\*`|_])", r"\\\1", text)


def plain_text(text: str) -> str:
    """Return the words of a line."""
    words = _MARKUP.sub(lambda match: match[1] or match[2], text)
    return " ".join(re.sub(r"\\(.)", r"\1", words).split())


def _headings(lines: Sequence[str]) -> Iterator[Heading]:
    ranks: dict[str, int] = {}
    at = 0
    is_free = True  # a title can only stand where a paragraph can begin
    while at < len(lines):
        found = _heading_at(lines, at) if is_free else None
        if found is None:
            is_free = not lines[at].strip()
            at += 1
            continue
        first, last, style = found
        text = lines[last - 2].strip()
        rank = ranks.setdefault(style, len(ranks))
        is_short = len(lines[last - 1].rstrip()) < sum(map(_width, lines[last - 2].rstrip()))
        yield Heading(first, last, rank, rank + 1, style, text, plain_text(text), is_short)
        at = last


def _heading_at(lines: Sequence[str], at: int) -> tuple[int, int, str] | None:
    """Return first line, line behind and style of the title that begins on a line."""
    here, below, third = [*lines[at : at + 3], "", "", ""][:3]
    over, under = _ADORNMENT.match(here.rstrip()), _ADORNMENT.match(below.rstrip())
    if over and len(here.rstrip()) >= 3 and below.strip() and third.rstrip() == here.rstrip():
        return at, at + 3, over[1] * 2
    is_title = here.strip() and not here[0].isspace() and under and not over
    if is_title and under and len(below.rstrip()) >= min(4, len(here.rstrip())):
        return at, at + 2, under[1]
    return None


def _begin(lines: Sequence[str], inside: set[int]) -> int:
    """Return the line behind what may stand above a title: fields and comments."""
    begin = 0
    for at, line in enumerate(lines):
        if at in inside:
            break
        if _ABOVE_TITLES.match(line) or (begin and line[:1].isspace() and line.strip()):
            begin = at + 1
        elif line.strip():
            break
    is_apart = begin in inside or not "".join(lines[begin : begin + 1]).strip()
    return begin if is_apart else 0


def _removable(lines: Sequence[str], inside: set[int]) -> Iterator[int]:
    """Yield the lines of paragraphs, field lists and lists on which nothing hangs."""
    for at, line in enumerate(lines):
        if at in inside or not line.strip() or line[0].isspace() or line.endswith("::"):
            continue
        following = lines[at + 1] if at + 1 < len(lines) else ""
        later = next((one for one in lines[at + 1 :] if one.strip()), "x")
        above = lines[at - 1] if at and at - 1 not in inside else ""
        kinds = {_kind(one) for one in (above, line, following) if one.strip()}
        if len(kinds) == 1 and "" not in kinds and not later[0].isspace():
            yield at


def _kind(line: str) -> str:
    if line[0].isspace() or _EXPLICIT.match(line):
        return ""
    return "field" if _FIELD.match(line) else "bullet" if _BULLET.match(line) else "text"


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
