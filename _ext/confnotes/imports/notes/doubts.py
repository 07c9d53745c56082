"""What of an author's own Markdown a build would complain of, or show otherwise than it is meant.

The report names all of it. The least that makes it plain text, mostly a backslash, is said as well.
"""

from __future__ import annotations

import posixpath
import re
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import normalizeReference, unescapeAll
from pygments.filters import ErrorToken  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

#: What is said of a line across that stands first; below a directive it doesn't.
LINE_ACROSS = "a line across needs something above it"
_SCHEME = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)
#: Where a link or a picture says what it leads to, and the labels that stand for that elsewhere.
_TARGET = re.compile(r"(?<!\\)\]\(\s*(?:<([^<>]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))")
_LABEL = re.compile(r"(?<!\\)\[([^\[\]]+)\](?!\[|\()")
_LEADS = {
    "link_open": "the link to {!r} leads to nothing in the notebook",
    "image": "the picture {!r} isn't in the notebook",
}
_LINE_BREAKS = {"softbreak", "hardbreak"}
_SAID_OF_BLOCKS = {
    "myst_line_comment": "MyST takes it for a comment, which no reader sees",
    "myst_block_break": "MyST takes it for the end of a block, which no reader sees",
    "myst_target": "MyST takes it for the target of links, which no reader sees",
}


class Doubt(NamedTuple):
    """A line, counted from 0, what will become of it, and what to write in it for which words.

    What leads to an ``anchor``, a heading of the notes, is only in doubt if that changes; what
    leads to another ``file``, if that isn't imported as well.
    """

    at: int
    what: str
    old: str = ""
    new: str = ""
    anchor: str = ""
    file: str = ""


def find_doubts(
    lines: Sequence[str], tokens: Sequence[Token], known: Mapping[str, Any]
) -> Iterator[Doubt]:
    """Yield what will not read as its author meant it, or be warned of.

    Takes the lines and the tokens of the notes, and the definitions that were found with them.
    """
    yield from _unused_footnotes(tokens)
    yield from _transitions(lines, tokens)
    for again in known.get("duplicate_refs", ()):
        what = "the label of this address is used a second time"
        yield Doubt(again["map"][0], what)
    broken = {
        label for label, one in known.get("references", {}).items() if not is_web(str(one["href"]))
    }
    footnotes = {one.meta["label"] for one in tokens if one.type == "footnote_reference_open"}
    is_begun = not lines[:1] or not lines[0].startswith("% ---")  # front matter as a comment
    for token in tokens:
        is_begun = is_begun or token.type != "myst_line_comment"
        if token.map is None:
            continue
        if token.type in _SAID_OF_BLOCKS and is_begun:
            sign = lines[token.map[0]].strip()[:1]
            yield Doubt(token.map[0], _SAID_OF_BLOCKS[token.type], sign, f"\\{sign}")
        elif token.type in {"fence", "colon_fence"} and (
            what := _doubt_code(token.info, token.content)
        ):
            old = token.markup if token.type == "fence" else ""
            yield Doubt(token.map[0], what, old, f"{old}text ")
        elif token.type == "inline":
            yield from _inline_doubts(token, broken, footnotes)


def is_web(address: str) -> bool:
    """Say whether an address leads out of the notebook."""
    return bool(_SCHEME.match(address))


def _unused_footnotes(tokens: Sequence[Token]) -> Iterator[Doubt]:
    used = {
        child.meta["label"]
        for token in tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    }
    for token in tokens:
        if token.type == "footnote_reference_open" and token.map:
            label = token.meta["label"]
            if label not in used:
                what = f"nothing refers to the footnote {label!r}"
                yield Doubt(token.map[0], what, "[^", "\\[^")


def _doubt_code(info: str, code: str) -> str:
    language = info.strip().split(maxsplit=1)[0] if info.strip() else ""
    if language.startswith("{"):
        return f"MyST takes {language} for a directive"
    try:
        lexer = get_lexer_by_name(language or "text")
        lexer.add_filter("raiseonerror")
        deque(lexer.get_tokens(code), maxlen=0)
    except ClassNotFound:
        return f"{language!r} is no language that can be highlighted"
    except ErrorToken:
        return f"this is no {language} throughout, and can't be highlighted"
    return ""


def _inline_doubts(inline: Token, broken: set[str], footnotes: set[str]) -> Iterator[Doubt]:
    first = at = inline.map[0] if inline.map else 0
    written = inline.content.split("\n")
    for child in inline.children or ():
        if child.type in _LINE_BREAKS:
            at += 1
        elif child.type == "myst_role":
            name = f"{{{child.meta['name']}}}"
            yield Doubt(at, f"MyST takes {name} for a role", f"{name}`", f"\\{name}`")
        elif child.type == "footnote_ref" and (label := child.meta["label"]) not in footnotes:
            yield Doubt(at, f"there is no footnote {label!r}", f"[^{label}]", f"\\[^{label}]")
        elif child.type in _LEADS and not is_web(target := _target(child)):
            old, new = _unlinked("\n".join(written[at - first : at - first + 1]), target, broken)
            what = _LEADS[child.type].format(target)
            anchor = target[1:] if target.startswith("#") else ""
            yield Doubt(at, what, old, new, anchor, unquote(posixpath.basename(target)))


def _target(link: Token) -> str:
    return str(link.attrGet("src") or link.attrGet("href") or "")


def _unlinked(line: str, target: str, broken: set[str]) -> tuple[str, str]:
    """Return what to write for what in a line, so that a link or a picture is none."""
    for match in _TARGET.finditer(line):
        written = match[1] if match[1] is not None else match[2]
        if normalizeLink(unescapeAll(written)) == target:
            old = line[match.start() : match.end() + 1]
            return old, old.replace("](", "]\\(", 1)
    if line.endswith("]("):  # the link goes on in the next line
        old = line[line.rfind("[") :]
        return old, old.replace("](", "]\\(", 1)
    for match in _LABEL.finditer(line):
        if normalizeReference(match[1]) in broken:
            return match[0], f"\\{match[0]}"
    return "", ""


def _transitions(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[Doubt]:
    """Yield lines across that nothing stands before or behind, where docutils wants something."""
    blocks = [token for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
    for before, token in zip([None, *blocks], blocks, strict=False):
        is_first = before is None or before.type in {"front_matter", "heading_open", "hr"}
        if token.type != "hr" or token.map is None:
            continue
        sign = lines[token.map[0]].strip()
        if token is blocks[-1]:
            what = "a line across needs something below it"
            yield Doubt(token.map[0], what, sign, f"\\{sign}")
        elif is_first:
            yield Doubt(token.map[0], LINE_ACROSS, sign, f"\\{sign}")
