"""A calendar for each conference, in iCalendar (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from ..model import ObjectType
from .citations import plain
from .moments import zone_of
from .places import calendar_of, timed_talks
from .zones import timezone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Conference, Talk, Target
    from ..tables import Entry
    from .published import Published

_ONE_DAY = dt.timedelta(days=1)


def make_calendars(published: Published) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar of each conference that has a day, or a talk that has a time."""
    for key, conference in published.lookup.conferences.items():
        path = calendar_of(published.lookup, key)
        if path:
            yield path, _calendar(published, conference).to_ical()


def _calendar(published: Published, conference: Entry[Conference]) -> Calendar:
    """Return a conference, all day, and its talks.

    Talks whose time is not known are left out: forty of them would hide all else of a day. Times
    are those of the conference's zone, or without one of wherever the reader is.
    """
    talks = timed_talks(published.lookup, conference.target.id)
    calendar = Calendar()
    calendar.add("prodid", "-//confnotes//Notes on conferences//EN")
    calendar.add("version", "2.0")
    name = plain(conference.target.label)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what most programs read, before RFC 7986
    zone = conference.facts.timezone
    years = [entry.facts.date.year for entry in talks if entry.facts.date]
    if zone and years:
        calendar.add_component(timezone_of(zone, min(years), max(years)))
    if conference.facts.start:
        calendar.add_component(_conference(published, conference, conference.facts.start))
    for entry in talks:
        calendar.add_component(_talk(published, entry, conference.facts))
    return calendar


def _conference(published: Published, entry: Entry[Conference], start: dt.date) -> Event:
    conference = entry.facts
    event = _event(published, entry.target, start, [conference.url])
    event.add("dtstart", start)
    # The day after, as RFC 5545 has it.
    event.add("dtend", max(conference.end or start, start) + _ONE_DAY)
    event.add("transp", "TRANSPARENT")  # nobody is busy at all hours of it
    _add_texts(event, location=[conference.venue, conference.city])
    return event


def _talk(published: Published, entry: Entry[Talk], conference: Conference) -> Event:
    talk = entry.facts
    if not talk.date or not talk.time:
        raise ValueError(f"{entry.target.id} has no time")
    zone = zone_of(conference.timezone)
    event = _event(published, entry.target, talk.date, [*talk.url, *talk.video])
    event.add("dtstart", dt.datetime.combine(talk.date, talk.time, zone))
    if talk.duration:  # else it begins, and who knows when it ends
        event.add("duration", dt.timedelta(minutes=talk.duration))
    room = f"Room {talk.room}" if talk.room.isdecimal() else talk.room
    speakers = published.lookup.resolve_names(ObjectType.SPEAKER, talk.speakers)
    _add_texts(
        event,
        location=[room, conference.venue, conference.city],
        description=[speaker.label for speaker in speakers],
    )
    topics = published.lookup.resolve_names(ObjectType.TOPIC, talk.topics)
    if topics:
        event.add("categories", [plain(topic.label) for topic in topics])
    return event


def _event(published: Published, target: Target, day: dt.date, urls: Sequence[str]) -> Event:
    """Return an event with what all have.

    RFC 5545 wants to know when an event was noted down. Nobody knows, and the time of the build
    would be another each time; so it is the midnight before.
    """
    event = Event()
    site = published.base.partition("://")[2].strip("/") or "confnotes"
    event.add("uid", f"{target.id}@{site}")
    event.add("dtstamp", dt.datetime.combine(day, dt.time(), dt.UTC))
    event.add("summary", plain(target.label))
    own = published.address(target) if published.base else ""
    url = next((one for one in (own, *urls) if one), "")
    if url:
        event.add("url", url)
    return event


def _add_texts(event: Event, **texts: Sequence[str]) -> None:
    for name, parts in texts.items():
        text = ", ".join(plain(part) for part in parts if part)
        if text:
            event.add(name, text)
