"""Which objects of other notebooks are which of ours, and what they have noted on them.

Everything is found by a key, so that a page costs the same however much the others have.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from ..links.addresses import place_of, split_address
from ..names import slugify
from ..tables import invert
from .records import Noted, NotedTalk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .records import OtherName, OtherNotebook, OtherTalk

#: How many talks of one notebook a page lists; the others are on a page there.
MOST = 50

_YOUTUBE = {"youtube.com", "youtube-nocookie.com", "youtu.be"}
_YOUTUBE_ID = re.compile(r"/(?:(?:embed|live|shorts|v)/)?([\w-]{11})/?", re.ASCII)
_VIMEO_ID = re.compile(r"/(?:video/|channels/[\w-]+/)?(\d{1,12})(?:/[0-9a-f]+)?/?", re.ASCII)


def place_of_media(url: str) -> str:
    """Return what all addresses of one recording, or of one page, have in common.

    Of a recording, a player's address is another than the page's. The empty string for what is no
    address of the web.
    """
    parts = split_address(url)
    if parts is None:
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("player.")
    if host in _YOUTUBE:
        asked = parse_qs(parts.query).get("v", [""])[0] if parts.path == "/watch" else ""
        if found := _YOUTUBE_ID.fullmatch(f"/{asked}" if asked else parts.path):
            return f"youtube {found[1]}"
    if host == "vimeo.com" and (found := _VIMEO_ID.fullmatch(parts.path)):
        return f"vimeo {found[1]}"
    return place_of(url)


def talk_keys(
    urls: Iterable[str], conferences: Iterable[str], date: dt.date | None, title: str
) -> tuple[str, ...]:
    """Return what tells a talk from all others: the surest first.

    *urls* are those of its recordings and pages; *conferences* the slugs of all names of its
    conference. A talk whose day is not known is told by its conference and title.
    """
    places = (place_of_media(url) for url in urls)
    slug = slugify(title)
    held = (f"held {one} {date or ''} {slug}" for one in conferences if one and slug)
    return tuple(dict.fromkeys([*(f"at {place}" for place in places if place), *held]))


def unique(keyed: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return whose each key is, for the keys of one talk only.

    Several talks can have one recording, of a whole day, and one page, that of the programme.
    """
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for talk_id, keys in keyed:
        for key in keys:
            if owners.setdefault(key, talk_id) != talk_id:
                shared.add(key)
    return {key: talk_id for key, talk_id in owners.items() if key not in shared}


class Elsewhere:
    """What other notebooks have noted."""

    def __init__(
        self, notebooks: Iterable[Callable[[], OtherNotebook]] = (), digest: object = ()
    ) -> None:
        """Take what reads each notebook: in a build in which nothing has changed, nobody asks.

        *digest* is equal in `repr` where all that they have is the same.
        """
        self._notebooks = tuple(map(_Index, notebooks))
        self.digest = digest

    def __bool__(self) -> bool:
        """Say whether there is any notebook."""
        return bool(self._notebooks)

    def on_talk(self, keys: Iterable[str]) -> tuple[Noted, ...]:
        """Return where a talk with such keys (see `talk_keys`) is noted, one page a notebook."""
        keys = tuple(keys)
        found = ((one.title, one.talk(keys)) for one in self._notebooks)
        return tuple(Noted(title, talk.url) for title, talk in found if talk and talk.url)

    def on_speaker(self, slugs: Iterable[str]) -> tuple[Noted, ...]:
        """Return what is noted of the talks of a person with such ids and names."""
        slugs = frozenset(slugs)
        return self._gather(lambda one: one.noted(one.speakers, one.talks_by_speaker, slugs))

    def on_topic(self, slugs: Iterable[str]) -> tuple[Noted, ...]:
        """Return what is noted of the talks about a topic with such ids and names."""
        slugs = frozenset(slugs)
        return self._gather(lambda one: one.noted(one.topics, one.talks_by_topic, slugs))

    def _gather(self, of: Callable[[_Index], Noted | None]) -> tuple[Noted, ...]:
        return tuple(noted for noted in map(of, self._notebooks) if noted)


class _Index:
    """A notebook, by keys."""

    def __init__(self, read: Callable[[], OtherNotebook]) -> None:
        self._read = read

    @cached_property
    def _notebook(self) -> OtherNotebook:
        return self._read()

    @property
    def title(self) -> str:
        """What the notebook calls itself."""
        return self._notebook.title

    def talk(self, keys: Iterable[str]) -> OtherTalk | None:
        """Return the talk that is the one with such keys."""
        found = (self._talk_by_key.get(key) for key in keys)
        return next((self._talks[talk_id] for talk_id in found if talk_id), None)

    def noted(
        self,
        names: Mapping[str, tuple[OtherName, ...]],
        talks: Mapping[str, tuple[OtherTalk, ...]],
        slugs: frozenset[str],
    ) -> Noted | None:
        """Return what is noted of the objects that are so called, None if nothing is."""
        same = dict.fromkeys(one for slug in sorted(slugs) for one in names.get(slug, ()))
        ids = slugs.union(one.id for one in same)
        about = {one.id: one for each in sorted(ids) for one in talks.get(each, ())}
        if not about and not any(one.has_notes and one.url for one in same):
            return None
        own = slugs if names is self.speakers else frozenset()
        newest = sorted(about.values(), key=_newest_first)
        return Noted(
            self.title,
            next((one.url for one in same if one.url), ""),
            tuple(_line(one, own) for one in newest[:MOST]),
            max(len(newest) - MOST, 0),
        )

    @cached_property
    def speakers(self) -> Mapping[str, tuple[OtherName, ...]]:
        """The speakers of each slug."""
        return invert((one, one.slugs) for one in self._notebook.speakers)

    @cached_property
    def topics(self) -> Mapping[str, tuple[OtherName, ...]]:
        """The topics of each slug."""
        return invert((one, one.slugs) for one in self._notebook.topics)

    @cached_property
    def talks_by_speaker(self) -> Mapping[str, tuple[OtherTalk, ...]]:
        """The noted talks of each speaker."""
        return invert((one, one.speaker_ids) for one in self._noted_talks)

    @cached_property
    def talks_by_topic(self) -> Mapping[str, tuple[OtherTalk, ...]]:
        """The noted talks about each topic."""
        return invert((one, one.topic_ids) for one in self._noted_talks)

    @property
    def _noted_talks(self) -> Iterable[OtherTalk]:
        return (one for one in self._notebook.talks if one.url)

    @cached_property
    def _talks(self) -> Mapping[str, OtherTalk]:
        return {one.id: one for one in self._notebook.talks}

    @cached_property
    def _talk_by_key(self) -> Mapping[str, str]:
        conferences = {one.id: one.slugs for one in self._notebook.conferences}

        def keys(one: OtherTalk) -> tuple[str, ...]:
            called = {slugify(one.conference): None, one.conference_id: None}
            called |= dict.fromkeys(conferences.get(one.conference_id, ()))
            return talk_keys(one.urls, called, one.date, one.label)

        return unique((one.id, keys(one)) for one in self._talks.values())


def _newest_first(talk: OtherTalk) -> tuple[int, str, str]:
    return -(talk.date or dt.date.min).toordinal(), talk.label.casefold(), talk.id


def _line(talk: OtherTalk, without: frozenset[str]) -> NotedTalk:
    """Return a line of a list; in that of a person *without* that person."""
    speakers = tuple(name for name in talk.speakers if slugify(name) not in without)
    return NotedTalk(talk.label, talk.url, speakers, talk.conference, talk.date)
