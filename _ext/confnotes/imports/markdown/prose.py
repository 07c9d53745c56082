"""Abstracts, as schedules have them, made into Markdown that can stand in a directive.

They come as plain text, Markdown, HTML or reStructuredText, and seldom say which. What is written
is text, emphasis, code, lists, quotations, tables and links to the web, and nothing that does
something: no heading (it would divide the page), directive, role, target, comment or raw HTML, and
no picture from elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .blocks import write_blocks
from .escaping import drop_controls
from .html import from_html, is_block, is_element
from .reading import read, render
from .restructured import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
#: What Markdown doesn't take for HTML, though browsers do.
_BROKEN_LINK = re.compile(r"<a\s+href", re.IGNORECASE)
#: What needs no end, and what needs none at the beginning of a line.
_ENDLESS = frozenset(["br", "hr", "img", "input", "link", "meta", "wbr", "embed"])
_ENDLESS_LINES = frozenset(["li", "p"])


def to_markdown(text: str) -> str:
    """Return an abstract as Markdown, in lines of up to 100 characters.

    What comes out stays as it is when it comes in again.
    """
    text = _clean(text)
    for _ in range(4):  # what was a sign inside of another one, such as an entity's, comes out
        before, text = text, _convert(text)
        if text == before:
            break
    return text


def _clean(text: str) -> str:
    lines = (drop_controls(line).expandtabs(4) for line in text.splitlines())
    return "\n".join(lines).strip("\n")


def _convert(text: str) -> str:
    tokens = read(translate(text))
    if elements := _elements(tokens):
        _keep_as_text(tokens, elements)
        html = text if _is_html(tokens, elements) else render(tokens)
        tokens = read(translate(_clean(from_html(html))))
    _keep_as_text(tokens, set())
    return write_blocks(tokens)


def _elements(tokens: Sequence[Token]) -> set[str]:
    """Return the HTML elements in a text: those that have an end, too, or need none.

    Where there are some, an end without a beginning is HTML, too, and so is a block without end.
    """
    begun: set[str] = set()
    ended: set[str] = set(_ENDLESS)
    for token in _html_tokens(tokens):
        tags = [(end, name.lower()) for end, name in _TAG.findall(token.content)]
        begun |= {name for end, name in tags if not end}
        ended |= {name for end, name in tags if end}
        if token.type == "html_block":
            ended |= {name for _, name in tags[:1]} & _ENDLESS_LINES
    found = set(filter(is_element, begun & ended))
    if found:
        found |= set(filter(is_element, ended - begun)) | set(filter(is_block, begun - ended))
    return found


def _is_html(tokens: Sequence[Token], elements: set[str]) -> bool:
    """Say whether a text is HTML as a whole, and not Markdown with some HTML in it."""
    if tokens[0].type == "html_block" and any(map(is_block, elements)):
        return True
    texts = (child for token in tokens for child in token.children or () if child.type == "text")
    return any(_BROKEN_LINK.search(text.content) for text in texts)


def _keep_as_text(tokens: Sequence[Token], elements: set[str]) -> None:
    """Make text of what only looks like HTML; comments go."""
    for token in _html_tokens(tokens):
        names = {name.lower() for _, name in _TAG.findall(token.content)}
        if not names & elements:
            token.content = _COMMENT.sub("", token.content)
            token.type = "text" if token.type == "html_inline" else token.type


def _html_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        inside = (child for child in token.children or () if child.type == "html_inline")
        yield from (token,) if token.type == "html_block" else inside
