"""Python looks for garbage less often, and not among what a build keeps until its end.

Every so many new objects Python goes through those that it has, to find what only refers to itself.
A page makes thousands of objects, and the environment of a large notebook has millions: as Python
comes, a fourth of a build goes to looking at what is not garbage.

What there is of it is nearly all of one kind: the document trees of pages that were written, whose
nodes know their parents as well as their children. These are taken apart here.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: How many new objects make Python look at them: about those of a page.
_NEW_OBJECTS = 10_000
#: How many documents make it worth while to part what is kept from what is not.
_MANY = 200

#: What Python did before the first build of this process that has not ended yet.
_usual: list[tuple[int, int, int]] = []


def connect(app: Sphinx) -> None:
    """Save every build of *app* from looking for garbage where none is."""
    # Before the environment is loaded.
    app.connect("config-inited", look_not, priority=2)
    # Before processes are forked, which then share what is never looked at.
    app.connect("env-before-read-docs", look_seldom, priority=1000)
    app.connect("write-started", leave_read, priority=1000)
    # After everybody who may want to see the document of a page.
    app.connect("html-page-context", take_apart, priority=10_000)
    app.connect("build-finished", look_as_usual, priority=1000)


def look_not(*_event: object) -> None:
    """Let Python not look for garbage while nothing is made but what is kept."""
    if gc.get_freeze_count():  # of a build before, in the same process
        gc.unfreeze()
        gc.collect()
    if not _usual:
        usual = gc.get_threshold()
        _usual.append(usual)
        gc.set_threshold(0, *usual[1:])


def look_seldom(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let Python look for garbage after more new objects, and not among those that are there."""
    if len(env.found_docs) >= _MANY:
        gc.freeze()
    for first, *others in _usual:
        gc.set_threshold(max(_NEW_OBJECTS, first) if first else 0, *others)


def leave_read(app: Sphinx, builder: Builder) -> None:
    """Let Python not look at what was read, without what was only needed while reading."""
    if len(builder.env.found_docs) >= _MANY:
        gc.collect()
        gc.freeze()


def take_apart(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, object],
    doctree: nodes.document | None,
) -> None:
    """Let no node of a document that was written refer to those in it, or to the document.

    All that follows is the template. Nobody else can count on the document, as a process that
    writes a part of the pages ends with them.
    """
    left: list[nodes.Node] = [doctree] if doctree else []
    while left:
        node = left.pop()
        node.document = None  # type: ignore[assignment]  # it knows the way up, too
        if isinstance(node, nodes.Element):
            left += node.children
            node.children = []


def look_as_usual(*_event: object) -> None:
    """Let Python look for garbage as often as before.

    Not at what the build leaves: nearly always the process ends now, and Python would go through
    all of it then. The next build in this process does so.
    """
    if _usual:
        gc.set_threshold(*_usual.pop())
