"""The archive is asked politely, and only what it surely says is believed."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archives import HANG_UP, Clock, Reply, WebArchive, playing
from confnotes.links.archive import Answer, Archive, Outcome
from confnotes.links.copies import as_copy_of, list_of_copies, named_copy, shown_as
from confnotes.links.known import Snapshot
from confnotes.links.polite import BusyError, Pacer, UnwellError

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = dt.date(2012, 9, 4)
PAGE = "http://example.org/talk?id=1"
FIRST = f"/web/20120904/{PAGE}"
COPY = f"/web/20120905101112id_/{PAGE}"


@pytest.fixture(scope="module")
def running() -> Iterator[WebArchive]:
    with playing() as archive:
        yield archive


@pytest.fixture
def web(running: WebArchive) -> WebArchive:
    running.reset()
    return running


def outcome(answer: Answer) -> Outcome:
    assert (answer.snapshot is not None) is (answer.outcome is Outcome.FOUND)
    assert bool(answer.reason) is (answer.outcome in {Outcome.UNUSABLE, Outcome.UNDECIDED})
    return answer.outcome


def test_the_copy_nearest_to_a_day_is_found(web: WebArchive) -> None:
    web.keep(PAGE, "20100101000000")
    near = web.keep(PAGE, "20120905101112")
    assert web.client().nearest_copy(PAGE, DAY) == Answer(
        Outcome.FOUND, Snapshot(near, dt.date(2012, 9, 5))
    )
    assert [(one.method, one.path) for one in web.asked] == [("GET", FIRST), ("HEAD", COPY)]


def test_without_a_day_the_newest_copy_is_found(web: WebArchive) -> None:
    web.keep(PAGE, "20120905101112")
    newest = web.keep(PAGE, "20200101000000")
    answer = web.client().nearest_copy(PAGE, None)
    assert answer.snapshot == Snapshot(newest, dt.date(2020, 1, 1))
    assert web.paths[0] == f"/web/{PAGE}"


def test_a_page_that_the_archive_does_not_find_has_no_copy(web: WebArchive) -> None:
    assert web.client().nearest_copy(PAGE, DAY) == Answer(Outcome.NONE)
    assert web.paths == [FIRST]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, Outcome.UNUSABLE),
        (403, Outcome.UNUSABLE),
        (410, Outcome.UNUSABLE),
        (451, Outcome.UNUSABLE),
        (500, Outcome.UNDECIDED),
        (503, Outcome.UNDECIDED),
        (504, Outcome.UNDECIDED),
        (200, Outcome.UNDECIDED),
        (302, Outcome.UNDECIDED),
        (304, Outcome.UNDECIDED),
    ],
)
def test_only_not_found_means_that_there_is_no_copy(
    web: WebArchive, status: int, expected: Outcome
) -> None:
    web.reply("*", Reply(status))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is expected


def test_a_page_that_was_archived_as_not_found_has_a_copy_that_is_broken(web: WebArchive) -> None:
    web.reply(FIRST, Reply(404, {"Memento-Datetime": "Wed, 05 Sep 2012 10:11:12 GMT"}))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.UNUSABLE


def test_an_archive_that_shows_the_copy_at_once_has_to_say_from_when_it_is(web: WebArchive) -> None:
    shown = web.keep(PAGE, "20120905101112")
    web.reply(FIRST, Reply(200, {"Memento-Datetime": "Wed, 05 Sep 2012 10:11:12 GMT"}))
    assert web.client().nearest_copy(PAGE, DAY).snapshot == Snapshot(shown, dt.date(2012, 9, 5))
    web.reply(FIRST, Reply(200, {"Memento-Datetime": "yesterday"}))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.UNDECIDED


@pytest.mark.parametrize("status", [404, 410, 403, 500, 503])
def test_a_copy_that_is_broken_is_neither_proposed_nor_none(web: WebArchive, status: int) -> None:
    web.keep(PAGE, "20120905101112", status)
    client = web.client()
    for _time in range(3):  # it is no sign that the archive is not well
        answer = client.nearest_copy(PAGE, DAY)
        assert outcome(answer) is Outcome.UNUSABLE
        assert answer.reason == f"the copy is broken (HTTP {status})"


def test_a_copy_that_the_archive_fails_to_show_is_not_decided(web: WebArchive) -> None:
    web.keep(PAGE, "20120905101112")
    web.reply(COPY, Reply(503))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.UNDECIDED


def test_a_copy_may_lead_to_a_later_one_of_the_page(web: WebArchive) -> None:
    web.keep(PAGE, "20120905101112", leads_to="https://example.org/talk?id=1")
    last = web.keep("https://example.org/talk?id=1", "20130101000000")
    answer = web.client().nearest_copy(PAGE, DAY)
    assert answer.snapshot == Snapshot(last, dt.date(2013, 1, 1))


def test_a_copy_that_leads_to_another_page_is_not_proposed(web: WebArchive) -> None:
    web.keep(PAGE, "20120905101112", leads_to="http://example.org/404")
    elsewhere = web.keep("http://example.org/404", "20120905101112")
    answer = web.client().nearest_copy(PAGE, DAY)
    assert outcome(answer) is Outcome.UNUSABLE
    assert elsewhere in answer.reason


def test_copies_that_lead_to_each_other_are_noticed(web: WebArchive) -> None:
    web.keep(PAGE, "20120905101112", leads_to="http://example.org/b")
    web.keep("http://example.org/b", "20120905101112", leads_to=PAGE)
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.UNUSABLE
    assert len(web.asked) == 3


@pytest.mark.parametrize(("steps", "expected"), [(5, Outcome.FOUND), (6, Outcome.UNUSABLE)])
def test_at_most_five_copies_are_followed(web: WebArchive, steps: int, expected: Outcome) -> None:
    between = [f"http://example.org/{one}" for one in range(steps - 1)]
    pages = [PAGE, *between, "https://EXAMPLE.org/talk?id=1"]
    for page, after in pairwise(pages):
        web.keep(page, "20120905101112", leads_to=after)
    web.keep(pages[-1], "20120905101112")
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is expected
    assert len(web.asked) == 7


@pytest.mark.parametrize(
    "location", ["http://localhost:9/web/20120905101112/", "/about", "http://["]
)
def test_a_copy_that_leads_out_of_the_archive_is_not_followed(
    web: WebArchive, location: str
) -> None:
    web.keep(PAGE, "20120905101112")
    web.reply(COPY, Reply(302, {"Location": location + PAGE * location.endswith("/")}))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.UNUSABLE
    assert web.paths == [FIRST, COPY]


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:9/web/20120905101112/" + PAGE,  # another machine
        "https://web.archive.org/web/20120905101112/" + PAGE,
        "//127.0.0.1:9/web/20120905101112/" + PAGE,
        "/web/20120905/" + PAGE,  # no time
        "/web/20120231101112/" + PAGE,  # no day
        "/web/00000000000000/" + PAGE,
        "/web/*/" + PAGE,
        "/login",
        "",
        "http://[::1/web/20120905101112/" + PAGE,
        "\xff\xfe",
        "javascript:alert(1)",
    ],
)
def test_a_promise_that_is_none_is_not_decided(web: WebArchive, location: str) -> None:
    web.reply("*", Reply(302, {"Location": location}))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.UNDECIDED
    assert web.paths == [FIRST]


@pytest.mark.parametrize(
    ("named", "recorded"),
    [
        ("http://www.example.org/talk?id=1", PAGE),  # the archive does not tell them apart
        ("http://Example.org/Talk?id=1", PAGE),
        ("http://example.org:80/talk?id=1", "http://example.org:80/talk?id=1"),
        ("https://example.org/talk/?id=1", "https://example.org/talk/?id=1"),
    ],
)
def test_a_copy_under_another_spelling_is_one_of_the_page(
    web: WebArchive, named: str, recorded: str
) -> None:
    web.reply(FIRST, Reply(302, {"Location": f"/web/20120905101112/{named}"}))
    copy = web.keep(recorded, "20120905101112")
    answer = web.client().nearest_copy(f"{PAGE}#part", DAY)
    assert answer.snapshot == Snapshot(copy, dt.date(2012, 9, 5))


def test_a_copy_of_another_page_is_for_a_person(web: WebArchive) -> None:
    web.reply(FIRST, Reply(302, {"Location": "/web/20120905101112/http://example.org/other"}))
    client = web.client()
    for _time in range(3):
        answer = client.nearest_copy(PAGE, DAY)
        assert outcome(answer) is Outcome.UNUSABLE
        assert "http://example.org/other" in answer.reason


@pytest.mark.parametrize("status", [400, 403, 405, 501])
def test_an_archive_that_refuses_head_is_asked_again(web: WebArchive, status: int) -> None:
    web.keep(PAGE, "20120905101112")
    web.reply(COPY, Reply(status), Reply(200))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.FOUND
    assert [one.method for one in web.asked] == ["GET", "HEAD", "GET"]


@pytest.mark.parametrize("path", [FIRST, COPY])
@pytest.mark.parametrize("retry_after", ["", "120", "Fri, 31 Dec 2027 23:59:59 GMT"])
def test_a_busy_archive_is_not_asked_any_more(web: WebArchive, path: str, retry_after: str) -> None:
    web.keep(PAGE, "20120905101112")
    web.reply(path, Reply(429, {"Retry-After": retry_after} if retry_after else {}))
    with pytest.raises(BusyError) as caught:
        web.client().nearest_copy(PAGE, DAY)
    assert caught.value.retry_after == retry_after
    assert retry_after in str(caught.value)
    assert web.paths[-1] == path


def test_what_the_archive_says_does_not_reach_the_terminal_as_it_is() -> None:
    assert BusyError("1\x1b[31m" + "0" * 99).retry_after == "1[31m" + "0" * 35


def test_two_troubles_in_a_row_are_the_end(web: WebArchive) -> None:
    web.reply("*", Reply(503))
    client = web.client()
    assert outcome(client.nearest_copy(PAGE, DAY)) is Outcome.UNDECIDED
    with pytest.raises(UnwellError, match="503"):
        client.nearest_copy(PAGE, DAY)
    assert len(web.asked) == 2


def test_troubles_that_are_not_in_a_row_are_not_the_end(web: WebArchive) -> None:
    web.reply("*", Reply(503), Reply(404), Reply(502), Reply(404), Reply(500))
    client = web.client()
    found = [outcome(client.nearest_copy(PAGE, DAY)) for _time in range(5)]
    assert found == [Outcome.UNDECIDED, Outcome.NONE] * 2 + [Outcome.UNDECIDED]


def test_an_archive_that_was_never_reached_is_the_end(web: WebArchive) -> None:
    web.reply("*", HANG_UP)
    with pytest.raises(UnwellError, match="cannot be reached"):
        web.client().nearest_copy(PAGE, DAY)
    assert len(web.asked) == 1


def test_nobody_listens() -> None:
    client = Archive("http://127.0.0.1:1/web/", timeout=1)
    with pytest.raises(UnwellError, match="cannot be reached"):
        client.nearest_copy(PAGE, DAY)


def test_an_archive_that_hangs_up_in_between_is_given_a_second_chance(web: WebArchive) -> None:
    web.reply("*", Reply(404), HANG_UP, HANG_UP)
    client = web.client()
    assert outcome(client.nearest_copy(PAGE, DAY)) is Outcome.NONE
    assert outcome(client.nearest_copy(PAGE, DAY)) is Outcome.UNDECIDED
    with pytest.raises(UnwellError):
        client.nearest_copy(PAGE, DAY)


def test_an_archive_that_is_slow_has_not_decided(web: WebArchive) -> None:
    web.reply("*", Reply(404, delay=0.3), Reply(404))
    answer = web.client(timeout=0.05).nearest_copy(PAGE, DAY)
    assert outcome(answer) is Outcome.UNDECIDED
    assert "0.05 seconds" in answer.reason


def test_the_text_of_a_page_is_not_waited_for(web: WebArchive) -> None:
    head = b"HTTP/1.1 404 Not Found\r\nContent-Length: 1000000000\r\n\r\nbegin"
    web.reply(FIRST, Reply(raw=head))
    assert outcome(web.client().nearest_copy(PAGE, DAY)) is Outcome.NONE


_LINES = st.lists(
    st.sampled_from(
        [
            b"HTTP/1.1 302 Found",
            b"HTTP/1.1 200",
            b"HTTP/1.1 299 \xff",
            b"HTTP/9 ok",
            b"Location: /web/20120905101112/" + PAGE.encode(),
            b"Location: \x00\xff",
            b"Location: http://[",
            b"Location: /web/20120905101112/http://%%%",
            b"Memento-Datetime: Wed, 99 Sep 2012",
            b"Memento-Datetime: Wed, 05 Sep 0001 10:11:12 GMT",
            b"Content-Length: 5, 6",
            b"Transfer-Encoding: chunked",
            b"Content-Encoding: gzip",
            b'Link: <>; rel="memento"; =;,,',
            b"Set-Cookie: =;;;",
            b"Content-Location: //",
            b": nothing",
            b"",
        ]
    )
    | st.binary(max_size=12),
    max_size=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=_LINES, start=st.booleans(), saving=st.booleans())
def test_garbage_is_never_more_than_a_trouble(
    web: WebArchive, lines: list[bytes], *, start: bool, saving: bool
) -> None:
    web.reset()
    begin = [b"HTTP/1.1 302 Found"] if start else []
    web.reply("*", Reply(raw=b"\r\n".join([*begin, *lines, b"", b""])))
    client = web.client()
    try:
        answer = client.save(PAGE) if saving else client.nearest_copy(PAGE, DAY)
    except UnwellError:
        return
    assert outcome(answer) in {Outcome.UNDECIDED, Outcome.UNUSABLE, Outcome.FOUND}


def test_there_are_twenty_requests_a_minute_at_most(web: WebArchive) -> None:
    web.keep(PAGE, "20120905101112")
    web.reply(COPY, Reply(405), Reply(200))
    clock = Clock()
    client = web.client(clock)
    for _time in range(6):
        client.nearest_copy(PAGE, DAY)
    client.save(PAGE)
    assert len(web.asked) == 14
    assert clock.waits == [3.0] * 13  # the first one need not wait
    assert web.most_at_once == 1
    assert {one.agent for one in web.asked} == {"confnotes/test"}


def test_time_that_went_by_need_not_be_waited_for() -> None:
    clock = Clock()
    pacer = Pacer(clock=clock.time, wait=clock.wait)
    for seconds in (0, 2, 1, 5):
        clock.now += seconds
        pacer.take_turn()
    assert clock.waits == [1.0, 2.0]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://example.org", "/web/20120904/http://example.org/"),
        ("http://example.org/a#part", "/web/20120904/http://example.org/a"),
        ("http://bücher.example/ä b", "/web/20120904/http://xn--bcher-kva.example/%C3%A4%20b"),
        ("http://example.org/a%20b?c=%2F", "/web/20120904/http://example.org/a%20b?c=%2F"),
        ("http://example.org/a//b", "/web/20120904/http://example.org/a//b"),
    ],
)
def test_an_address_is_sent_as_browsers_do(web: WebArchive, url: str, path: str) -> None:
    web.client().nearest_copy(url, DAY)
    assert web.paths == [path]


def test_a_copy_is_found_of_an_address_beyond_ascii(web: WebArchive) -> None:
    copy = web.keep("http://xn--bcher-kva.example/%C3%A4", "20120905101112")
    answer = web.client().nearest_copy("http://bücher.example/ä", DAY)
    assert answer.snapshot == Snapshot(copy, dt.date(2012, 9, 5))


@pytest.mark.parametrize("url", ["http://*.example.org/", "http://" + "ä" * 99 + ".org", "mailto:"])
def test_an_address_that_cannot_be_asked_for_is_not_asked_for(web: WebArchive, url: str) -> None:
    assert outcome(web.client().nearest_copy(url, DAY)) is Outcome.UNUSABLE
    assert web.asked == []


def test_an_archive_has_an_address() -> None:
    with pytest.raises(ValueError, match="'archive' is not an address of the web"):
        Archive("archive")


@pytest.mark.parametrize(
    "headers",
    [
        {"Location": f"/web/20260101000000/{PAGE}"},
        {"Content-Location": f"/web/20260101000000/{PAGE}"},
        {"Content-Location": "talk.html", "Link": '<{base}20260101000000/{page}>; rel="memento"'},
        {"Location": f"/web/20260101000000id_/{PAGE}"},
    ],
)
def test_a_page_is_saved(web: WebArchive, headers: dict[str, str]) -> None:
    status = 302 if "Location" in headers else 200
    headers = {
        key: value.replace("{base}", web.base).replace("{page}", PAGE)
        for key, value in headers.items()
    }
    web.reply(f"/save/{PAGE}", Reply(status, headers))
    copy = Snapshot(f"{web.base}20260101000000/{PAGE}", dt.date(2026, 1, 1))
    assert web.client().save(f"{PAGE}#part") == Answer(Outcome.FOUND, copy)
    assert [(one.method, one.path) for one in web.asked] == [("GET", f"/save/{PAGE}")]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Location": "/web/20260101000000/http://example.org/login"},
        {"Content-Location": "talk.html"},
        {"Link": "<>; rel=memento"},
        {"Location": f"http://localhost:9/web/20260101000000/{PAGE}"},
    ],
)
def test_an_archive_need_not_say_which_copy_it_made(
    web: WebArchive, headers: dict[str, str]
) -> None:
    web.reply("*", Reply(200, headers))
    client = web.client()
    for _time in range(3):
        assert client.save(PAGE).reason == "asked for; the archive did not say which copy"


@pytest.mark.parametrize("status", [403, 404, 520, 523])
def test_an_archive_need_not_keep_a_page(web: WebArchive, status: int) -> None:
    web.reply("*", Reply(status))
    client = web.client()
    for _time in range(3):
        assert outcome(client.save(PAGE)) is Outcome.UNUSABLE


def test_an_archive_may_be_too_busy_to_keep_a_page(web: WebArchive) -> None:
    web.reply("*", Reply(429))
    with pytest.raises(BusyError):
        web.client().save(PAGE)


def test_keeping_a_page_may_take_longer_than_an_answer(web: WebArchive) -> None:
    web.reply("*", Reply(302, {"Location": f"/web/20260101000000/{PAGE}"}, delay=0.2))
    assert outcome(web.client(timeout=0.1).save(PAGE)) is Outcome.FOUND


def test_a_name_of_a_copy_is_complete_and_safe() -> None:
    asked = f"https://web.archive.org/web/20120904/{PAGE}"
    copy = f"https://web.archive.org/web/20120905101112/{PAGE}"
    for named in (
        copy,
        f"http://web.archive.org/web/20120905101112/{PAGE}",
        f"http://web.archive.org:80/web/20120905101112/{PAGE}",
        f"//web.archive.org/web/20120905101112/{PAGE}",
        f"/web/20120905101112/{PAGE}",
        f"/web/20120905101112if_/{PAGE}#part",
    ):
        assert named_copy(named, asked) == copy
    for named in (
        f"https://web.archive.org.evil.example/web/20120905101112/{PAGE}",
        f"https://user@web.archive.org/web/20120905101112/{PAGE}",
        f"https://web.archive.org:8443/web/20120905101112/{PAGE}",
        f"ftp://web.archive.org/web/20120905101112/{PAGE}",
    ):
        assert named_copy(named, asked) == ""


def test_a_name_of_a_copy_has_no_signs_that_an_address_has_not() -> None:
    named = named_copy('/web/20120905101112/http://example.org/"<\xc3\xa4 >', "http://a.org/web/")
    assert named == "http://a.org/web/20120905101112/http://example.org/%22%3C%C3%A4%20%3E"


def test_a_copy_is_shown_in_other_ways() -> None:
    copy = f"https://a.org/web/20120905101112/{PAGE}/web/20130101000000/http://x.org/"
    plain = shown_as("id_", copy)
    assert plain == copy.replace("20120905101112", "20120905101112id_")
    assert shown_as("", plain) == copy


def test_a_copy_is_one_of_a_page_or_not() -> None:
    copy = f"https://a.org/web/20120905101112/{PAGE}"
    assert as_copy_of(PAGE, copy) == copy
    assert as_copy_of("http://www.example.org/talk?id=1", copy) == (
        "https://a.org/web/20120905101112/http://www.example.org/talk?id=1"
    )
    assert as_copy_of("http://example.org/talk?id=2", copy) == ""
    assert as_copy_of(PAGE, f"https://a.org/{PAGE}") == ""


def test_people_get_a_list_of_copies() -> None:
    assert list_of_copies("https://a.org/web/", f"{PAGE}#x") == f"https://a.org/web/*/{PAGE}"
