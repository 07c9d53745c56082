"""Pages of pydata-sphinx-theme, and of themes made from it: fewer scripts, and none inline.

The theme loads 1.5 MB of script for a dozen icons. ``static/confnotes-theme.css`` draws those, and
all others the theme's own style sheet draws, with a font that a browser loads for them alone. What
only the script can do is told by a page's own words, by the theme's options, and by templates.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.builders.html import StandaloneHTMLBuilder

from ..words import _
from . import layout

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STYLE_SHEET = "confnotes-theme.css"
SCRIPT = "confnotes-theme.js"
_THEME = "pydata_sphinx_theme"
#: What no font can draw: an icon of one's own, one upon another, one that is turned or cut.
_FOR_THE_SCRIPT = re.compile(r"\bfa-(?:custom|layers)\b|\bdata-fa-|\bdata-icon=")
#: The same in HTML, where text may only speak of it.
_TAG_FOR_THE_SCRIPT = re.compile(rf"<[^<>]*(?:{_FOR_THE_SCRIPT.pattern})")
_ICON_SCRIPT = re.compile(
    r"(?:<!-- So that users can add custom icons -->\s*)?"
    r'<script\b[^>]*\bsrc="[^"]*/fontawesome\.js[^>]*>\s*</script>\s*'
)
#: What of the theme's head our files do, and what is for its version switcher alone.
_NOT_NEEDED = re.compile(
    r"<script[^>]*>\s*document\.documentElement\.dataset\.mode = [^<]*</script>"
    r"|(?:<!--[^>]*js is disabled\s*-->\s*)?"
    r"<noscript>\s*<style>\s*\.pst-js-only\b[^<]*</style>\s*</noscript>"
    r"|<script>DOCUMENTATION_OPTIONS\.search_as_you_type = false;</script>\n?"
)
#: The sidebar has the site's title and the search besides the navigation.
_SIDEBAR = '<div id="pst-primary-sidebar"'
_PAGE_NAME = re.compile(r"[ \t]*<script>DOCUMENTATION_OPTIONS\.pagename = [^<]*</script>\n?")


def connect(app: Sphinx) -> None:
    """Change the pages of *app*, if its theme is one of these."""
    app.connect("builder-inited", on_builder_inited)


def on_builder_inited(app: Sphinx) -> None:
    """Look at the theme, and add what comes in the place of its scripts."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not _is_made_from_known_theme(builder):
        return
    layout.add_templates(builder)
    app.add_css_file(STYLE_SHEET)
    app.add_js_file(SCRIPT, priority=0)  # before anything is painted
    theme = Theme(builder)
    # When the theme (500) has said what it adds to a page.
    app.connect("html-page-context", theme.on_html_page_context, priority=700)


class Theme:
    """The theme of one build."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        """Look for icons that stand on every page."""
        options = {**builder.theme.get_options(), **builder.theme_options}
        on_all = (repr(options), *_own_templates(builder))
        self._all_need_script = any(map(_FOR_THE_SCRIPT.search, on_all))

    def on_html_page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Change what the theme puts around one page."""
        builder = cast("StandaloneHTMLBuilder", app.builder)
        unneeded = self._unneeded(context)
        layout.change(builder, context, "head", lambda text: _without(unneeded, text))
        layout.change(builder, context, "content", _with_landmarks)

    def _unneeded(self, context: dict[str, Any]) -> list[re.Pattern[str]]:
        """Return what of the theme's head one page can do without."""
        unneeded = [_NOT_NEEDED]
        if not (self._all_need_script or _needs_script(context.get("body") or "")):
            unneeded.append(_ICON_SCRIPT)
        if not isinstance(context.get("theme_switcher"), dict):
            unneeded.append(_PAGE_NAME)
        return unneeded


def _is_made_from_known_theme(builder: StandaloneHTMLBuilder) -> bool:
    # Some builders only put out what themes are given.
    themes = builder.theme.get_theme_dirs() if builder.theme is not None else []
    return _THEME in {Path(folder).name for folder in themes}


def _needs_script(body: str) -> bool:
    has_icons = "fa-" in body or "data-icon" in body  # of most pages, no more has to be asked
    return has_icons and bool(_TAG_FOR_THE_SCRIPT.search(body))


def _without(unneeded: list[re.Pattern[str]], text: str) -> str:
    for one in unneeded:
        text = one.sub("", text)
    return text


def _with_landmarks(text: str) -> str:
    label = html.escape(_("Sidebar"))
    return text.replace(_SIDEBAR, f'{_SIDEBAR} role="complementary" aria-label="{label}"', 1)


def _own_templates(builder: StandaloneHTMLBuilder) -> list[str]:
    """Return the templates of the project itself, which says where they are from its own folder.

    Themes say it in full, also those in a virtual environment in that folder.
    """
    folders = (one for one in builder.config.templates_path if not Path(one).is_absolute())
    files = (file for one in folders for file in sorted((builder.confdir / one).rglob("*.html")))
    return [file.read_text(encoding="utf-8", errors="replace") for file in files]
