"""An archive of the web, asked for copies of pages.

It has the addresses of the Wayback Machine: ``/web/20120904/<page>`` redirects to the copy that is
nearest to a day, ``/web/20120905101112/<page>``, and is not found if there is none. A copy is
answered with the status that the page had. But where that was a redirect, readers get a page that
says so, and only ``/web/20120905101112id_/<page>`` is the redirect: that is what is looked at. What
was archived comes with the header ``Memento-Datetime`` (RFC 7089), unlike the archive's own errors.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import requests

from .addresses import day_of_copy, page_of_copy, place_of
from .copies import as_copy_of, named_copy, shown_as
from .known import Snapshot, address_near
from .polite import Pacer, Polite, TroubleError, UnwellError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from requests import Response

#: How often one copy may lead to the next.
_MOST_REDIRECTS = 5
#: How many times longer than for an answer the archive may take to keep a page.
_SAVING = 6
#: How a server says that it does not want to be asked with HEAD.
_REFUSED = {400, 403, 405, 501}


class Outcome(StrEnum):
    """What asking the archive for a page has shown."""

    FOUND = "found"
    """It has a copy."""
    NONE = "none"
    """It has none."""
    UNUSABLE = "unusable"
    """It has something else, which a person has to look at."""
    UNDECIDED = "undecided"
    """It could not say."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive answered: the copy if there is one, the reason if that is not clear."""

    outcome: Outcome
    snapshot: Snapshot | None = None
    reason: str = ""


class Archive:
    """Asks one archive, one request after the other."""

    def __init__(
        self,
        base: str,
        *,
        agent: str = "confnotes",
        timeout: float = 30,
        pacer: Pacer | None = None,
    ) -> None:
        """Take the address before which a day and a page are put, and the name of who asks.

        *timeout* is in seconds. Raises `ValueError` if *base* is no address of the web.
        """
        if not place_of(base):
            raise ValueError(f"the archive {base!r} is not an address of the web")
        self._base = base.rstrip("/")
        self._server = Polite(agent, timeout, pacer or Pacer())
        self._troubles = 0

    def nearest_copy(self, url: str, day: dt.date | None) -> Answer:
        """Ask for the copy of a page that is nearest to a day; without a day, for the newest.

        Only an archive that does not find the page has none. Raises `BusyError` and `UnwellError`,
        after which it is not to be asked any more.
        """
        return self._decide(url, lambda page: self._find(page, day))

    def save(self, url: str) -> Answer:
        """Ask for a copy of a page to be made; raises what `nearest_copy` raises."""
        return self._decide(url, self._save)

    def _decide(self, url: str, ask: Callable[[str], Answer]) -> Answer:
        """Return an answer; of two troubles in a row the second is the end."""
        page = _spelled(url)
        if not page:
            return _unusable("this is no address that can be asked for")
        try:
            answer = ask(page)
        except TroubleError as error:
            self._troubles += 1
            if self._troubles > 1 or (error.is_unreachable and not self._server.has_answered):
                raise UnwellError(str(error)) from None
            return Answer(Outcome.UNDECIDED, reason=str(error))
        self._troubles = 0
        return answer

    def _find(self, page: str, day: dt.date | None) -> Answer:
        response = self._server.request("GET", address_near(self._base, day, page))
        status = response.status_code
        if status == requests.codes.not_found and not _moment(response):
            return Answer(Outcome.NONE)
        if not response.ok:
            return _unusable(f"the archive answers with HTTP {status}")
        named = self._named(response, page)
        if not named:
            raise TroubleError(f"names no copy (HTTP {status}{_leading(response)})")
        copy = as_copy_of(page, named)
        if not copy:
            return _unusable(f"the archive has a copy of {page_of_copy(named)} instead")
        return self._look_at(copy, page)

    def _named(self, response: Response, page: str) -> str:
        """Return the copy that is promised, or that was shown at once; nothing if there is none."""
        if response.is_redirect:
            return named_copy(response.headers["Location"], response.url)
        moment = _moment(response)
        return f"{self._base}/{moment}/{page}" if moment else ""

    def _look_at(self, copy: str, page: str) -> Answer:
        """Return the copy to which a copy leads at last, if it is one of the same page."""
        seen: set[str] = set()
        while copy not in seen and len(seen) <= _MOST_REDIRECTS:
            seen.add(copy)
            response = self._glance(shown_as("id_", copy))
            if response.is_redirect:
                copy = named_copy(response.headers["Location"], response.url)
                if not copy:
                    return _unusable(f"the copy leads out of the archive{_leading(response)}")
            elif 200 <= response.status_code < 300:
                last = as_copy_of(page, copy)
                return _found(last) if last else _unusable(f"the copy leads elsewhere, to {copy}")
            else:
                return _unusable(f"the copy is broken (HTTP {response.status_code})")
        return _unusable("the copy leads from one to the next without an end")

    def _save(self, page: str) -> Answer:
        asked = f"{self._base.removesuffix('/web')}/save/{page}"
        response = self._server.request("GET", asked, patience=_SAVING)
        named = [response.headers.get(key, "") for key in ("Location", "Content-Location")]
        named.append(response.links.get("memento", {}).get("url", ""))
        copies = (as_copy_of(page, named_copy(one, asked)) for one in named)
        if copy := next(filter(None, copies), ""):
            return _found(copy)
        if not response.ok:
            return _unusable(f"the archive does not keep it (HTTP {response.status_code})")
        return Answer(Outcome.UNDECIDED, reason="asked for; the archive did not say which copy")

    def _glance(self, address: str) -> Response:
        response = self._server.request("HEAD", address)
        refused = response.status_code in _REFUSED
        return self._server.request("GET", address) if refused else response


def _spelled(url: str) -> str:
    """Return an address as it is sent, without a fragment; nothing if it cannot be."""
    prepared = requests.PreparedRequest()
    if place_of(url):
        with suppress(requests.RequestException, ValueError):
            prepared.prepare_url(urldefrag(url).url, None)
    return prepared.url or ""


def _moment(response: Response) -> str:
    """Return from when the archived page is that was answered with; nothing if it is none."""
    try:
        day = parsedate_to_datetime(response.headers.get("Memento-Datetime", ""))
    except ValueError:
        return ""
    return f"{day:%Y%m%d%H%M%S}"


def _leading(response: Response) -> str:
    location = response.headers.get("Location", "")
    return f" to {location[:200]!r}" if location else ""


def _found(copy: str) -> Answer:
    day = day_of_copy(copy)
    if day is None:
        return _unusable(f"{copy} names no day")
    return Answer(Outcome.FOUND, Snapshot(copy, day))


def _unusable(reason: str) -> Answer:
    return Answer(Outcome.UNUSABLE, reason=reason)
