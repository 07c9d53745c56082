"""The post-transform that leads links to archived copies, and how HTML shows such links."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..markup import day, paragraph, text
from ..words import _
from .known import Archived, Lost, Moved
from .leading import lead, on_builder_inited, standing
from .nodes import archived_reference

if TYPE_CHECKING:
    from typing import Any

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import ConfDomain
    from .known import Destination, KnownLinks


def connect(app: Sphinx) -> None:
    """Let the links of *app* lead to archived copies."""
    app.add_config_value(
        "confnotes_archive",
        "https://web.archive.org/web/",
        "env",
        types=frozenset({str}),
        description="the archive's address, before which a day and a page's address are put",
    )
    app.add_node(archived_reference, html=(visit_archived_reference, depart_archived_reference))
    app.add_post_transform(ArchivedLinksTransform)
    app.connect("builder-inited", on_builder_inited)


#: What may be an address in a text, without the punctuation behind it.
_ADDRESS = re.compile(r"[^\s<>\"()\[\]]*[^\s<>\"()\[\].,:;!?]")


class ArchivedLinksTransform(SphinxPostTransform):
    """Leads every link to where ``links.toml`` says that its page can be read."""

    # When all links are there: of references (10) and bibliographies (5). Before LaTeX (400) writes
    # their addresses into footnotes.
    default_priority = 300

    def run(self, **kwargs: Any) -> None:
        """Find all links first: leading one elsewhere must not hide another."""
        known = cast("ConfDomain", self.env.domains["conf"]).known_links
        docname = self.env.current_document.docname
        for node in [*self.document.findall(nodes.reference)]:
            _hide_addresses(node, known)
            url = node.get("refuri") or ""
            if known.find(url) and not isinstance(node, archived_reference):
                destination = lead(self.env, *standing(self.env, docname, node), url)
                if destination:
                    _lead_elsewhere(node, destination, self.config.language)


def visit_archived_reference(translator: HTML5Translator, node: archived_reference) -> None:
    """Open an ordinary link, and give it the attributes of a robust one."""
    translator.visit_reference(node)
    attributes = "".join(
        f' data-{name}="{escape(node[kept])}"'
        for name, kept in (
            ("originalurl", "original"),
            ("versiondate", "near"),
            ("versionurl", "versions"),
        )
        if node[kept]
    )
    tag, _, rest = translator.body[-1].partition(" ")
    translator.body[-1] = f"{tag}{attributes} {rest}"


def depart_archived_reference(translator: HTML5Translator, node: archived_reference) -> None:
    """Close the link."""
    translator.depart_reference(node)


def _lead_elsewhere(node: nodes.reference, destination: Destination, language: str) -> None:
    if isinstance(destination, Moved):
        node["refuri"] = destination.url
        return
    _put_behind(node, text(f"[{_words(destination, language)}]", "confnotes-archived"))
    if isinstance(destination, Lost):
        named = {key: node[key] for key in ("ids", "classes")}
        node.parent.replace(node, nodes.inline("", "", *node.children, **named))
        return
    made = archived_reference("", "", *node.children, **node.attributes)
    made["refuri"] = destination.url
    made["classes"] = [*node["classes"], "archived"]
    made["original"] = destination.original
    made["near"] = destination.near.isoformat() if destination.near else ""
    made["versions"] = " ".join(one.url for one in destination.snapshots)
    node.replace_self(made)


def _put_behind(node: nodes.reference, mark: nodes.inline) -> None:
    """Put the words behind a link: into its line, or below a picture that is one."""
    parent = node.parent
    if isinstance(parent, nodes.TextElement):
        at = parent.index(node) + 1
        parent[at:at] = [nodes.Text(" "), mark]
        return
    if isinstance(parent, nodes.figure):
        caption = next((one for one in parent if isinstance(one, nodes.caption)), None)
        if caption is not None:
            caption += [nodes.Text(" "), mark]
            return
    parent.insert(parent.index(node) + 1, paragraph(mark))


def _hide_addresses(node: nodes.reference, known: KnownLinks) -> None:
    """Show but the host of every address that is not to be shown, in the words of a link."""

    def hidden(found: re.Match[str]) -> str:
        address = found[0] if "://" in found[0] else f"http://{found[0]}"
        host = urlsplit(address).hostname if known.is_hidden(address) else None
        return host or found[0]

    if not known:
        return
    for words in [*node.findall(nodes.Text)]:
        words.parent.replace(words, nodes.Text(_ADDRESS.sub(hidden, words)))
    elements: list[Element] = [*node.findall(nodes.image), node]
    for one in elements:
        for key in {"alt", "reftitle"} & one.attributes.keys():
            one[key] = _ADDRESS.sub(hidden, one[key])


def _words(destination: Archived | Lost, language: str) -> str:
    """Return what is said beside a link; that a day is another's is not passed over."""
    if isinstance(destination, Lost):
        return _("gone, no copy known")
    if destination.snapshot:
        return _("archived {date}", date=day(destination.snapshot.date, language))
    if destination.near:
        return _("archived near {date}", date=day(destination.near, language))
    return _("archived")
