"""Addresses of the web: which of them are one, and which lie below which."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from requests.utils import requote_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The time and the page that a copy's address names, as the Wayback Machine has them.
_COPY = re.compile(r"/(\d{4})(\d\d)(\d\d)\d{0,6}(?:[a-z]{2}_)?/(https?:/.+)\Z", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def split_address(url: str) -> SplitResult | None:
    """Return the parts of an address of the web (http, https); None for all others."""
    try:
        url.encode()  # raises for half of a character
        if "\\" in url:  # browsers take it for a slash, others do not
            return None
        parts = urlsplit(url)
        _port = parts.port  # raises for what is no number
    except ValueError:
        return None
    has_host = bool((parts.hostname or "").strip("."))
    return parts if parts.scheme in _DEFAULT_PORTS and has_host else None


def place_of(url: str) -> str:
    """Return what all spellings of an address have in common: ``example.org/talks?day=1``.

    That is neither the scheme nor the fragment, nor a slash at the end of the path. Percent signs
    and letters beyond ASCII are brought into one form (RFC 3986, 6.2.2). The empty string for what
    is no address of the web.
    """
    parts = split_address(url)
    if parts is None:
        return ""
    path = _one_form(parts.path).rstrip("/")
    query = f"?{_one_form(parts.query)}" if parts.query else ""
    return f"{_host(parts)}{path}{query}"


def fragment_of(url: str) -> str:
    """Return what comes behind the ``#`` of an address."""
    return url.partition("#")[2]


def places_above(place: str) -> Iterator[str]:
    """Yield a place and everything that it lies below, the nearest first, at last the host."""
    yield place
    path, _, query = place.partition("?")
    if query:
        yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def moved_below(url: str, prefix: str, replacement: str) -> str:
    """Return the address below *replacement* that *url* has below *prefix*."""
    parts = urlsplit(url)
    depth = urlsplit(prefix).path.strip("/").count("/") + bool(urlsplit(prefix).path.strip("/"))
    rest = "/".join(parts.path.lstrip("/").split("/")[depth:])
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    if not rest:
        return f"{replacement}{query}{fragment}"
    return f"{replacement.rstrip('/')}/{rest}{query}{fragment}"


def with_fragment_of(url: str, address: str) -> str:
    """Return *address* with the fragment of *url*, if that has one and the address has none."""
    fragment = fragment_of(url)
    return f"{address}#{fragment}" if fragment and "#" not in address else address


def day_of_copy(address: str) -> dt.date | None:
    """Return the day that an archived copy's address names, None if it names none."""
    match = _COPY.search(address)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def page_of_copy(address: str) -> str:
    """Return the address of the page that an archived copy's address names, or nothing."""
    match = _COPY.search(address)
    return re.sub(r"^(https?:)/+", r"\1//", match[4]) if match else ""


def _one_form(part: str) -> str:
    """Return a part of an address with percent signs only where they have to be, in upper case."""
    return _ESCAPE.sub(lambda found: found[0].upper(), requote_uri(part))


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    with suppress(UnicodeError):  # a name that nobody can have is compared as it is
        host = host.encode("idna").decode("ascii")
    port = parts.port
    return f"{host}:{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else host
