"""Which folder a programme belongs into: the one that it has, or a new one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ...names import slugify
from .layout import INDEX, slug_of
from .ledger import LEDGER, load_ledger
from .recognising import is_same_conference, with_new_keys, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Programme
    from .ledger import Entry, Ledger
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

    def find(self, programme: Programme, name: str) -> tuple[str, Ledger | None]:
        """Return the folder of a conference, and its ledger if it was imported before.

        *name* is what the author wants it to be called, if anything. Raises `ValueError` if that
        is no name, or another conference has it; and if no name can be made of the title.
        """
        slug = self._named(programme, name) if name else self._unnamed(programme)
        self.taken.add(slug)
        return slug, self.ledgers.get(slug)

    def written(self, programmes: Iterable[Programme]) -> Iterator[tuple[str, Entry]]:
        """Yield the talks that an import of programmes may write anew, each with its page."""
        for programme in programmes:
            slug = self.known(programme)
            pages = with_new_keys(self.ledgers[slug], programme).pages if slug else {}
            keys = {talk.key for talk in programme.talks}
            for name, page in pages.items():
                path = self.path(slug, name)
                yield from ((path, entry) for entry in page.objects if entry.key in keys)

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

    def known(self, programme: Programme) -> str:
        """Return in which folder a conference is that was imported before; empty if it was not.

        Its own key comes first: another conference may have most of its talks, too.
        """
        key, year = programme.conference.key, year_of(programme)
        own = (self.kind, key, year)
        free = {slug: one for slug, one in self.ledgers.items() if slug not in self.taken}
        by_key = (slug for slug, one in free.items() if (one.kind, one.key, one.start[:4]) == own)
        by_talks = (
            slug for slug, one in free.items() if is_same_conference(one, self.kind, programme)
        )
        return next(by_key, "") or next(by_talks, "")

    def _named(self, programme: Programme, name: str) -> str:
        slug = _checked(name)
        known, ledger = self.known(programme), self.ledgers.get(slug)
        if ledger and not is_same_conference(ledger, self.kind, programme):
            raise ValueError(
                f"{self.path(slug)} was imported from another source, {ledger.source}; "
                "give this conference another --name"
            )
        other = self.notebook.conference_names.get(slug, self.path(slug, INDEX))
        if PurePosixPath(other).parent.as_posix() != self.path(slug):
            raise ValueError(
                f"there is a conference {slug!r} already, in {other}; give this one another --name"
            )
        if known not in {"", slug}:
            raise ValueError(
                f"{programme.conference.title} was imported into {self.path(known)}; leave out "
                "--name, or rename that folder first"
            )
        return slug

    def _unnamed(self, programme: Programme) -> str:
        if known := self.known(programme):
            return known
        conference = programme.conference
        base = slug_of(conference.title) or slug_of(conference.key)
        if not base:
            raise ValueError(f"no folder can be called as {conference.title!r}; choose a --name")
        names = _candidates(base, year_of(programme))
        return next(slug for slug in names if self._is_free(slug))

    def _is_free(self, slug: str) -> bool:
        """Say whether no other conference has that id; the author's own page may be there."""
        other = self.notebook.conference_names.get(slug)
        is_own = other is None or PurePosixPath(other).parent.as_posix() == self.path(slug)
        return slug not in self.taken and slug not in self.ledgers and is_own


def _checked(name: str) -> str:
    """Return the slug of a folder's name; raise `ValueError` for what is no such name."""
    slug = slugify(name)
    if not slug:
        raise ValueError(f"{name!r} has no letter or digit to make a folder's name of")
    if "/" in name or "\\" in name:
        raise ValueError(
            f"{name!r} is no name but a path; give the folder that {slug!r} is to be in "
            "with --folder"
        )
    if slug != slug_of(name):
        raise ValueError(f"no folder can be called {slug!r} on every system; give another --name")
    return slug


def _candidates(base: str, year: str) -> Iterator[str]:
    yield base
    if year not in base:
        yield f"{base}-{year}"
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
