"""Which documents have to be read again although Sphinx sees no newer file.

Sphinx asks whether a file is younger than its reading. A file that was put back from a copy is
older, and yet another; a link is read in another way when what it names comes or goes; and
settings change more than they say.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME

from ..files import stamp
from .readings import found_by, is_file, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..files import Stamp


def find_outdated(app: Sphinx, env: BuildEnvironment, removed: set[str], settings: str) -> set[str]:
    """Return the names of the documents that have to be read again.

    *removed* are those that Sphinx has found to be gone; *settings* is a digest of how all is read
    now.
    """
    store = store_of(env)
    if store.settings != settings:
        store.settings = settings
        return set(env.found_docs)
    known = env.all_docs.keys() & env.found_docs
    states: dict[str, Stamp] = {}
    return {
        *_parents_of(env, removed),
        *_of_killed_builds(app, known),
        *(docname for docname in known if _is_outdated(env, docname, states)),
    }


def _parents_of(env: BuildEnvironment, removed: set[str]) -> set[str]:
    """Return the documents whose table of contents names one that is gone."""
    return {
        parent
        for parent, children in env.toctree_includes.items()
        if parent in env.found_docs and not removed.isdisjoint(children)
    }


def _of_killed_builds(app: Sphinx, known: set[str]) -> Iterator[str]:
    """Yield the documents whose doctree is younger than the environment, which is written last."""
    folder = str(app.doctreedir)
    environment = stamp(f"{folder}/{ENV_PICKLE_FILENAME}")
    for docname in known:
        doctree = stamp(f"{folder}/{docname}.doctree")
        if environment and doctree and doctree[0] > environment[0]:
            yield docname


def _file_of(env: BuildEnvironment, docname: str) -> str:
    """Return the file of a document, by fewer paths than Sphinx needs for a whole one."""
    return f"{env.srcdir}{os.sep}{env.doc2path(docname, base=False)}"


def _is_outdated(env: BuildEnvironment, docname: str, states: dict[str, Stamp]) -> bool:
    reading = store_of(env).readings.get(docname)
    # Of two files of one name and another suffix, Sphinx takes the one that it comes upon.
    if reading is None or not reading.is_whole or _file_of(env, docname) not in reading.stamps:
        return True
    for file, noted in reading.stamps.items():
        if file not in states:
            states[file] = stamp(file)
        if noted is None or states[file] != noted:
            return True
    return any(is_file(file) != there for file, there in reading.looked_for.items()) or any(
        found_by(pattern) != found for pattern, found in reading.globs.items()
    )
