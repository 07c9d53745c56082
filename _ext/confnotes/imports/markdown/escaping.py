"""Plain text, so written that MyST reads it as the same plain text.

A backslash is put only in front of what Markdown would take for something else. Whether it would
is asked of a parser with the syntax that a notebook has: MyST's own, and definition lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

if TYPE_CHECKING:
    from collections.abc import Callable

#: Where each character can mean something, by the character.
_MEANINGS = {
    "\\": r"\\(?=[!-/:-@\[-`{-~\s]|\Z)",
    "`": r"`",
    "*": r"\*(?!(?<=\s\*)\s)",
    "_": r"_(?!(?<=[^\W_]_)[^\W_])",
    "[": r"\[",
    "]": r"\]",
    "!": r"!(?=\[|\Z)",
    "<": r"<",
    "&": r"&(?=#?\w+;)",
    "{": r"\{(?=[\w+:-]+\}\Z)",
    "#": r"#(?=#*\s*\Z)",
}
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")


def myst() -> MarkdownIt:
    """Return a parser that sees what MyST sees in a notebook."""
    return (
        MarkdownIt("commonmark")
        .enable("table")
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(colon_fence_plugin)
        .use(deflist_plugin)
    )


MYST = myst()


def drop_controls(text: str) -> str:
    """Take out the characters that are no text: controls, lone surrogates, byte order marks."""
    return _NOT_TEXT.sub("", text)


def squeeze(text: str) -> str:
    """Return a text as one line: single blanks, and no controls."""
    return " ".join(drop_controls(text).split())


def escape(text: str, kinds: frozenset[str]) -> str:
    """Put a backslash in front of some kinds of characters, where they can mean something."""
    patterns = [pattern for kind, pattern in _MEANINGS.items() if kind in kinds]
    return re.sub("|".join(patterns), r"\\\g<0>", text) if patterns else text


def escape_all(text: str) -> str:
    """Put a backslash in front of all punctuation."""
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def write_escaped(
    text: str, write: Callable[[frozenset[str]], str], is_right: Callable[[str], bool]
) -> str | None:
    """Write something with as few kinds of characters escaped as can be.

    ``text`` is all the text that is in it; ``write`` writes it with some kinds escaped. Returns
    None if it is not right even with all of them.
    """
    nothing = write(frozenset())
    kinds = frozenset(kind for kind in _MEANINGS if kind in text)
    if is_right(nothing):
        return nothing
    if not kinds or not is_right(write(kinds)):
        return None
    for kind in _MEANINGS:
        if is_right(write(kinds - {kind})):
            kinds -= {kind}
    return write(kinds)


def escape_title(title: str) -> str:
    """Return the Markdown of a title, to stand behind the signs of a heading."""

    def is_right(written: str) -> bool:
        tokens = MYST.parse(f"# {written}")
        children = tokens[1].children or []
        return (
            len(tokens) == 3
            and all(child.type == "text" for child in children)
            and "".join(child.content for child in children) == title
        )

    written = write_escaped(title, lambda kinds: escape(title, kinds), is_right)
    return escape_all(title) if written is None else written
