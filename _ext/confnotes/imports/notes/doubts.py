"""What of an author's own Markdown a build would complain of, or show otherwise than it is meant.

All of it stays as it is written; the report names it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

#: What is said of a line across that stands first; below a directive it doesn't.
LINE_ACROSS = "a line across needs something above it"
_SCHEME = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)
_LINE_BREAKS = {"softbreak", "hardbreak"}
_SAID_OF_BLOCKS = {
    "myst_line_comment": "MyST takes it for a comment, which no reader sees",
    "myst_block_break": "MyST takes it for the end of a block, which no reader sees",
    "myst_target": "MyST takes it for the target of links, which no reader sees",
}


class Doubt(NamedTuple):
    """A line, counted from 0, and what will become of it."""

    at: int
    what: str


def find_doubts(tokens: Sequence[Token], known: Mapping[str, Any]) -> Iterator[Doubt]:
    """Yield what will not read as its author meant it, or be warned of.

    Takes the tokens of the notes, and the definitions that were found with them.
    """
    notes = {one.meta["label"]: one for one in tokens if one.type == "footnote_reference_open"}
    used = {
        child.meta["label"]
        for token in tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    }
    for label, token in notes.items():
        if label not in used and token.map:
            yield Doubt(token.map[0], f"nothing refers to the footnote {label!r}")
    yield from _transitions(tokens)
    for again in known.get("duplicate_refs", ()):
        yield Doubt(again["map"][0], "the label of this address is used a second time")
    for token in tokens:
        if token.map is None:
            continue
        if token.type in _SAID_OF_BLOCKS:
            yield Doubt(token.map[0], _SAID_OF_BLOCKS[token.type])
        elif token.type in {"fence", "colon_fence"} and (what := _doubt_code(token.info)):
            yield Doubt(token.map[0], what)
        elif token.type == "inline":
            yield from _inline_doubts(token, set(notes))


def _doubt_code(info: str) -> str:
    language = info.strip().split(maxsplit=1)[0] if info.strip() else ""
    if language.startswith("{"):
        return f"MyST takes {language} for a directive"
    try:
        if language:
            get_lexer_by_name(language)
    except ClassNotFound:
        return f"{language!r} is no language that can be highlighted"
    return ""


def _inline_doubts(inline: Token, defined: set[str]) -> Iterator[Doubt]:
    at = inline.map[0] if inline.map else 0
    for child in inline.children or ():
        if child.type in _LINE_BREAKS:
            at += 1
        elif what := _doubt_inline(child, defined):
            yield Doubt(at, what)


def _doubt_inline(child: Token, defined: set[str]) -> str:
    if child.type == "link_open" and not _SCHEME.match(href := str(child.attrGet("href") or "")):
        return f"the link to {href!r} leads to nothing in the notebook"
    if child.type == "image" and not _SCHEME.match(src := str(child.attrGet("src") or "")):
        return f"the picture {src!r} isn't in the notebook"
    if child.type == "myst_role":
        return f"MyST takes {{{child.meta['name']}}} for a role"
    if child.type == "footnote_ref" and child.meta["label"] not in defined:
        return f"there is no footnote {child.meta['label']!r}"
    return ""


def _transitions(tokens: Sequence[Token]) -> Iterator[Doubt]:
    """Yield lines across that nothing stands before or behind, where docutils wants something."""
    blocks = [token for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
    for before, token in zip([None, *blocks], blocks, strict=False):
        is_first = before is None or before.type in {"front_matter", "heading_open", "hr"}
        if token.type != "hr" or token.map is None:
            continue
        if token is blocks[-1]:
            yield Doubt(token.map[0], "a line across needs something below it")
        elif is_first:
            yield Doubt(token.map[0], LINE_ACROSS)
