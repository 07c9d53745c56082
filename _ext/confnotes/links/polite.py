"""Requests to one server, made politely: seldom, one after the other, and no more than it bears."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import requests
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests import Response


class StoppedError(Exception):
    """The server is not to be asked any more for now."""


class BusyError(StoppedError):
    """The server says that it is asked too much (429)."""

    def __init__(self, retry_after: str = "") -> None:
        """Take the header ``Retry-After``, seconds or a date; the empty string if there is none."""
        self.retry_after = "".join(filter(str.isprintable, retry_after))[:40]
        pause = f" (Retry-After: {self.retry_after})" if self.retry_after else ""
        super().__init__(f"the archive asks for a pause{pause}")


class UnwellError(StoppedError):
    """The server cannot be reached, or failed twice in a row."""


class TroubleError(Exception):
    """The server did not answer, or not with anything that it should answer."""

    def __init__(self, reason: str, *, is_unreachable: bool = False) -> None:
        """Take what the archive did; *is_unreachable* says that there was no answer at all."""
        super().__init__(f"the archive {reason}")
        self.is_unreachable = is_unreachable


class Pacer:
    """Keeps requests so far apart that there are only so many in a minute."""

    def __init__(
        self,
        per_minute: float = 20,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Take a clock, and what waits for some seconds by it."""
        self._gap = 60 / per_minute
        self._clock = clock
        self._wait = wait
        self._earliest = clock()

    def take_turn(self) -> None:
        """Return when a request may be made; the next turn comes a while after that."""
        early = self._earliest - self._clock()
        if early > 0:
            self._wait(early)
        self._earliest = self._clock() + self._gap


class _Session(requests.Session):
    """Does not even look at where a redirect leads, which may be any garbage."""

    def get_redirect_target(self, _response: Response) -> None:
        """Lead nowhere."""


class Polite:
    """Makes requests to an archive under a name, each at its turn."""

    def __init__(self, agent: str, timeout: float, pacer: Pacer) -> None:
        """Take who asks, and how many seconds an answer may take."""
        self._timeout = timeout
        self._pacer = pacer
        self._session = _Session()
        self._session.headers["User-Agent"] = agent
        #: Whether there was an answer, of whatever kind.
        self.has_answered = False

    def request(self, method: str, address: str, patience: float = 1) -> Response:
        """Return an answer, of which only the head was read; no redirect is followed.

        *patience* is how many times longer than usual it may take. Raises `BusyError` if it is a
        429, and `TroubleError` if there is none or the server itself has failed.
        """
        self._pacer.take_turn()
        timeout = self._timeout * patience
        try:
            with self._session.request(
                method, address, allow_redirects=False, stream=True, timeout=timeout
            ) as response:
                self.has_answered = True
        except (requests.RequestException, HTTPError, ValueError) as error:
            is_unreachable = isinstance(error, requests.ConnectionError)
            raise TroubleError(_said(error, timeout), is_unreachable=is_unreachable) from None
        if response.status_code == requests.codes.too_many_requests:
            raise BusyError(response.headers.get("Retry-After", ""))
        if _has_failed(response):
            raise TroubleError(f"answers with HTTP {response.status_code}")
        return response


def _said(error: Exception, timeout: float) -> str:
    if isinstance(error, requests.Timeout):
        return f"did not answer within {timeout:g} seconds"
    if isinstance(error, requests.ConnectionError):
        return "cannot be reached"
    return f"answered what cannot be understood ({type(error).__name__})"


def _has_failed(response: Response) -> bool:
    """Say whether the server has failed; what was archived may be a failure of another one.

    501 is about the method; 520 and above are about the server of the page that is to be archived.
    """
    is_archived = "Memento-Datetime" in response.headers
    return 500 <= response.status_code < 520 and response.status_code != 501 and not is_archived
