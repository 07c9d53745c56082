"""From a talk as schedules have it to a talk of the model."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from ...model import Talk
from ...names import slugify
from ..model import Imported
from .addresses import Address, sort_addresses
from .moments import LONGEST, day_of, moment_of
from .vocabulary import first_language, track_of, type_of
from .wording import clean_line, join_texts, read_people, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .schedule_file import Day, Event, Slot

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_MINUTES = re.compile(r"\d{1,4}", re.ASCII)
#: When a day begins where nothing is said: talks after midnight belong to the day before.
_DAY_START = dt.time(4)
#: Characters of a text; the longest known have about twenty thousand.
_LONGEST_TEXT = 100_000


def read_talk(event: Event, slot: Slot, base: str = "") -> tuple[Imported[Talk], list[str]]:
    """Read a talk; *base* is what addresses without a host are below.

    Returns the talk, complete but for what could not be read, and sentences on that. Raises
    `ValueError` for a talk without a title.
    """
    title = clean_line(event.title)
    if not slugify(title):
        raise ValueError(f"its title, {shorten(title)}, has no letter or digit")
    addresses, wrong = sort_addresses(_addresses(event), base)
    date, time = _moment(event, slot.day, wrong)
    facts = Talk(
        speakers=read_people(person.called for person in event.persons),
        date=date,
        time=time,
        duration=_duration(event, wrong),
        room=clean_line(event.room) or clean_line(slot.room),
        track=track_of(clean_line(event.track)),
        type=type_of(event.type),
        language=first_language(event.language, wrong),
        **addresses,
    )
    key = clean_line(event.guid or event.id) or f"{slugify(title)}-{date or ''}".rstrip("-")
    content = join_texts(*_texts(event, wrong))
    return Imported(key, title, facts, content), wrong


def _texts(event: Event, wrong: list[str]) -> Iterator[str]:
    for text in (event.subtitle, event.abstract, event.description):
        if len(text) <= _LONGEST_TEXT:
            yield text
        else:
            wrong.append(f"a text with {len(text)} characters is no abstract, and was left out")


def _addresses(event: Event) -> list[Address]:
    links = [*event.links, *event.attachments]
    return [
        Address(event.url or event.origin_url, kind="url"),
        Address(event.video_download_url, kind="video"),
        *(Address(link.url, link.title, link.type) for link in links),
    ]


def _moment(event: Event, day: Day, wrong: list[str]) -> tuple[dt.date | None, dt.time | None]:
    """Return when a talk begins, as its own date says; else as its day and its start say."""
    moment = moment_of(event.date)
    if moment and len(event.date) > len("2020-12-14"):
        return moment.date(), dt.time(moment.hour, moment.minute)
    if event.date and not moment:
        wrong.append(f"{shorten(event.date)} is no date, and was left out")
    clock = _clock(event.start, wrong)
    if moment:
        return moment.date(), clock
    date = day_of(day.date)
    opening = moment_of(day.day_start)
    is_next_day = clock and clock < (opening.time() if opening else _DAY_START)
    if date and is_next_day and date < dt.date.max:
        date += dt.timedelta(days=1)
    return date, clock if date else None


def _duration(event: Event, wrong: list[str]) -> int | None:
    """Return the minutes that a talk takes: until its end, or as its duration says."""
    start, end = moment_of(event.date), moment_of(event.end)
    if start and end and (start.tzinfo is None) == (end.tzinfo is None) and end > start:
        minutes = (end - start) // dt.timedelta(minutes=1)
    elif match := _CLOCK.fullmatch(event.duration):
        minutes = int(match[1]) * 60 + int(match[2])
    elif _MINUTES.fullmatch(event.duration):
        minutes = int(event.duration)
    else:
        minutes = 0
        if event.duration:
            wrong.append(f"{shorten(event.duration)} is no duration, and was left out")
    return minutes if 0 < minutes <= LONGEST else None


def _clock(text: str, wrong: list[str]) -> dt.time | None:
    match = _CLOCK.fullmatch(text)
    if match and int(match[1]) < 24:
        return dt.time(int(match[1]), int(match[2]))
    if text:
        wrong.append(f"{shorten(text)} is no time of day, and was left out")
    return None
