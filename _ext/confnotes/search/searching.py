"""When the search is made; ties it to Sphinx's events.

What can be found is known as soon as all is read. The index is made when all is written, and only
when something in it differs from what the build before has left.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.config import ENUM
from sphinx.util import logging
from sphinx.util.display import progress_message

from ..diagnostics import Subtype
from ..digests import digest_of
from ..looks import layout
from ..made import MadeFiles
from ..rebuild.record import record_path
from ..rebuild.unchanged import digest_of_readings
from ..words import _
from . import pagefind, pages
from .collecting import on_doctree_read
from .findables import Site, findables

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    from ..domain import ConfDomain
    from .findables import Findable

logger = logging.getLogger(__name__)

PAGEFIND, SPHINX = "pagefind", "sphinx"
#: Where the index is in the output.
FOLDER = "pagefind"
_BUILDERS = {"html", "dirhtml"}


def connect(app: Sphinx) -> None:
    """Give every site of *app* its search."""
    app.add_config_value(
        "confnotes_search",
        PAGEFIND,
        "html",
        types=ENUM(PAGEFIND, SPHINX),
        description="what the search of the site is made by",
    )
    app.connect("doctree-read", on_doctree_read, priority=450)
    app.connect("builder-inited", on_builder_inited)


def on_builder_inited(app: Sphinx) -> None:
    """Choose the search of this build; it is Sphinx's own where Pagefind is not installed."""
    if app.builder.name not in _BUILDERS:
        return
    app.connect("html-page-context", pages.add_table_of_talks)
    made = MadeFiles.load(Path(app.outdir), record_path(app).with_suffix(".search.json"))
    program = pagefind.find_program() if app.config.confnotes_search == PAGEFIND else None
    if program:
        Search(app, made, program)
        return
    if app.config.confnotes_search == PAGEFIND:
        _warn(_("Pagefind is not installed, so the site gets Sphinx's own search"))
    app.connect("build-finished", lambda _app, error: None if error else made.remove())


class Search:
    """The search of one build, made by Pagefind."""

    def __init__(self, app: Sphinx, made: MadeFiles, program: Path) -> None:
        """Take the place of Sphinx's own search."""
        self._made = made
        self._program = program
        #: What can be found; None as long as nobody had to know.
        self._found: list[Findable] | None = None
        self._digest = ""
        self._readings = ""
        builder = cast("StandaloneHTMLBuilder", app.builder)
        builder.search = False
        layout.add_templates(builder)
        pages.add_scripts(app, pages.SCRIPTS)
        app.connect("html-collect-pages", pages.on_html_collect_pages)
        # Before themes (500) read their options.
        app.connect("html-page-context", pages.on_html_page_context, priority=100)
        app.connect("env-updated", self.on_env_updated, priority=900)
        app.connect("build-finished", self.on_build_finished, priority=800)

    def on_env_updated(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Look at what can be found; before what was read is kept, should the build be killed."""
        about = (pagefind.version(), _language(app), app.builder.name)
        readings = digest_of_readings(app)
        self._readings = digest_of((about, readings)) if readings else ""
        if self._readings and self._readings == self._made.readings:
            self._digest = self._made.digest  # what can be found is the same
            return
        self._found = findables(_site(env))
        self._digest = digest_of((about, self._found))
        if self._digest != self._made.digest:
            self._made.forget()

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Make the index, if it is not there already."""
        if exception is not None:
            return
        Path(app.outdir, cast("StandaloneHTMLBuilder", app.builder).searchindex_filename).unlink(
            missing_ok=True
        )
        if self._made.is_left_as_made(self._digest):
            self._made.note(self._readings)
            return

        def address(one: Findable) -> str:
            page = app.builder.get_target_uri(one.docname)
            return f"{page}#{one.node_id}" if one.node_id else page

        try:
            with progress_message(_("making the search index")):
                found = findables(_site(app.env)) if self._found is None else self._found
                files = pagefind.make_index(self._program, found, address, _language(app))
                placed = {f"{FOLDER}/{name}": content for name, content in files.items()}
                self._made.replace(placed, self._digest, self._readings)
        except (OSError, ValueError, pagefind.PagefindError) as error:
            words = _("Pagefind could not make the search index ({reason}), so the site has none")
            _warn(words.format(reason=error))


def _warn(what: str) -> None:
    logger.warning(
        "%s; %s",
        what,
        _("install pagefind_bin, or write confnotes_search = 'sphinx' in conf.py"),
        type="confnotes",
        subtype=Subtype.NO_PAGEFIND,
    )


def _site(env: BuildEnvironment) -> Site:
    """Return what is to be found; pages that say ``nosearch`` are not."""
    domain = cast("ConfDomain", env.domains["conf"])
    titles = {
        docname: title.astext()
        for docname, title in env.titles.items()
        if not env.metadata[docname].keys() & {"nosearch", "no-search"}
    }
    return Site(domain.lookup, domain.texts, titles, domain.name_of)


def _language(app: Sphinx) -> str:
    return app.config.language.replace("_", "-").lower()
