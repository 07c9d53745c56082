"""The sidebar takes the place of the one of pydata-sphinx-theme and the themes made from it.

These offer functions to their templates; two of them go through the whole site for each page, and
are replaced. Where the theme's template stands (``html_sidebars``), and its options, stay as is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from .contents import Contents
from .sidebar import Sidebar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Themes all of whose templates are known; others may be made from them.
_KNOWN = {"basic", "pydata_sphinx_theme", "sphinx_book_theme"}
#: The theme's template of the sidebar, which it also makes only to see whether it is empty.
_TEMPLATES = {"sbt-sidebar-nav", "sbt-sidebar-nav.html"}
#: What a template that shows other pages than ours does has in it.
_OTHER_PAGES = re.compile(r"toctree|root_title|header_nav")


def connect(app: Sphinx) -> Callable[[str], object]:
    """Let the pages of *app* have this sidebar.

    Return a function that says what stands around the text of a page (its name is given), as what
    is equal in `repr`; None where that can be anything of the whole site.
    """
    app.add_config_value(
        "confnotes_sidebar_length",
        20,
        "html",
        types=frozenset({int}),
        description="how many entries of a level the sidebar shows; 0 for the theme's own sidebar",
    )
    sidebars = Sidebars()
    # When pages have their numbers (500), and before it is asked what they show (900).
    app.connect("env-get-updated", sidebars.on_env_get_updated, priority=800)
    # Before and after the theme (500) offers its functions, and tries its templates.
    app.connect("html-page-context", sidebars.before_theme, priority=400)
    app.connect("html-page-context", sidebars.after_theme, priority=600)
    return sidebars.around


class Sidebars:
    """The sidebar of one build, and what is put back after the theme has had its turn."""

    def __init__(self) -> None:
        """Begin before anything is read."""
        self._sidebar: Sidebar | None = None
        #: What stands around every page; None when that is not known.
        self._everywhere: tuple[object, ...] | None = None
        self._put_aside: dict[str, Any] = {}

    def on_env_get_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Begin anew, now that all is read."""
        self._sidebar = None
        self._everywhere = None
        builder = app.builder
        length = app.config.confnotes_sidebar_length
        if (
            length > 0
            and isinstance(builder, StandaloneHTMLBuilder)
            and not isinstance(builder, SingleFileHTMLBuilder)
            and builder.theme is not None  # some builders only put out what themes are given
        ):
            self._sidebar = Sidebar(Contents(builder), builder.get_relative_uri, length)
            self._everywhere = _everywhere(builder, self._sidebar)
        return []

    def around(self, page: str) -> object:
        """Return what stands around the text of a page; None where that isn't known."""
        sidebar = self._sidebar
        if sidebar is None or self._everywhere is None or sidebar.contents.opens_more(page):
            return None
        return (sidebar.contents.neighbours(page), sidebar.digest(page), self._everywhere)

    def before_theme(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Put aside what the theme would go through only to see whether it is empty."""
        self._put_aside = {}
        if self._sidebar is None:
            return
        templates = context.get("sidebars") or []
        if not _TEMPLATES.isdisjoint(templates):
            self._put_aside["sidebars"] = templates
            context["sidebars"] = [name for name in templates if name not in _TEMPLATES]
        # The title alone: the theme's list of a page's headings has nothing then.
        if str(context.get("toc", "")).count("<li") == 1:
            self._put_aside["toc"] = context.pop("toc")

    def after_theme(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Put it back, and replace the theme's functions."""
        sidebar = self._sidebar
        if sidebar is None:
            return
        # Plain functions, which builders that put out no page leave out of what they do.
        context["confnotes_sidebar"] = _shown(sidebar, pagename)
        if "sidebars" in self._put_aside:
            context["sidebars"] = [*_put_back(self._put_aside["sidebars"], context["sidebars"])]
        if "toc" in self._put_aside:
            context["toc"] = self._put_aside["toc"]
        if "generate_toctree_html" in context:
            of_theme = context["generate_toctree_html"]
            context["generate_toctree_html"] = _lists(of_theme, sidebar, pagename)
            context["suppress_sidebar_toctree"] = _says_nothing(sidebar, pagename)


def _everywhere(builder: StandaloneHTMLBuilder, sidebar: Sidebar) -> tuple[object, ...] | None:
    """Return what the theme shows on every page besides the sidebar; None if it can be anything."""
    options = {**builder.theme.get_options(), **builder.theme_options}
    templates = repr((options, builder.config.html_sidebars))
    levels = [str(options.get(one, 1)) for one in ("show_navbar_depth", "show_nav_level")]
    if (
        "pydata_sphinx_theme" not in {folder.name for folder in builder.theme.get_theme_dirs()}
        or not {"0", "1"}.issuperset(levels)
        or not _is_on(options.get("sidebar_includehidden", True))
        or "globaltoc.html" in templates
        or any(_OTHER_PAGES.search(text) for text in _unknown_templates(builder))
    ):
        return None
    titles = builder.env.titles
    shown: list[object] = []
    if _is_on(options.get("home_page_in_toc", False)):
        shown.append(titles[builder.config.root_doc].astext())
    if "navbar-nav" in templates:
        entries = sidebar.merged(builder.config.root_doc, hidden=True).entries
        shown += [(one, titles[one.target].pformat()) for one in entries if one.target in titles]
        shown += [one for one in entries if one.target not in titles]
    return tuple(shown)


def _is_on(option: object) -> bool:
    return str(option).lower() in {"true", "1", "yes", "on"}


def _unknown_templates(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the templates of the project, and of themes that are made from a known one."""
    themes = builder.theme.get_theme_dirs()
    known = [folder for folder in themes if folder.name in _KNOWN]
    folders = [Path(builder.confdir, one) for one in builder.config.templates_path]
    for folder in (*folders, *themes):
        if not any(folder.is_relative_to(one) for one in known):
            for file in sorted(folder.rglob("*.html")):
                yield file.read_text(encoding="utf-8", errors="replace")


def _put_back(before: list[str], after: list[str]) -> Iterator[str]:
    """Yield the templates of *after*, and where they were *before*, those that were put aside."""
    left = [*after]
    for name in before:
        if name in _TEMPLATES:
            yield name if name.endswith(".html") else f"{name}.html"
        elif left and left[0].removesuffix(".html") == name.removesuffix(".html"):
            yield left.pop(0)
    yield from left


def _shown(sidebar: Sidebar, page: str) -> Callable[..., str]:
    def confnotes_sidebar(**options: Any) -> str:
        return sidebar.html(page, **options)

    return confnotes_sidebar


def _lists(of_theme: Callable[..., object], sidebar: Sidebar, page: str) -> Callable[..., object]:
    """Return what makes the lists of a sidebar, in the place of the theme's."""

    def generate_toctree_html(
        kind: str, startdepth: int = 1, show_nav_level: int = 1, **options: Any
    ) -> object:
        if kind != "sidebar":
            return of_theme(kind, startdepth, show_nav_level, **options)
        return sidebar.html(
            page,
            startdepth=startdepth,
            show_nav_level=show_nav_level,
            maxdepth=int(options.get("maxdepth") or 0),
            includehidden=bool(options.get("includehidden", False)),
        )

    return generate_toctree_html


def _says_nothing(sidebar: Sidebar, page: str) -> Callable[..., bool]:
    """Return what says whether a page's section lists nothing, in the place of the theme's."""
    contents = sidebar.contents

    def suppress_sidebar_toctree(startdepth: int = 1, **options: Any) -> bool:
        branch = contents.branch(page)
        if len(branch) < startdepth:
            return True
        parts = contents.parts(branch[startdepth - 1])
        return not (options.get("includehidden") or any(not part.is_hidden for part in parts))

    return suppress_sidebar_toctree
