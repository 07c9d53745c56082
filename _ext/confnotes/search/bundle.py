"""The files of the index in the output: what is there, what is new, what has to go.

A record is kept beside the environment. It says nothing is there before anything is changed, and
what is there when all of it is: after a build that was killed, the index is made anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..files import is_outside, stamp, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Where the index is in the output.
FOLDER = "pagefind"


@dataclass
class Bundle:
    """The index of one output directory."""

    outdir: Path
    record: Path
    #: A digest of what the index was made of; empty while it is not whole.
    digest: str = ""
    #: A digest of what that was made of in its turn.
    readings: str = ""
    #: Name → when the file was written (in nanoseconds) and its size, None while that is not known.
    files: dict[str, list[int] | None] = field(default_factory=dict)

    @classmethod
    def load(cls, outdir: Path, record: Path) -> Bundle:
        """Return what the build before has left; nothing, if the record is missing or broken."""
        try:
            kept = json.loads(record.read_text(encoding="utf-8"))
            files = {
                str(name): state for name, state in kept["files"].items() if not is_outside(name)
            }
            return cls(outdir, record, str(kept["digest"]), str(kept["readings"]), files)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(outdir, record)

    def is_left_as_made(self, digest: str) -> bool:
        """Say whether an index of what has that digest is there, and nobody has touched it."""
        return digest == self.digest and all(
            self._state(name) == state for name, state in self.files.items()
        )

    def forget(self) -> None:
        """Note that the index is not, or will not be, of what is there."""
        if self.digest:
            self._save("", "")

    def note(self, readings: str) -> None:
        """Note that the index is the same for what was read now."""
        if self.readings != readings:
            self._save(self.digest, readings)

    def replace(self, files: Mapping[str, bytes], digest: str, readings: str) -> None:
        """Put an index in the place of the one before; a file that is the same is not touched."""
        gone = self.files.keys() - files.keys()
        self.files |= {name: self.files.get(name) for name in files}
        self._save("", "")
        for name in sorted(gone):
            self._remove(name)
        for folder in {name.rpartition("/")[0] for name in files}:
            self._path(folder).mkdir(parents=True, exist_ok=True)
        for name, content in sorted(files.items()):
            if not self._is_there(name, content):
                self._path(name).write_bytes(content)
        self.files = {name: self._state(name) for name in sorted(files)}
        self._save(digest, readings)

    def remove(self) -> None:
        """Take everything away, if there is anything."""
        if self.files:
            self.replace({}, "", "")
        self.record.unlink(missing_ok=True)

    def _remove(self, name: str) -> None:
        path = self._path(name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.outdir or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()

    def _is_there(self, name: str, content: bytes) -> bool:
        try:
            with open(f"{self.outdir}/{FOLDER}/{name}", "rb") as file:  # noqa: PTH123 - as in `stamp`
                return file.read() == content
        except OSError:
            return False

    def _path(self, name: str) -> Path:
        return self.outdir / FOLDER / name

    def _state(self, name: str) -> list[int] | None:
        state = stamp(f"{self.outdir}/{FOLDER}/{name}")
        return [*state] if state else None

    def _save(self, digest: str, readings: str) -> None:
        self.digest = digest
        self.readings = readings
        kept = {"digest": digest, "readings": readings, "files": self.files}
        write_whole(self.record, json.dumps(kept, sort_keys=True))
