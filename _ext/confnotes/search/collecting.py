"""The text of a document that was just read, for the search.

Of the document as it was read, and not as its page shows it: cards and lists show what stands
elsewhere, and would make a page be found for the words of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import clean_astext

from .texts import Named, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils.nodes import Element
    from sphinx.application import Sphinx

    from ..domain import ConfDomain

#: What nobody reads as text.
_SILENT = (
    nodes.Invisible,
    nodes.citation_reference,
    nodes.footnote_reference,
    nodes.image,
    nodes.label,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.system_message,
    nodes.section,
    nodes.title,
    addnodes.toctree,
)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note the text of a document, after what it declares was collected."""
    domain = cast("ConfDomain", app.env.domains["conf"])
    docname = app.env.current_document.docname
    declared: dict[str, int] = {}
    for position, one in enumerate(domain.pages[docname].declarations):
        declared.setdefault(one.node_id, position)
    domain.note_text(docname, tuple(_parts(doctree, None, declared)))


def _parts(element: Element, around: int | None, declared: Mapping[str, int]) -> Iterator[Part]:
    """Yield what stands directly in a section, then in those below it."""
    ids: list[str] = element.get("ids", [])
    around = next((declared[one] for one in ids if one in declared), around)
    title = next((one for one in element.children if isinstance(one, nodes.title)), None)
    heading = " ".join(clean_astext(title).split()) if title else ""
    words = tuple(_joined(_words(element)))
    if heading or words:
        yield Part(ids[0] if ids else "", heading, around, words)
    for child in element.children:
        if isinstance(child, nodes.section):
            yield from _parts(child, around, declared)


def _words(element: Element) -> Iterator[str | Named]:
    for child in element.children:
        if isinstance(child, nodes.Text):
            yield str(child).replace("\n", " ")
        elif isinstance(child, _SILENT):
            continue
        elif isinstance(child, addnodes.pending_xref) and (name := _name(child)):
            yield name
        else:
            yield from _words(cast("Element", child))
            if not isinstance(child, nodes.Inline):
                yield "\n"


def _name(node: addnodes.pending_xref) -> Named | None:
    """Return what a reference without a text of its own names, if that can be known later."""
    domain, kind, target = node.get("refdomain"), node["reftype"], node["reftarget"]
    if domain == "conf" and not node.get("refexplicit"):
        return Named(kind, target)
    if domain == "std" and kind == "ref" and not node.get("refexplicit"):
        return Named("ref", target)
    return Named("", target) if kind in {"any", "myst"} and not node.astext() else None


def _joined(words: Iterator[str | Named]) -> Iterator[str | Named]:
    """Yield the same words, in as few pieces as can be; nothing, if they are blank."""
    text = ""
    for word in words:
        if isinstance(word, str):
            text += word
            continue
        if text:
            yield text
        yield word
        text = ""
    if text.strip():
        yield text
