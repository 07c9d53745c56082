"""Programmes as sources give them, and notebooks to import them into."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from confnotes.imports.model import Imported, Programme
from confnotes.imports.writing.changes import Plan, apply
from confnotes.imports.writing.choice import Choice
from confnotes.imports.writing.notebook import Notebook
from confnotes.imports.writing.planning import plan_import
from confnotes.model import Conference, Talk
from confnotes.names import split_list

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 5, 14)
#: The pages that every notebook of these tests has; each lists what is imported.
NOTEBOOK = {
    "index.md": "# Notes\n\n```{toctree}\nconferences/index\nspeakers\ntopics\n```\n",
    "conferences/index.md": (
        "# Conferences\n\n:::{conference-index}\n:::\n\n```{toctree}\n:glob:\n\n*/index\n```\n"
    ),
    "speakers.md": "# Speakers\n\n:::{speaker-index}\n:::\n",
    "topics.md": "# Topics\n\n:::{topic-index}\n:::\n",
}


def talk(key: str, title: str, content: str = "", **fields: Any) -> Imported[Talk]:
    """A talk on the first day, if nothing else is said; names with commas."""
    for name in ("speakers", "topics"):
        if name in fields:
            fields[name] = split_list(fields[name])
    return Imported(key, title, Talk(**{"date": DAY, **fields}), content)


def programme(*talks: Imported[Talk], title: str = "Exampleconf 2026", **fields: Any) -> Programme:
    """A conference of two days, and its talks."""
    days = {"start": DAY, "end": DAY + dt.timedelta(1)}
    key = fields.pop("key", "ec26")
    content = fields.pop("content", "")
    return Programme(Imported(key, title, Conference(**{**days, **fields}), content), talks)


def make_notebook(root: Path, files: dict[str, str] | None = None) -> Path:
    """Write a notebook."""
    for name, text in {**NOTEBOOK, **(files or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


def plan(root: Path, *programmes: Programme, **wishes: Any) -> Plan:
    """Plan an import, and write nothing."""
    choice = Choice("schedule", "schedule.json", **wishes)
    return plan_import(Notebook(root), programmes, choice, lambda _number, _of, _title: None)


def run(root: Path, *programmes: Programme, **wishes: Any) -> Plan:
    """Import programmes; return what was planned."""
    planned = plan(root, *programmes, **wishes)
    apply(root, planned.changes)
    return planned


def tree(root: Path) -> dict[str, bytes | None]:
    """Return all files and folders below a folder; None is a folder."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
    }
