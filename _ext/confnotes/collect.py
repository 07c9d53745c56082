"""What a document declares, names and asks for, collected when it has been read.

On ``doctree-read``, and not in `Domain.process_doc`: only then are Markdown's ``[](#target)`` links
pending references, and only then is the whole of a section there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import pending_xref
from sphinx.util.logging import get_node_location
from sphinx.util.nodes import clean_astext

from .diagnostics import Problem, Subtype
from .identity import own_id
from .links.collecting import addresses_in
from .model import (
    CompleteIndex,
    Declaration,
    Link,
    ObjectType,
    Page,
    Reference,
    Talk,
    TalkQuery,
    objtype_of,
)
from .nodes import complete_index, declaration, placeholder, talk_list
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element
    from sphinx.application import Sphinx

    from .domain import ConfDomain
    from .model import Facts

#: Schemes of links that run code in a reader's browser.
_UNSAFE_SCHEMES = ("javascript:", "vbscript:", "data:")
#: What stands in a section without being a note.
_SILENT = (
    nodes.title,
    nodes.comment,
    nodes.target,
    nodes.substitution_definition,
    nodes.system_message,
    addnodes.index,
    addnodes.highlightlang,
)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note a document that was just read. Connected before Sphinx collects its toctree anchors."""
    domain = cast("ConfDomain", app.env.domains["conf"])
    domain.note_page(collect_page(app.env.current_document.docname, doctree))


def collect_page(docname: str, doctree: nodes.document) -> Page:
    """Return what the domain keeps of a document, and tie its placeholders to it."""
    problems = [*_take_out_unsafe_links(doctree)]
    for left in doctree.findall(placeholder):
        left["docname"] = docname
        problems += [
            Problem(left["location"], subtype, message)
            for subtype, message in left.attributes.pop("complaints")
        ]
    declared, sections = _collect_declarations(docname, doctree, problems)
    queries = [_number(node, at) for at, node in enumerate(doctree.findall(talk_list))]
    indexes = [_number(node, at) for at, node in enumerate(doctree.findall(complete_index))]
    for node in indexes:
        _give_anchor(doctree, node, f"{node['objtype']}-index", "complete")
    return Page(
        docname,
        tuple(declared),
        tuple(node["query"] for node in queries),
        tuple(
            CompleteIndex(node["objtype"], docname, node["ids"][0], node["letters"])
            for node in indexes
        ),
        (*_collect_references(doctree, sections), *_references_of_options(declared, queries)),
        tuple(_collect_links(doctree, sections)),
        tuple(problems),
    )


def _collect_declarations(
    docname: str, doctree: nodes.document, problems: list[Problem]
) -> tuple[list[Declaration], dict[int, int]]:
    """Return the declarations, and the position in that list by the identity of the section."""
    found: list[Declaration] = []
    sections: dict[int, int] = {}
    kinds: set[tuple[int, ObjectType]] = set()
    for node in list(doctree.findall(declaration)):
        section = _section_of(node)
        read = _read_declaration(docname, doctree, node, section)
        if isinstance(read, Problem):
            problems.append(read)
            node.replace_self(node.children)
            continue
        if (id(section), read.objtype) in kinds:
            problems.append(_shared(read))
        kinds.add((id(section), read.objtype))
        sections.setdefault(id(section), len(found))
        node["position"] = len(found)
        found.append(read)
    return found, sections


def _read_declaration(
    docname: str, doctree: nodes.document, node: Element, section: nodes.section | None
) -> Declaration | Problem:
    """Return what a directive declares, or why it cannot."""
    facts: Facts = node.attributes.pop("facts")
    title = _title(section)
    is_page = section is not None and section is _first_section(doctree)
    anchor = own_id(facts, title, docname, is_page=is_page)
    if section is None or not anchor:
        return _undescribable(node, facts, title, has_section=section is not None)
    return Declaration(
        facts,
        title,
        docname,
        _give_anchor(doctree, section, anchor, objtype_of(type(facts))),
        is_page,
        _has_notes(section),
        node["location"],
    )


def _undescribable(node: Element, facts: Facts, title: str, *, has_section: bool) -> Problem:
    kind = objtype_of(type(facts))
    if not has_section:
        message = _(
            "the '{kind}' directive stands in no section, so there is nothing for it to "
            "describe; write a heading above it",
            kind=kind,
        )
        return Problem(node["location"], Subtype.OUTSIDE_SECTION, message)
    message = _(
        "the heading {title!r} has no letter or digit to make an id of; give the "
        "'{kind}' directive an ':id:'",
        title=title,
        kind=kind,
    )
    return Problem(node["location"], Subtype.EMPTY_NAME, message)


def _shared(second: Declaration) -> Problem:
    message = _(
        "there is a '{objtype}' directive below the heading {title!r} already; write a "
        "heading of its own above this one",
        objtype=second.objtype,
        title=second.title,
    )
    return Problem(second.location, Subtype.SHARED_SECTION, message)


def _give_anchor(doctree: nodes.document, node: Element, anchor: str, kind: str) -> str:
    """Make *anchor* the node's first id and return it, or what is free and nearest to it.

    docutils' own ids are not stable: they are serial numbers for headings without a Latin letter,
    and for the second of two equal headings.
    """
    wanted = anchor
    serial = 1
    while doctree.ids.get(wanted, node) is not node:
        wanted = f"{kind}-{anchor}" if serial == 1 else f"{kind}-{anchor}-{serial}"
        serial += 1
    doctree.ids[wanted] = node
    node["ids"] = [wanted, *(node_id for node_id in node["ids"] if node_id != wanted)]
    return wanted


def _has_notes(section: nodes.section) -> bool:
    """Say whether a section holds more than its directive and sections of other objects."""
    return any(
        not isinstance(child, (*_SILENT, placeholder))
        and not _is_toctree(child)
        and not (isinstance(child, nodes.section) and _declares(child))
        for child in section.children
    )


def _declares(section: nodes.section) -> bool:
    return any(isinstance(child, declaration) for child in section.children)


def _is_toctree(node: nodes.Node) -> bool:
    return isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]


def _collect_references(doctree: nodes.document, sections: dict[int, int]) -> Iterator[Reference]:
    for node in doctree.findall(pending_xref):
        if node.get("intersphinx"):
            continue
        if node.get("refdomain") == "conf":
            objtype: ObjectType | None = ObjectType(node["reftype"])
        elif node["reftype"] in {"any", "myst"} and node.get("refdomain") != "doc":
            objtype = None
        else:
            continue
        location = get_node_location(node) or ""
        yield Reference(objtype, node["reftarget"], location, _declaration_around(node, sections))


def _collect_links(doctree: nodes.document, sections: dict[int, int]) -> Iterator[Link]:
    for node in doctree.findall():
        for url in addresses_in(node):
            location = get_node_location(node) or ""
            position = _declaration_around(node, sections)
            yield Link(url, location, position, is_fixed=not isinstance(node, nodes.reference))


def _references_of_options(
    declared: list[Declaration], queries: list[Element]
) -> Iterator[Reference]:
    """Yield what options name and has to exist; it is checked, and is no mention."""
    for one in declared:
        if isinstance(one.facts, Talk) and one.facts.conference:
            yield Reference(
                ObjectType.CONFERENCE, one.facts.conference, one.location, is_mention=False
            )
    for node in queries:
        query: TalkQuery = node["query"]
        for objtype in (ObjectType.CONFERENCE, ObjectType.SPEAKER, ObjectType.TOPIC):
            if name := getattr(query, objtype):
                yield Reference(objtype, name, node["location"], is_mention=False)


def _declaration_around(node: nodes.Node, sections: dict[int, int]) -> int | None:
    ancestor = node.parent
    while ancestor is not None:
        if id(ancestor) in sections:
            return sections[id(ancestor)]
        ancestor = ancestor.parent
    return None


def _take_out_unsafe_links(doctree: nodes.document) -> Iterator[Problem]:
    for node in list(doctree.findall(nodes.reference)):
        address = "".join(str(node.get("refuri", "")).split()).lower()
        if address.startswith(_UNSAFE_SCHEMES):
            location = get_node_location(node if node.line else node.parent) or ""
            node.replace_self(node.children)
            yield Problem(
                location,
                Subtype.INVALID_URL,
                _(
                    "a link to {address!r} would run code in a reader's browser, and was made "
                    "plain text; link to an address that begins with https://, http:// or mailto:",
                    address=node["refuri"],
                ),
            )


def _section_of(node: nodes.Node) -> nodes.section | None:
    ancestor = node.parent
    while ancestor is not None and not isinstance(ancestor, nodes.section):
        ancestor = ancestor.parent
    return ancestor


def _first_section(doctree: nodes.document) -> nodes.section | None:
    return next(doctree.findall(nodes.section), None)


def _title(section: nodes.section | None) -> str:
    heading = section.next_node(nodes.title) if section else None
    if heading is None:
        return ""
    heading = heading.deepcopy()
    for mark in list(heading.findall(_is_mark)):
        mark.parent.remove(mark)
    return " ".join(clean_astext(heading).split())


def _is_mark(node: nodes.Node) -> bool:
    """Say whether a node of a heading is a mark that leads to a note, and no part of the name."""
    return isinstance(node, (nodes.footnote_reference, nodes.citation_reference))


def _number(node: Element, position: int) -> Element:
    node["position"] = position
    return node
