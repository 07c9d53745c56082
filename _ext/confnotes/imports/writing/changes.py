"""Changes of files: planned first, shown as a difference, and made all together or not at all."""

from __future__ import annotations

import shutil
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: How the folder begins that drafts are written into, and old files are kept in meanwhile.
_DRAFTS = ".confnotes-"


@dataclass(frozen=True, slots=True)
class Change:
    """What a file becomes, by its path in the notebook; None is no file.

    ``is_shown`` says whether people want to see how it differs.
    """

    path: str
    before: bytes | None
    after: bytes | None
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done, and everything that there is to say about it.

    The tuples of ``skipped`` and ``conflicts`` are (place, sentence); ``advice`` are paragraphs on
    what only the author can do.
    """

    changes: tuple[Change, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    def __add__(self, other: Plan) -> Plan:
        """Return a plan that does both."""
        return Plan(
            self.changes + other.changes,
            self.unchanged + other.unchanged,
            self.skipped + other.skipped,
            self.conflicts + other.conflicts,
            self.remarks + other.remarks,
            tuple(dict.fromkeys(self.advice + other.advice)),
        )

    def paths(self, kind: str) -> list[str]:
        """Return the paths that people know of the files that are ``made`` and so on."""
        return [one.path for one in self.changes if one.is_shown and kind_of(one) == kind]


def kind_of(change: Change) -> str:
    """Return what happens to a file: ``made``, ``changed`` or ``removed``."""
    if change.before is None:
        return "made"
    return "removed" if change.after is None else "changed"


def differences(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the lines in which files differ from what they become, in the unified form."""
    for change in changes:
        if change.is_shown:
            old = "/dev/null" if change.before is None else change.path
            new = "/dev/null" if change.after is None else change.path
            before, after = _lines(change.before), _lines(change.after)
            yield from unified_diff(before, after, old, new, lineterm="")


def apply(root: Path, changes: Sequence[Change]) -> None:
    """Make all changes to files below *root*, or none.

    Raises `ValueError` for a path that leads out of the notebook, and for a file that is no longer
    what it was when the changes were planned; `OSError` for what the system refuses. Whatever is
    raised, an interruption too, files and folders are then what they were.
    """
    if not changes:
        return
    targets = [_target(root, change) for change in changes]
    drafts = Path(mkdtemp(prefix=_DRAFTS, dir=root))
    exchange = _Exchange(drafts)
    try:
        pairs = zip(targets, changes, strict=True)
        steps = [exchange.draft(at, *pair) for at, pair in enumerate(pairs)]
        with _undisturbed():
            for step in steps:
                exchange.carry_out(step)
    except BaseException:
        with _undisturbed():
            exchange.undo()
            shutil.rmtree(drafts)
        raise
    shutil.rmtree(drafts, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Step:
    """One file: its place, and where its new and its old content lie meanwhile."""

    target: Path
    new: Path | None
    old: Path | None


@dataclass(slots=True)
class _Exchange:
    """Files that take the place of others, and can be put back."""

    drafts: Path
    folders: list[Path] = field(default_factory=list)
    begun: list[_Step] = field(default_factory=list)

    def draft(self, at: int, target: Path, change: Change) -> _Step:
        """Write the new content of a file beside, and make the folder that it is in."""
        new = None if change.after is None else self.drafts / f"{at}-new"
        old = None if change.before is None else self.drafts / f"{at}-old"
        if new and change.after is not None:
            self._make_folder(target.parent)
            new.write_bytes(change.after)
            if old:
                shutil.copymode(target, new)
        return _Step(target, new, old)

    def carry_out(self, step: _Step) -> None:
        """Put the old file aside, and the new one in its place."""
        self.begun.append(step)
        if step.old:
            step.target.rename(step.old)
        if step.new:
            step.new.rename(step.target)

    def undo(self) -> None:
        """Put everything back; what was not done yet is not undone."""
        for step in reversed(self.begun):
            if step.old and step.old.exists():
                step.old.replace(step.target)
            elif step.new and not step.old and not step.new.exists():
                step.target.unlink(missing_ok=True)
        for folder in reversed(self.folders):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _make_folder(self, folder: Path) -> None:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            self.folders.append(one)
            one.mkdir()


def _target(root: Path, change: Change) -> Path:
    """Return the file that a path means; a link within the notebook is followed."""
    target = (root / change.path).resolve()
    if not target.is_relative_to(root.resolve()) or ".." in Path(change.path).parts:
        raise ValueError(f"{change.path} leads out of the notebook, so nothing is written there")
    now = target.read_bytes() if target.is_file() else None
    if now != change.before or (now is None and target.exists()):
        raise ValueError(f"{change.path} has changed meanwhile; give the same command again")
    return target


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no Ctrl-C come between; renaming takes a moment only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _lines(content: bytes | None) -> list[str]:
    if not content:
        return []
    return content.decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\n").split("\n")
