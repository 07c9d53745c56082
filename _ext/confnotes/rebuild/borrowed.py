"""What a page shows that is not its own: titles and numbers, navigation, citations, names of files.

Each is asked of Sphinx itself, or of the extension that shows it, as the page would ask.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util import logging
from sphinx.util.docutils import new_document

from ..toctrees import toctrees_of
from .outputs import files_below, images_by_page, theme_folders, without_template_suffix
from .readings import store_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .readings import ForeignReference


#: The kinds of assets that stand in every page, with their checksum or as its template.
_IN_EVERY_PAGE = {".css", ".js", ".mjs", ".html", ".toml", ".conf"}
#: Themes whose sidebar has only titles, whatever their options are.
_ONLY_TITLES = {"pydata_sphinx_theme", "furo"}


class Borrowed:
    """What the pages of one build take from each other, as text that is equal when they show it."""

    def __init__(self, app: Sphinx) -> None:
        """Ask of a build whose documents are all read."""
        self._app = app
        self._env: BuildEnvironment = app.env

    def by_page(self, docname: str) -> tuple[Any, ...]:
        """Return what a page borrows."""
        env = self._env
        return (
            self._links(docname),
            env.toc_secnumbers.get(docname),
            env.toc_fignumbers.get(docname),
            self._images.get(docname),
            self._citations.get(docname),
            self._surroundings if self._app.builder.format == "html" else "",
        )

    def _links(self, docname: str) -> tuple[str, list[str]]:
        """Return what a page's references and tables of contents lead to, and say of it."""
        reading = store_of(self._env).readings.get(docname)
        try:
            return (
                self._resolved(docname, reading.references) if reading else "",
                self._tables_of_contents(docname),
            )
        except (NoUri, NotImplementedError):  # the builder makes no page for each document
            return "", []

    def _resolved(self, docname: str, references: tuple[ForeignReference, ...]) -> str:
        """Return what references resolve to, by the transforms that will resolve them.

        In silence: what cannot be resolved is reported when the page is written.
        """
        if not references:
            return ""
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
        return document.pformat()

    def _tables_of_contents(self, docname: str) -> list[str]:
        """Return the ``toctree`` of a page, with the headings of other pages that it shows."""
        env = self._env
        if docname not in env.toctree_includes:
            return []
        toctrees = [one.deepcopy() for one in toctrees_of(env, docname)]
        with logging.suppress_logging():
            shown = [env.resolve_toctree(docname, self._app.builder, one) for one in toctrees]
        return [found.pformat() for found in shown if found is not None]

    @cached_property
    def _images(self) -> dict[str, list[tuple[str, str]]]:
        return images_by_page(self._env)

    @cached_property
    def _citations(self) -> dict[str, list[str]]:
        """Return the entries of each page's bibliographies."""
        found: dict[str, list[str]] = defaultdict(list)
        cited = self._env.domaindata.get("cite", {"citations": []})
        for one in cited["citations"]:
            entry = (one.bibliography_key, one.citation_id, one.key, one.formatted_entry)
            found[one.bibliography_key.docname].append(_as_text(entry))
        return found

    @cached_property
    def _surroundings(self) -> str:
        """Return a digest of what stands around the text of every page."""
        themes = {folder.name for folder in theme_folders(self._app.builder)}
        navigation = _navigation(self._env, with_headings=not themes & _ONLY_TITLES)
        digest = hashlib.sha256(repr([*navigation]).encode())
        digest.update(repr([*self._generated_indices()]).encode())
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


def _navigation(env: BuildEnvironment, *, with_headings: bool) -> Iterator[object]:
    """Yield what previous and next, breadcrumbs and a sidebar are made of."""
    for docname in sorted(env.titles):
        yield docname, env.titles[docname].pformat(), env.metadata[docname].get("tocdepth")
        # The first is the title; a page may have more headings of that level.
        toc = env.tocs[docname]
        if with_headings:
            yield toc.pformat()
        else:
            yield [node.pformat() for one in toc for node in one.children[:1]]
    for docname in sorted(env.toctree_includes):
        for toctree in toctrees_of(env, docname):
            yield docname, toctree.pformat()
