"""The links of a document to the web, wherever they hide: in text, pictures, HTML, toctrees."""

from __future__ import annotations

from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .addresses import split_address

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What makes an element of HTML load a page, or lead to one.
_LEADS = {("a", "href"), ("area", "href"), ("iframe", "src"), ("img", "src")}
_LEADS |= {(tag, "src") for tag in ("audio", "embed", "source", "video")}


def addresses_in(node: nodes.Node) -> Iterator[str]:
    """Yield the addresses of the web to which a node itself leads, not what is in it."""
    yield from (found for found in _named_by(node) if split_address(found))


def addresses_in_html(text: str) -> list[str]:
    """Return what the elements of a piece of HTML lead to, or load."""
    parser = _LinkParser()
    with suppress(AssertionError):  # what Python 3.11 says of ``<![x]>``
        parser.feed(text)
        parser.close()
    return parser.found


def source_of(node: nodes.Node) -> tuple[Path, int]:
    """Return the file and the line of a node, or of the nearest around it that knows them.

    The line is 0, the file empty, where none does.
    """
    around: nodes.Node | None = node
    while around is not None:
        if around.line and around.source:
            return Path(around.source), around.line
        around = around.parent
    return Path(), 0


def _named_by(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.reference):
        yield node.get("refuri") or ""
    elif isinstance(node, nodes.image):
        # The candidates have it when the document is read; a transform may forget them.
        candidates: dict[str, str] = node.get("candidates") or {}
        yield candidates.get("?") or node["uri"]
    elif isinstance(node, nodes.raw):
        yield node.get("source") or ""
        if "html" in node.get("format", "").split():
            yield from addresses_in_html(node.astext())
    elif isinstance(node, addnodes.toctree):
        yield from (target for _title, target in node["entries"])


class _LinkParser(HTMLParser):
    """Notes the links of a piece of HTML, which need not be well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value.strip() for name, value in attrs if value and (tag, name) in _LEADS]
