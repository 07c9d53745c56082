"""What an import remembers of what it wrote, in a file beside the pages.

So the next import can tell what the author has changed from what the source has.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

# Pydantic reads the annotations when this runs.
from ...model import ObjectType  # noqa: TC001

if TYPE_CHECKING:
    from .pages import Version

#: The name of the file in the folder of a conference.
LEDGER = ".import.json"

_VERSION = 1
#: What Git writes into a file that two people have changed.
_MERGED = re.compile(rb"^(?:<<<<<<<|=======|>>>>>>>)(?: |\r?$)", re.MULTILINE)

#: The name of a page of the folder: never a path that leads elsewhere.
PageName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\.md$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Strict):
    """An object as it was last written: of its content only the digest.

    ``key`` is what the source knows it by; ``id`` is what others link to, and stays.
    """

    key: str
    type: ObjectType
    id: str
    heading: str
    options: dict[str, str]
    content: str

    def is_as_written(self, version: Version) -> bool:
        """Say whether nobody has changed an object since."""
        return (self.heading, self.options, self.content) == (
            version.heading,
            version.options,
            digest(version.content),
        )


class PageEntry(_Strict):
    """A page: its own heading, if it is not that of an object, and its objects."""

    heading: str = ""
    objects: tuple[Entry, ...] = ()


class Ledger(_Strict):
    """All that imports of one programme have written.

    ``kind`` and ``key`` say which conference of which kind of source it is, ``start`` its first
    day then; ``per`` is what has a page of its own.
    """

    version: Literal[1] = 1
    kind: str
    source: str
    key: str
    start: str
    per: Literal["talk", "day"]
    pages: dict[PageName, PageEntry]


def entry_of(key: str, object_id: str, version: Version) -> Entry:
    """Return what is remembered of an object that is written so."""
    return Entry(
        key=key,
        type=version.objtype,
        id=object_id,
        heading=version.heading,
        options=dict(version.options),
        content=digest(version.content),
    )


def digest(content: str) -> str:
    """Return what tells a content from others; of none, nothing."""
    return hashlib.sha256(content.encode(errors="replace")).hexdigest() if content.strip() else ""


def load_ledger(content: bytes, path: str) -> Ledger:
    """Read a ledger; raise `ValueError` with a sentence if it is none, or from a later version."""
    if _MERGED.search(content):
        raise ValueError(
            f"{path} has the marks of a merge in it (<<<<<<<); take one of its two sides, "
            "whichever, and import again"
        )
    if _version_of(content) > _VERSION:
        raise ValueError(f"{path} was written by a later version of confnotes; update this one")
    try:
        return Ledger.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        what = f"{where}: {first['msg']}" if where else first["msg"]
    advice = (
        "bring back the last good one, or delete it; pages that are there then stay as they are"
    )
    raise ValueError(f"{path} is damaged ({what}); {advice}")


def _version_of(content: bytes) -> int:
    """Return the version that a ledger says it has, 0 if it says none."""
    try:
        version = json.loads(content)["version"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return 0
    return version if isinstance(version, int) else 0


def dump_ledger(ledger: Ledger) -> bytes:
    """Return a ledger as text, the same for the same ledger."""
    content = ledger.model_dump(mode="json")
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
