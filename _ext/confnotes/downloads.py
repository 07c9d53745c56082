"""What an address of the web holds: within limits of time and size, and with a reason if it fails.

No server is believed: it may answer byte by byte, without an end, with what is damaged, or lead to
what is no address of the web.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit, urlunsplit

import requests
import urllib3

from .words import _, later

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHUNK = 2**16

_TOO_LONG = later("it takes too long")
_REASONS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((requests.Timeout,), _TOO_LONG),
    ((requests.TooManyRedirects,), later("it leads from one address to the next")),
    ((requests.exceptions.SSLError,), later("its certificate is not valid")),
    (
        (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema),
        later("that is no address"),
    ),
    ((urllib3.exceptions.DecodeError,), later("what it sends is damaged")),
    ((urllib3.exceptions.ProtocolError,), later("it broke off")),
)


class UnusableError(ValueError):
    """An address answers, and what it sends is of no use."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, and for how long.

    ``patience`` is in seconds, until a server answers and between two parts of its answer;
    ``longest`` is for all of it. ``too_large`` says of a {name} that it is larger than {size} MB.
    """

    largest: int
    patience: tuple[float, float]
    longest: float
    too_large: str


class Download(NamedTuple):
    """What an address holds; None if that is what is known already (304)."""

    content: bytes | None
    headers: Mapping[str, str]


def download(url: str, headers: Mapping[str, str], limits: Limits) -> Download:
    """Return what an address holds.

    Raises `UnusableError` for what is too large or damaged, and `ValueError` for an address that
    does not give it.
    """
    name = public(url)
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError(_("{name} cannot be asked for; only http:// and https:// can", name=name))
    try:
        with requests.get(
            url, headers=dict(headers), stream=True, timeout=limits.patience
        ) as answer:
            if answer.status_code == requests.codes.not_modified:
                return Download(None, answer.headers)
            if answer.status_code != requests.codes.ok:
                reason = "".join(filter(str.isprintable, answer.reason or ""))[:60]
                state = f"{answer.status_code} {reason}".rstrip()
                raise ValueError(_("{name} answers {state}", name=name, state=state))
            return Download(_read(answer, name, limits), answer.headers)
    except urllib3.exceptions.DecodeError as error:
        raise UnusableError(_silent(name, error)) from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise ValueError(_silent(name, error)) from None


def public(url: str) -> str:
    """Return an address without names, passwords and tokens."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError(_("{url} is no address of the web", url=url)) from None
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def too_large(name: str, limits: Limits) -> UnusableError:
    """Return what is raised for what is larger than it may be."""
    return UnusableError(_(limits.too_large, name=name, size=limits.largest // 2**20))


def too_late(name: str, seconds: float) -> str:
    """Return what is said of what takes longer than it may."""
    return _("{name} takes longer than {seconds} seconds", name=name, seconds=f"{seconds:g}")


def _read(answer: requests.Response, name: str, limits: Limits) -> bytes:
    end = monotonic() + limits.longest
    content = bytearray()
    # One part after the other as it comes: to wait for a whole chunk can take for ever.
    while part := answer.raw.read1(_CHUNK, decode_content=True):
        content += part
        if len(content) > limits.largest:
            raise too_large(name, limits)
        if monotonic() > end:
            raise ValueError(too_late(name, limits.longest))
    return bytes(content)


def _silent(name: str, error: Exception) -> str:
    """Return what kind of a failure it was in words; its own text is for programmers."""
    reasons = [words for kinds, words in _REASONS if isinstance(error, kinds)]
    # While an answer is read, a time-out is called a failure of the connection.
    if "timed out" in str(error):
        reasons = [_TOO_LONG]
    reason = _(reasons[0]) if reasons else _("there is no connection to it")
    return _("{name} does not answer ({reason})", name=name, reason=reason)
