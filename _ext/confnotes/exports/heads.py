"""Puts into the heads of pages what programs read of them; ties that to Sphinx's events.

All of it that comes from other pages is in `stale.shown_by`: when it differs, a page is written
again.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.util import logging

from ..model import ObjectType
from ..words import _
from . import picturing
from .dates import History
from .described import base_of, described_by
from .feeds import FEED, feed_of
from .metadata import as_script
from .offering import FEEDS, PICTURES
from .pictures import picture_of
from .previews import Preview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from ..domain import ConfDomain
    from ..model import Target

logger = logging.getLogger(__name__)

_BUILDERS = {"html", "dirhtml"}
#: The extension that makes the same tags; an author who has chosen it gets those.
_PREVIEWS = "sphinxext.opengraph"


def connect(app: Sphinx) -> None:
    """Give the pages of every site of *app* their heads."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context)
    app.connect("build-finished", picturing.on_build_finished)


def on_builder_inited(app: Sphinx) -> None:
    """Note the history of the notes, where it is of use: a feed has to know where the site is."""
    if app.builder.name in _BUILDERS and app.config.html_baseurl:
        history = History(Path(app.srcdir))
        cast("ConfDomain", app.env.domains["conf"]).history = history
        if history.is_shallow:
            logger.info(
                _(
                    "There are no feeds: this clone lacks the beginning of its history, which"
                    " `git fetch --unshallow` gets."
                )
            )


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add to the head of a page."""
    if app.builder.name not in _BUILDERS:
        return
    builder = cast("StandaloneHTMLBuilder", app.builder)
    domain = cast("ConfDomain", app.env.domains["conf"])
    exports = app.config.confnotes_exports
    tags = [*_feeds(domain, pagename, context)] if FEEDS in exports else []
    if doctree is not None:
        described = described_by(app.env, pagename, lambda one: _address(builder, pagename, one))
        if _PREVIEWS not in app.extensions:
            tags.append(_preview(builder, pagename, described.words).as_tags())
        tags.append(as_script(described.objects, base_of(app.config)))
    context["metatags"] = context.get("metatags", "") + "".join(tags)


def _address(builder: StandaloneHTMLBuilder, docname: str, target: Target) -> str:
    """Return where an object is: from the site's own address, if that is known, else from a page.

    Nothing for what has no home.
    """
    if not target.docname:
        return ""
    whole = builder.get_target_uri(target.docname)
    if builder.config.html_baseurl:
        page = whole
    else:
        page = builder.get_relative_uri(docname, target.docname) or whole.rpartition("/")[2]
    return (page or "./") if target.is_page else f"{page}#{target.node_id}"


def _preview(builder: StandaloneHTMLBuilder, docname: str, words: str) -> Preview:
    title, site = builder.env.titles[docname].astext(), builder.config.html_title
    preview = Preview(title, words, _url(builder, docname), site)
    lookup = cast("ConfDomain", builder.env.domains["conf"]).lookup
    entry = lookup.declared.get((docname, 0))
    is_drawn = preview.url and PICTURES in builder.config.confnotes_exports
    picture = picture_of(lookup, entry, site) if entry and is_drawn else None
    if picture is None:
        return preview
    return replace(preview, image=base_of(builder.config) + picture.path, alt=picture.alt)


def _url(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return the whole address of a page, as Sphinx gives its canonical one; empty without one."""
    base = base_of(builder.config)
    return base + builder.get_target_uri(docname) if base else ""


def _feeds(domain: ConfDomain, docname: str, context: dict[str, Any]) -> Iterator[str]:
    """Yield links to the feed of the site, and on the page of a topic to that topic's."""
    if not domain.has_feeds:
        return
    yield _link(context["pathto"](FEED, resource=True), context["docstitle"])
    page = domain.pages.get(docname)
    for position, one in enumerate(page.declarations[:1] if page else ()):
        target = domain.lookup.declared[docname, position].target
        if one.is_page and target.objtype is ObjectType.TOPIC:
            yield _link(context["pathto"](feed_of(target.id), resource=True), target.label)


def _link(path: str, title: str) -> str:
    return (
        f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}"'
        f' href="{escape(path)}" />\n'
    )
