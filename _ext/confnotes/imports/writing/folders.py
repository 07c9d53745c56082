"""Which folder a programme belongs into: the one that it has, or a new one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ...names import slugify
from .layout import INDEX, slug_of
from .ledger import LEDGER, load_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Conference
    from ..model import Imported, Programme
    from .ledger import Ledger
    from .notebook import Notebook


@dataclass(slots=True)
class Folders:
    """The folders of conferences, each with what an import has written there."""

    notebook: Notebook
    above: str
    kind: str
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, notebook: Notebook, above: str, kind: str) -> Folders:
        """Read all ledgers below the folder *above*.

        Raises `ValueError` for one that is damaged, and for a folder outside of the notebook.
        """
        above = PurePosixPath(above.replace("\\", "/")).as_posix()
        place = notebook.root / above
        if not place.resolve().is_relative_to(notebook.root.resolve()):
            raise ValueError(f"the folder {above!r} is not in the notebook; name one that is")
        found = cls(notebook, "" if above == "." else above, kind)
        for file in sorted(place.glob(f"*/{LEDGER}")):
            path = file.relative_to(notebook.root).as_posix()
            found.ledgers[file.parent.name] = load_ledger(notebook.content(path) or b"", path)
        return found

    def path(self, slug: str, name: str = "") -> str:
        """Return the path of a conference's folder, or of a file in it."""
        return PurePosixPath(self.above, slug, name).as_posix()

    def find(self, conference: Imported[Conference], name: str) -> tuple[str, Ledger | None]:
        """Return the folder of a conference, and its ledger if it was imported before.

        *name* is what the author wants it to be called, if anything. Raises `ValueError` if that
        is no name, or another conference has it; and if no name can be made of the title.
        """
        slug = self._named(conference, name) if name else self._unnamed(conference)
        self.taken.add(slug)
        return slug, self.ledgers.get(slug)

    def with_free_aliases(self, slug: str, programme: Programme) -> Programme:
        """Return a programme without the aliases that another conference has."""
        own = self.path(slug, INDEX)
        others = {name for name, path in self.notebook.conference_names.items() if path != own} | (
            self.taken - {slug}
        )
        facts = programme.conference.facts
        aliases = tuple(alias for alias in facts.aliases if slugify(alias) not in others)
        self.taken.update(map(slugify, aliases))
        facts = replace(facts, aliases=aliases)
        return replace(programme, conference=replace(programme.conference, facts=facts))

    def _named(self, conference: Imported[Conference], name: str) -> str:
        slug = slugify(name)
        if not slug:
            raise ValueError(f"{name!r} has no letter or digit to make a folder's name of")
        ledger = self.ledgers.get(slug)
        if ledger and (ledger.kind, ledger.key) != (self.kind, conference.key):
            raise ValueError(
                f"{self.path(slug)} was imported from another source, {ledger.source}; "
                "give this conference another --name"
            )
        return slug

    def _unnamed(self, conference: Imported[Conference]) -> str:
        year = str(conference.facts.start)[:4]
        for slug, ledger in self.ledgers.items():
            is_same = (ledger.kind, ledger.key, ledger.start[:4]) == (
                self.kind,
                conference.key,
                year,
            )
            if is_same and slug not in self.taken:
                return slug
        base = slug_of(conference.title) or slug_of(conference.key)
        if not base:
            raise ValueError(f"no folder can be called as {conference.title!r}; choose a --name")
        return next(slug for slug in _candidates(base, year) if self._is_free(slug))

    def _is_free(self, slug: str) -> bool:
        """Say whether no other conference has that id; the author's own page may be there."""
        other = self.notebook.conference_names.get(slug)
        is_own = other is None or PurePosixPath(other).parent.as_posix() == self.path(slug)
        return slug not in self.taken and slug not in self.ledgers and is_own


def _candidates(base: str, year: str) -> Iterator[str]:
    yield base
    if year not in base:
        yield f"{base}-{year}"
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
