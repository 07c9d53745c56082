"""What is changed of the pages of pydata-sphinx-theme, and of themes made from it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pydata_sphinx_theme
import pytest
import sphinx_book_theme

from confnotes.looks.layout import change
from projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Built, Project

CSS = (ROOT / "_ext/confnotes/static/confnotes-theme.css").read_text(encoding="utf-8")
BOOK = """
html_theme = "sphinx_book_theme"
html_theme_options = {"use_download_button": False, "use_fullscreen_button": False}
"""
PYDATA = '\nhtml_theme = "pydata_sphinx_theme"\n'
MINE = '{"icon_links": [{"name": "X", "url": "https://x.example", "icon": "fa-custom fa-x"}]}'
FILES = {
    "plain.md": "# Plain\n\nThis page speaks of `fa-custom`.\n",
    "icon.md": "# Icon\n\n```{raw} html\n<i class='fa-solid fa-snowflake'></i>\n```\n",
    "mine.md": "# Mine\n\n```{raw} html\n<i class='fa-custom fa-x' data-icon='x'></i>\n```\n",
}


def icons(built: Built, page: str) -> bool:
    """Return whether a page loads the theme's script of icons."""
    return bool(built.html(page).select("script[src*=fontawesome]"))


def inline(built: Built, page: str) -> list[str]:
    """Return what of a page a strict Content-Security-Policy refuses."""
    html = built.html(page)
    found = [*html.select("script:not([src])"), *html.select("style, [style], [onclick]")]
    return [str(one) for one in found]


def test_each_icon_that_is_drawn_is_shown_and_the_other_way_round() -> None:
    shown = re.findall(r":is\(\.fa-solid, \.fas, \.fa\):is\(([^)]*)\)", CSS)
    assert len(shown) == 2
    drawn = re.findall(r"^(\.fa-[^{]*?) \{ --confnotes-icon", CSS, re.MULTILINE)
    names = {name for one in drawn for name in re.findall(r"fa-[\w-]+", one)}
    for one in shown:
        assert set(re.findall(r"fa-[\w-]+", one)) == names


@pytest.mark.parametrize("theme", [pydata_sphinx_theme, sphinx_book_theme])
def test_every_icon_of_the_theme_is_drawn(theme: object) -> None:
    folder = Path(str(theme.__file__)).parent  # type: ignore[attr-defined]
    files = [
        *folder.rglob("*.html"),
        *folder.glob("toctree.py"),
        *folder.rglob("scripts/*theme.js"),
    ]
    files += folder.glob("header_buttons/__init__.py")
    used = {
        name
        for file in files
        for name in re.findall(r"\b(?:fa-solid|fas) (fa-[\w-]+)", file.read_text(encoding="utf-8"))
    }
    assert len(used) > 2
    shown = set(re.findall(r"fa-[\w-]+", CSS.partition("::before")[0]))
    assert used - shown == set()


def test_other_icons_are_left_to_the_font_of_the_theme() -> None:
    """Its style sheet has them, should the script be there or not."""
    [sheet] = Path(pydata_sphinx_theme.__file__).parent.rglob("styles/pydata-sphinx-theme.css")
    text = sheet.read_text(encoding="utf-8")
    assert re.search(r"@font-face\{[^}]*fa-solid-900\.woff2", text)
    assert re.search(r"\.fa-snowflake\{--fa:", text)


def test_the_script_of_icons_is_loaded_where_only_it_can_draw_one(
    make_project: Callable[..., Project],
) -> None:
    built = make_project(FILES, conf=BOOK).build()
    assert {page: icons(built, page) for page in ("plain", "icon", "mine", "genindex")} == {
        "plain": False,
        "icon": False,
        "mine": True,
        "genindex": False,
    }
    for page in ("index", "genindex"):
        assert inline(built, page) == []


def test_an_icon_that_is_on_every_page_has_its_script_there(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES, conf=f"{PYDATA}html_theme_options = {MINE}\n")
    built = project.build()
    assert icons(built, "plain")
    assert inline(built, "plain") == []


def test_a_layout_is_changed_by_one_after_the_other() -> None:
    class Theme:
        def get_theme_dirs(self) -> list[Path]:
            return [ROOT / "_ext/confnotes/templates"]

    class Builder:
        theme = Theme()

    context: dict[str, Callable[[str], str]] = {}
    change(Builder(), context, "head", lambda text: f"{text}b")  # type: ignore[arg-type]
    change(Builder(), context, "head", lambda text: f"{text}c")  # type: ignore[arg-type]
    assert context["confnotes_head"]("a") == "abc"
    assert context["confnotes_layout"] == "templates/layout.html"
