"""A build leaves little garbage, and Python as it was."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from confnotes.rebuild import garbage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from projects import Project

FILES = {f"talks/{name}.md": f"# {name}\n\n:::{{talk}}\n:::\n\nText.\n" for name in "abc"}
#: Notes a paragraph of every page, and which of them are left when all is done.
CONF = """
import weakref
from docutils import nodes

suppress_warnings = ["confnotes.no_conference"]
pages = {}

def note(app, pagename, templatename, context, doctree):
    if doctree and doctree.next_node(nodes.paragraph):
        pages[pagename] = weakref.ref(doctree.next_node(nodes.paragraph))

def setup(app):
    app.connect("html-page-context", note)
    app.connect("build-finished", lambda app, exception: app.env.__dict__.update(left=[
        name for name, page in pages.items() if page() is not None
    ]))
"""


@pytest.fixture(autouse=True)
def _three_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "_MANY", len(FILES))


@pytest.fixture
def _no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collector")
def test_the_nodes_of_a_page_are_gone_when_it_is_written(
    make_project: Callable[..., Project],
) -> None:
    built = make_project(FILES, conf=CONF).build()
    assert {"talks/a", "talks/b", "talks/c"} <= set(built.written)
    assert built.app.env.left == []  # type: ignore[attr-defined]


def test_python_collects_as_before_when_a_build_is_over(
    make_project: Callable[..., Project],
) -> None:
    before = gc.get_threshold()
    project = make_project(FILES)
    project.build()
    assert gc.get_threshold() == before


def test_what_a_build_has_left_goes_when_the_next_begins(
    make_project: Callable[..., Project],
) -> None:
    conf = "class Circle: pass\n\ndef setup(app):\n    app.env_circle = Circle()\n"
    project = make_project(FILES, conf=conf)
    left = weakref.ref(project.build().app.env_circle)  # type: ignore[attr-defined]
    project.build()
    assert left() is None


def test_what_a_build_keeps_is_not_looked_at_meanwhile(
    make_project: Callable[..., Project],
) -> None:
    conf = """
import gc

def setup(app):
    app.connect("html-page-context", lambda app, *_page: app.env.__dict__.update(
        frozen=gc.get_freeze_count(), threshold=gc.get_threshold()[0]
    ))
"""
    built = make_project(FILES, conf=conf).build()
    assert built.app.env.frozen > 1000  # type: ignore[attr-defined]
    assert built.app.env.threshold > 700  # type: ignore[attr-defined]


def test_of_a_few_pages_nothing_is_put_aside(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_MANY", 200)
    gc.unfreeze()
    make_project(FILES).build()
    assert gc.get_freeze_count() == 0
