"""The addresses that an archive gives to copies: which are such, and of which page.

They are those of the Wayback Machine: ``/web/20120905101112/<page>``. It looks pages up by an
address in lower case and without ``www.``, so what it names may be spelled in another way than
what was asked for; it has the copy under the one that was asked for, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from requests.utils import requote_uri

from .addresses import day_of_copy, page_of_copy, place_of, split_address

if TYPE_CHECKING:
    from urllib.parse import SplitResult

#: The time in a copy's address, what it is to be shown as, and what comes before it.
_MOMENT = re.compile(r"(.*?/\d{14})(?:[a-z]{2}_)?/(?=https?:)", re.IGNORECASE)


def named_copy(named: str, asked: str) -> str:
    """Return the address of the copy that an answer to *asked* names, in a header.

    It is complete and, if the archive was asked by https, has that. Nothing for what is no copy,
    or elsewhere.
    """
    text = named.encode("latin-1", "replace").decode("utf-8", "replace")  # as headers are read
    try:
        address = requote_uri(urldefrag(urljoin(asked, text)).url)
    except ValueError:
        return ""
    archive, parts = urlsplit(asked), split_address(address)
    if parts is None or "@" in parts.netloc or _site(parts) != _site(archive):
        return ""
    if archive.scheme == "https":
        address = parts._replace(scheme="https", netloc=archive.netloc).geturl()
    return shown_as("", address) if _MOMENT.match(address) and day_of_copy(address) else ""


def shown_as(mode: str, copy: str) -> str:
    """Return the address at which a copy is shown in another way: ``id_`` is as it was archived."""
    return _MOMENT.sub(rf"\g<1>{mode}/", copy, count=1)


def as_copy_of(page: str, copy: str) -> str:
    """Return a copy's address as one of *page*, nothing if it is of another page."""
    named, moment = page_of_copy(copy), _MOMENT.match(copy)
    if not moment or looked_up_as(named) != looked_up_as(page):
        return ""
    return copy if place_of(named) == place_of(page) else f"{moment[0]}{page}"


def list_of_copies(archive: str, url: str) -> str:
    """Return the address at which an archive shows to people what it has of a page."""
    return f"{archive.rstrip('/')}/*/{urldefrag(url).url}"


def looked_up_as(page: str) -> str:
    """Return by what an archive looks up a page: in lower case, without ``www.``."""
    return re.sub(r"\Awww\d*\.", "", place_of(page).casefold())


def _site(parts: SplitResult) -> str:
    return place_of(f"{parts.scheme}://{parts.netloc}")
