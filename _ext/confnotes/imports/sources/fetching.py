"""The content of a file, or of an address of the web."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

import requests
import urllib3

#: How large a schedule may be; the largest known have about five megabytes.
LARGEST = 50 * 2**20
_PATIENCE = (10, 30)  # seconds, until a server answers and between two parts of its answer
_LONGEST = 300  # seconds, for all of it
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


def is_address(text: str) -> bool:
    """Say whether something is meant to be an address, and no file."""
    return "://" in text and not Path(text).exists()


def fetch(text: str, agent: str, largest: int = LARGEST) -> tuple[bytes, str]:
    """Return what a file or an address holds, and what to call it: without secrets.

    Raises `ValueError` for what is no file, for an address that does not give it, and for what is
    too large.
    """
    if is_address(text):
        return _download(text, agent, largest), _public(text)
    return fetch_file(Path(text), largest)


def fetch_file(path: Path, largest: int = LARGEST) -> tuple[bytes, str]:
    """Return what a file holds, and its name; raise `ValueError` as `fetch` does."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ValueError(f"{path} cannot be read: {why}") from None
    if len(content) > largest:
        raise _too_large(path.name, largest)
    return content, path.name


def _download(url: str, agent: str, largest: int) -> bytes:
    name = _public(url)
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError(f"{name} cannot be asked for; only http:// and https:// can")
    try:
        headers = {"User-Agent": agent}
        with requests.get(url, headers=headers, stream=True, timeout=_PATIENCE) as answer:
            if answer.status_code != requests.codes.ok:
                raise ValueError(f"{name} answers {answer.status_code} {answer.reason}".rstrip())
            return _read(answer, name, largest)
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise ValueError(f"{name} does not answer ({_reason(error)})") from None


def _read(answer: requests.Response, name: str, largest: int) -> bytes:
    end = monotonic() + _LONGEST
    content = bytearray()
    # One part after the other as it comes: to wait for a whole chunk can take for ever.
    while part := answer.raw.read1(_CHUNK, decode_content=True):
        content += part
        if len(content) > largest:
            raise _too_large(name, largest)
        if monotonic() > end:
            raise ValueError(f"{name} takes longer than {_LONGEST // 60} minutes; get it yourself")
    return bytes(content)


def _too_large(name: str, largest: int) -> ValueError:
    return ValueError(f"{name} is larger than {largest // 2**20} MB, which no schedule is")


def _reason(error: Exception) -> str:
    """Return the kind of a failure in words; its own text is for programmers."""
    # While an answer is read, a time-out is called a failure of the connection.
    if "timed out" in str(error):
        return _TOO_LONG
    reasons = (words for kinds, words in _REASONS if isinstance(error, kinds))
    return next(reasons, "there is no connection to it")


def _public(url: str) -> str:
    """Return an address without names, passwords and tokens."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError(f"{url} is no address of the web") from None
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
