"""Each reader returns a value, or raises `ValueError` with a sentence."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.model import TalkType
from confnotes.names import is_slug
from confnotes.readers import (
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
from making import law

if TYPE_CHECKING:
    from collections.abc import Callable

read_type = partial(read_choice, TalkType)
read_github = partial(read_handle, "GitHub", "https://github.com/{}")

READERS: dict[str, Callable[[str], Any]] = {
    "date": read_date,
    "date and time": read_date_and_time,
    "url": read_url,
    "duration": read_duration,
    "id": read_id,
    "name": read_name,
    "choice": read_type,
    "timezone": read_timezone,
    "language": read_language,
    "as-of": read_as_of,
    "number": read_number,
    "handle": read_github,
    "fediverse": read_fediverse,
    "flag": read_flag,
    "letters": read_letters,
}
DAY = dt.date(2012, 9, 4)
NEARLY = st.text("0123456789-: T/.,@+abmnthsplxZ\u00e9\u0663\n", max_size=16)
SCHEMES = ["https", "http", "mailto", "javascript", "JavaScript", "data", "file"]
SIGNS = [
    "://",
    ":",
    "//",
    "/",
    "@",
    "?",
    "#",
    "[",
    "]",
    "<",
    '"',
    "\\",
    " ",
    "\t",
    "\n",
    "\x00",
    "\x1f",
]
WORDS = ["a.org", "alert(1)", "é", "℀", "\u00a0", "\u2028"]
URLS = st.lists(st.sampled_from([*SCHEMES, *SIGNS, *WORDS]), max_size=7).map("".join)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_date, "2012-09-04", DAY),
        (read_date, "2012-02-29", dt.date(2012, 2, 29)),
        (read_date_and_time, "2012-09-04", (DAY, None)),
        (read_date_and_time, "2012-09-04 14:20", (DAY, dt.time(14, 20))),
        (read_date_and_time, "2012-09-04T9:05", (DAY, dt.time(9, 5))),
        (read_url, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (read_url, "http://2012.djangocon.us/", "http://2012.djangocon.us/"),
        (read_url, "HTTPS://example.org", "HTTPS://example.org"),
        (read_url, "mailto:ann@example.org", "mailto:ann@example.org"),
        (read_url, "https://[::1]:8000/", "https://[::1]:8000/"),
        (read_duration, "40", 40),
        (read_duration, "40 min", 40),
        (read_duration, "40 minutes", 40),
        (read_duration, "1:30", 90),
        (read_duration, "0:05", 5),
        (read_id, "api-design-2", "api-design-2"),
        (read_name, "김영근", "김영근"),
        (read_type, "keynote", TalkType.KEYNOTE),
        (read_type, "Keynote", TalkType.KEYNOTE),
        (read_timezone, "America/New_York", "America/New_York"),
        (read_timezone, "UTC", "UTC"),
        (read_language, "en", "en"),
        (read_language, "pt-BR", "pt-BR"),
        (read_language, "zh-Hans", "zh-Hans"),
        (read_as_of, "2026", "2026"),
        (read_as_of, "2026-11", "2026-11"),
        (read_as_of, "2026-11-20", "2026-11-20"),
        (read_number, "1", 1),
        (read_number, "2012", 2012),
        (read_github, "ann", ("GitHub", "https://github.com/ann")),
        (read_github, "@ann", ("GitHub", "https://github.com/ann")),
        (read_github, "https://github.com/ann", ("GitHub", "https://github.com/ann")),
        (read_fediverse, "@ann@example.social", ("Mastodon", "https://example.social/@ann")),
        (read_fediverse, "ann@example.social", ("Mastodon", "https://example.social/@ann")),
        (read_fediverse, "https://a.social/@b", ("Mastodon", "https://a.social/@b")),
        (read_flag, "", True),
        (read_flag, "yes", True),
        (read_letters, "b", ("B",)),
        (read_letters, "x-Z", ("X", "Y", "Z")),
        (read_letters, "0-9", ("0–9",)),
    ],
)
def test_what_is_well_written_is_read(read: Callable[[str], Any], text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "advice"),
    [
        (read_date, "2012-9-4", "write it as 2012-09-04"),
        (read_date, "4 September 2012", "write it as 2012-09-04"),
        (read_date, "2012-02-30", "write it as 2012-09-04"),
        (read_date, "0000-01-01", "is not a date"),
        (read_date, "20120904", "is not a date"),
        (read_date, "2012-W36-2", "is not a date"),
        (read_date, "2012-09-04 14:20", "is not a date"),
        (read_date_and_time, "2012-09-04 24:00", "or as 2012-09-04 14:20"),
        (read_date_and_time, "2012-09-31 14:20", "or as 2012-09-04 14:20"),
        (read_date_and_time, "2012-09-04 2pm", "or as 2012-09-04 14:20"),
        (read_date_and_time, "14:20", "or as 2012-09-04 14:20"),
        (read_url, "example.org", "begins with https://"),
        (read_url, "//example.org", "begins with https://"),
        (read_url, "https:///path", "begins with https://"),
        (read_url, "https:example.org", "begins with https://"),
        (read_url, "https://[", "is not a URL"),
        (read_url, "https://example.org/a b", "a blank or a quote"),
        (read_url, 'https://example.org/"onclick="', "a blank or a quote"),
        (read_url, "https://example.org/<b>", "a blank or a quote"),
        (read_url, "https:\\\\example.org", "a blank or a quote"),
        (read_url, "https://example.org/\n", "a blank or a quote"),
        (read_url, "mailto:ann", "mailto:"),
        (read_url, "javascript:alert(1)", "may link to"),
        (read_url, "java\tscript:alert(1)", "a blank or a quote"),
        (read_url, "data:text/html,x", "may link to"),
        (read_url, "file:///etc/passwd", "may link to"),
        (read_url, "ftp://example.org", "may link to"),
        (read_duration, "soon", "write minutes, as in 40, or 1:30"),
        (read_duration, "1:60", "write minutes"),
        (read_duration, "1h", "write minutes"),
        (read_duration, "-5", "write minutes"),
        (read_id, "My Talk", "as in 'my-talk'"),
        (read_id, "c/talk", "as in 'c-talk'"),
        (read_id, "???", "as in 'my-talk'"),
        (read_name, "", "take out the comma"),
        (read_name, "???", "give it a page with an :id:"),
        (read_type, "speech", "write one of talk, keynote, tutorial"),
        (read_timezone, "Mars/Olympus", "write a name such as America/New_York"),
        (read_timezone, "New_York", "Did you mean 'America/New_York'?"),
        (read_timezone, "America", "is not a time zone"),
        (read_timezone, "../UTC", "is not a time zone"),
        (read_timezone, "", "is not a time zone"),
        (read_language, "english", "write one such as en"),
        (read_language, "pt_BR", "write one such as en"),
        (read_language, "", "write one such as en"),
        (read_as_of, "2026-13", "write it as 2026-11"),
        (read_as_of, "2026-00", "write it as 2026-11"),
        (read_as_of, "2026-02-31", "write it as 2026-11"),
        (read_as_of, "0000-01", "write it as 2026-11"),
        (read_as_of, "November 2026", "write it as 2026-11"),
        (read_number, "0", "a whole number from 1 up"),
        (read_number, "-1", "a whole number from 1 up"),
        (read_number, "1.5", "a whole number from 1 up"),
        (read_number, "٣", "a whole number from 1 up"),
        (read_github, "ann/notes", "write the name or the whole address"),
        (read_github, "@", "write the name or the whole address"),
        (read_github, "javascript://alert(1)", "may link to"),
        (read_fediverse, "@ann", "write it as @user@example.social"),
        (read_fediverse, "javascript://a@b.c", "may link to"),
        (read_flag, "no", "without a value"),
    ],
)
def test_what_is_not_is_an_error_that_says_what_to_write(
    read: Callable[[str], Any], text: str, advice: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(advice)):
        read(text)


def test_time_zones_are_those_that_every_system_has() -> None:
    """Not those which a system adds to the IANA database on its disk."""
    with pytest.raises(ValueError, match="is not a time zone"):
        read_timezone("localtime")


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@law
@given(text=st.text() | NEARLY | URLS)
def test_no_text_makes_anything_but_a_value_error_of_one_line(
    read: Callable[[str], Any], text: str
) -> None:
    with suppress(ValueError):
        read(text)
        return
    with pytest.raises(ValueError, match=r"\A.+\Z"):
        read(text)


@law
@given(st.text() | URLS)
def test_no_address_is_let_through_that_a_browser_would_run(text: str) -> None:
    try:
        address = read_url(text)
    except ValueError:
        return
    assert address == text
    # As browsers do: controls and blanks around an address and within it count for nothing.
    seen = re.sub(r"[\x00-\x20]", "", address).lower()
    assert seen.startswith(("http://", "https://", "mailto:"))


@law
@given(st.text() | NEARLY)
def test_an_id_is_a_slug(text: str) -> None:
    try:
        assert is_slug(read_id(text))
    except ValueError:
        assert not is_slug(text)


@law
@given(st.dates(), st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_every_day_and_time_can_be_written(day: dt.date, time: dt.time) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date_and_time(f"{day} {time:%H:%M}") == (day, time)
    assert read_as_of(day.isoformat()) == day.isoformat()
