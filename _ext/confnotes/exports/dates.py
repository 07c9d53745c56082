"""When notes were written and changed: by their history in git, and never by the build.

Without git, or in a clone that has but the end of the history, nothing is known.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: What stands before the time of each commit.
_COMMIT = "\x01"
#: One line for each commit and file, whatever the reader's own settings of git say.
_LOG = ["-c", "log.showRoot=true", "log", "-z", f"--format={_COMMIT}%at", "--name-status"]
_LOG += ["-M", "--no-show-signature", "--no-ext-diff", "--relative", "--", "."]
#: Set where a hook of git runs the build; they would lead to no or to another repository.
_OF_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}


@dataclass(frozen=True, slots=True)
class Dates:
    """When a file was first and last committed."""

    published: dt.datetime
    updated: dt.datetime


class History:
    """The history of the files in a folder; git is asked when somebody asks for something."""

    def __init__(self, folder: Path) -> None:
        """Take the folder that the notes are in."""
        self._folder = folder

    @cached_property
    def state(self) -> str:
        """What is equal as long as all dates are; empty if none is known.

        The last commit of something in the folder: to find it takes a few milliseconds.
        """
        return "" if self.is_shallow else self._git("log", "-1", "--format=%H", "--", ".").strip()

    @cached_property
    def is_shallow(self) -> bool:
        """Whether this is a clone without the beginning of the history."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == "true"

    @cached_property
    def dates(self) -> Mapping[str, Dates]:
        """File → when it was first and last committed; by its path in the folder, with slashes.

        What was never committed is not there, and what has changed since has its last commit's.
        """
        return read_log(self._git(*_LOG)) if self.state else {}

    def _git(self, *arguments: str) -> str:
        """Return what git says; nothing where there is no git, or no repository."""
        environment = {key: one for key, one in os.environ.items() if key not in _OF_HOOKS}
        try:
            done = subprocess.run(  # noqa: S603 - of words of ours
                ["git", "--no-pager", *arguments],  # noqa: S607 - where it is differs
                cwd=self._folder,
                env=environment,
                capture_output=True,
                check=True,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, subprocess.CalledProcessError):
            return ""
        return done.stdout.decode(errors="surrogateescape")


def read_log(log: str) -> dict[str, Dates]:
    """Return when each file was first and last committed, under the name that it has today.

    *log* is what git has to say of each commit, newest first, separated by NUL: its time, then for
    each file a status and a path, or two where it was renamed. Times are those of the authors: they
    stay when commits are put on top of others.
    """
    found: dict[str, Dates] = {}
    #: What a file was called at the commit → what it is called today; None if that is gone.
    today: dict[str, str | None] = {}
    for when, old, new in _changes(log):
        name = today.get(new, new)
        if (
            old != new
        ):  # what has its old name since is another file, and so is what had its new one
            today[new], today[old] = None, name
        if name is None:
            continue
        known = found.get(name)
        found[name] = Dates(
            min(known.published, when) if known else when,
            max(known.updated, when) if known else when,
        )
    return found


def _changes(log: str) -> Iterator[tuple[dt.datetime, str, str]]:
    """Yield (time, path before, path after) of every file in every commit."""
    when = dt.datetime.min
    parts = iter(log.split("\0"))
    for part in parts:
        status = part.lstrip("\n")
        if status.startswith(_COMMIT):
            when = dt.datetime.fromtimestamp(int(status[1:]), dt.UTC)
        elif status[:1] in {"R", "C"}:
            old, new = next(parts), next(parts)
            yield when, old if status[0] == "R" else new, new
        elif status and (path := next(parts)):
            yield when, path, path
