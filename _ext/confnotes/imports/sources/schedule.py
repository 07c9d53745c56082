"""From a schedule that a conference's software exports to a programme.

Times are those on the wall: they are taken as written, in whatever offset, and never converted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import Conference
from ...names import slugify
from ...readers import read_timezone
from ..model import Imported, Programme
from .addresses import tidy_address
from .decoding import read_record
from .moments import day_of
from .programmes import about_talks, last_for, spell_alike, tell_apart
from .schedule_file import ConferenceRecord, Event, open_schedule
from .schedule_talks import read_talk
from .vocabulary import is_break, languages_of
from .wording import clean_line, series_of, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ...model import Talk
    from .schedule_file import Header, ScheduleFile, Slot

#: A talk that is further from its conference than this has the date of something else.
_FAR = dt.timedelta(days=31)


def read_schedule(content: bytes, name: str) -> Programme:
    """Read a schedule in JSON or XML, as pretalx, frab and c3voc's tools export it.

    *name* is what messages call it. Raises `ValueError` for what is no schedule, or not all of
    one; what is wrong with a single talk becomes a remark.
    """
    file = open_schedule(content, name)
    language = _language(file.slots)
    remarks = list(file.wrong)
    record, wrong = read_record(ConferenceRecord, file.conference, language)
    remarks += (f"the conference: {sentence}" for sentence in wrong)
    said: list[tuple[str, str]] = []
    talks = list(tell_apart(_talks(file, language, remarks, said), remarks))
    remarks += about_talks(said)
    days = _days(record, file.slots, remarks)
    talks = [_near(talk, days, remarks) for talk in talks]
    try:
        conference = _conference(record, file.header, remarks)
        facts = last_for(conference.facts, days, talks)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    conference = replace(conference, facts=facts)
    return spell_alike([Programme(conference, tuple(talks), tuple(remarks))])[0]


def _language(slots: Iterable[Slot]) -> str:
    """Return the language that most talks are in; of equals English, or the first by alphabet."""
    raw = (slot.raw.get("language") for slot in slots if isinstance(slot.raw, dict))
    languages = Counter(tag for text in raw if isinstance(text, str) for tag in languages_of(text))
    return min(languages, key=lambda one: (-languages[one], one != "en", one), default="")


def _talks(
    file: ScheduleFile, language: str, remarks: list[str], said: list[tuple[str, str]]
) -> Iterator[Imported[Talk]]:
    """Yield the talks that can be read; *said* is what there is to say of them, by title."""
    breaks = 0
    for slot in file.slots:
        try:
            event, wrong = read_record(Event, slot.raw, language)
            if is_break(event.title, event.type) and not event.persons:
                breaks += 1
                continue
            talk, more = read_talk(event, slot, file.header.base_url)
        except ValueError as error:
            remarks.append(f"a talk in room {shorten(slot.room)} was left out: {error}")
            continue
        said += ((talk.title, sentence) for sentence in (*wrong, *more))
        yield talk
    if breaks:
        remarks.append(f"lunch, registration and the like were left out ({breaks} in all)")


def _days(record: ConferenceRecord, slots: Iterable[Slot], remarks: list[str]) -> list[dt.date]:
    """Return the first and the last day that the conference names; else those of its schedule."""
    said = [text for text in (record.start, record.end) if text]
    days = [day for text in said if (day := day_of(text))]
    if len(days) < len(said):
        remarks.append(f"the conference: one of {', '.join(map(shorten, said))} is no date")
    if len(days) < 2:
        days += (day for slot in slots if (day := day_of(slot.day.date)))
    return days


def _conference(
    record: ConferenceRecord, header: Header, remarks: list[str]
) -> Imported[Conference]:
    names = (clean_line(name) for name in (record.title, record.acronym))
    title = next((name for name in names if slugify(name)), "")
    if not title:
        raise ValueError("the conference has no 'title' with a letter or a digit; add it")
    facts = Conference(
        series=series_of(title),
        venue=clean_line(record.venue),
        city=clean_line(record.city),
        timezone=_read(read_timezone, clean_line(record.time_zone_name), remarks),
        url=_read(tidy_address, record.url or header.url or header.base_url, remarks),
    )
    return Imported(clean_line(record.acronym) or slugify(title), title, facts, record.description)


def _read(read: Callable[[str], str], text: str, remarks: list[str]) -> str:
    try:
        return read(text) if text else ""
    except ValueError as error:
        remarks.append(f"the conference: left out, as {error}")
        return ""


def _near(talk: Imported[Talk], days: list[dt.date], remarks: list[str]) -> Imported[Talk]:
    """Take from a talk a date that cannot be that of the conference."""
    date = talk.facts.date
    if not (date and days) or min(days) - date <= _FAR >= date - max(days):
        return talk
    sentence = f"{date} is far from the conference's days, and was left out"
    remarks.append(f"{shorten(talk.title)}: {sentence}")
    return replace(talk, facts=replace(talk.facts, date=None, time=None))
