"""The post-transform that puts cards, lists and indexes in the places of the placeholders.

A post-transform, because what a page shows depends on all other pages, and a page that went stale
is written again without being read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from .cards import conference_card, speaker_card, talk_card, topic_card
from .exports.offering import BUILDERS, offered
from .indexing import view_index
from .lists import conference_index, name_index, talk_list
from .nodes import declaration, placeholder
from .querying import view_query
from .shortening import shortened
from .talk_index import talk_table, talk_years
from .viewing import view_declaration
from .views import (
    ConferenceIndexView,
    ConferenceView,
    NameIndexView,
    SpeakerView,
    TalkIndexView,
    TalkListView,
    TalkView,
    TalkYearsView,
    TopicView,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from docutils.nodes import Element

    from .cards import Card
    from .domain import ConfDomain
    from .model import Target
    from .views import View

#: How each kind of view is shown.
_CARDS: Mapping[type[View], Callable[..., Card]] = {
    TalkView: talk_card,
    ConferenceView: conference_card,
    SpeakerView: speaker_card,
    TopicView: topic_card,
}
_LISTS: Mapping[type[View], Callable[..., list[Element]]] = {
    TalkListView: talk_list,
    ConferenceIndexView: conference_index,
    TalkIndexView: talk_table,
    TalkYearsView: talk_years,
    NameIndexView: name_index,
}


class PlaceholderTransform(SphinxPostTransform):
    """Replaces every placeholder of a document by nodes made from its view."""

    # Before MyST (9) and Sphinx (10) resolve references, since content of directives holds some,
    # and before linkcheck collects links (800).
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Find all places first: replacing one placeholder must not hide another."""
        placed = [(node, self._tail_place(node)) for node in self.document.findall(placeholder)]
        for node, (parent, before) in placed:
            level = _level(node)
            top, tail = self._render(node)
            links = _settle((*top, *tail), node, level)
            node.replace_self(top)
            at = parent.index(before) if before is not None else len(parent)
            parent[at:at] = tail
            self._give_addresses(links, node["docname"])

    def _give_addresses(self, links: Iterable[Element], docname: str) -> None:
        """Let links lead to their objects; what is in no page of this builder is no link."""
        domain = cast("ConfDomain", self.env.domains["conf"])
        for link in links:
            target: Target | None = link.attributes.pop("leads_to", None)
            try:
                if target is None:
                    path: str = link.attributes.pop("leads_to_file")
                    link["refuri"] = domain.address_of_file(path, docname)
                else:
                    link.attributes.update(domain.address_of(target, docname))
            except NoUri:
                link.replace_self(link.children)

    def _render(self, node: Element) -> tuple[list[Element], list[Element]]:
        """Return what comes in the placeholder's place, and what comes below the notes."""
        view = shortened(self._view(node), self.config.confnotes_full_lists)
        exports = self.config.confnotes_exports if self._has_files() else ()
        domain = cast("ConfDomain", self.env.domains["conf"])
        view = offered(view, exports, domain.known_links)
        language = self.config.language
        if isinstance(node, declaration):
            return _CARDS[type(view)](view, node.children, language)
        anchors = [nodes.target("", "", ids=node["ids"])] if node["ids"] else []
        return [*anchors, *_LISTS[type(view)](view, language)], []

    def _has_files(self) -> bool:
        """Say whether this build makes the files that pages offer."""
        builder = cast("ConfDomain", self.env.domains["conf"]).builder
        return builder is not None and builder.name in BUILDERS

    def _view(self, node: Element) -> View:
        domain = cast("ConfDomain", self.env.domains["conf"])
        # Not the current document's name: LaTeX and singlehtml resolve several as one.
        page = domain.pages[node["docname"]]
        position: int = node["position"]
        if isinstance(node, declaration):
            return view_declaration(domain.lookup, page.docname, position)
        if "query" in node:
            return view_query(domain.lookup, page.queries[position])
        return view_index(domain.lookup, page.indexes[position])

    def _tail_place(self, node: Element) -> tuple[Element, Element | None]:
        """Return where the part below the notes goes: (parent, before which child, or at its end).

        It comes before the first section of another object, and before another document.
        """
        parent = node.parent
        while not isinstance(parent, (nodes.section, nodes.document)):
            parent = parent.parent
        for child in parent.children:
            if isinstance(child, nodes.Element) and _begins_another(child):
                return parent, child
        return parent, None


def _begins_another(child: Element) -> bool:
    """Say whether a part of a section belongs to another object or document.

    What stands in the section itself, its own directive and any other, does not.
    """
    if isinstance(child, placeholder):
        return False
    others = (declaration, addnodes.start_of_file)
    return any(isinstance(inner, others) for inner in child.findall(nodes.Element))


def _level(node: Element) -> int:
    """Return the level of the heading that a node stands under, 0 outside of all sections."""
    level = 0
    ancestor = node.parent
    while ancestor is not None and not isinstance(ancestor, addnodes.start_of_file):
        level += isinstance(ancestor, nodes.section)
        ancestor = ancestor.parent
    return level


def _settle(made: Iterable[Element], node: Element, level: int) -> list[Element]:
    """Give new nodes what depends on the place: line, and level of headings; return their links.

    The content of a directive has all that already.
    """
    links: list[Element] = []
    left: list[nodes.Node] = [*made]
    while left:  # not `findall`, which goes up and down the tree for each node
        new = left.pop()
        if not isinstance(new, nodes.Element):
            continue
        left += new.children
        if new.line is None:
            new.source, new.line = node.source, node.line
        if "leads_to" in new.attributes or "leads_to_file" in new.attributes:
            links.append(new)
        elif isinstance(new, nodes.rubric) and "rank" in new:
            new["heading-level"] = min(level + new.attributes.pop("rank"), 6)
    return links
