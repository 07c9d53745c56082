"""The ``conf`` domain: conferences, talks, speakers and topics.

The store is by document, and holds plain values; every name → object table is derived from it
(see `lookup`). So clearing a document is a ``pop``, and merging a parallel reader's copies keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.osutil import relative_uri

from .elsewhere.matching import Elsewhere
from .links.known import KnownLinks
from .lookup import Lookup
from .model import ObjectType, Page
from .nouns import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .exports.dates import History
    from .model import Target
    from .search.texts import Named, Part


#: In the search, an object comes before those that are only called so, too.
_PRIORITY = 1
_PRIORITY_OF_ALIAS = 2


class ConfDomain(Domain):
    """Talks and what belongs to them."""

    name = "conf"
    label = "Conference notes"
    object_types: ClassVar[dict[str, ObjType]] = {
        ObjectType.CONFERENCE.value: ObjType("conference", "conference"),
        ObjectType.TALK.value: ObjType("talk", "talk"),
        ObjectType.SPEAKER.value: ObjType("speaker", "speaker"),
        ObjectType.TOPIC.value: ObjType("topic", "topic"),
    }
    roles: ClassVar[dict[str, XRefRole]] = {  # type: ignore[assignment]
        objtype.value: XRefRole(innernodeclass=nodes.inline) for objtype in ObjectType
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "pages": {},  # docname → Page
        "texts": {},  # docname → its text, for the search
    }
    data_version = 4

    def __init__(self, env: BuildEnvironment) -> None:
        """Start with no lookup (it is made when the first page asks for it) and no known links."""
        super().__init__(env)
        self._lookup: Lookup | None = None
        #: What ``links.toml`` says; it is read at every build, and not kept.
        self.known_links = KnownLinks()
        #: When the notes were written, where somebody wants to know; it is asked at every build.
        self.history: History | None = None
        #: What other notebooks have; it is read at every build, and not kept.
        self.elsewhere = Elsewhere()
        #: What writes the pages of this build.
        self.builder: Builder | None = None

    @property
    def pages(self) -> dict[str, Page]:
        """The store: document name → what that document declares and names."""
        return cast("dict[str, Page]", self.data["pages"])

    @property
    def texts(self) -> dict[str, tuple[Part, ...]]:
        """Document name → its text, part by part."""
        return cast("dict[str, tuple[Part, ...]]", self.data["texts"])

    @property
    def lookup(self) -> Lookup:
        """The tables derived from the store; complete once all documents are read."""
        if self._lookup is None:
            self._lookup = Lookup(self.pages, self.elsewhere)
        return self._lookup

    @property
    def has_feeds(self) -> bool:
        """Whether there are feeds of this notebook: it is public, and has a history."""
        return bool(self.history and self.history.state)

    def note_page(self, page: Page) -> None:
        """Store what a document declares and names, in the place of what it did before."""
        self.pages[page.docname] = page
        self._lookup = None

    def note_text(self, docname: str, parts: tuple[Part, ...]) -> None:
        """Store the text of a document."""
        self.texts[docname] = parts

    def name_of(self, named: Named) -> str:
        """Return what a text calls what it names without words of its own."""
        if named.kind in set(ObjectType):
            target = self.lookup.resolve(ObjectType(named.kind), named.target)
            return target.label if target else named.target
        found = self.lookup.resolve_any(named.target) if named.kind != "ref" else ()
        labels = self.env.domains.standard_domain.labels
        label = str(labels.get(named.target.lower(), ("", "", ""))[2])  # Sphinx's own are lazy
        return found[0].label if found else label

    def clear_doc(self, docname: str) -> None:
        """Forget a document that was removed, or is read anew."""
        self.pages.pop(docname, None)
        self.texts.pop(docname, None)
        self._lookup = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the documents that a parallel process has read."""
        for docname in docnames:
            if docname in otherdata["pages"]:
                self.pages[docname] = otherdata["pages"][docname]
            if docname in otherdata["texts"]:
                self.texts[docname] = otherdata["texts"][docname]
        self._lookup = None

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002, FBT001, FBT002
        """Return what a kind of objects is called, beside what Sphinx's own search finds."""
        return kind_of(ObjectType(type.lname))

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Link a role to its object; without a title of its own it shows the object's."""
        found = self.lookup.resolve(ObjectType(typ), target)
        if found is None or not found.docname:
            return None
        return _link(builder, fromdocname, found, node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Link ``{any}`` and Markdown's ``[text](#target)`` to all objects of that id or name.

        An object whose page is already what the target says as a document's name is left to
        Sphinx: two equal answers would be an ambiguity to warn of.
        """
        same_page = docname_join(node.get("refdoc", fromdocname), target)
        return [
            (f"conf:{found.objtype}", _link(builder, fromdocname, found, node, contnode))
            for found in self.lookup.resolve_any(target)
            if found.docname and not (found.is_page and found.docname == same_page)
        ]

    def address_of(self, target: Target, fromdocname: str) -> dict[str, str]:
        """Return where an object that has a home is, as attributes of a link on a page.

        Raises `NoUri` where this build makes no such page.
        """
        if self.builder is None:
            raise NoUri
        return _address_of(self.builder, fromdocname, target)

    def address_of_file(self, path: str, fromdocname: str) -> str:
        """Return where a file of the site is, as seen from a page.

        Raises `NoUri` where this build makes no such page.
        """
        if self.builder is None:
            raise NoUri
        return relative_uri(self.builder.get_target_uri(fromdocname), path)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all objects, and their aliases, for ``objects.inv`` and the search."""
        for target in self.lookup.targets():
            yield _object(target.id, target.label, target, _PRIORITY)
        for slug, alias, target in self.lookup.aliases():
            if target.docname:
                yield _object(slug, alias, target, _PRIORITY_OF_ALIAS)

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Return the id of what a reference names, for the inventories of other projects."""
        if node["reftype"] not in self.object_types:  # intersphinx asks every domain for an `any`
            return None
        target = self.lookup.resolve(ObjectType(node["reftype"]), node["reftarget"])
        return target.id if target else None


def _object(
    name: str, label: str, target: Target, priority: int
) -> tuple[str, str, str, str, str, int]:
    return name, label, str(target.objtype), target.docname, target.node_id, priority


def _link(
    builder: Builder, fromdocname: str, target: Target, node: pending_xref, contnode: Element
) -> nodes.reference:
    content: Element = contnode
    if not node.get("refexplicit"):
        content = nodes.inline("", target.label, classes=["xref", "conf", f"conf-{target.objtype}"])
    address = _address_of(builder, fromdocname, target)
    return nodes.reference("", "", content, internal=True, **address)


def _address_of(builder: Builder, fromdocname: str, target: Target) -> dict[str, str]:
    """Return where an object is, as seen from a page; one that is a page without an anchor.

    Raises `NoUri` where the builder makes no such page.
    """
    node_id = "" if target.is_page else target.node_id
    if builder.name == "singlehtml":  # where all is one page; Sphinx 9.0 makes two fragments of it
        fromdocname = target.docname
    if node_id and fromdocname == target.docname:
        return {"refid": node_id}
    page = builder.get_relative_uri(fromdocname, target.docname)
    return {"refuri": f"{page}#{node_id}" if node_id else page}


def on_builder_inited(app: Sphinx) -> None:
    """Note what writes the pages: transforms have no way to it."""
    cast("ConfDomain", app.env.domains["conf"]).builder = app.builder
