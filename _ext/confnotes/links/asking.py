"""Sphinx's checker of links, with manners: it neither waits for ever nor gives up in a crowd.

Sphinx 9.0 asks a server that answers 429 (Too Many Requests) with a ``Retry-After`` again for ever.
Where several ask one server at a time, each doubles the delay of all, and the fifth link is called
broken at once.
"""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx.builders.linkcheck import (
    DEFAULT_DELAY,
    HyperlinkAvailabilityChecker,
    HyperlinkAvailabilityCheckWorker,
    RateLimit,
    _Status,
)
from sphinx.util.http_date import rfc1123_to_epoch

if TYPE_CHECKING:
    from queue import Queue

    from sphinx.builders.linkcheck import CheckRequest, CheckResult, Hyperlink, _URIProperties
    from sphinx.config import Config

#: What is said of a server that was asked too often, as `requests` says it.
_TOO_MANY = "429 Client Error: Too Many Requests for url"
#: The shortest time in seconds after which a server is asked again.
_SHORTEST = 1.0


class Patience:
    """How long each host is waited for: in all no longer than ``linkcheck_rate_limit_timeout``."""

    def __init__(self, seconds: float) -> None:
        """Take the time that any host is given, from its first 429 on."""
        self._seconds = seconds
        self._since: dict[str, float] = {}
        self._given_up: set[str] = set()
        self._lock = Lock()

    def next_check(self, host: str, retry_after: str, limits: dict[str, RateLimit]) -> float | None:
        """Return when a host that has answered 429 may be asked again; None if no more."""
        now = time.time()
        with self._lock:
            since = self._since.setdefault(host, now)
            limit = limits.get(host)
            if limit and limit.next_check > now:  # another has just been told
                return limit.next_check
            least = 2 * limit.delay if limit else _SHORTEST
            asked = seconds_of(retry_after)
            delay = max(DEFAULT_DELAY if asked is None and not limit else asked or 0, least)
            if now + delay - since > self._seconds:
                self._given_up.add(host)
                return None
            limits[host] = RateLimit(delay, now + delay)
            return now + delay

    def has_given_up(self, host: str) -> bool:
        """Say whether a host is not asked any more."""
        return host in self._given_up


class PoliteWorker(HyperlinkAvailabilityCheckWorker):
    """Asks for pages, and waits as long as it is told to, within reason."""

    def __init__(
        self,
        patience: Patience,
        config: Config,
        results: Queue[CheckResult],
        requests: Queue[CheckRequest],
        rate_limits: dict[str, RateLimit],
    ) -> None:
        """Share the patience with the other workers."""
        self._patience = patience
        super().__init__(config, results, requests, rate_limits)

    def limit_rate(self, response_url: str, retry_after: str | None) -> float | None:
        """Return when to ask again; None to give up."""
        host = urlsplit(response_url).netloc
        return self._patience.next_check(host, retry_after or "", self.rate_limits)

    def _check_uri(self, uri: str, hyperlink: Hyperlink) -> _URIProperties:
        if self._patience.has_given_up(urlsplit(uri).netloc):
            return _Status.BROKEN, _TOO_MANY, 0
        try:
            return super()._check_uri(uri, hyperlink)
        except Exception as error:  # it would end this worker, and all would wait for its answer
            return _Status.BROKEN, repr(error), 0


class PoliteChecker(HyperlinkAvailabilityChecker):
    """Checks links with polite workers."""

    def invoke_threads(self) -> None:
        """Start the workers."""
        patience = Patience(self.config.linkcheck_rate_limit_timeout)
        for _number in range(self.num_workers):
            worker = PoliteWorker(patience, self.config, self.rqueue, self.wqueue, self.rate_limits)
            worker.start()
            self.workers.append(worker)


def seconds_of(retry_after: str) -> float | None:
    """Return how long a ``Retry-After`` says to wait: seconds, or a date (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(rfc1123_to_epoch(retry_after) - time.time(), 0)
    except (ValueError, TypeError, OverflowError):
        return None
