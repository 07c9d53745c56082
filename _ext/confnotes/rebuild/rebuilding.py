"""Which pages have to be written again; and the steps of one build, in their order.

A page is up to date when its document was not read since, what it borrows is the same, and its
file is the one that a finished build has left. So a build that was killed is repaired by the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..digests import digest_of
from . import garbage
from .borrowed import Borrowed
from .order import settle_order
from .outdated import find_outdated
from .outputs import BACKUP, Outputs
from .readings import ReadingCollector
from .record import Record, load_record, record_path, save_record
from .search import settle_search_index
from .settings import digest_of_files, digest_of_values
from .turns import give_turn, take_turn
from .unchanged import Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    Around = Callable[[str], object]


@dataclass(frozen=True)
class Notebook:
    """What pages show that is found elsewhere; what is equal in `repr` is the same on the page."""

    #: What a page shows; its name is given, and the addresses of other sites that it borrows. It is
    #: found in the page's own reading, and in the following.
    shown: Callable[[BuildEnvironment, str, Sequence[str]], object]
    #: What all documents that were read have for others.
    shared: Callable[[BuildEnvironment], object]
    #: What doesn't come from documents.
    given: Callable[[BuildEnvironment], object]


def connect(app: Sphinx, notebook: Notebook, around: Around) -> None:
    """Make every build of *app* as good as a clean one.

    *around* says what stands around a page's text; None if that can be anything of the whole site.
    """
    garbage.connect(app)
    rebuild = Rebuild(notebook, around)
    # What the settings are made of is looked at before the build waits, and what they are after
    # every extension has put them right.
    app.connect("config-inited", rebuild.note_files, priority=0)
    app.connect("config-inited", take_turn, priority=1)
    app.connect("config-inited", rebuild.note_values, priority=1000)
    app.add_env_collector(ReadingCollector)
    app.connect("env-get-outdated", rebuild.on_env_get_outdated)
    # Before sphinxcontrib-bibtex (500) numbers what is in order then.
    app.connect("env-updated", rebuild.on_env_updated, priority=100)
    # After Sphinx (500) has numbered the sections and figures.
    app.connect("env-get-updated", rebuild.on_env_get_updated, priority=900)
    app.connect("write-started", rebuild.on_write_started)
    app.connect("doctree-resolved", rebuild.on_doctree_resolved)
    app.connect("html-page-context", rebuild.on_html_page_context)
    # After themes (500) have had their last word on their files.
    app.connect("build-finished", rebuild.on_build_finished, priority=900)
    app.connect("build-finished", give_turn, priority=1000)


class Rebuild:
    """One build: what was there before it, and what it has written so far."""

    def __init__(self, notebook: Notebook, around: Around) -> None:
        """Begin before anything is read."""
        self._notebook = notebook
        self._around = around
        #: A digest of what every page is made with.
        self._settings = ""
        #: What the build before has left in the output.
        self._record = Record()
        self._unchanged: Unchanged | None = None
        self._outputs: Outputs | None = None
        #: Document name → digest of what its page shows in this build.
        self._digests: dict[str, str] = {}
        #: Whether there was no search index to which the words of some pages could be added.
        self._is_index_lost = False
        self._written: set[str] = set()
        #: The files of pages that are of no document.
        self._generated: set[str] = set()

    def note_files(self, app: Sphinx, config: Config) -> None:
        """Note the code that this build runs."""
        self._settings = digest_of_files(app)

    def note_values(self, app: Sphinx, config: Config) -> None:
        """Note the settings of this build."""
        self._settings += digest_of_values(config)

    def on_env_get_outdated(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> set[str]:
        """Return the documents to read again that Sphinx has not found."""
        return find_outdated(app, env, removed, self._settings)

    def on_env_updated(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Put in order what was read."""
        settle_order(env)

    def on_env_get_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents to write again, though not to read again."""
        self._written = set()
        self._generated = set()
        self._record = load_record(record_path(app))
        borrowed = Borrowed(app, self._around)
        self._unchanged = unchanged = Unchanged(
            app,
            (self._settings, self._notebook.given(env), borrowed.by_all()),
            lambda: (self._notebook.shared(env), borrowed.navigation()),
            self._record,
        )
        self._digests = {
            docname: unchanged.digest(docname) or self._digest(env, docname, borrowed)
            for docname in sorted(env.found_docs & env.all_docs.keys())
        }
        self._outputs = outputs = Outputs.of(app, app.builder)
        self._is_index_lost = outputs is not None and outputs.is_search_index_lost(self._record)
        if self._is_index_lost:
            return [*self._digests]
        return [
            docname
            for docname, digest in self._digests.items()
            if digest != self._record.pages.get(docname)
            or (outputs and not outputs.is_page_as_recorded(docname, self._record))
        ]

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Remove what a clean build would not have, and note what there will be.

        Before it is there: of a build that is killed, the next one has to know what it may remove.
        """
        outputs = self._outputs
        if outputs is None:
            return
        places = outputs.places
        gone = {*self._record.places, BACKUP} - places
        if self._record.settings != self._settings:
            gone |= outputs.made_for_settings() - places
        outputs.remove(gone, self._record)
        if sorted(places) != self._record.places:
            self._save(app, replace(self._record, is_finished=False, places=sorted(places)))

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that a page is about to be written."""
        self._written.add(docname)
        if self._record.is_finished and self._outputs:
            self._save(app, replace(self._record, is_finished=False))

    def on_html_page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, object],
        doctree: nodes.document | None,
    ) -> None:
        """Note that a page is made which is of no document; these are made in every build."""
        if self._outputs and doctree is None:
            self._generated.add(self._outputs.page(pagename))

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Remember what was written, now that it is: a build that was killed left old pages."""
        if exception is not None:
            return
        outputs = self._outputs
        if outputs is None:  # writes what it was asked to, into few files or one
            self._save(app, self._record_of(self._digests))
            return
        settle_search_index(Path(app.outdir, outputs.search_index), app.env)
        outputs.remove({*self._record.generated} - self._generated - outputs.places, self._record)
        files = outputs.keep_times(self._record, self._generated)
        if self._is_index_lost and self._digests.keys() - self._written:
            files.pop(outputs.search_index, None)  # has but some of the pages
        pages = {
            docname: digest if docname in self._written else self._record.pages[docname]
            for docname, digest in self._digests.items()
            if docname in self._written or docname in self._record.pages
        }
        self._save(
            app,
            replace(
                self._record_of(pages),
                places=sorted(outputs.places),
                generated=sorted(self._generated),
                files=files,
            ),
        )

    def _record_of(self, pages: dict[str, str]) -> Record:
        """Return the record of this build, now that it is finished, but for its files."""
        record = Record(is_finished=True, settings=self._settings, pages=pages)
        if self._unchanged is None:  # stopped before the pages were looked at
            return record
        return replace(
            record,
            read=self._unchanged.read(self._digests, pages),
            common=self._unchanged.common,
            readings=self._unchanged.readings,
        )

    def _digest(self, env: BuildEnvironment, docname: str, borrowed: Borrowed) -> str:
        loan = borrowed.by_page(docname)
        shown = self._notebook.shown(env, docname, loan.addresses)
        everything = (self._settings, env.all_docs[docname], shown, loan.shown)
        return digest_of(everything)

    def _save(self, app: Sphinx, record: Record) -> None:
        if record != self._record:
            save_record(record_path(app), record)
            self._record = record
