"""What is known of another notebook, and what a page shows of it: plain, frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class OtherName:
    """A conference, a speaker or a topic of another notebook.

    ``slugs`` are its id, and what its label and its other names give. ``url`` is empty for what has
    no place there.
    """

    id: str
    label: str
    url: str
    slugs: tuple[str, ...]
    has_notes: bool


@dataclass(frozen=True, slots=True)
class OtherTalk:
    """A talk of another notebook.

    ``speaker_ids``, ``topic_ids`` and ``conference_id`` are ids there; what has none has the slug
    of its name. ``urls`` are those of its recordings, then its pages. ``url`` is where the notes
    are, and empty where there are none.
    """

    id: str
    label: str
    url: str
    speakers: tuple[str, ...]
    speaker_ids: tuple[str, ...]
    topic_ids: tuple[str, ...]
    conference: str
    conference_id: str
    date: dt.date | None
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherNotebook:
    """Another notebook: what it calls itself, and what it has."""

    title: str
    conferences: tuple[OtherName, ...]
    talks: tuple[OtherTalk, ...]
    speakers: tuple[OtherName, ...]
    topics: tuple[OtherName, ...]


@dataclass(frozen=True, slots=True)
class NotedTalk:
    """A talk that is noted elsewhere, as one line of a list."""

    label: str
    url: str
    speakers: tuple[str, ...]
    conference: str
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Noted:
    """What another notebook has noted on something of ours.

    ``title`` is the notebook's; ``url`` is its page about the very same, empty if there is none;
    ``more`` says how many talks it has beside those that are listed.
    """

    title: str
    url: str
    talks: tuple[NotedTalk, ...] = ()
    more: int = 0
