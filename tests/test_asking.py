"""Servers that are asked too often are waited for, together and not for ever."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from unittest.mock import Mock, patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.builders import linkcheck
from sphinx.builders.linkcheck import DEFAULT_DELAY, CheckRequest, Hyperlink, RateLimit
from sphinx.config import Config
from sphinx.util.http_date import epoch_to_rfc1123

from confnotes.links.asking import Patience, PoliteChecker, PoliteWorker, seconds_of
from making import law
from webs import surfing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders.linkcheck import CheckResult

    from webs import Web

HOST = "example.org"
LIMIT = 300.0
#: Of the day on which these tests run: dates are read in the time zone that now is.
START = float(math.floor(time.time()))


class Clock:
    """A time that goes when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "time", clock)
    return clock


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with surfing() as web:
        yield web


def waits(
    patience: Patience, clock: Clock, retry_after: str, limits: dict[str, RateLimit]
) -> list[float]:
    """Ask a server that is always busy until it is given up; return how long each time."""
    found: list[float] = []
    while (then := patience.next_check(HOST, retry_after, limits)) is not None:
        assert len(found) < 1000, "it goes on for ever"
        found.append(then - clock.now)
        clock.now = then
    return found


# How long a host is waited for.


def test_several_refusals_at_once_are_one(clock: Clock) -> None:
    """Sphinx doubles the delay with each, and calls the fifth link broken at once."""
    patience, limits = Patience(LIMIT), dict[str, RateLimit]()
    assert {patience.next_check(HOST, "", limits) for _ in range(5)} == {START + DEFAULT_DELAY}
    assert not patience.has_given_up(HOST)
    assert limits == {HOST: RateLimit(DEFAULT_DELAY, START + DEFAULT_DELAY)}


def test_a_refusal_that_comes_later_changes_no_wait(clock: Clock) -> None:
    patience, limits = Patience(LIMIT), dict[str, RateLimit]()
    then = patience.next_check(HOST, "30", limits)
    assert then == START + 30
    clock.now += 29
    assert patience.next_check(HOST, "200", limits) == then
    assert patience.next_check(HOST, "100000", limits) == then
    assert not patience.has_given_up(HOST)


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [
        ("", [60, 120]),
        ("nonsense", [60, 120]),
        ("nan", [60, 120]),
        ("inf", [60, 120]),
        ("-5", [60, 120]),
        ("1.5", [60, 120]),
        ("0", [1, 2, 4, 8, 16, 32, 64, 128]),
        ("1", [1, 2, 4, 8, 16, 32, 64, 128]),
        ("10", [10, 20, 40, 80]),
        ("100", [100, 200]),
        ("300", [300]),
        ("301", []),
        ("9" * 400, []),
    ],
)
def test_a_server_that_is_always_busy_is_waited_for_ever_longer_and_given_up(
    clock: Clock, retry_after: str, expected: list[float]
) -> None:
    patience = Patience(LIMIT)
    assert waits(patience, clock, retry_after, {}) == expected
    assert patience.has_given_up(HOST)
    assert clock.now <= START + LIMIT


@pytest.mark.parametrize(("ahead", "expected"), [(90, [90]), (-90, [1]), (0, [1]), (301, [])])
def test_a_date_says_when_to_ask_again(clock: Clock, ahead: int, expected: list[float]) -> None:
    date = epoch_to_rfc1123(START + ahead)
    assert waits(Patience(LIMIT), clock, date, {})[:1] == expected


def test_time_in_which_a_server_has_answered_counts_too(clock: Clock) -> None:
    """A success makes Sphinx forget the limit of a host; its time goes on."""
    patience, limits = Patience(LIMIT), dict[str, RateLimit]()
    asked = 0
    while patience.next_check(HOST, "10", limits):
        asked += 1
        assert asked < 1000, "it goes on for ever"
        clock.now = limits.pop(HOST).next_check
    assert asked == 30
    assert clock.now == START + LIMIT


def test_a_host_that_was_given_up_stays_so(clock: Clock) -> None:
    patience, limits = Patience(LIMIT), dict[str, RateLimit]()
    waits(patience, clock, "1", limits)
    clock.now += 10_000
    assert patience.next_check(HOST, "0", limits) is None
    limits.clear()
    assert patience.next_check(HOST, "0", limits) is None
    assert patience.has_given_up(HOST)


def test_each_host_has_a_time_of_its_own(clock: Clock) -> None:
    patience, limits = Patience(LIMIT), dict[str, RateLimit]()
    waits(patience, clock, "1", limits)
    assert not patience.has_given_up("example.com")
    assert patience.next_check("example.com", "20", limits) == clock.now + 20
    assert patience.next_check(f"{HOST}:8000", "30", limits) == clock.now + 30
    assert not patience.has_given_up("example.com")


def test_nobody_is_given_up_before_it_was_asked() -> None:
    assert not Patience(LIMIT).has_given_up(HOST)


@law
@given(
    st.floats(0, 1000),
    st.lists(
        st.tuples(
            st.sampled_from(["", "0", "1", "7", "200", "9" * 400, "nonsense"]),
            st.sampled_from([0, 0.5, 1, 50]),
            st.booleans(),
        ),
        max_size=30,
    ),
)
def test_no_host_is_waited_for_longer_than_one_says(
    seconds: float, refusals: list[tuple[str, float, bool]]
) -> None:
    clock, patience, limits = Clock(), Patience(seconds), dict[str, RateLimit]()
    with patch("time.time", clock):
        for retry_after, later, was_well in refusals:
            then = patience.next_check(HOST, retry_after, limits)
            assert patience.has_given_up(HOST) or then is not None
            if then is not None:
                assert clock.now < then <= START + seconds
            clock.now = max(clock.now, then or 0) + later
            if was_well:
                limits.pop(HOST, None)


# What a header says.


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 5 ", 5),
        ("007", 7),
        ("9" * 5000, math.inf),
        ("", None),
        (" ", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1e3", None),
        ("nan", None),
        ("inf", None),
        ("²", None),
        ("soon", None),
        ("GMT", None),
        ("2026-11-20T10:00:00Z", None),
        ("Wed, 21 Oct 2015 07:28:00 +0200", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("1 Jan 99999999999999999999 00:00:00 GMT", None),
    ],
)
def test_a_header_says_how_long_to_wait_or_nothing(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("ahead", [1, 90, 86400])
def test_a_date_is_as_far_away_as_it_is(clock: Clock, ahead: int) -> None:
    assert seconds_of(epoch_to_rfc1123(START + ahead)) == ahead
    clock.now += 0.25
    assert seconds_of(epoch_to_rfc1123(START + ahead)) == ahead - 0.25


@law
@given(st.integers(0, 10**9))
def test_every_number_is_read(number: int) -> None:
    assert seconds_of(str(number)) == number


@law
@given(
    st.text()
    | st.text().map("{} GMT".format)
    | st.lists(
        st.sampled_from(["Wed", ",", " ", "21", "Oct", "2015", "07:28:00", "GMT", "-", "٣", "("]),
        max_size=10,
    ).map("".join)
)
def test_any_header_says_a_time_or_nothing(text: str) -> None:
    seconds = seconds_of(text)
    assert seconds is None or seconds >= 0


# Workers.


def checker(**config: Any) -> PoliteChecker:
    """Return a checker with Sphinx's own settings, but for some."""
    settings = Config({}, {"linkcheck_workers": 1, **config})
    linkcheck.setup(Mock(add_config_value=settings.add))
    return PoliteChecker(settings)


def check(web: Web, *paths: str, **config: Any) -> list[CheckResult]:
    """Check links, in order."""
    urls = [f"{web.address}{path}" for path in paths]
    links = {url: Hyperlink(url, "index", Path("index.md"), 1) for url in urls}
    found = {result.uri: result for result in checker(**config).check(links)}
    assert found.keys() == links.keys()
    return [found[url] for url in urls]


@pytest.mark.parametrize("retry_after", ["0", "1", "3600", None, "nonsense"])
def test_a_host_that_was_given_up_is_not_asked_any_more(web: Web, retry_after: str | None) -> None:
    web.forget()
    web.retry_after = retry_after
    results = check(web, "/busy", "/busy-too", "/well", linkcheck_rate_limit_timeout=0.5)
    assert [result.status for result in results] == ["broken"] * 3
    messages = {result.message.partition(": http")[0] for result in results}
    assert messages == {"429 Client Error: Too Many Requests for url"}
    assert len(web.asked) == 1


def test_a_host_that_is_not_busy_is_asked_for_every_page(web: Web) -> None:
    web.forget()
    results = check(web, "/well", "/gone", "/other#there", linkcheck_workers=3)
    assert [result.status for result in results] == ["working", "broken", "working"]
    assert web.paths() == {"/well", "/gone", "/other"}


def test_all_workers_have_one_patience(web: Web) -> None:
    web.forget()
    polite = checker(linkcheck_workers=3, linkcheck_rate_limit_timeout=12.0)
    polite.invoke_threads()
    polite.shutdown_threads()
    first, *others = [worker for worker in polite.workers if isinstance(worker, PoliteWorker)]
    assert len(polite.workers) == len(others) + 1 == 3
    url = f"{web.address}/well"
    link = Hyperlink(url, "index", Path("index.md"), 1)
    assert first.limit_rate(url, "13") is None
    assert {worker._check_uri(url, link)[0] for worker in (first, *others)} == {"broken"}
    assert web.asked == []


def test_an_error_ends_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answer would be waited for for ever."""

    def fail(*args: Any) -> NoReturn:
        raise RuntimeError("nobody thought of that")

    monkeypatch.setattr(linkcheck.HyperlinkAvailabilityCheckWorker, "_check_uri", fail)
    polite = checker()
    link = Hyperlink("http://example.org/", "index", Path("index.md"), 1)
    polite.wqueue.put(CheckRequest(0, link))
    polite.wqueue.put(CheckRequest(1, None))  # the end
    queues = polite.rqueue, polite.wqueue
    PoliteWorker(Patience(LIMIT), polite.config, *queues, polite.rate_limits).run()
    result = polite.rqueue.get_nowait()
    assert result.status == "broken"
    assert result.message == "RuntimeError('nobody thought of that')"
