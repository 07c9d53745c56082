"""Markdown as people write it in abstracts: CommonMark, tables, and addresses in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from .words import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (as markdown-it calls it)
    """Make a link of an address, lest the underscores in it become emphasis.

    An address with a backslash behind it goes on in the text, and is found there.
    """
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    start = state.pos - (5 if state.pending.endswith("https") else 4)
    match = ADDRESS.match(state.src, max(start, 0), state.posMax)
    if match is None or state.src[match.end() : match.end() + 1] == "\\":
        return False
    state.pending = state.pending[: start - state.pos]
    url = state.md.normalizeLink(match[0])
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = state.md.normalizeLinkText(url)
    state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


class _Reader(MarkdownIt):
    """A parser that sees all links; those that lead nowhere become their text later."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (as markdown-it calls it)
        return True


_READER = _Reader("commonmark").enable("table")
_READER.inline.ruler.push("address", _address)


def read(text: str) -> list[Token]:
    """Return the tokens of a text."""
    return _READER.parse(text)


def render(tokens: Sequence[Token]) -> str:
    """Return the HTML of tokens."""
    return str(_READER.renderer.render(tokens, _READER.options, {}))
