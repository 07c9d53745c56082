"""Addresses as sources have them: which are fit for a notebook, and which option is theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypedDict
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from ...readers import read_url
from .wording import clean_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable


class Address(NamedTuple):
    """An address, what a source calls it, and what type it says that it is of.

    ``kind`` is the option that it belongs to, where that is known.
    """

    url: str
    title: str = ""
    type: str = ""
    kind: str = ""


class Sorted(TypedDict):
    """Addresses by the option of a talk that they belong to."""

    video: tuple[str, ...]
    slides: tuple[str, ...]
    code: tuple[str, ...]
    url: tuple[str, ...]
    elsewhere: tuple[str, ...]


_AFTER_HOST = re.compile(r"(https?://[^\s/?#]+)(.*)", re.IGNORECASE | re.DOTALL)
_NO_ADDRESS = re.compile(r"(?:https?://)?", re.IGNORECASE)
#: An address as it is said aloud: a host, and what may be behind it.
_SPOKEN = re.compile(r"(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}(?:[/?#].*)?", re.IGNORECASE)
_NEXT_ADDRESS = re.compile(r",(?=https?://|mailto:)")
#: What `confnotes` calls addresses in the schedules that it exports, by the option of each.
TITLES = {
    "url": "Web page",
    "slides": "Slides",
    "video": "Video",
    "code": "Source code",
    "elsewhere": "Notes",
}
_TITLED = {title: kind for kind, title in TITLES.items()}
#: Words in titles and types, by the option that they speak for; the first that fits counts.
_WORDS = {
    "url": r"paper|subtitles?|captions?|playlist|transcript",
    "slides": r"slides?|slide ?deck|deck|folien|diapositivas",
    "video": r"video|recording|aufzeichnung|screencast",
    "code": r"code|source|repo|repository|repositorio|notebooks?",
    "elsewhere": r"notes|write-?up|live-?blog",
}
_ANY_WORD = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
_ENDINGS = {
    "slides": (".pdf", ".ppt", ".pptx", ".odp", ".key"),
    "video": (".mp4", ".webm", ".mkv", ".ogv", ".mov", ".m4v"),
    "code": (".zip", ".tar.gz", ".tgz", ".ipynb", ".py"),
    "url": (".vtt", ".srt"),
}
#: Hosts, and how the path begins there (a pattern) of what is of the kind.
_HOSTS = {
    "youtube.com": ("video", r"/(?:watch|live/|embed/|shorts/|v/)"),
    "youtu.be": ("video", r"/."),
    "vimeo.com": ("video", r"/\d"),
    "media.ccc.de": ("video", r"/v/"),
    "video.fosdem.org": ("video", r"/."),
    "speakerdeck.com": ("slides", r"/[^/]+/."),
    "slideshare.net": ("slides", r"/[^/]+/."),
    "slides.com": ("slides", r"/[^/]+/."),
    "slid.es": ("slides", r"/[^/]+/."),
    "prezi.com": ("slides", r"/."),
    "noti.st": ("slides", r"/[^/]+/."),
    "docs.google.com": ("slides", r"/presentation/"),
    "github.com": ("code", r"/[^/]+/."),
    "gist.github.com": ("code", r"/."),
    "gitlab.com": ("code", r"/[^/]+/."),
    "codeberg.org": ("code", r"/[^/]+/."),
    "bitbucket.org": ("code", r"/[^/]+/."),
    "colab.research.google.com": ("code", r"/."),
}


def tidy_address(text: str, base: str = "") -> str:
    """Return an address that a page may link to.

    Takes one as somebody wrote it: with blanks in its path, with Markdown's escapes, without
    ``https://``, or without the host that *base* has.
    Raises `ValueError` for all others.
    """
    url = clean_line(text).strip("<>").rstrip(",").replace(r"\_", "_")
    if url.startswith("//"):
        url = f"https:{url}"
    elif _SPOKEN.fullmatch(url) and ("/" in url or not _by_ending(urlsplit(url), _ENDINGS)):
        url = f"https://{url}"
    elif base and url.startswith("/"):
        url = urljoin(base, url)
    if match := _AFTER_HOST.fullmatch(url):
        url = match[1] + re.sub(r"\s", lambda blank: quote(blank[0]), match[2])
    return read_url(_NEXT_ADDRESS.sub("%2C", url))


def kind_of(address: Address) -> str:
    """Return the option of a talk that an address belongs to: ``url`` is for anything else."""
    if known := address.kind or _TITLED.get(address.title):
        return known
    parts = urlsplit(address.url)
    words = address.title if "://" not in address.title else ""
    return (
        _by_ending(parts, ("url",))
        or next((kind for kind, word in _ANY_WORD.items() if word.search(words)), "")
        or next((kind for kind, word in _ANY_WORD.items() if word.search(address.type)), "")
        or _by_host(parts)
        or _by_ending(parts, ("slides", "video", "code"))
        or "url"
    )


def sort_addresses(addresses: Iterable[Address], base: str = "") -> tuple[Sorted, list[str]]:
    """Sort addresses by the option that they belong to, each once.

    Returns the options, and sentences on what is no address.
    """
    kinds: dict[str, str] = {}
    wrong: list[str] = []
    for address in addresses:
        if _NO_ADDRESS.fullmatch(clean_line(address.url)):
            continue
        try:
            url = tidy_address(address.url, base)
        except ValueError:
            wrong.append(f"a page may not link to {shorten(address.url)}; it was left out")
            continue
        kinds.setdefault(url, kind_of(address._replace(url=url)))

    def of(wanted: str) -> tuple[str, ...]:
        return tuple(url for url, kind in kinds.items() if kind == wanted)

    found = Sorted(
        video=of("video"),
        slides=of("slides"),
        code=of("code"),
        url=of("url"),
        elsewhere=of("elsewhere"),
    )
    return found, wrong


def _by_ending(parts: SplitResult, kinds: Iterable[str]) -> str:
    path = parts.path.lower()
    return next((kind for kind in kinds if path.endswith(_ENDINGS[kind])), "")


def _by_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    kind, path = _HOSTS.get(host, ("", ""))
    return kind if kind and re.match(path, parts.path) else ""
