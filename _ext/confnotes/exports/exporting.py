"""When files are made that can be taken away; ties it to Sphinx's events.

They are made when all is written, and only when something was read that the build before had not
read. A page or a file of the author's that has the name of one comes first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from sphinx.util import logging

from ..diagnostics import Subtype, did_you_mean
from ..digests import digest_of
from ..made import MadeFiles
from ..rebuild.outputs import Outputs
from ..rebuild.record import record_path
from ..rebuild.unchanged import digest_of_readings
from ..words import _
from .bibliographies import make_bibliographies
from .calendars import make_calendars
from .described import base_of, notes_of
from .feeds import make_feeds
from .hiding import without_hidden
from .offering import BIBLIOGRAPHIES, CALENDARS, FEEDS, PICTURES, SITEMAPS
from .published import Published
from .schedules import make_schedules
from .sitemap import make_sitemap
from .talks import TALKS, make_talks

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..domain import ConfDomain
    from ..model import Target
    from .published import Maker

logger = logging.getLogger(__name__)

#: What is made of the notes alone.
MAKERS: Mapping[str, Maker] = {
    "talks": make_talks,
    "schedules": make_schedules,
    BIBLIOGRAPHIES: make_bibliographies,
    CALENDARS: make_calendars,
}
#: What ``confnotes_exports`` can name: these, and what needs to know of the build or the history.
EXPORTS = (*MAKERS, FEEDS, SITEMAPS, PICTURES)
_BUILDERS = {"html", "dirhtml"}


def connect(app: Sphinx) -> None:
    """Let every site of *app* be taken away."""
    app.add_config_value(
        "confnotes_exports",
        [*EXPORTS],
        "html",
        types=frozenset({list, tuple}),
        description="what can be taken away from the site, in formats that others read",
    )
    app.connect("builder-inited", on_builder_inited)


def on_builder_inited(app: Sphinx) -> None:
    """Choose what is made in this build."""
    if app.builder.name not in _BUILDERS:
        return
    chosen = app.config.confnotes_exports
    for name in chosen:
        if name not in EXPORTS:
            near = did_you_mean(str(name), EXPORTS)
            words = _("confnotes_exports in conf.py names {name!r}, which is no export.{near}")
            _warn(words.format(name=name, near=near))
    Exports(app, chosen)
    if "talks" in chosen:
        app.connect("html-page-context", on_html_page_context)


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Say in the head of a page where all that is known can be had."""
    address = context["pathto"](TALKS, 1)
    link = f'<link rel="alternate" type="application/json" href="{address}" />'
    context["metatags"] = f"{context.get('metatags', '')}\n{link}"


class Exports:
    """What is made in one build."""

    def __init__(self, app: Sphinx, chosen: Container[str]) -> None:
        """Look at what the build before has left."""
        self._chosen = chosen
        self._made = MadeFiles.load(Path(app.outdir), record_path(app).with_suffix(".exports.json"))
        app.connect("build-finished", self.on_build_finished, priority=800)

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Make what is not there already."""
        if exception is not None:
            return
        readings = digest_of_readings(app)
        domain = cast("ConfDomain", app.env.domains["conf"])
        committed = domain.history.state if domain.history else ""
        given = (app.builder.name, domain.known_links, committed)
        digest = digest_of((readings, given)) if readings else ""
        if not (digest and self._is_left_as_made(app, digest)):
            self._make(app, digest)
        for name in self._made.taken:
            words = _(
                "the notebook has a page or a file of its own that is published as {name!r}, so "
                "the export of that name is not made; give it another name, or take the export "
                "out of confnotes_exports in conf.py"
            )
            _warn(words.format(name=name))

    def _is_left_as_made(self, app: Sphinx, digest: str) -> bool:
        made = self._made
        if made.taken and _taken(app, made.taken) != made.taken:
            return False
        return made.is_left_as_made(digest)

    def _make(self, app: Sphinx, digest: str) -> None:
        files = dict(self._files(app))
        try:
            self._made.replace(files, digest, digest, _taken(app, files))
        except OSError as error:
            _warn(_("what can be taken away could not be written: {reason}", reason=error))

    def _files(self, app: Sphinx) -> Iterator[tuple[str, bytes]]:
        site = published(app)
        for name, make in MAKERS.items():
            if name in self._chosen:
                yield from make(site)
        if site.base and (FEEDS in self._chosen or SITEMAPS in self._chosen):
            notes = notes_of(app.env)
            if FEEDS in self._chosen:
                yield from make_feeds(site, notes)
            if SITEMAPS in self._chosen:
                uri = app.builder.get_target_uri
                pages = {name: urljoin(site.base, uri(name)) for name in app.env.found_docs}
                yield from make_sitemap(pages, notes.dates, site.base)


def published(app: Sphinx) -> Published:
    """Return the site of a build, as makers see it."""
    base = base_of(app.config)

    def address(target: Target) -> str:
        if not target.docname:
            return ""
        page = app.builder.get_target_uri(target.docname)
        page = urljoin(base, page) if base else page or "./"
        return page if target.is_page or not target.node_id else f"{page}#{target.node_id}"

    domain = cast("ConfDomain", app.env.domains["conf"])
    lookup = without_hidden(domain.lookup, domain.known_links)
    language = app.config.language.replace("_", "-")
    return Published(lookup, address, base, app.config.html_title, language)


def _taken(app: Sphinx, names: Iterable[str]) -> list[str]:
    """Return, of names of files, those where a page or a file of the author's is, or a folder."""
    outputs = Outputs.of(app, app.builder)
    places = outputs.places if outputs else set()
    folders = {folder for place in places for folder in _folders(place)}
    return sorted(
        name
        for name in names
        if name in places or name in folders or not places.isdisjoint(_folders(name))
    )


def _folders(name: str) -> Iterable[str]:
    """Yield the folders that a file is in."""
    while name := name.rpartition("/")[0]:
        yield name


def _warn(what: str) -> None:
    logger.warning("%s", what, type="confnotes", subtype=Subtype.NO_EXPORT)
