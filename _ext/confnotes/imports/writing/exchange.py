"""Files take the place of others all together, or not at all.

At every moment each file has its old content or its new one, and never a part. A process that is
killed in between leaves some of them old and some new, which the same import puts right.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from ...telling import ENDINGS

try:
    import fcntl
except ImportError:  # a system without such locks; there, nothing is swept up
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How the folder begins that drafts are written into, and old files are kept in meanwhile.
DRAFTS = ".confnotes-"


@dataclass(frozen=True, slots=True)
class Step:
    """One file: its place, and where its new and its old content lie meanwhile."""

    target: Path
    new: Path | None
    old: Path | None


@dataclass(slots=True)
class Exchange:
    """Files that take the place of others, and can be put back."""

    drafts: Path
    folders: list[Path] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    begun: list[Step] = field(default_factory=list)

    def draft(self, target: Path, content: bytes | None, *, is_there: bool) -> None:
        """Write the new content of a file beside, and make the folder that it is in."""
        at = len(self.steps)
        new = None if content is None else self.drafts / f"{at}-new"
        old = self.drafts / f"{at}-old" if is_there else None
        if new and content is not None:
            self._make_folder(target.parent)
            new.write_bytes(content)
            if old:
                shutil.copymode(target, new)
        self.steps.append(Step(target, new, old))

    def carry_out(self) -> None:
        """Keep each old file aside, and put the new one in its place."""
        for step in self.steps:
            self.begun.append(step)
            if step.old and step.new:
                _copy(step.target, step.old)
            elif step.old:
                step.target.rename(step.old)
            if step.new:
                step.new.replace(step.target)

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


@contextmanager
def drafts_in(root: Path) -> Iterator[Path]:
    """Make a folder for drafts, and take it away at the end, with those of killed processes."""
    _sweep(root)
    with undisturbed():
        folder = Path(mkdtemp(prefix=DRAFTS, dir=root))
        lock = _lock(folder)
    try:
        yield folder
    finally:
        with undisturbed():
            shutil.rmtree(folder, ignore_errors=True)
            if lock is not None:
                os.close(lock)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let nothing that would end the process come between; renaming takes a moment only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    endings = (signal.SIGINT, *ENDINGS)
    before = {ending: signal.signal(ending, signal.SIG_IGN) for ending in endings}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler or signal.SIG_DFL)


def _copy(file: Path, copy: Path) -> None:
    """Give a file a second name, or copy it where a file can only have one."""
    try:
        copy.hardlink_to(file)
    except OSError:
        copy.unlink(missing_ok=True)
        shutil.copy2(file, copy)


def _sweep(root: Path) -> None:
    """Take away the drafts of processes that were killed: those that nobody holds a lock on."""
    for folder in root.glob(f"{DRAFTS}*"):
        if folder.is_dir() and (lock := _lock(folder)) is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Lock a folder until its descriptor, which is returned, is closed; None if that fails."""
    if fcntl is None:
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
