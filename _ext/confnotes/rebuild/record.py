"""What a build has left in an output directory, as it is kept for the next one.

Beside the environment, for in the output everything is published.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..files import is_outside, write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_Kind = TypeVar("_Kind")
#: When a file was written (in nanoseconds), its size (in bytes), and its digest.
FileState = tuple[int, int, str]


@dataclass
class Record:
    """What a build has left behind, and of one that was killed, what it may have."""

    #: Whether the build came to its end.
    is_finished: bool = False
    #: A digest of its settings.
    settings: str = ""
    #: Document name → digest of what its page shows.
    pages: dict[str, str] = field(default_factory=dict)
    #: Document name → when that was read which its page shows; of pages that show all they should.
    read: dict[str, int] = field(default_factory=dict)
    #: Digests of what all pages borrow, and of what that is made of (see `unchanged`).
    common: str = ""
    readings: str = ""
    #: The files that are there for a document, an image or an asset; relative to the directory.
    places: list[str] = field(default_factory=list)
    #: The pages of no document: indices, and what extensions add.
    generated: list[str] = field(default_factory=list)
    #: Every file of ours.
    files: dict[str, FileState] = field(default_factory=dict)


def record_path(app: Sphinx) -> Path:
    """Return where the record is of what this kind of builder has written to this directory.

    Several may share an environment: what one of them has written, another has not.
    """
    place = hashlib.sha256(os.fsencode(app.outdir)).hexdigest()[:16]
    return Path(app.doctreedir) / f"confnotes-{app.builder.name}-{place}.json"


def load_record(path: Path) -> Record:
    """Return the record of the build before; an empty one when there is none, or it is broken."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Record(
            is_finished=_checked(kept["is_finished"], bool),
            settings=_checked(kept["settings"], str),
            pages={name: _checked(one, str) for name, one in kept["pages"].items()},
            read={name: _checked(one, int) for name, one in kept["read"].items()},
            common=_checked(kept["common"], str),
            readings=_checked(kept["readings"], str),
            places=[_place(name) for name in kept["places"]],
            generated=[_place(name) for name in kept["generated"]],
            files={name: _file_state(*one) for name, one in kept["files"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Record()


def save_record(path: Path, record: Record) -> None:
    """Write a record, all of it or nothing."""
    write_whole(path, json.dumps(vars(record), sort_keys=True))


def _checked(value: object, kind: type[_Kind]) -> _Kind:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def _place(name: object) -> str:
    """Return a name of a file in the output, and of none outside of it."""
    place = _checked(name, str)
    if is_outside(place):
        raise ValueError(name)
    return place


def _file_state(time: object, size: object, digest: object) -> FileState:
    return _checked(time, int), _checked(size, int), _checked(digest, str)
