"""There is a network if anything answers, whatever it says; nobody is waited for too long."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import requests

from confnotes.links import network
from confnotes.links.network import is_network_there
from webs import surfing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webs import Web


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with surfing() as web:
        yield web


@pytest.fixture
def closed() -> Iterator[str]:
    """Return an address at which nobody listens."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}/"


@pytest.fixture
def silent() -> Iterator[str]:
    """Return an address at which nobody answers."""
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        yield f"http://127.0.0.1:{mute.getsockname()[1]}/"


@pytest.mark.parametrize(
    "path",
    ["/well", "/gone", "/forbidden", "/busy", "/failing", "/unavailable", "/moved", "/circle"],
)
def test_whatever_is_answered_there_is_a_network(web: Web, path: str) -> None:
    assert is_network_there([f"{web.address}{path}"])


def test_a_redirect_is_an_answer_and_is_not_followed(web: Web) -> None:
    web.forget()
    assert is_network_there([f"{web.address}/moved"])
    assert web.asked == [("HEAD", "/moved")]


def test_where_nobody_listens_there_is_none(closed: str) -> None:
    assert not is_network_there([closed])
    assert not is_network_there([closed, closed])


def test_a_server_that_hangs_up_is_no_answer(web: Web) -> None:
    assert not is_network_there([f"{web.address}/reset"])


def test_a_server_that_says_nothing_is_no_answer(silent: str) -> None:
    assert not is_network_there([silent], seconds=0.05)


@pytest.mark.parametrize("address", ["", "example.org", "ftp://127.0.0.1/", "http://[", "http://"])
def test_what_can_not_be_asked_for_is_no_answer(address: str) -> None:
    assert not is_network_there([address])


def test_one_that_answers_is_enough(web: Web, closed: str, silent: str) -> None:
    there = f"{web.address}/well"
    assert is_network_there([closed, silent, "nonsense", there])
    assert is_network_there([there, "nonsense", silent, closed])


def test_without_an_address_nothing_says_that_there_is_none() -> None:
    assert is_network_there([])


def test_nobody_is_waited_for_longer_than_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """To look up a name may take long, whatever the time-out of the request."""
    release = threading.Event()

    def answer_late(address: str, **options: Any) -> None:
        release.wait(10)  # whoever waits for this has an answer in the end

    monkeypatch.setattr(requests, "head", answer_late)
    found = is_network_there(["http://a.example/", "http://b.example/"], seconds=0.05)
    release.set()
    assert not found


def test_all_are_waited_for_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time that has gone by is no more there for the next."""
    release = threading.Event()

    def answer_late(address: str, **options: Any) -> None:
        release.wait(10)

    seconds = iter(range(0, 1000, 5))
    monkeypatch.setattr(network, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(requests, "head", answer_late)
    found = is_network_there(["http://a.example/", "http://b.example/"], seconds=5)
    release.set()
    assert not found


def test_all_are_asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(3, timeout=10)

    def meet(address: str, **options: Any) -> None:
        together.wait()

    monkeypatch.setattr(requests, "head", meet)
    assert is_network_there([f"http://{name}.example/" for name in "abc"])


def test_the_end_of_the_program_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    daemons: list[bool] = []

    def note(address: str, **options: Any) -> NoReturn:
        daemons.append(threading.current_thread().daemon)
        raise requests.ConnectionError

    monkeypatch.setattr(requests, "head", note)
    assert not is_network_there(["http://a.example/"])
    assert daemons == [True]
