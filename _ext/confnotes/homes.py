"""The complete indexes, and which of them those are at home on who have no page of their own.

In a large notebook an index may be divided among pages, by the letters that names begin with.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .model import ObjectType
from .names import DIGITS, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import CompleteIndex, Page


class Homes:
    """The complete indexes of a notebook, by kind, in the order of their pages."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        """Take the store of the domain, sorted."""
        self._indexes: dict[ObjectType, list[CompleteIndex]] = defaultdict(list)
        for page in pages.values():
            for index in page.indexes:
                self._indexes[index.objtype].append(index)

    def all_of(self, objtype: ObjectType) -> tuple[CompleteIndex, ...]:
        """Return the first index that has all of a kind, else all that have a part of it."""
        indexes = self._indexes.get(objtype, [])
        return (*[one for one in indexes if not one.letters][:1],) or (*indexes,)

    def of(self, objtype: ObjectType, letter: str) -> CompleteIndex | None:
        """Return where names that begin with a letter are at home: a part goes before the whole."""
        indexes = self._indexes.get(objtype, [])
        parts = (one for one in indexes if letter in one.letters)
        return next(parts, None) or next((one for one in indexes if not one.letters), None)


def place_in_index(objtype: ObjectType, label: str, key: str) -> tuple[str, str]:
    """Return the letter under which an index has a name, and what names are sorted by.

    People are sorted by the last word of their names. *key* is the id, for names without a slug.
    """
    head, _, last = label.rpartition(" ") if objtype is ObjectType.SPEAKER else ("", "", label)
    sort_id = slugify(f"{last} {head}") or key
    return (sort_id[0].upper() if sort_id[0].isalpha() else DIGITS), sort_id
