"""What becomes of each page of a conference's folder: made, changed, left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ...names import slugify
from .changes import Change, Plan
from .declared import plain_title
from .ledger import Entry, PageEntry, entry_of
from .merging import Wanted, merge_page
from .pages import read_page

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .layout import PageDraft
    from .merging import Merged
    from .notebook import Notebook

_NOT_OURS = "there already, and not written by this import"
_DELETED = "deleted or renamed by you, and not made again"
_NOT_TEXT = "not in UTF-8, and left as it is; save it in UTF-8"
_IS_LINK = "not in the source any more; it stays, as it is a link to another file"
_NOT_SAFE = "can't be changed without touching your text, and is left as it is"


@dataclass(slots=True)
class Paging:
    """The plan of one folder's pages, as it grows; ``remembered`` is what the ledger will say.

    ``talks`` are the keys of all that the source has: what is missing on its page is on another.
    """

    notebook: Notebook
    folder: str
    before: Mapping[str, PageEntry]
    talks: Collection[str]
    remembered: dict[str, PageEntry] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    _changes: list[Change] = field(default_factory=list)
    _unchanged: list[str] = field(default_factory=list)
    _skipped: list[tuple[str, str]] = field(default_factory=list)
    _conflicts: list[tuple[str, str]] = field(default_factory=list)

    def plan(self) -> Plan:
        """Return what was planned by now."""
        return Plan(
            tuple(self._changes),
            tuple(self._unchanged),
            tuple(self._skipped),
            tuple(self._conflicts),
        )

    def add(self, draft: PageDraft) -> None:
        """Plan a page: what the source has for it, and what is on the disk."""
        base, path = self.before.get(draft.name), self._path(draft.name)
        try:
            content = self.notebook.content(path)
        except (OSError, ValueError) as error:
            self._skipped.append((path, _why_not_read(error)))
            if base:
                self.remembered[draft.name] = base
            return
        if base is None:
            self._make(draft, path, content)
        elif content is not None:
            self._update(draft, base, path, content)
        elif draft.drafts:
            self._skipped.append((path, _DELETED))
            self.remembered[draft.name] = base

    def _make(self, draft: PageDraft, path: str, content: bytes | None) -> None:
        new = draft.text.encode()
        other = self.notebook.same_page(path)
        if content == new:
            self._unchanged.append(path)
        elif other is not None:
            self._skipped.append((other, _NOT_OURS))
            return
        else:
            self._changes.append(Change(path, None, new))
        entries = (entry_of(one.key, draft.ids[one.key], one.version) for one in wanted_on(draft))
        self.remembered[draft.name] = PageEntry(heading=draft.heading, objects=tuple(entries))

    def _update(self, draft: PageDraft, base: PageEntry, path: str, content: bytes) -> None:
        wanted = wanted_on(draft)
        new = [entry_of(one.key, draft.ids[one.key], one.version) for one in wanted]
        if tuple(new) == base.objects:
            self._unchanged.append(path)
            self.remembered[draft.name] = base
            return
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            merged, why = None, _NOT_TEXT
        else:
            linked = self._linked(path, base, {one.key for one in new})
            merged, why = merge_page(text, base, wanted, linked.keys()), _NOT_SAFE
            if merged and merged.text is None and self.notebook.is_link(path):
                merged, why = None, _IS_LINK
        if merged is None:
            self._skipped.append((path, why))
            self.remembered[draft.name] = base
        else:
            self._take(draft.name, path, content, merged, linked)
            self._remember(draft.name, base, new, merged)

    def _linked(self, path: str, base: PageEntry, now: Collection[str]) -> dict[str, str]:
        """Return who links to the objects of a page that the source no longer has, by their keys.

        Who links to the page itself has an empty key.
        """
        there = {*now, *self.talks}
        gone = {entry.key: entry.id for entry in base.objects if entry.key not in there}
        if not gone:
            return {}
        links, page = self.notebook.links, self.notebook.links.to_page(path)
        found = {} if now else {"": page}
        for key, object_id in gone.items():
            by_id = links.to_id(path, object_id, self._names())
            by_place = links.to_place(path, object_id) if base.heading else page
            found[key] = by_id or by_place
        return {key: other for key, other in found.items() if other}

    def _names(self) -> set[str]:
        """Return the names of the conference."""
        folder = PurePosixPath(self.folder)
        names = self.notebook.conference_names.items()
        return {
            slugify(folder.name),
            *(name for name, path in names if folder in PurePosixPath(path).parents),
        }

    def _take(
        self, name: str, path: str, content: bytes, merged: Merged, linked: Mapping[str, str]
    ) -> None:
        after = None if merged.text is None else merged.text.encode()
        if after == content:
            self._unchanged.append(path)
        else:
            self._changes.append(Change(path, content, after))
        titles = {entry.key: plain_title(entry.heading) for entry in self.before[name].objects}
        self._conflicts += [(f"{path}:{line}", words) for line, words in merged.conflicts]
        self._skipped += [
            (
                f"{path}:{line}",
                f"{titles[key]!r} is not in the source any more; {_why(key, linked)}",
            )
            for line, key in merged.kept
        ]
        self._skipped += [
            (path, f"{titles[key]!r} was taken out by you, and is not written again")
            for key in merged.lost
        ]

    def _remember(self, name: str, base: PageEntry, new: Sequence[Entry], merged: Merged) -> None:
        """Keep what the source says now, and what it no longer says and the author has kept."""
        if merged.is_rewritten:
            self.remembered[name] = PageEntry(heading=base.heading, objects=tuple(new))
            return
        by_key = {entry.key: entry for entry in new}
        kept = {key for _line, key in merged.kept}
        old = [by_key.pop(one.key, one if one.key in kept else None) for one in base.objects]
        entries = (*filter(None, old), *by_key.values())
        if entries:
            self.remembered[name] = PageEntry(heading=base.heading, objects=entries)

    def _path(self, name: str) -> str:
        return PurePosixPath(self.folder, name).as_posix()


def _why_not_read(error: OSError | ValueError) -> str:
    why = error.strerror if isinstance(error, OSError) else "it is a link out of the notebook"
    return f"not read, and left as it is: {why}"


def _why(key: str, linked: Mapping[str, str]) -> str:
    return f"it stays, as {linked[key]} links to it" if key in linked else "your notes stay"


def wanted_on(draft: PageDraft) -> list[Wanted]:
    """Return the objects of a page as they would be written, and read again."""
    places = read_page(draft.text).places
    return [
        Wanted(one.key, one.text, place.version)
        for one, place in zip(draft.drafts, places, strict=True)
    ]
