"""The extension's own style sheet, which goes with every HTML theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STYLE_SHEET = "confnotes.css"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Let Sphinx copy the style sheet, and link it from every page.

    A new list, for an author's ``html_static_path`` may as well be a tuple.
    """
    config.html_static_path = [*config.html_static_path, str(Path(__file__).parent / "static")]
    app.add_css_file(STYLE_SHEET)
