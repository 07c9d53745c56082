"""From a directive's options, as text, to the records of the model.

Nothing is dropped without a word: what cannot be read becomes a `Complaint`, and the rest of the
directive still counts. An option that is left empty is an option that is not given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from .diagnostics import Subtype, did_you_mean
from .model import (
    Conference,
    GroupBy,
    ObjectType,
    Sort,
    Speaker,
    Talk,
    TalkQuery,
    TalkType,
    Topic,
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
    read_name,
    read_number,
    read_timezone,
    read_url,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from enum import StrEnum

    from .model import Facts


_BETWEEN_URLS = re.compile(r"\s+|,(?=https?://|mailto:)")
_OPTION_LINE = re.compile(r":([a-z-]+):(?:\s|$)")


class Complaint(NamedTuple):
    """What is wrong with one option: the kind of problem, and a sentence."""

    subtype: Subtype
    message: str


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

#: The options with which each kind of object is declared.
OPTIONS: Mapping[ObjectType, Mapping[str, Option]] = {
    ObjectType.CONFERENCE: CONFERENCE_OPTIONS,
    ObjectType.TALK: TALK_OPTIONS,
    ObjectType.SPEAKER: SPEAKER_OPTIONS,
    ObjectType.TOPIC: TOPIC_OPTIONS,
}

_RECORDS: Mapping[ObjectType, type[Facts]] = {
    ObjectType.CONFERENCE: Conference,
    ObjectType.TALK: Talk,
    ObjectType.SPEAKER: Speaker,
    ObjectType.TOPIC: Topic,
}


def read_facts(
    objtype: ObjectType, options: Mapping[str, str | None]
) -> tuple[Facts, list[Complaint]]:
    """Read the options of a declaring directive.

    Returns the record, complete but for what could not be read, and what is wrong.
    """
    fields, complaints = _read_fields(OPTIONS[objtype], options)
    if "date" in fields:
        fields["date"], fields["time"] = fields["date"]
    facts = _RECORDS[objtype](**fields)
    if isinstance(facts, Conference):
        complaints += _check_days(facts, start_given=bool(options.get("start")))
    return facts, complaints


def find_misplaced(objtype: ObjectType, content: Iterable[str]) -> list[Complaint]:
    """Look for options in the content of a declaring directive.

    An empty line above them, or an option that goes on in a second line, ends the options for
    Markdown and for reStructuredText alike, and what follows would show as text.
    """
    names = (match[1] for line in content if (match := _OPTION_LINE.match(line)))
    return [
        Complaint(
            Subtype.MISPLACED_OPTION,
            f"':{name}:' stands in the content, and is no option there; options come right below "
            "the first line of the directive, each on one line, with no empty line above",
        )
        for name in names
        if name in OPTIONS[objtype]
    ]


def read_query(options: Mapping[str, str | None]) -> tuple[TalkQuery, list[Complaint]]:
    """Read the options of a ``talk-list``."""
    if "notes" in options:  # a flag has no value, and is given all the same
        options = {**options, "notes": options["notes"] or "yes"}
    fields, complaints = _read_fields(TALK_LIST_OPTIONS, options)
    return TalkQuery(**fields), complaints


def read_no_options(options: Mapping[str, str | None]) -> list[Complaint]:
    """Read the options of a directive that has none."""
    return [_unknown_option(name, {}) for name in options]


def _check_days(conference: Conference, *, start_given: bool) -> Iterator[Complaint]:
    if not start_given:
        yield Complaint(
            Subtype.MISSING_OPTION,
            "a conference needs a ':start:', its first day; write it as :start: 2012-09-04",
        )
    if conference.start and conference.end and conference.end < conference.start:
        yield Complaint(
            Subtype.END_BEFORE_START,
            f"the conference ends on {conference.end}, before it starts on {conference.start}; "
            "exchange the two, or mend the one that is wrong",
        )


def _read_fields(
    known: Mapping[str, Option], options: Mapping[str, str | None]
) -> tuple[dict[str, Any], list[Complaint]]:
    fields: dict[str, Any] = {}
    complaints: list[Complaint] = []
    for name, raw in options.items():
        option = known.get(name)
        if option is None:
            complaints.append(_unknown_option(name, known))
            continue
        text = " ".join((raw or "").split())
        if not text:
            continue
        parts = option.split(text) if option.split else (text,)
        values: list[Any] = []
        for part in parts:
            try:
                values.append(option.read(part))
            except ValueError as error:
                complaints.append(Complaint(option.subtype, f"option {name!r}: {error}"))
        if option.split:
            fields[option.field] = tuple(dict.fromkeys(values))
        elif option.field == "profiles":
            fields["profiles"] = (*fields.get("profiles", ()), *values)
        elif values:
            fields[option.field] = values[0]
    return fields, complaints


def _unknown_option(name: str, known: Mapping[str, Option]) -> Complaint:
    allowed = f"the options are {', '.join(known)}" if known else "it takes none"
    near = did_you_mean(name, known)
    return Complaint(Subtype.UNKNOWN_OPTION, f"there is no option {name!r}; {allowed}.{near}")
