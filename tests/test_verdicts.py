"""What an answer means, of real servers as Sphinx's linkcheck tells of them, and in words."""

from __future__ import annotations

import re
import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.builders import linkcheck
from sphinx.builders.linkcheck import Hyperlink
from sphinx.config import Config

from confnotes.links.asking import PoliteChecker
from confnotes.links.report import Finding
from confnotes.links.verdicts import Verdict, is_of_network, judge
from making import law
from projects import serving
from webs import Handler, Web

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "http://example.org/talk"
WORKS = Verdict(Finding.WORKS)
UNVERIFIED = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"
GARBAGE = {"/garbage": b"<p>Here.\r\n\r\n", "/hang-up": b""}


class RudeHandler(Handler):
    """Answers some requests with what is no answer."""

    def _answer_by_path(self) -> None:
        if self.path in GARBAGE:
            self.close_connection = True
            self.wfile.write(GARBAGE[self.path])
        else:
            super()._answer_by_path()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve a web to all tests of this module."""
    web = Web()
    with serving(partial(RudeHandler, web)) as address:
        yield address
        web.release.set()


def verdict_on(url: str, **config: Any) -> Verdict:
    """Let linkcheck ask for a page, and judge what it says."""
    settings = Config({}, {"linkcheck_workers": 1, "linkcheck_rate_limit_timeout": 0.1, **config})
    linkcheck.setup(Mock(add_config_value=settings.add))
    links = {url: Hyperlink(url, "index", Path("index.md"), 1)}
    [result] = PoliteChecker(settings).check(links)
    return judge(result.uri, result.status.value, result.message, result.code)


# What real servers answer.


@pytest.mark.parametrize(
    ("path", "finding", "reason"),
    [
        ("/well", Finding.WORKS, ""),
        ("/", Finding.WORKS, ""),
        ("/no-head", Finding.WORKS, ""),
        ("/well#there", Finding.WORKS, ""),
        ("/elsewhere", Finding.WORKS, ""),
        ("/gone", Finding.BROKEN, "404 Not Found"),
        ("/gone#there", Finding.BROKEN, "404 Not Found"),
        ("/gone-for-good", Finding.BROKEN, "410 Gone"),
        ("/deep", Finding.BROKEN, "404 Not Found"),
        ("/well#nowhere", Finding.UNDECIDED, "Anchor 'nowhere' not found"),
        ("/unauthorized", Finding.UNDECIDED, "401 Unauthorized"),
        ("/forbidden", Finding.UNDECIDED, "403 Forbidden"),
        ("/busy", Finding.UNDECIDED, "429 Too Many Requests"),
        ("/failing", Finding.UNDECIDED, "500 Internal Server Error"),
        ("/unavailable", Finding.UNDECIDED, "503 Service Unavailable"),
        ("/circle", Finding.UNDECIDED, "it redirects in a circle"),
        ("/reset", Finding.UNDECIDED, "it hangs up"),
        ("/hang-up", Finding.UNDECIDED, "it hangs up"),
        ("/garbage", Finding.UNDECIDED, "it hangs up"),
    ],
)
def test_an_answer_is_judged(address: str, path: str, finding: Finding, reason: str) -> None:
    assert verdict_on(f"{address}{path}") == Verdict(finding, reason)


@pytest.mark.parametrize("path", ["/moved", "/moved-too"])
@pytest.mark.parametrize("fragment", ["", "#there"])
def test_what_moved_for_good_has_a_new_address(address: str, path: str, fragment: str) -> None:
    expected = Verdict(Finding.MOVED, "moved for good", f"{address}/new-home{fragment}")
    assert verdict_on(f"{address}{path}{fragment}") == expected


def test_a_front_page_is_not_the_page(address: str) -> None:
    expected = Verdict(Finding.UNDECIDED, f"it redirects to the front page {address}/")
    assert verdict_on(f"{address}/to-the-front") == expected


def test_a_server_that_does_not_answer_in_time_is_not_gone(address: str) -> None:
    expected = Verdict(Finding.UNDECIDED, "it does not answer in time")
    assert verdict_on(f"{address}/slow", linkcheck_timeout=0.05) == expected
    as_broken = {"linkcheck_timeout": 0.05, "linkcheck_report_timeouts_as_broken": True}
    assert verdict_on(f"{address}/slow", **as_broken) == expected


def test_a_server_without_tls_is_not_gone(address: str) -> None:
    verdict = verdict_on(address.replace("http:", "https:"))
    assert verdict == Verdict(Finding.UNDECIDED, "it speaks no TLS that is safe")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_refuses_connections_is_not_gone(scheme: str) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # and does not listen
        verdict = verdict_on(f"{scheme}://127.0.0.1:{deaf.getsockname()[1]}/x")
    assert verdict == Verdict(Finding.UNDECIDED, "it refuses connections")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("number", "message", "is_gone"),
    [
        (-2, "Name or service not known", True),
        (-5, "No address associated with hostname", True),
        (8, "nodename nor servname provided, or not known", True),  # macOS
        (11001, "getaddrinfo failed", True),  # Windows
        (-3, "Temporary failure in name resolution", False),
        (-4, "Non-recoverable failure in name resolution", False),
    ],
)
def test_a_host_is_gone_if_nobody_has_its_name(
    monkeypatch: pytest.MonkeyPatch, scheme: str, number: int, message: str, *, is_gone: bool
) -> None:
    def fail(*args: Any, **options: Any) -> NoReturn:
        raise socket.gaierror(number, message)

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    verdict = verdict_on(f"{scheme}://no-such.example/x")
    if is_gone:
        assert verdict == Verdict(Finding.BROKEN, "its host is gone")
    else:
        assert verdict == Verdict(Finding.UNDECIDED, "its name could not be looked up")
    assert is_of_network(verdict)


@pytest.mark.parametrize("url", ["http://a..example/", f"http://{'a' * 70}.example/"])
def test_a_host_that_nobody_can_have_is_named(url: str) -> None:
    verdict = verdict_on(url)
    assert verdict.finding is Finding.UNDECIDED
    assert verdict.reason.startswith("Failed to parse: ")


def test_what_sphinx_is_told_to_ignore_is_not_asked_for(address: str) -> None:
    verdict = verdict_on(f"{address}/gone", linkcheck_ignore=[".*/gone"])
    assert verdict == Verdict(Finding.UNASKED, "linkcheck_ignore")


def test_why_else_a_page_was_not_asked_for_is_told(address: str) -> None:
    redirect = verdict_on(f"{address}/elsewhere", linkcheck_ignore=[".*/new-home"])
    assert redirect == Verdict(Finding.UNASKED, f"ignored redirect: {address}/new-home")
    excluded = verdict_on(f"{address}/gone", linkcheck_exclude_documents=["ind"])
    assert excluded.finding is Finding.UNASKED
    assert "linkcheck_exclude_documents" in excluded.reason


def test_what_is_allowed_works(address: str) -> None:
    to_any = {re.compile(""): re.compile("")}
    assert verdict_on(f"{address}/unauthorized", linkcheck_allow_unauthorized=True) == WORKS
    assert verdict_on(f"{address}/well#nowhere", linkcheck_anchors=False) == WORKS
    assert verdict_on(f"{address}/moved", linkcheck_allowed_redirects=to_any) == WORKS


# What cannot be had from a server on this machine, as urllib3 says it.


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            f"SSLError(SSLCertVerificationError(1, '{UNVERIFIED}: certificate has expired'))",
            "its certificate is not valid",
        ),
        (
            f"SSLError(SSLCertVerificationError(1, \"{UNVERIFIED}: Hostname mismatch, 'a.org'\"))",
            "its certificate is not valid",
        ),
        (
            "SSLError(SSLError(1, '[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert version'))",
            "it speaks no TLS that is safe",
        ),
        (
            "SSLError(SSLEOFError(8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred'))",
            "it speaks no TLS that is safe",
        ),
        (
            "ConnectTimeoutError(<HTTPSConnection(host='a.org', port=443)>, 'Connect timed out.')",
            "it does not answer in time",
        ),
        ("NewConnectionError('[Errno 101] Network is unreachable')", "it cannot be reached"),
        ("NewConnectionError('[Errno 113] No route to host')", "it cannot be reached"),
    ],
)
def test_a_failing_connection_is_told_in_words(error: str, reason: str) -> None:
    message = (
        "HTTPSConnectionPool(host='example.org', port=443): Max retries exceeded with url: /talk "
        f"(Caused by {error})"
    )
    assert judge(URL, "broken", message, 0) == Verdict(Finding.UNDECIDED, reason)


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        (f"404 Client Error:  for url: {URL}", Verdict(Finding.BROKEN, "404")),
        (
            f"404 Client Error: No such talk for you for url: {URL}",
            Verdict(Finding.BROKEN, "404 No such talk for you"),
        ),
        (
            f"418 Client Error: I'm a Teapot for url: {URL}",
            Verdict(Finding.UNDECIDED, "418 I'm a Teapot"),
        ),
        (
            f"451 Client Error: Unavailable For Legal Reasons for url: {URL}",
            Verdict(Finding.UNDECIDED, "451 Unavailable For Legal Reasons"),
        ),
        (
            f"502 Server Error: Bad Gateway for url: {URL}/404",
            Verdict(Finding.UNDECIDED, "502 Bad Gateway"),
        ),
        (f"999 Client Error: None for url: {URL}", Verdict(Finding.UNDECIDED, "999 None")),
        ("Ancre '404' non trouvée", Verdict(Finding.UNDECIDED, "Ancre '404' non trouvée")),
        ("something\n\n new ", Verdict(Finding.UNDECIDED, "something new")),
    ],
)
def test_a_message_is_judged(message: str, verdict: Verdict) -> None:
    assert judge(URL, "broken", message, 0) == verdict


def test_a_long_message_is_cut() -> None:
    for status in ("broken", "unknown"):
        assert judge(URL, status, "word " * 1000, 0).reason == "word " * 40


def test_a_link_to_a_file_that_is_not_there_is_broken() -> None:
    assert judge("slides.pdf", "broken", "", 0) == Verdict(Finding.BROKEN, "there is no such file")


# Redirects.


@pytest.mark.parametrize("code", [301, 308])
@pytest.mark.parametrize(
    ("url", "location", "new"),
    [
        (URL, "https://example.org/talk", "https://example.org/talk"),
        (URL, "http://www.example.org/talk", "http://www.example.org/talk"),
        (URL, "http://example.org/talk/", "http://example.org/talk/"),
        (URL, "http://example.com/?talk=1", "http://example.com/?talk=1"),
        (f"{URL}#part", "https://example.org/talk", "https://example.org/talk#part"),
        (f"{URL}#part", "https://example.org/talk#one", "https://example.org/talk#one"),
        ("http://example.org", "https://example.org/", "https://example.org/"),
        ("http://example.org/", "https://example.com/", "https://example.com/"),
        ("http://example.org/#part", "https://example.org/", "https://example.org/#part"),
        ("http://example.org/", "http://example.org/en/", "http://example.org/en/"),
    ],
)
def test_a_permanent_redirect_is_a_move(url: str, location: str, new: str, code: int) -> None:
    expected = Verdict(Finding.MOVED, "moved for good", new)
    assert judge(url, "redirected", location, code) == expected


@pytest.mark.parametrize("code", [300, 302, 303, 307, 0])
@pytest.mark.parametrize(
    "location", ["https://example.org/talk", "http://example.com/talks/1", "http://example.org/?1"]
)
def test_any_other_redirect_leads_to_the_page(code: int, location: str) -> None:
    assert judge(URL, "redirected", location, code) == WORKS
    assert judge(f"{URL}#part", "redirected", location, code) == WORKS


def test_a_redirect_to_the_address_itself_is_no_move() -> None:
    assert judge(URL, "redirected", URL, 301) == WORKS


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}#part", "http://example.org/?talk=1"])
@pytest.mark.parametrize(
    "location",
    [
        "http://example.org/",
        "http://example.org",
        "https://www.example.org/",
        "http://example.org/#top",
        "http://parked.example//",
    ],
)
def test_a_redirect_from_a_page_to_a_front_page_decides_nothing(
    url: str, location: str, code: int
) -> None:
    expected = Verdict(Finding.UNDECIDED, f"it redirects to the front page {location}")
    assert judge(url, "redirected", location, code) == expected


@law
@given(st.sampled_from(["working", "broken", "ignored", "timeout", "unchecked"]), st.text())
def test_any_message_is_judged(status: str, message: str) -> None:
    for text in (message, f"HTTPConnectionPool(host='example.org', port=80): {message}"):
        verdict = judge(URL, status, text, 0)
        assert verdict.location == ""
        assert (verdict.finding is Finding.WORKS) is (status == "working")
        assert (verdict.reason == "it does not answer in time") or status != "timeout"


# The network.


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("broken", "Failed to resolve 'example.org' ([Errno -2] Name or service not known)"),
        ("broken", "Failed to resolve 'example.org' ([Errno -3] Temporary failure)"),
        ("broken", "Failed to establish a new connection: [Errno 111] Connection refused"),
        ("broken", "Failed to establish a new connection: [Errno 101] Network is unreachable"),
        ("broken", "('Connection aborted.', ConnectionResetError(104, 'Connection reset'))"),
        ("timeout", "Read timed out. (read timeout=30)"),
    ],
)
def test_where_no_server_has_answered_it_may_be_the_network(status: str, message: str) -> None:
    assert is_of_network(judge(URL, status, message, 0))


@pytest.mark.parametrize(
    ("status", "message", "code"),
    [
        ("broken", f"404 Client Error: Not Found for url: {URL}", 0),
        ("broken", f"410 Client Error:  for url: {URL}", 0),
        ("broken", f"504 Server Error: Gateway timed out for url: {URL}", 0),
        ("broken", "unauthorized", 0),
        ("broken", "Exceeded 30 redirects.", 0),
        ("broken", "Anchor 'x' not found", 0),
        ("broken", "SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number'))", 0),
        ("ignored", "service unavailable", 0),
        ("redirected", "http://example.org/", 302),
        ("redirected", "https://example.org/talk", 301),
        ("working", "", 0),
    ],
)
def test_where_a_server_has_answered_there_is_a_network(
    status: str, message: str, code: int
) -> None:
    assert not is_of_network(judge(URL, status, message, code))


def test_what_was_not_asked_for_says_nothing_of_the_network() -> None:
    assert not is_of_network(judge("slides.pdf", "broken", "", 0))
    assert not is_of_network(judge(URL, "ignored", "", 0))
    assert not is_of_network(Verdict(Finding.UNASKED))
