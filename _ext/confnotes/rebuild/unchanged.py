"""Which pages borrow what they did in the build before, so that nobody need ask what that is.

To ask for what each page of a large notebook borrows takes as long as all else in a build in which
one note was edited. What all pages borrow from is little, and most pages borrow from nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import ReferencesResolver

from ..digests import digest_of
from .readings import store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .record import Record

#: Who does so by what was read, and by nothing else: resolves references, gives numbers.
#: Intersphinx, for one, also looks at what other projects have now.
_BY_READINGS = ["sphinx.domains", "sphinx.transforms", "sphinx.environment", "myst_parser"]
_BY_READINGS += ["sphinxcontrib.bibtex", __name__.partition(".")[0]]


class Unchanged:
    """What this build finds, beside what the one before has noted."""

    def __init__(
        self, app: Sphinx, given: object, read: Callable[[], object], record: Record
    ) -> None:
        """Take what the pages of this build borrow in common; what is equal in `repr` is the same.

        *read* returns what of it is found in the documents that were read, and is only asked if
        some are others than in the build before; *given* is all else.
        A page may borrow more: where it lists other pages, or its references are of others.
        """
        self._env: BuildEnvironment = app.env
        self._record = record
        readings = digest_of_readings(app)
        self.readings = digest_of((given, readings)) if readings else ""
        is_same = bool(readings) and self.readings == record.readings
        self.common = record.common if is_same else digest_of((given, read()))
        self._is_all_same = is_same and _are_known(_who_resolves(app))

    def digest(self, docname: str) -> str | None:
        """Return the digest of what a page shows, if it is bound to be that of the record."""
        record = self._record
        if self.common != record.common or self._env.all_docs[docname] != record.read.get(docname):
            return None
        if not self._is_all_same and self._borrows_more(docname):
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


def digest_of_readings(app: Sphinx) -> str:
    """Return what is equal when all that was read is the same; empty if that can't be said."""
    if not _are_known(_who_updates(app)):
        return ""
    return digest_of((store_of(app.env).settings, sorted(app.env.all_docs.items())))


def _are_known(modules: Iterable[str]) -> bool:
    """Say whether modules do what they do by what was read, and by nothing else."""
    known = tuple(f"{one}." for one in _BY_READINGS)
    return all(f"{name}.".startswith(known) for name in modules)


def _who_updates(app: Sphinx) -> Iterator[str]:
    """Yield the modules that may change what was read, when all is."""
    for event in ("env-updated", "env-get-updated"):
        for listener in app.events.listeners[event]:
            yield getattr(listener.handler, "__module__", None) or ""


def _who_resolves(app: Sphinx) -> Iterator[str]:
    """Yield the modules that have a say in where references lead."""
    yield from (type(domain).__module__ for domain in app.env.domains.sorted())
    for listener in app.events.listeners["missing-reference"]:
        yield getattr(listener.handler, "__module__", None) or ""
    for transform in app.registry.get_post_transforms():
        if issubclass(transform, ReferencesResolver):
            yield transform.__module__
