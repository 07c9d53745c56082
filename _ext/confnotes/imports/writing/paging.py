"""What becomes of each page of a conference's folder: made, changed, left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .changes import Change, Plan
from .declared import plain_title
from .ledger import Entry, PageEntry, entry_of
from .merging import Wanted, merge_page
from .pages import read_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .layout import PageDraft
    from .merging import Merged
    from .notebook import Notebook

_NOT_OURS = "is there already, and was not written by this import"
_DELETED = "was deleted or renamed by you, and is not made again"
_NOT_TEXT = "is not in UTF-8 and is left as it is; save it in UTF-8"
_NOT_SAFE = "can't be changed without touching your text, and is left as it is"


@dataclass(slots=True)
class Paging:
    """The plan of one folder's pages, as it grows; ``remembered`` is what the ledger will say."""

    notebook: Notebook
    folder: str
    before: Mapping[str, PageEntry]
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
        content = self.notebook.content(path)
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
            merged, why = merge_page(text, base, wanted), _NOT_SAFE
        if merged is None:
            self._skipped.append((path, why))
            self.remembered[draft.name] = base
        else:
            self._take(draft.name, path, content, merged)
            self._remember(draft.name, base, new, merged)

    def _take(self, name: str, path: str, content: bytes, merged: Merged) -> None:
        after = None if merged.text is None else merged.text.encode()
        if after == content:
            self._unchanged.append(path)
        else:
            self._changes.append(Change(path, content, after))
        titles = {entry.key: plain_title(entry.heading) for entry in self.before[name].objects}
        self._conflicts += [(f"{path}:{line}", words) for line, words in merged.conflicts]
        self._skipped += [
            (f"{path}:{line}", f"{titles[key]!r} is not in the source any more; your notes stay")
            for line, key in merged.kept
        ]
        self._skipped += [
            (path, f"{titles[key]!r} was taken out by you, and is not written again")
            for key in merged.lost
        ]

    def _remember(self, name: str, base: PageEntry, new: Sequence[Entry], merged: Merged) -> None:
        """Keep what the source says now, and what it no longer says and the author has kept."""
        by_key = {entry.key: entry for entry in new}
        kept = {key for _line, key in merged.kept}
        old = [by_key.pop(one.key, one if one.key in kept else None) for one in base.objects]
        entries = (*filter(None, old), *by_key.values())
        if entries:
            self.remembered[name] = PageEntry(heading=base.heading, objects=entries)

    def _path(self, name: str) -> str:
        return PurePosixPath(self.folder, name).as_posix()


def wanted_on(draft: PageDraft) -> list[Wanted]:
    """Return the objects of a page as they would be written, and read again."""
    places = read_page(draft.text).places
    return [
        Wanted(one.key, one.text, place.version)
        for one, place in zip(draft.drafts, places, strict=True)
    ]
