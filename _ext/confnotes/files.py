"""Files that are written as a whole: whoever reads one finds the old text or the new."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

#: When a file was last changed, in nanoseconds, and its size in bytes; None when it can't be said.
Stamp = tuple[int, int] | None


def stamp(file: str) -> Stamp:
    """Return the state of a file now."""
    try:
        found = os.stat(file)  # noqa: PTH116 - for each file of a notebook, and a path takes longer
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def is_outside(name: str) -> bool:
    """Say whether a name of a file in a folder can lead out of it."""
    if not name.startswith("/") and ".." not in name and "\\" not in name and ":" not in name:
        return False  # as nearly all; a path would take its time
    path = Path(name)
    return path.is_absolute() or ".." in path.parts


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, all of it or nothing, and with the line endings that the content has."""
    path = path.resolve()  # a link stays one
    draft = path.with_name(path.name + ".part")
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    try:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
