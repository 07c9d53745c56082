"""What docutils' HTML says to readers' software, such as that which reads pages aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: Books keep the roles of books.
_BUILDERS = {"html", "dirhtml", "singlehtml"}
#: Entries of a bibliography are in a list, and their role is one that ARIA 1.3 has given up.
_ENTRY, _ITEM = 'role="doc-biblioentry"', 'role="listitem"'


def connect(app: Sphinx) -> None:
    """Change the pages of *app*."""
    app.connect("html-page-context", on_html_page_context)


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put right what a page's own text says."""
    body = context.get("body")
    if app.builder.name in _BUILDERS and body and _ENTRY in body:
        context["body"] = body.replace(_ENTRY, _ITEM)
