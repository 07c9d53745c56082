"""The search page, pages that don't load Sphinx's own index, and that of all talks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from ..looks import layout
from ..model import ObjectType
from ..styles import with_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from ..domain import ConfDomain

#: What finds, on each page; the first is what the others have in common.
SCRIPTS = ("confnotes-finding.js", "confnotes-search.js")
#: What makes a table of the index of all talks.
_OF_TALKS = ("confnotes-finding.js", "confnotes-talks.js")
STYLE_SHEET = "confnotes-search.css"
#: What a theme's layout loads for Sphinx's own search.
_OF_SPHINX = re.compile(
    r'[ \t]*<script\b[^>]*\bsrc="[^"]*(?:searchtools|language_data|searchindex)\.js[^>]*>'
    r"\s*</script>\n?"
)


def add_scripts(app: Sphinx, scripts: tuple[str, ...]) -> None:
    """Let all pages have scripts, or the page that is just written; none has one twice."""
    app.add_css_file(STYLE_SHEET)
    for script in with_words(*scripts):
        app.add_js_file(script, loading_method="defer")


def add_table_of_talks(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page with the index of all talks its script.

    Where the search is Sphinx's own, it says why the table can't be filtered.
    """
    page = cast("ConfDomain", app.env.domains["conf"]).pages.get(pagename)
    if page and any(index.objtype is ObjectType.TALK for index in page.indexes):
        add_scripts(app, _OF_TALKS)


def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the search page."""
    yield "search", {"confnotes_indexes": _indexes(app)}, "confnotes/search.html"


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give templates what they need, and themes to know that there is a search page."""
    hasdoc = context["hasdoc"]
    context["hasdoc"] = lambda name: name == "search" or hasdoc(name)
    builder = cast("StandaloneHTMLBuilder", app.builder)
    layout.change(builder, context, "head", lambda text: _OF_SPHINX.sub("", text))
    # The theme's own search as you type asks Sphinx's index.
    context["theme_search_as_you_type"] = "False"


def _indexes(app: Sphinx) -> list[tuple[str, str]]:
    """Return (page, title) of the complete indexes, for readers without JavaScript."""
    lookup = cast("ConfDomain", app.env.domains["conf"]).lookup
    homes = [index.docname for objtype in ObjectType for index in lookup.homes.all_of(objtype)]
    return [(one, app.env.titles[one].astext()) for one in dict.fromkeys(homes)]
