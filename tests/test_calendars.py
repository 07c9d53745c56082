"""Calendars, read back by icalendar, and their time zones by dateutil."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from confnotes.exports.calendars import make_calendars
from confnotes.exports.citations import plain
from confnotes.exports.offering import offered
from confnotes.exports.published import Published
from confnotes.exports.zones import timezone_of
from confnotes.links.known import KnownLinks
from confnotes.model import Conference
from confnotes.viewing import view_declaration
from confnotes.views import ConferenceView
from making import conference, law, notebook, page, talk

if TYPE_CHECKING:
    from icalendar import Event

    from confnotes.model import Page

BASE = "https://notes.example/n/"


def calendars(*pages: Page, base: str = BASE) -> dict[str, bytes]:
    site = Published(notebook(*pages), lambda target: f"{base}{target.docname}.html", base)
    return dict(make_calendars(site))


def events(*declared: Any, base: str = BASE) -> list[Event]:
    """Return the events of the one calendar of a page."""
    [content] = calendars(page("c/index", *declared), base=base).values()
    found = Calendar.from_ical(content)
    assert found.errors == []
    return found.events


def conf(**fields: Any) -> Any:
    return conference("Conf", "2012-09-04", "2012-09-06", **fields)


def test_a_calendar_has_the_conference_and_its_talks() -> None:
    whole, one = events(
        conf(venue="The Hall", city="Arlington", timezone="America/New_York"),
        talk(
            "On Gevent",
            speakers="Ann Bee, Bo",
            topics="redis, C++",
            date="2012-09-04 14:20",
            duration=40,
            room="2",
        ),
    )
    assert (str(whole["summary"]), str(whole["location"])) == ("Conf", "The Hall, Arlington")
    assert (whole.start, whole.end) == (dt.date(2012, 9, 4), dt.date(2012, 9, 7))
    assert str(whole["transp"]) == "TRANSPARENT"
    assert (str(one["summary"]), str(one["description"])) == ("On Gevent", "Ann Bee, Bo")
    assert one.start == dt.datetime(2012, 9, 4, 14, 20, tzinfo=ZoneInfo("America/New_York"))
    assert one["duration"].dt == dt.timedelta(minutes=40)
    assert str(one["location"]) == "Room 2, The Hall, Arlington"
    assert one.categories == ["redis", "C++"]
    assert (str(one["uid"]), str(one["url"])) == (
        "c/on-gevent@notes.example/n",
        f"{BASE}c/index.html",
    )


def test_of_what_is_not_known_nothing_is_said() -> None:
    whole, one = events(conf(), talk("One", date="2012-09-04 09:00"), base="")
    for event in (whole, one):
        assert not {"location", "description", "url", "duration", "categories"} & {
            *map(str.lower, event)
        }
    assert one.start == dt.datetime(2012, 9, 4, 9)  # in no zone: the clock on the wall


def test_without_an_address_of_the_site_events_have_those_of_the_web() -> None:
    whole, one = events(
        conf(url="https://conf.example/"),
        talk("One", date="2012-09-04 09:00", video=("https://v.example/",)),
        base="",
    )
    assert [str(whole["url"]), str(one["url"])] == ["https://conf.example/", "https://v.example/"]


def test_talks_without_a_time_are_left_out() -> None:
    summaries = [
        str(one["summary"]) for one in events(conf(), talk("Day", date="2012-09-04"), talk("No"))
    ]
    assert summaries == ["Conf"]


def test_the_stamp_is_of_the_talk_and_not_of_the_build() -> None:
    stamps = [event["dtstamp"].dt for event in events(conf(), talk("One", date="2012-09-05 09:00"))]
    assert stamps == [dt.datetime(2012, 9, day, tzinfo=dt.UTC) for day in (4, 5)]


def test_every_conference_has_a_calendar_of_its_own() -> None:
    found = calendars(
        page("c/index", conf(), talk("One", date="2012-09-04 09:00")),
        page("d/index", conference("Other", start=""), talk("Two", date="2013-01-01 09:00")),
        page("e/index", conference("Nothing known", start=""), talk("Three", date="2013-01-01")),
    )
    assert [*found] == ["calendars/c.ics", "calendars/d.ics"]
    assert b"SUMMARY:Two\r\n" in found["calendars/d.ics"]
    assert b"SUMMARY:Two\r\n" not in found["calendars/c.ics"]


def test_a_conference_offers_its_calendar_if_it_has_one() -> None:
    known = notebook(page("c/index", conf()), page("d", conference("Other", start="")))
    view = view_declaration(known, "c/index", 0)
    assert isinstance(view, ConferenceView)
    assert view.calendar == "calendars/c.ics"
    none = offered(view, ["bibliographies"], KnownLinks())
    assert none == offered(none, ["calendars"], KnownLinks()) == replace(view, calendar="")
    assert view_declaration(known, "d", 0) == replace(none, facts=Conference())


ZONES = [
    "America/New_York",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Berlin",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Africa/Casablanca",
]


@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_that_a_calendar_brings_along_is_right_at_every_hour(zone: str) -> None:
    one = talk("One", date="2012-07-01 09:00")
    [content] = calendars(page("c/index", conference("Conf", timezone=zone), one)).values()
    begin = dt.datetime(2012, 1, 1, 0, 30)
    hours = [begin + dt.timedelta(hours=hour) for hour in range(366 * 24)]
    own = ZoneInfo(zone)
    shown_once = [
        hour for hour in hours if own.utcoffset(hour) == own.utcoffset(hour.replace(fold=1))
    ]
    assert len(hours) - len(shown_once) <= 4  # clocks are put back and forth, at most twice
    read = tzical(io.StringIO(content.decode())).get(zone)  # all that it knows is in there
    assert [read.utcoffset(hour) for hour in shown_once] == [*map(own.utcoffset, shown_once)]


def test_clocks_are_changed_at_the_time_that_they_show_until_then() -> None:
    zone = timezone_of("America/New_York", 2012, 2012)
    onsets = {part["dtstart"].dt for part in zone.subcomponents}
    assert {one for one in onsets if one.year == 2012} == {
        dt.datetime(2012, 3, 11, 2),  # and then it was three
        dt.datetime(2012, 11, 4, 2),  # and then it was one
    }


@law
@given(st.text(), st.text())
def test_words_come_back_as_they_were(title: str, name: str) -> None:
    title, name = f"x{title}", f"y{name}"
    _, one = events(conf(city=name), talk("One", speakers="Ann", date="2012-09-04 09:00"))
    assert str(one["location"]) == plain(name)
    [content] = calendars(page("c", conference(title, "2012-09-04"))).values()
    assert str(Calendar.from_ical(content).events[0]["summary"]) == plain(title)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
