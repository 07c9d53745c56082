"""Notes in Markdown: their outline, as MyST reads it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it.common.normalize_url import normalizeLink
from mdit_py_plugins.front_matter import front_matter_plugin

from ..markdown.escaping import myst
from .doubts import find_doubts
from .front import read_front_matter
from .lines import Heading, Outline, Suffix, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

#: Looks like a heading to people, and is an item of a list and a line across to Markdown.
_NUMBERED = re.compile(r" {0,3}\d{1,3}[.)]\s+(\S.*)\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*\Z")
_DIRECTIVE = re.compile(r"\{(?:conf:)?(?:conference|talk)\}")
#: What can begin the next line of a paragraph, and then means the same at its beginning.
_IS_TEXT = re.compile(r"(?:[^\W\d_]|[*_]{1,3}[^\W_]|https?:)")
#: How many levels of headings can be linked to.
_ANCHORED = 3
_NO_ANCHOR = re.compile(r"[^\w\u4e00-\u9fff\- ]")
_PARSER = myst().use(front_matter_plugin)


class _Shown(NamedTuple):
    """Notes with the headings in them that people see; ``origin`` has the line of each line.

    ``mended`` are the lines of the notes that are headings to people only.
    """

    lines: list[str]
    origin: list[int]
    mended: set[int]

    def place(self, token: Token) -> range:
        """Return the lines of the notes that a token is made of."""
        first, last = token.map or (0, 1)
        return range(self.origin[first], self.origin[last - 1] + 1)


def read_markdown(text: str) -> Outline:
    """Return the outline of notes in Markdown."""
    lines, line_end = split_lines(text)
    shown = _show(lines)
    known: dict[str, Any] = {}
    tokens = _PARSER.parse("\n".join(shown.lines), known)
    outline = Outline(
        Suffix.MARKDOWN,
        lines,
        line_end,
        tuple(_headings(lines, shown, tokens)),
        frozenset(shown.origin[at] for at in _removable(shown.lines, tokens)),
        references={label: str(one["href"]) for label, one in known.get("references", {}).items()},
        is_page=any(
            token.type in {"fence", "colon_fence"} and _DIRECTIVE.match(token.info.strip())
            for token in tokens
        ),
        doubts=tuple(
            doubt._replace(at=shown.origin[doubt.at])
            for doubt in find_doubts(shown.lines, tokens, known)
        ),
    )
    return _with_front_matter(outline, tokens)


def moved_anchors(outline: Outline, page: str) -> dict[str, str]:
    """Return the anchors of the headings of notes, and those that they have on the page.

    Only the headings of the first levels have any, as a notebook is set up.
    """
    before = find_anchors("\n".join(outline.lines))
    after = find_anchors(page)
    there = after[len(after) - len(before) :] if len(after) >= len(before) else []
    return {
        normalizeLink(old): new
        for (old, _), (new, level) in zip(before, there, strict=False)
        if level <= _ANCHORED
    }


def find_anchors(text: str) -> list[tuple[str, int]]:
    """Return what links to each heading begin with ``#``, and the level of the heading.

    As GitHub has it, and MyST: of two that would be alike, the second gets a number.
    """
    found: list[tuple[str, int]] = []
    for token, inline in pairwise(_PARSER.parse(text)):
        if token.type == "heading_open" and not token.level:
            slug = _NO_ANCHOR.sub("", _words(inline).lower()).replace(" ", "-")
            taken = {anchor for anchor, _ in found}
            numbered = (slug, *(f"{slug}-{number}" for number in range(1, len(found) + 1)))
            found.append((next(one for one in numbered if one not in taken), int(token.tag[1])))
    return found


def plain_text(text: str) -> str:
    """Return the words of a line of Markdown."""
    return _words(_PARSER.parseInline(text)[0])


def _words(inline: Token) -> str:
    shown = (
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in inline.children or ()
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )
    return " ".join("".join(shown).split())


def _with_front_matter(outline: Outline, tokens: Sequence[Token]) -> Outline:
    token = next((one for one in tokens if one.type == "front_matter" and one.map), None)
    if token is None or token.map is None:
        return outline
    front = read_front_matter(token.content)
    last = token.map[1]
    mended = {at: f"% {outline.lines[at]}".rstrip() for at in range(last)}
    return replace(
        outline, begin=last, title=front.title, mended={} if front.is_harmless else mended
    )


def _show(lines: Sequence[str]) -> _Shown:
    """Take numbers from headings that they make lists of, and put a gap above those that need it.

    Markdown takes all the lines above a line of hyphens for one heading.
    """
    tokens = _PARSER.parse("\n".join(lines))
    cut = {token.map[1] - 2 for token in tokens if token.map and _is_cut(lines, token)}
    numbered = set(_find_numbered(lines, tokens))
    shown = _Shown([], [], cut | numbered)
    for at, line in enumerate(lines):
        if at in cut:
            shown.lines.append("")
            shown.origin.append(at)
        match = _NUMBERED.match(line) if at in shown.mended else None
        shown.lines.append(match[1] if match else line)
        shown.origin.append(at)
    return shown


def _is_cut(lines: Sequence[str], token: Token) -> bool:
    """Say whether only the last line of a heading is meant: the one that is as long as the line."""
    if token.type != "heading_open" or token.level or not token.map:
        return False
    first, last = token.map
    is_underlined = not token.markup.startswith("#") and last - first > 2
    return is_underlined and len(lines[last - 1].strip()) >= max(
        4, len(lines[last - 2].strip()) - 2
    )


def _find_numbered(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[int]:
    """Find headings such as ``5. Title`` with a line of hyphens below."""
    for token in tokens:
        if token.type != "ordered_list_open" or token.level or not token.map:
            continue
        at = token.map[0]
        underline = _UNDERLINE.match(lines[at + 1]) if at + 1 < len(lines) else None
        is_long = underline and 4 <= len(underline[1]) >= len(lines[at].strip()) // 2
        if is_long and _NUMBERED.match(lines[at]):
            yield at


def _headings(lines: Sequence[str], shown: _Shown, tokens: Sequence[Token]) -> Iterator[Heading]:
    """Yield the headings; of one level, those that are written as the first one is are above.

    Some underline the titles of talks with hyphens and have ``##`` inside them, and of others a
    line below some text was meant for no heading at all.
    """
    styles: dict[int, str] = {}
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or token.level:
            continue
        level, place = int(token.tag[1]), shown.place(token)
        style = "#" if token.markup.startswith("#") else token.markup
        is_odd = style != styles.setdefault(level, style)
        is_mended = place.start in shown.mended
        text = lines[place.start].strip() if is_mended else " ".join(inline.content.split("\n"))
        rank = 2 * level + is_odd
        yield Heading(
            place.start, place.stop, rank, level, style, text, _words(inline), is_mended, is_odd
        )


def _removable(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the lines of paragraphs, and of lists with one line an item."""
    for at, token in enumerate(tokens):
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "paragraph_open" and token.level == 0:
            for line in range(first, last):
                is_end = line + 1 == last
                if _next_is_apart(lines, line) if is_end else _IS_TEXT.match(lines[line + 1]):
                    yield line
        elif token.type == "list_item_open" and token.level == 1 and token.markup in "-*+":
            inline = tokens[at + 2] if tokens[at + 1].type == "paragraph_open" else None
            is_line = inline is not None and "\n" not in inline.content
            is_only = is_line and tokens[at + 4].type == "list_item_close"
            if is_only and _next_is_apart(lines, first):
                yield first


def _next_is_apart(lines: Sequence[str], at: int) -> bool:
    """Say whether what follows doesn't hang on the line by being indented."""
    following = next((line for line in lines[at + 1 :] if line.strip()), "x")
    return not following[0].isspace() and not following.startswith(":")
