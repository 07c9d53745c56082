"""How names are spelled in notes that are imported: as the notebook or most of the files do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Imported, Programme
from ..notes.parts import room_slug
from .spelling import NAMING, spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Conference, Talk
    from .notebook import Notebook
    from .spelling import Spelling


class NoteNames:
    """The spellings of speakers, topics and rooms."""

    def __init__(self, notebook: Notebook) -> None:
        """Know nothing yet; names are spelled as they come."""
        self._notebook = notebook
        self._rooms: dict[str, str] = {}
        self._spellings: dict[str, Spelling] = {}

    def learn(self, facts: Conference, talks: Iterable[Talk]) -> None:
        """See how names are spelled: as the notebook has them, else as most of the talks do."""
        imported = tuple(Imported("", "", one) for one in talks)
        programmes = [Programme(Imported("", "", facts), imported)]
        self._spellings = {
            option: spelling_of(kind, self._notebook, programmes) for option, kind in NAMING.items()
        }

    def learn_rooms(self, names: Iterable[str]) -> None:
        """Take the rooms that a conference has already."""
        self._rooms = {room_slug(name): name for name in names}

    def spell(self, kind: str, name: str) -> str:
        """Return how the notebook spells a name, and a room how the conference does."""
        if kind == "room":
            return self._rooms.get(room_slug(name), name)
        return self._spellings[kind].of(name) if self._spellings else name

    def said(self) -> tuple[str, ...]:
        """Return what was spelled otherwise than in the files."""
        return tuple(line for one in self._spellings.values() for line in one.said())
