"""The options of each directive: how each is read, and into which field of the model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from .diagnostics import Subtype
from .model import (
    GroupBy,
    ObjectType,
    Sort,
    TalkType,
    TopicStatus,
)
from .names import split_list
from .readers import (
    read_as_of,
    read_choice,
    read_date,
    read_date_and_time,
    read_duration,
    read_fediverse,
    read_flag,
    read_handle,
    read_id,
    read_language,
    read_letters,
    read_name,
    read_number,
    read_timezone,
    read_url,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum


_BETWEEN_URLS = re.compile(r"\s+|,(?=https?://|mailto:)")


@dataclass(frozen=True, slots=True)
class Option:
    """How an option is read: into which field, by what, and what a failure is called.

    ``read`` takes the stripped text and raises `ValueError` with a sentence. A list is read part
    by part, so that one bad part does not take the others with it.
    """

    read: Callable[[str], Any]
    field: str
    subtype: Subtype = Subtype.INVALID_VALUE
    split: Callable[[str], tuple[str, ...]] | None = None


def _split_urls(text: str) -> tuple[str, ...]:
    """Split at blanks, and at commas that another address comes after; an address may have some."""
    return tuple(part.strip(",") for part in _BETWEEN_URLS.split(text) if part.strip(","))


def _name(field: str) -> Option:
    return Option(read_name, field, Subtype.EMPTY_NAME)


def _names(field: str) -> Option:
    return Option(read_name, field, Subtype.EMPTY_NAME, split_list)


def _url(field: str) -> Option:
    return Option(read_url, field, Subtype.INVALID_URL)


def _urls(field: str) -> Option:
    return Option(read_url, field, Subtype.INVALID_URL, _split_urls)


def _choice(field: str, choices: type[StrEnum]) -> Option:
    return Option(partial(read_choice, choices), field)


def _handle(site: str, address: str) -> Option:
    return Option(partial(read_handle, site, address), "profiles", Subtype.INVALID_URL)


_ID = Option(read_id, "id")

CONFERENCE_OPTIONS: Mapping[str, Option] = {
    "id": _ID,
    "series": Option(str, "series"),
    "start": Option(read_date, "start", Subtype.INVALID_DATE),
    "end": Option(read_date, "end", Subtype.INVALID_DATE),
    "venue": Option(str, "venue"),
    "city": Option(str, "city"),
    "timezone": Option(read_timezone, "timezone"),
    "url": _url("url"),
    "videos": _urls("videos"),
    "elsewhere": _urls("elsewhere"),
    "aliases": _names("aliases"),
}

TALK_OPTIONS: Mapping[str, Option] = {
    "id": _ID,
    "speakers": _names("speakers"),
    "date": Option(read_date_and_time, "date", Subtype.INVALID_DATE),
    "duration": Option(read_duration, "duration"),
    "room": Option(str, "room"),
    "track": Option(str, "track"),
    "type": _choice("type", TalkType),
    "language": Option(read_language, "language"),
    "topics": _names("topics"),
    "video": _urls("video"),
    "slides": _urls("slides"),
    "code": _urls("code"),
    "url": _urls("url"),
    "elsewhere": _urls("elsewhere"),
    "conference": _name("conference"),
}

SPEAKER_OPTIONS: Mapping[str, Option] = {
    "id": _ID,
    "aliases": _names("aliases"),
    "url": _url("url"),
    "github": _handle("GitHub", "https://github.com/{}"),
    "mastodon": Option(read_fediverse, "profiles", Subtype.INVALID_URL),
    "bluesky": _handle("Bluesky", "https://bsky.app/profile/{}"),
}

TOPIC_OPTIONS: Mapping[str, Option] = {
    "id": _ID,
    "aliases": _names("aliases"),
    "broader": _names("broader"),
    "related": _names("related"),
    "url": _url("url"),
    "status": _choice("status", TopicStatus),
    "successor": Option(str, "successor"),
    "as-of": Option(read_as_of, "as_of", Subtype.INVALID_DATE),
}

TALK_LIST_OPTIONS: Mapping[str, Option] = {
    "conference": _name("conference"),
    "speaker": _name("speaker"),
    "topic": _name("topic"),
    "year": Option(read_number, "year"),
    "type": _choice("type", TalkType),
    "notes": Option(read_flag, "notes"),
    "sort": _choice("sort", Sort),
    "group-by": _choice("group_by", GroupBy),
    "limit": Option(read_number, "limit"),
}

#: The options of the indexes of names, which may be divided.
NAME_INDEX_OPTIONS: Mapping[str, Option] = {
    "letters": Option(read_letters, "letters", split=split_list),
}

#: The options with which each kind of object is declared.
OPTIONS: Mapping[ObjectType, Mapping[str, Option]] = {
    ObjectType.CONFERENCE: CONFERENCE_OPTIONS,
    ObjectType.TALK: TALK_OPTIONS,
    ObjectType.SPEAKER: SPEAKER_OPTIONS,
    ObjectType.TOPIC: TOPIC_OPTIONS,
}
