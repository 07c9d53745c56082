"""How a talk is cited, as nodes: at the end of its page, or in its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .exports.bibtex import bibtex
from .exports.csl import csl_json
from .exports.places import BIBTEX, CSL
from .markup import link_to_file, paragraph, woven
from .words import _

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from .exports.citations import Citation


def cite(citation: Citation | None) -> list[Element]:
    """Return the entry of a bibliography, which stays shut until somebody wants it."""
    if citation is None:
        return []
    entries = (bibtex(citation).rstrip(), csl_json(citation))
    files = {"bibtex": link_to_file(BIBTEX, "BibTeX"), "csl": link_to_file(CSL, "CSL-JSON")}
    return [
        nodes.admonition(
            "",
            nodes.title("", _("Cite this talk")),
            *(nodes.literal_block("", "", nodes.Text(entry)) for entry in entries),
            paragraph(*woven(_("All talks: {bibtex}, {csl}"), **files)),
            classes=["confnotes-cite"],
            collapsible="closed",
        )
    ]


def cited_as(citation: Citation | None) -> list[Node]:
    """Return the key of a talk, and the bibliography that has it."""
    if citation is None:
        return []
    key = nodes.literal("", citation.key)
    return woven(_("{key} in {file}"), key=key, file=link_to_file(BIBTEX, BIBTEX))
