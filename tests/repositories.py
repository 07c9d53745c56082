"""Real repositories of git, made by tests."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Repository:
    """A repository of git; each commit is made at noon of a day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        when = f"{day}T12:00:00+0200"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "Ann" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "ann@notes.example" for who in ("AUTHOR", "COMMITTER")},
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": "2026-12-31T00:00:00Z",  # as a rebase has it
        }
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self, day: str, **files: str | None) -> None:
        """Commit files, whose dots and slashes are ``_`` and ``__``; None removes one."""
        for name, text in files.items():
            path = self.folder / f"{name.replace('__', '/')}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True) if text is None else path.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Notes", "--allow-empty", day=day)
