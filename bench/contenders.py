"""What is built, how, and where its pages are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .material import make_floor, talk_pages
from .others import make_mkdocs, make_pelican

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_CONF = """\
project = "Notebook"
extensions = {extensions}
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]
html_theme = "sphinx_book_theme"
html_theme_options = {{"show_toc_level": 2}}
"""
_NOTEBOOK = _CONF.format(extensions='["confnotes", "myst_parser"]') + 'primary_domain = "conf"\n'
_FLOOR = _CONF.format(extensions='["myst_parser"]')
_EMPTY_SIDEBAR = 'html_sidebars = {"**": []}\n'
_NO_SEARCH = """
def setup(app):
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
"""
_SPHINX_SEARCH = 'confnotes_search = "sphinx"\n'
_THEMES_SIDEBAR = "confnotes_sidebar_length = 0\n"
#: The settings of each build by Sphinx.
SETTINGS: Mapping[str, str] = {
    "floor": _FLOOR + _EMPTY_SIDEBAR + _NO_SEARCH,
    "confnotes": _NOTEBOOK + _SPHINX_SEARCH + _NO_SEARCH,
    "search": _NOTEBOOK,
    "jobs": _NOTEBOOK,
    "sphinx": _NOTEBOOK + _SPHINX_SEARCH,
    "theme": _NOTEBOOK + _THEMES_SIDEBAR + _SPHINX_SEARCH + _NO_SEARCH,
}
#: What is built on request: its name, and what it is.
ALSO: Mapping[str, str] = {
    "search": "confnotes as it comes, with its search",
    "jobs": "the same on all processors",
    "sphinx": "confnotes with Sphinx's search index",
    "theme": "confnotes with the theme's own sidebar, whose cost is quadratic",
    "mkdocs": "mkdocs-material with its tags plugin",
    "pelican": "Pelican",
}
#: What each of the other programs is imported as.
_MODULES = {"mkdocs": "material", "pelican": "pelican"}


@dataclass(frozen=True, slots=True)
class Contender:
    """A build: its name, where its sources and its output are, and the command that makes it."""

    name: str
    sources: Path
    output: Path
    command: tuple[str, ...]

    def start_over(self) -> None:
        """Remove all that a build has left."""
        for folder in (self.output, self.output.with_name(f"{self.output.name}-doctrees")):
            shutil.rmtree(folder, ignore_errors=True)

    def page(self, talk: Path) -> Path:
        """Return the page of a talk, by the path of its note in the notebook."""
        if self.name == "mkdocs":
            return self.output / talk.with_suffix("") / "index.html"
        if self.name == "pelican":
            return self.output / f"{talk.parent.name}-{talk.stem}.html"
        return self.output / talk.with_suffix(".html")

    def note(self, talk: Path) -> Path:
        """Return the file in which the note of a talk is written."""
        folder = {"mkdocs": "docs", "pelican": "content"}.get(self.name, "")
        return self.sources / folder / talk


def prepare(notebook: Path, folder: Path, also: Iterable[str], python: Path) -> list[Contender]:
    """Make what is built of a notebook, each with sources of its own, the floor first."""
    floor = folder / "floor"
    make_floor(notebook, floor)
    found = []
    for name in ("floor", "confnotes", *also):
        sources = folder / name
        if name == "mkdocs":
            make_mkdocs(notebook, floor, sources)
        elif name == "pelican":
            make_pelican(notebook, floor, sources)
        elif name != "floor":
            shutil.copytree(notebook, sources)
        if name in SETTINGS:
            (sources / "conf.py").write_text(SETTINGS[name], encoding="utf-8")
        output = folder / f"{name}-built"
        found.append(Contender(name, sources, output, _command(name, sources, output, python)))
    return found


def check_installed(also: Iterable[str], python: Path) -> None:
    """Make sure that the programs that are asked for are there.

    Raises `ValueError` with what can be done about it.
    """
    for name in also:
        if name not in ALSO:
            raise ValueError(f"there is no build called {name!r}; there are {', '.join(ALSO)}")
        module = _MODULES.get(name)
        if module and not _can_import(python, module):
            raise ValueError(
                f"{ALSO[name]} is not installed for {python}; make an environment for it, and say "
                "which: python3 -m venv /tmp/others && /tmp/others/bin/pip install "
                "mkdocs-material 'pelican[markdown]', and PYTHON_OF_OTHERS=/tmp/others/bin/python"
            )


def talks_of(notebook: Path) -> list[Path]:
    """Return the notes of a notebook's talks, relative to it."""
    return [page.relative_to(notebook) for page in talk_pages(notebook)]


def _command(name: str, sources: Path, output: Path, python: Path) -> tuple[str, ...]:
    if name == "mkdocs":
        file = str(sources / "mkdocs.yml")
        return (str(python), "-m", "mkdocs", "build", "-q", "-f", file, "-d", str(output))
    if name == "pelican":
        settings = ("-s", str(sources / "pelicanconf.py"))
        content = str(sources / "content")
        return (str(python), "-m", "pelican", "-q", content, *settings, "-o", str(output))
    jobs = f"-j{os.cpu_count()}" if name == "jobs" else "-j1"
    doctrees = f"{output}-doctrees"
    sphinx = (sys.executable, "-m", "sphinx", "-q", jobs, "-d", doctrees)
    return (*sphinx, str(sources), str(output))


def _can_import(python: Path, module: str) -> bool:
    command = [str(python), "-c", f"import {module}"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
