"""The extension's own style sheets and scripts, which go with every HTML theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.util.fileutil import copy_asset_file

from .markup import VIDEO_LINK
from .words import words_of_scripts

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

STYLE_SHEET = "confnotes.css"
VIDEO_SCRIPT = "confnotes-video.js"
#: The words of scripts, in another language than English.
WORDS = "confnotes-words.js"
_FOLDER = Path(__file__).parent / "static"


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Copy the style sheets and scripts to the output, if that is HTML.

    Before Sphinx copies the author's files, so that one of that name comes in its place. Not by
    ``html_static_path``: Sphinx notes a digest of all settings in the output, which has to be the
    same wherever the extension lies. An EPUB loads no scripts.
    """
    if builder.format == "html":
        target = Path(app.outdir, "_static")
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(_FOLDER.iterdir()):
            if file.suffix == ".js" and getattr(builder, "embedded", False):
                continue
            copy_asset_file(file, target / file.name, force=True)
        words = words_of_scripts()
        if words and not getattr(builder, "embedded", False):
            copy_asset_file(words, target / WORDS, force=True)


def with_words(*scripts: str) -> tuple[str, ...]:
    """Return scripts, behind that of their words if they are not in English."""
    return (WORDS, *scripts) if words_of_scripts() else scripts


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let a page that links to videos load what plays them."""
    if VIDEO_LINK in context.get("body", ""):
        builder = cast("StandaloneHTMLBuilder", app.builder)
        # Not by the application, which would remember it anew for each page.
        for script in with_words(VIDEO_SCRIPT):
            builder.add_js_file(script, priority=500, defer="defer")
