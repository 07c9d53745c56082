"""The blocks of a text: read from Markdown's tokens, and written as a person would."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from .words import HELD, make_bold, plain_words, read_words, write_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from .words import Word

_WIDTH = 100
_TICKS = re.compile(r"`+")
#: What the beginning of a line can mean to Markdown, to MyST and to a directive.
_LINE_START = re.compile(
    r"""\A(?: (\d{1,9})(?=[.)](?:\s|\Z))  # a number in a list
    | (?= \#{1,6}(?:\s|\Z) | > | [-+*](?:\s|\Z) | [=-]+\s*\Z | (?:[*_-]\s*){3,}\Z
        | `{3,}[^`]*\Z | ~{3} | [:%|] | ~\s | \+{3} | \(.*\)=\s*\Z
        | \[(?:\\.|[^\]\\])*\]: | [|:\s-]+\Z | \.\.\s | (["#'*+.:=^_`~-])\2{3,}\Z
        | <(?:[!?]|/?[a-zA-Z][\w-]*(?:\s|/?>|\Z)) ))""",
    re.VERBOSE,
)
#: A blank before what may mean something at the beginning of a line.
_BEFORE_MARK = re.compile(r" (?=[-#>+*=_`~:%|(\[.\"'^<•]|\d{1,9}[.)])")
_LISTS = {"bullet_list": ("-", "*"), "ordered_list": (".", ")")}


def write_blocks(tokens: Sequence[Token]) -> str:
    """Return the Markdown of tokens, without what an abstract can't have: see `prose`."""
    for token in tokens:
        if token.type == "inline":  # a tree of emphasis can be too deep
            token.meta = {"words": read_words(token.children or ())}
            token.children = None
    return "\n".join(_write_all(SyntaxTreeNode(tokens).children, _WIDTH))


def _write_all(nodes: Sequence[SyntaxTreeNode], width: int) -> list[str]:
    """Write blocks with an empty line between each two."""
    return [
        line for at, block in enumerate(_each(nodes, width)) for line in [""] * bool(at) + block
    ]


def _each(nodes: Sequence[SyntaxTreeNode], width: int) -> Iterator[list[str]]:
    """Write each block that isn't empty; two lists in a row are kept apart by their marks."""
    last, turn = "", 0
    for node in nodes:
        next_turn = 1 - turn if node.type == last else 0
        if node.type in _LISTS:
            block = _write_list(node, width, _LISTS[node.type][next_turn])
        else:
            block = _write_block(node, width)
        if block:
            last, turn = node.type, next_turn
            yield block


def _write_block(node: SyntaxTreeNode, width: int) -> list[str]:
    lines: list[str] = []  # a thematic break would divide the page
    match node.type:
        case "paragraph":
            lines = _fill(_words(node), width)
        case "heading":
            lines = _fill(make_bold(_words(node)), width)
        case "html_block":
            lines = _fill(plain_words(node.content), width)
        case "fence" | "code_block":
            lines = _write_code(node.content)
        case "blockquote":
            lines = [f"> {line}".rstrip() for line in _write_all(node.children, width - 2)]
        case "table":
            lines = _write_table(node)
    return lines


def _words(node: SyntaxTreeNode) -> list[Word]:
    """Return the words of a paragraph, a heading or a cell."""
    return [word for child in node.children for word in child.meta["words"]]


def _fill(words: Sequence[Word], width: int) -> list[str]:
    """Write words in lines of a width, none of which begins with what means something."""
    if not words:
        return []
    written = _BEFORE_MARK.sub(_hold, write_words(words))
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    lines = [line for part in written.split("\n") for line in wrapper.wrap(part)]
    return [_LINE_START.sub(r"\1\\", line.replace(HELD, " "), count=1) for line in lines]


def _hold(match: re.Match[str]) -> str:
    """Keep a blank in its line if what is behind it means something where a line begins."""
    behind = match.string[match.end() :].partition("\n")[0]
    return HELD if behind.startswith("•") or _LINE_START.match(behind) else " "


def _write_list(node: SyntaxTreeNode, width: int, mark: str) -> list[str]:
    """Write a list, with empty lines between its items if it has some inside of them."""
    number = int(node.attrs.get("start", 1))
    is_loose = _is_loose(node)
    lines: list[str] = []
    for item in node.children:
        bullet = mark if node.type == "bullet_list" else f"{number}{mark}"
        indent = " " * (len(bullet) + 1)
        blocks = list(_each(item.children, width - len(indent)))
        if not blocks:
            continue
        number += 1
        gap = [""] if is_loose else []
        inside = [line for at, block in enumerate(blocks) for line in gap * bool(at) + block]
        lines += gap * bool(lines)
        lines += [f"{bullet} {inside[0]}", *(f"{indent}{line}".rstrip() for line in inside[1:])]
    return lines


def _is_loose(node: SyntaxTreeNode) -> bool:
    """Say whether a list needs empty lines, which it does for more than a line and a list."""
    return any(
        not (child.type == "paragraph" and child.hidden and not at)
        and not (child.type == "bullet_list" and at == 1)
        for item in node.children
        for at, child in enumerate(item.children)
    )


def _write_code(content: str) -> list[str]:
    """Write a block of code; without a language, as one that is not quite right gives a warning."""
    lines = [line.rstrip() for line in content.strip("\n").split("\n")]
    longest = max(map(len, _TICKS.findall(content)), default=0)
    ticks = "`" * max(3, longest + 1)
    return [ticks, *lines, ticks] if any(lines) else []


def _write_table(node: SyntaxTreeNode) -> list[str]:
    rows = [
        [_write_cell(cell) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]]


def _write_cell(node: SyntaxTreeNode) -> str:
    words = [word._replace(before=word.before and " ") for word in _words(node)]
    written = write_words(words) if words else ""
    return written.replace(HELD, " ").replace("|", "\\|")
