"""What a page shows that is not its own: titles and numbers, navigation, citations, names of files.

Each is asked of Sphinx itself, or of the extension that shows it, as the page would ask.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util import logging
from sphinx.util.docutils import new_document

from ..digests import digest_of
from ..toctrees import toctrees_of
from .outputs import files_below, images_by_page, theme_folders, without_template_suffix
from .readings import store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .readings import ForeignReference


#: The kinds of assets that stand in every page, with their checksum or as its template.
_IN_EVERY_PAGE = {".css", ".js", ".mjs", ".html", ".toml", ".conf"}
#: Themes whose sidebar has only titles, whatever their options are.
_ONLY_TITLES = {"pydata_sphinx_theme", "furo"}
#: sphinxcontrib-bibtex makes links of these when it writes a page.
_URL_MACRO = re.compile(r"\\url\s*{([^}]*)}")


@dataclass(frozen=True, slots=True)
class Loan:
    """What one page borrows: as what is equal in `repr`, and the addresses of other sites in it."""

    shown: tuple[Any, ...]
    addresses: tuple[str, ...]


class Borrowed:
    """What the pages of one build take from each other, as text that is equal when they show it."""

    def __init__(self, app: Sphinx, around: Callable[[str], object]) -> None:
        """Ask of a build whose documents are all read.

        *around* says what stands around a page's text, as far as that comes from other pages; None
        where it can be anything of theirs.
        """
        self._app = app
        self._around = around
        self._env: BuildEnvironment = app.env

    def by_page(self, docname: str) -> Loan:
        """Return what a page borrows."""
        env = self._env
        links, addresses = self._links(docname)
        cited = self._citations.get(docname, [])
        shown = (
            links,
            env.toc_secnumbers.get(docname),
            env.toc_fignumbers.get(docname),
            self._images.get(docname),
            [text for text, _addresses in cited],
            self._surroundings(docname) if self._app.builder.format == "html" else "",
        )
        addresses += [url for _text, named in cited for url in named]
        return Loan(shown, tuple(dict.fromkeys(addresses)))

    def by_all(self) -> tuple[object, ...]:
        """Return all that a page can borrow without a reference, but for the `navigation`."""
        return (
            self._env.toc_secnumbers,
            self._env.toc_fignumbers,
            self._images,
            dict(self._citations),
            self._site if self._app.builder.format == "html" else "",
        )

    def navigation(self) -> str:
        """Return a digest of all titles and headings that can stand around the text of a page.

        To make it takes its time, and it is the same as long as no document is read.
        """
        if self._app.builder.format != "html":
            return ""
        return digest_of([*_navigation(self._env, with_headings=True)])

    def _links(self, docname: str) -> tuple[list[str], list[str]]:
        """Return what a page's references and tables of contents show, and the addresses in it."""
        reading = store_of(self._env).readings.get(docname)
        try:
            shown = [
                *self._resolved(docname, reading.references if reading else ()),
                *self._tables_of_contents(docname),
            ]
        except (NoUri, NotImplementedError):  # the builder makes no page for each document
            return [], []
        links = [link for node in shown for link in node.findall(nodes.reference)]
        return [node.pformat() for node in shown], [link.get("refuri") or "" for link in links]

    def _resolved(
        self, docname: str, references: tuple[ForeignReference, ...]
    ) -> list[nodes.Element]:
        """Return what references resolve to, by the transforms that will resolve them.

        In silence: what cannot be resolved is reported when the page is written.
        """
        if not references:
            return []
        document = new_document(docname)
        document.settings.env = self._env
        document += [_pending(one) for one in references]
        transformer = SphinxTransformer(document)
        transformer.set_environment(self._env)
        transformer.add_transforms(
            one
            for one in self._app.registry.get_post_transforms()
            if issubclass(one, ReferencesResolver)
        )
        with logging.suppress_logging():
            transformer.apply_transforms()
        return [document]

    def _tables_of_contents(self, docname: str) -> list[nodes.Element]:
        """Return the ``toctree`` of a page, with the headings of other pages that it shows."""
        env = self._env
        if docname not in env.toctree_includes:
            return []
        toctrees = [one.deepcopy() for one in toctrees_of(env, docname)]
        with logging.suppress_logging():
            shown = [env.resolve_toctree(docname, self._app.builder, one) for one in toctrees]
        return [found for found in shown if isinstance(found, nodes.Element)]

    @cached_property
    def _images(self) -> dict[str, list[tuple[str, str]]]:
        return images_by_page(self._env)

    @cached_property
    def _citations(self) -> dict[str, list[tuple[str, list[str]]]]:
        """Return the entries of each page's bibliographies, and the addresses in each."""
        found: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        cited = self._env.domaindata.get("cite", {"citations": []})
        for one in cited["citations"]:
            entry = (one.bibliography_key, one.citation_id, one.key, one.formatted_entry)
            found[one.bibliography_key.docname].append(
                (_as_text(entry), [*_addresses_in(one.formatted_entry.text)])
            )
        return found

    def _surroundings(self, docname: str) -> tuple[object, ...]:
        """Return what stands around the text of a page."""
        around = self._around(docname)
        return (self._site, self._all_titles if around is None else around)

    @cached_property
    def _all_titles(self) -> str:
        """Return a digest of what any page could show of the others."""
        themes = {folder.name for folder in theme_folders(self._app.builder)}
        return digest_of([*_navigation(self._env, with_headings=not themes & _ONLY_TITLES)])

    @cached_property
    def _site(self) -> str:
        """Return a digest of what is the same around every page."""
        digest = hashlib.sha256(repr([*self._generated_indices()]).encode())
        for name, content in self._assets():
            digest.update(name.encode() + b"\0" + content)
        return digest.hexdigest()

    def _generated_indices(self) -> Iterator[str]:
        """Yield the indices that extensions generate; a theme links to those that aren't empty."""
        for domain in self._env.domains.sorted():
            for index in domain.indices:
                if index(domain).generate()[0]:
                    yield f"{domain.name}-{index.name}"

    def _assets(self) -> Iterator[tuple[str, bytes]]:
        """Yield style sheets, scripts and templates, the project's and the theme's.

        A page's links to the first two have a checksum. Of templates, Sphinx sees those that are
        newer, and not those that are gone.
        """
        config = self._app.config
        added = (*config.html_static_path, *config.html_extra_path, *config.templates_path)
        for entry in (*added, *theme_folders(self._app.builder)):
            for file in files_below(Path(self._app.confdir, entry)):
                if Path(without_template_suffix(file.name)).suffix in _IN_EVERY_PAGE:
                    yield file.name, file.read_bytes()


def _pending(reference: ForeignReference) -> nodes.Element:
    return addnodes.pending_xref("", nodes.inline("", reference.text), **dict(reference.attributes))


def _as_text(entry: tuple[Any, ...]) -> str:
    return repr([vars(part) if hasattr(part, "__dict__") else part for part in entry])


def _addresses_in(text: object) -> Iterator[str]:
    """Yield where a text that pybtex has made leads to: its links, and what is in URL macros."""
    if text is None:
        return
    yield from _URL_MACRO.findall(str(text))
    left = [text]
    while left:
        part = left.pop()
        left += getattr(part, "parts", ())
        if isinstance(url := getattr(part, "url", None), str):
            yield url


def _navigation(env: BuildEnvironment, *, with_headings: bool) -> Iterator[object]:
    """Yield what previous and next, breadcrumbs and a sidebar are made of."""
    for docname in sorted(env.titles):
        yield docname, _plain(env.titles[docname]), env.metadata[docname].get("tocdepth")
        # The first is the title; a page may have more headings of that level.
        toc = env.tocs[docname]
        if with_headings:
            yield _plain(toc)
        else:
            yield [_plain(node) for one in toc for node in one.children[:1]]
    for docname in sorted(env.toctree_includes):
        for toctree in toctrees_of(env, docname):
            yield docname, _plain(toctree)


def _plain(node: nodes.Node) -> object:
    """Return what is equal in `repr` when nodes are; in a part of the time of `pformat`."""
    if not isinstance(node, nodes.Element):
        return node.astext()
    attributes = sorted((key, one) for key, one in node.attributes.items() if one != [])
    return node.tagname, attributes, [_plain(child) for child in node.children]
