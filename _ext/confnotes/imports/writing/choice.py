"""What an author wants of an import: where to, which talks, and how many pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Talk
    from ..model import Programme
    from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class Choice:
    """What an author wants; an empty field is a free choice.

    ``kind`` is that of the source, ``source`` what it is called in messages; ``per`` is what gets a
    page of its own, ``talk`` or ``day``.
    """

    kind: str
    source: str
    folder: str = "conferences"
    name: str = ""
    per: str = ""
    tracks: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def fits(self, talk: Talk) -> bool:
        """Say whether a talk is one of those that are wanted."""
        return all(
            not wanted or value.casefold() in map(str.casefold, wanted)
            for _name, wanted, value in self._filters(talk)
        )

    def check(self, programmes: Iterable[Programme]) -> None:
        """Raise `ValueError` for a track, a room or a type that no talk has, alone or together."""
        talks = [talk.facts for programme in programmes for talk in programme.talks]
        rows = [self._filters(talk) for talk in talks]
        for same in zip(*rows, strict=True):
            name, wanted, _value = same[0]
            known = {value for _name, _wanted, value in same}
            folded = {value.casefold() for value in known}
            for one in wanted:
                if one.casefold() not in folded:
                    values = ", ".join(sorted(filter(None, known))) or "none"
                    raise ValueError(f"no talk has the {name} '{one}'; those there are: {values}")
        if rows and not any(map(self.fits, talks)):
            asked = (f"the {name} '{' or '.join(values)}'" for name, values, _ in rows[0] if values)
            raise ValueError(f"no talk has {' and '.join(asked)}")

    def pages_per(self, ledger: Ledger | None) -> str:
        """Return what gets a page of its own: as at the last import.

        Raises `ValueError` if something else is wanted now: pages are not made anew.
        """
        if ledger and self.per and self.per != ledger.per:
            raise ValueError(
                f"{self.source} was imported with a page for each {ledger.per}, and pages are not "
                "made anew; leave out --per, or delete the folder of the conference first"
            )
        return ledger.per if ledger else self.per or "talk"

    def _filters(self, talk: Talk) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        return (
            ("track", self.tracks, talk.track),
            ("room", self.rooms, talk.room),
            ("type", self.types, str(talk.type)),
        )
