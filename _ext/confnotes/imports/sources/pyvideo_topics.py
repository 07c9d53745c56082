"""What the tags and the addresses of an event's talks say of the talks, and what of the event."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...names import slugify
from .addresses import Address, kind_of, tidy_address
from .vocabulary import type_of_tag
from .wording import clean_line, one_spelling, shorten, split_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .decoding import Link

#: In front of a tag, or between two: not that of *C#*.
_HASH = re.compile(r"#(?=\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAYLIST = re.compile(r"\bplaylist\b|[?&]list=", re.IGNORECASE)
_LICENCE = re.compile(r"//(?:www\.)?creativecommons\.org/", re.IGNORECASE)
_SITE = re.compile(r"\b(?:web ?site|web|home ?page)\b", re.IGNORECASE)


class EventTopics:
    """The topics of an event's talks, each spelled in one way."""

    def __init__(self, title: str, tagged: Iterable[Iterable[str]]) -> None:
        """Take the title of the event, and the tags of each talk."""
        talks = [list(_split(tags)) for tags in tagged]
        names = [name for talk in talks for name in talk]
        self._spelling = one_spelling(names)
        words = _LETTERS.findall(title.casefold())
        self._name = "".join(words)
        self._short_names = {"".join(words[:count]) for count in range(1, len(words))}
        self._counts = Counter(slug for talk in talks for slug in set(map(slugify, talk)))
        self._many = max(len(talks) / 2, 2)

    def of(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return the topics of a talk; types, years and the event itself are none."""
        names = (self._spelling[name] for name in _split(tags) if self._is_topic(name))
        return tuple({slugify(name): name for name in names}.values())

    def _is_topic(self, name: str) -> bool:
        if type_of_tag(name) or _YEAR.fullmatch(name):
            return False
        letters = "".join(_LETTERS.findall(name.casefold()))
        is_everywhere = self._counts[slugify(name)] >= self._many
        is_short_name = letters in self._short_names and (_YEAR.search(name) or is_everywhere)
        return letters != self._name and not is_short_name


class EventLinks:
    """The addresses that nearly all talks of an event have: they are those of the event.

    ``site`` is the first of them that can be the site of the event, ``videos`` are the playlists,
    ``remarks`` say which others there are.
    """

    def __init__(self, linked: Iterable[Iterable[Link]]) -> None:
        """Take the addresses of each talk."""
        talks = [{link.url: link for link in links} for links in linked]
        counts = Counter(url for talk in talks for url in talk)
        links = {url: link for talk in talks for url, link in talk.items()}
        most = max(0.9 * len(talks), 3)
        self.shared = {url: links[url] for url in counts if url and counts[url] >= most}
        playlists = [link for link in self.shared.values() if _is_playlist(link)]
        sites = [link for link in self.shared.values() if _can_be_site(link)]
        sites.sort(key=lambda link: not _SITE.search(link.title))
        self.site = sites[0].url if sites else ""
        self.videos = tuple(link.url for link in playlists)
        self.remarks = tuple(
            f"{shorten(url)} is on all talks, and was left out"
            for url in self.shared
            if url not in {self.site, *self.videos}
        )


def _split(tags: Iterable[str]) -> Iterator[str]:
    for tag in tags:
        for part in _HASH.split(tag):
            yield from split_names(part)


def _is_playlist(link: Link) -> bool:
    return bool(_PLAYLIST.search(link.title) or _PLAYLIST.search(link.url))


def _can_be_site(link: Link) -> bool:
    if _is_playlist(link) or _LICENCE.search(link.url):
        return False
    try:
        url = tidy_address(link.url)
    except ValueError:
        return False
    return kind_of(Address(url, clean_line(link.title))) == "url"
