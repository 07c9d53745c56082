"""Changes of files: planned first, shown as a difference, and made all together or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...telling import difference
from .exchange import DRAFTS, Exchange, drafts_in, undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
            yield from difference(_text(change.before), _text(change.after), old, new)


def apply(root: Path, changes: Sequence[Change]) -> None:
    """Make all changes to files below *root*, or none.

    Raises `ValueError` for a path that leads out of the notebook, and for a file that is no longer
    what it was when the changes were planned; `OSError` for what the system refuses. Whatever is
    raised, an interruption too, files and folders are then what they were.
    """
    if not changes:
        return
    targets = [_target(root, change) for change in changes]
    with _named(root), drafts_in(root) as drafts:
        exchange = Exchange(drafts)
        try:
            for target, change in zip(targets, changes, strict=True):
                with _named(target):
                    exchange.draft(target, change.after, is_there=change.before is not None)
            with undisturbed():
                exchange.carry_out()
        except BaseException:
            with undisturbed():
                exchange.undo()
            raise


def _target(root: Path, change: Change) -> Path:
    """Return the file that a path means; a link within the notebook is followed."""
    target = (root / change.path).resolve()
    if not target.is_relative_to(root.resolve()) or ".." in Path(change.path).parts:
        raise ValueError(f"{change.path} leads out of the notebook, so nothing is written there")
    now = target.read_bytes() if target.is_file() else None
    if now != change.before or (now is None and target.exists()):
        raise ValueError(f"{change.path} has changed meanwhile; give the same command again")
    if now is not None and not (os.access(target, os.W_OK) and target.stat().st_mode & 0o222):
        words = "the file is read-only, so nothing is written"
        raise PermissionError(errno.EACCES, words, change.path)
    return target


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let what the system refuses name the file that people know, and not its draft."""
    try:
        yield
    except OSError as error:
        names = (name for name in (error.filename, error.filename2) if name)
        known = next((str(name) for name in names if DRAFTS not in str(name)), str(path))
        raise OSError(error.errno, error.strerror, known) from None


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8", "replace")
