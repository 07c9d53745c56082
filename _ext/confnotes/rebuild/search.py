"""Sphinx's search index, without what an incremental build leaves in it, or loses.

Sphinx loads the index of the build before. Words that are used no more stay in it, and the index
entries of all pages that were not written are gone (https://github.com/sphinx-doc/sphinx/issues/12599).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.search import js_index
from sphinx.util.index_entries import split_index_msg

from ..files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from sphinx.environment import BuildEnvironment

_Entries = dict[str, list[tuple[int, str, bool]]]


def settle_search_index(path: Path, env: BuildEnvironment) -> None:
    """Make the index at *path* what a clean build makes it, if there is one."""
    try:
        before = path.read_text(encoding="utf-8")
        index = js_index.loads(before)
    except (OSError, ValueError):
        return
    for table in ("terms", "titleterms"):
        index[table] = {word: found for word, found in index[table].items() if found != []}
    index["indexentries"] = _entries(env, index["docnames"])
    after = js_index.dumps(index)
    if after != before:
        write_whole(path, after)


def _entries(env: BuildEnvironment, docnames: list[str]) -> _Entries:
    """Return the index entries of all documents, as Sphinx writes those of a clean build."""
    entries: _Entries = {}
    of_all = env.domains.index_domain.entries
    for number, docname in enumerate(docnames):
        if env.metadata.get(docname, {}).keys() & {"nosearch", "no-search"}:
            continue
        for word, node_id, main in sorted(set(_words(of_all.get(docname, [])))):
            entries.setdefault(word.lower(), []).append((number, node_id, main == "main"))
    return entries


def _words(entries: list[tuple[str, str, str, str, str | None]]) -> Iterator[tuple[str, str, str]]:
    for kind, value, node_id, main, _key in entries:
        try:
            words: list[Any] = split_index_msg(kind, value)
        except ValueError:
            continue
        for word in words:
            yield word, node_id or "", main
