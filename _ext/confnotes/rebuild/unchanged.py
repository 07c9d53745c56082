"""Which pages borrow what they did in the build before, so that nobody need ask what that is.

To ask for what each page of a large notebook borrows takes as long as all else in a build in which
one note was edited. What all pages borrow from is little, and most pages borrow from nothing else.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import ReferencesResolver

from .readings import store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .record import Record

#: Who resolves references by what was read, and by nothing else. Intersphinx, for one, also looks
#: at what other projects have now.
_BY_READINGS = ["sphinx.domains", "sphinx.transforms", "myst_parser", "sphinxcontrib.bibtex"]
_BY_READINGS += [__name__.partition(".")[0]]


class Unchanged:
    """What this build finds, beside what the one before has noted."""

    def __init__(self, app: Sphinx, common: tuple[object, ...], record: Record) -> None:
        """Take what the pages of this build borrow in common; what is equal in `repr` is the same.

        A page may borrow more: where it lists other pages, or its references are of others.
        """
        self._env: BuildEnvironment = app.env
        self._record = record
        self.common = _digest(common)
        self.readings = _digest(sorted(self._env.all_docs.items())) if _is_closed(app) else ""

    def digest(self, docname: str) -> str | None:
        """Return the digest of what a page shows, if it is bound to be that of the record."""
        record = self._record
        if self.common != record.common or self._env.all_docs[docname] != record.read.get(docname):
            return None
        if self._borrows_more(docname) and self.readings != (record.readings or None):
            return None
        return record.pages.get(docname)

    def read(self, digests: dict[str, str], pages: dict[str, str]) -> dict[str, int]:
        """Return when each page was read that shows all that it should."""
        times = self._env.all_docs
        return {name: times[name] for name, one in digests.items() if pages.get(name) == one}

    def _borrows_more(self, docname: str) -> bool:
        reading = store_of(self._env).readings.get(docname)
        is_list = docname in self._env.toctree_includes
        return is_list or reading is None or bool(reading.references)


def _is_closed(app: Sphinx) -> bool:
    """Say whether references are resolved by what was read, and by nothing else."""
    return all(f"{name}.".startswith(tuple(f"{one}." for one in _BY_READINGS)) for name in _of(app))


def _of(app: Sphinx) -> Iterator[str]:
    """Yield the modules that have a say in where references lead."""
    yield from (type(domain).__module__ for domain in app.env.domains.sorted())
    for listener in app.events.listeners["missing-reference"]:
        yield getattr(listener.handler, "__module__", None) or ""
    for transform in app.registry.get_post_transforms():
        if issubclass(transform, ReferencesResolver):
            yield transform.__module__


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
