"""The pages of a notebook for other programs: mkdocs-material with its tags plugin, and Pelican."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .material import split_directive, talk_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MKDOCS = """\
site_name: Notebook
docs_dir: docs
theme:
  name: material
  features: [navigation.prune]
markdown_extensions: [def_list]
plugins: [tags]
"""
_PELICAN = """\
SITENAME = "Notebook"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE = (2012, 9, 4)
MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}
"""


def make_mkdocs(notebook: Path, floor: Path, folder: Path) -> None:
    """Write the floor's pages for mkdocs, with the topics of the talks as tags."""
    docs = folder / "docs"
    for page in sorted(floor.rglob("*.md")):
        text = page.read_text(encoding="utf-8").partition("```{toctree}")[0]
        options, _content = split_directive(
            (notebook / page.relative_to(floor)).read_text(encoding="utf-8")
        )
        tags = json.dumps(list(_names(options.get("topics", ""))))
        _write(docs / page.relative_to(floor), f"---\ntags: {tags}\n---\n{text}")
    _write(docs / "tags.md", "# Tags\n\n<!-- material/tags -->\n")
    _write(folder / "mkdocs.yml", _MKDOCS)


def make_pelican(notebook: Path, floor: Path, folder: Path) -> None:
    """Write the talks of the floor as articles for Pelican, with their authors and tags."""
    for page in talk_pages(notebook):
        name = page.relative_to(notebook)
        options, _content = split_directive(page.read_text(encoding="utf-8"))
        title, _, text = (floor / name).read_text(encoding="utf-8").partition("\n")
        facts = {
            "Title": title.removeprefix("# "),
            "Slug": f"{name.parent.name}-{name.stem}",
            "Date": options.get("date", "")[:10],
            "Category": name.parent.name,
            "Authors": "; ".join(_names(options.get("speakers", ""))),
            "Tags": ", ".join(_names(options.get("topics", ""))),
        }
        head = "".join(f"{key}: {value}\n" for key, value in facts.items() if value)
        _write(folder / "content" / name, f"{head}\n{text}")
    _write(folder / "pelicanconf.py", _PELICAN)


def _names(text: str) -> Iterator[str]:
    yield from filter(None, (name.strip() for name in text.split(",")))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
