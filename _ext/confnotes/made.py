"""Files of the output that are made of the whole notebook: what is there, is new, has to go.

A record is kept beside the environment. It says nothing is there before anything is changed, and
what is there when all of it is: after a build that was killed, all of them are made anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from .files import is_outside, stamp, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path


@dataclass
class MadeFiles:
    """What is made in one output directory, at once and of the same."""

    outdir: Path
    record: Path
    #: A digest of what the files were made of; empty while they are not all there.
    digest: str = ""
    #: A digest of what that was made of in its turn.
    readings: str = ""
    #: Name → when the file was written (in nanoseconds), its size, and a checksum of its content;
    #: None while that is not known.
    files: dict[str, list[int] | None] = field(default_factory=dict)
    #: The names under which somebody else has a file, which stays.
    taken: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, outdir: Path, record: Path) -> MadeFiles:
        """Return what the build before has left; nothing, if the record is missing or broken."""
        try:
            kept = json.loads(record.read_text(encoding="utf-8"))
            files = {
                str(name): state for name, state in kept["files"].items() if not is_outside(name)
            }
            taken = [str(name) for name in kept["taken"]]
            return cls(outdir, record, str(kept["digest"]), str(kept["readings"]), files, taken)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(outdir, record)

    def is_left_as_made(self, digest: str) -> bool:
        """Say whether what is made of that is there, and nobody has touched it."""
        return digest == self.digest and all(
            state is not None and self._stamp(name) == state[:2]
            for name, state in self.files.items()
        )

    def forget(self) -> None:
        """Note that the files are not, or will not be, made of what is there."""
        if self.digest:
            self._save("", "")

    def note(self, readings: str) -> None:
        """Note that the files are the same for what was read now."""
        if self.readings != readings:
            self._save(self.digest, readings)

    def replace(
        self, files: Mapping[str, bytes], digest: str, readings: str, taken: Collection[str] = ()
    ) -> None:
        """Put files in the place of those before; one that is the same is not touched.

        The names that are *taken* are somebody else's, though they may have been ours before.
        """
        files = {name: content for name, content in files.items() if name not in taken}
        gone = self.files.keys() - files.keys() - {*taken}
        self.files |= {name: self.files.get(name) for name in files}
        self.files = {name: state for name, state in self.files.items() if name not in taken}
        self.taken = sorted(taken)
        self._save("", "")
        for name in sorted(gone):
            self._remove(name)
        for folder in {name.rpartition("/")[0] for name in files}:
            self._path(folder).mkdir(parents=True, exist_ok=True)
        for name, content in sorted(files.items()):
            self._write(name, content)
        self.files = {
            name: [*(self._stamp(name) or ()), crc32(content)]
            for name, content in sorted(files.items())
        }
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

    def _write(self, name: str, content: bytes) -> None:
        """Write a file; one that was the same, and was removed, gets its time back, as pages do."""
        if self._is_there(name, content):
            return
        path, state = self._path(name), self.files.get(name)
        path.write_bytes(content)
        if state and state[1:] == [len(content), crc32(content)]:
            os.utime(path, ns=(state[0], state[0]))

    def _is_there(self, name: str, content: bytes) -> bool:
        try:
            with open(f"{self.outdir}/{name}", "rb") as file:  # noqa: PTH123 - as in `stamp`
                return file.read() == content
        except OSError:
            return False

    def _path(self, name: str) -> Path:
        return self.outdir / name

    def _stamp(self, name: str) -> list[int] | None:
        state = stamp(f"{self.outdir}/{name}")
        return [*state] if state else None

    def _save(self, digest: str, readings: str) -> None:
        self.digest = digest
        self.readings = readings
        kept = {
            "digest": digest,
            "readings": readings,
            "files": self.files,
            "taken": self.taken,
        }
        write_whole(self.record, json.dumps(kept, sort_keys=True))
