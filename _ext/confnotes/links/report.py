"""What a check of the links has found, kept as a file for the commands that come after it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Finding(StrEnum):
    """What asking for a page has shown."""

    WORKS = "works"
    """The page is there."""
    BROKEN = "broken"
    """The page is gone, or its host is."""
    MOVED = "moved"
    """The page is there, and for good under another address."""
    UNDECIDED = "undecided"
    """Nobody can say: the server is busy, or keeps strangers out, or does not answer in time."""
    UNASKED = "unasked"
    """Nothing was asked: the page is known to be gone, or a setting leaves it out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link stands: file (relative to the source), line, and the day that it is about.

    The line is 0 where it is not known, the day None where the link belongs to no talk and no
    conference.
    """

    path: str
    line: int
    day: dt.date | None = None

    def __str__(self) -> str:
        """Return the place as editors and terminals know it."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """An address, everywhere that it stands, and what was found."""

    url: str
    finding: Finding
    places: tuple[Place, ...]
    #: What the server said, or what kept it from saying anything.
    reason: str = ""
    #: Where the page is now, of one that moved.
    location: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All links of a notebook, by address, as they were found on one day.

    ``archive`` is the address before which a day and an address are put.
    """

    day: dt.date
    archive: str
    links: tuple[CheckedLink, ...]


def dump_report(report: Report) -> str:
    """Return a report as JSON; `load_report` reads it back without loss."""
    return json.dumps(asdict(report), default=str, indent=1, ensure_ascii=False) + "\n"


def load_report(text: str) -> Report:
    """Read a report; raise `ValueError` for what is none."""
    try:
        kept = json.loads(text)
        links = tuple(_link(one) for one in kept["links"])
        return Report(dt.date.fromisoformat(kept["day"]), str(kept["archive"]), links)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise ValueError(f"this is no report of a check of links ({error!r})") from None


def _link(kept: dict[str, Any]) -> CheckedLink:
    places = tuple(
        Place(str(one["path"]), int(one["line"]), _day(one["day"])) for one in kept["places"]
    )
    return CheckedLink(
        str(kept["url"]),
        Finding(kept["finding"]),
        places,
        str(kept["reason"]),
        str(kept["location"]),
    )


def _day(kept: str | None) -> dt.date | None:
    return dt.date.fromisoformat(kept) if kept else None
