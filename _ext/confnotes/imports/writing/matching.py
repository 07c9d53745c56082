"""Which object of a page is which of those that an import has written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ledger import digest
from .pages import is_blank, without_ending

if TYPE_CHECKING:
    from .ledger import Entry, PageEntry
    from .pages import MarkdownPage, Place

#: How alike an object has to be to one that was written: by title, by content, or by most options.
_ENOUGH = 0.6


def match_entries(base: PageEntry, page: MarkdownPage) -> dict[str, Place]:
    """Return where each object stands that was written on a page, by its key.

    The author may have changed all of them, moved some and taken others out. What is most alike
    belongs together; on the page of one object, that is the one.
    """
    pairs = sorted(
        (-likeness, number, at)
        for number, entry in enumerate(base.objects)
        for at, place in enumerate(page.places)
        if (likeness := _likeness(entry, place)) >= _ENOUGH
    )
    found: dict[int, int] = {}
    for _likeness_of, number, at in pairs:
        if number not in found and at not in found.values():
            found[number] = at
    if not found and not base.heading and len(base.objects) == 1:
        kind = base.objects[0].type
        own = (at for at, place in enumerate(page.places) if place.version.objtype is kind)
        found = dict(zip([0], own, strict=False))
    return {base.objects[number].key: page.places[at] for number, at in found.items()}


def is_untouched(page: MarkdownPage, base: PageEntry, entry: Entry, place: Place) -> bool:
    """Say whether the section of an object holds nothing but what an import wrote.

    Where the object is the page, the whole page has to.
    """
    own = place.section if base.heading else range(len(page.lines))
    others = set(own) - set(place.heading) - set(place.fence.lines)
    is_alone = is_blank(page.lines[line] for line in others) and place.fence.is_closed
    return is_alone and entry.is_as_written(place.version) and _is_as_typed(page, place)


def _is_as_typed(page: MarkdownPage, place: Place) -> bool:
    """Say whether a directive has the form that an import gives it, and not only the words."""
    options, fence = place.version.options.items(), place.fence
    opening = [f"{':' * len(fence.markup)}{{{place.version.objtype}}}"]
    opening += [f":{name}: {value}".rstrip() for name, value in options]
    lines = [without_ending(page.lines[line]) for line in fence.lines]
    return [*lines[: len(opening)], lines[-1]] == [*opening, fence.markup]


def _likeness(entry: Entry, place: Place) -> float:
    """Return how alike two objects are, from 0 to 3."""
    version = place.version
    if entry.type is not version.objtype:
        return 0
    is_titled = entry.heading.lstrip("#") == version.heading.lstrip("#")
    is_described = bool(entry.content) and digest(version.content) == entry.content
    same = sum(version.options.get(name) == value for name, value in entry.options.items())
    return is_titled + is_described + same / max(len(entry.options), 1)
