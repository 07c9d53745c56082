"""A layout of ours around the theme's, through which others change what that puts out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders.html import StandaloneHTMLBuilder

_TEMPLATES = Path(__file__).parent.parent / "templates"


def add_templates(builder: StandaloneHTMLBuilder) -> None:
    """Let templates of ours be found, after the project's and before the theme's.

    Not by ``templates_path``: of all settings a digest is noted in the output, which has to be the
    same wherever the extension lies.
    """
    templates = builder.templates
    ours = builder.confdir / _TEMPLATES
    if isinstance(templates, BuiltinTemplateLoader) and ours not in templates.pathchain:
        at = templates.templatepathlen
        templates.loaders.insert(at, SphinxFileSystemLoader(_TEMPLATES))
        templates.pathchain.insert(at, ours)


def change(
    builder: StandaloneHTMLBuilder,
    context: dict[str, Any],
    part: str,
    changed: Callable[[str], str],
) -> None:
    """Let one page have a part of the theme's layout changed, after what changes it already.

    :param part: ``head`` or ``content``.
    :param changed: returns what stands there instead of the theme's HTML.
    """
    context["confnotes_layout"] = _layout(builder)
    name = f"confnotes_{part}"
    before = context.get(name)
    context[name] = (lambda text: changed(before(text))) if before else changed


def _layout(builder: StandaloneHTMLBuilder) -> str:
    """Return the name of the theme's layout: with its folder, for ``layout.html`` is ours."""
    themes = (
        folder for folder in builder.theme.get_theme_dirs() if (folder / "layout.html").is_file()
    )
    return f"{Path(next(themes)).name}/layout.html"
