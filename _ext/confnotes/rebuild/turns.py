"""Two builds that write to one place take turns.

The lock is the operating system's, on the directory itself: nothing is left behind when a build is
killed, and no file lies among what is published.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

if sys.platform != "win32":
    import fcntl

logger = logging.getLogger(__name__)

#: What this process has locked: directory → its handle. One process builds one thing at a time.
_held: dict[Path, int] = {}


def take_turn(app: Sphinx, config: Config) -> None:
    """Wait until no other process writes to the output of *app*, or to its environment.

    On ``config-inited``, for right after it Sphinx loads the environment, which the other build
    may be writing. Windows has no lock on directories; there nobody waits.
    """
    for directory in sorted({Path(app.outdir), Path(app.doctreedir)}):
        if directory not in _held:
            directory.mkdir(parents=True, exist_ok=True)
            if sys.platform != "win32":
                _held[directory] = _lock(directory)


def give_turn(app: Sphinx, exception: Exception | None) -> None:
    """Let the next build begin. Of a process that was killed, the operating system does."""
    while _held:
        os.close(_held.popitem()[1])


if sys.platform != "win32":

    def _lock(directory: Path) -> int:
        """Return the handle that holds the lock; forked writers hold it, too, until they end."""
        handle = os.open(directory, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            words = _("another build writes to {folder}; waiting (Ctrl+C to stop) ...")
            logger.info(words.format(folder=directory))
            fcntl.flock(handle, fcntl.LOCK_EX)
            logger.info(_("the other build is done"))
        except OSError as error:  # some file systems have no locks
            words = _("other builds can't be kept from writing to {folder}: {reason}")
            logger.info(words.format(folder=directory, reason=error))
        return handle
