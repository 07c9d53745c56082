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

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHUNK = 2**16

_TOO_LONG = "it takes too long"
_REASONS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((requests.Timeout,), _TOO_LONG),
    ((requests.TooManyRedirects,), "it leads from one address to the next"),
    ((requests.exceptions.SSLError,), "its certificate is not valid"),
    (
        (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema),
        "that is no address",
    ),
    ((urllib3.exceptions.DecodeError,), "what it sends is damaged"),
    ((urllib3.exceptions.ProtocolError,), "it broke off"),
)


class UnusableError(ValueError):
    """An address answers, and what it sends is of no use."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, and for how long.

    ``patience`` is in seconds, until a server answers and between two parts of its answer;
    ``longest`` is for all of it. ``what`` is what is expected, for the words on what is too large.
    """

    largest: int
    patience: tuple[float, float]
    longest: float
    what: str


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
        raise ValueError(f"{name} cannot be asked for; only http:// and https:// can")
    try:
        with requests.get(
            url, headers=dict(headers), stream=True, timeout=limits.patience
        ) as answer:
            if answer.status_code == requests.codes.not_modified:
                return Download(None, answer.headers)
            if answer.status_code != requests.codes.ok:
                reason = "".join(filter(str.isprintable, answer.reason or ""))[:60]
                raise ValueError(f"{name} answers {answer.status_code} {reason}".rstrip())
            return Download(_read(answer, name, limits), answer.headers)
    except urllib3.exceptions.DecodeError as error:
        raise UnusableError(f"{name} does not answer ({_reason(error)})") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise ValueError(f"{name} does not answer ({_reason(error)})") from None


def public(url: str) -> str:
    """Return an address without names, passwords and tokens."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError(f"{url} is no address of the web") from None
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def too_large(name: str, limits: Limits) -> UnusableError:
    """Return what is raised for what is larger than it may be."""
    return UnusableError(
        f"{name} is larger than {limits.largest // 2**20} MB, which no {limits.what} is"
    )


def _read(answer: requests.Response, name: str, limits: Limits) -> bytes:
    end = monotonic() + limits.longest
    content = bytearray()
    # One part after the other as it comes: to wait for a whole chunk can take for ever.
    while part := answer.raw.read1(_CHUNK, decode_content=True):
        content += part
        if len(content) > limits.largest:
            raise too_large(name, limits)
        if monotonic() > end:
            raise ValueError(f"{name} takes longer than {limits.longest:g} seconds")
    return bytes(content)


def _reason(error: Exception) -> str:
    """Return the kind of a failure in words; its own text is for programmers."""
    # While an answer is read, a time-out is called a failure of the connection.
    if "timed out" in str(error):
        return _TOO_LONG
    reasons = (words for kinds, words in _REASONS if isinstance(error, kinds))
    return next(reasons, "there is no connection to it")
