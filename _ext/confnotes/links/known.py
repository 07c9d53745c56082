"""What is known of links, in Wikipedia's words, and where each link leads.

The statuses are those of Wikipedia's citation templates (``url-status`` in Help:Citation Style 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from .addresses import fragment_of, moved_below, place_of, places_above, with_fragment_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


class UrlStatus(StrEnum):
    """What became of the page at an address."""

    LIVE = "live"
    """It is there."""
    DEAD = "dead"
    """It is gone."""
    DEVIATED = "deviated"
    """Something else is there, by the same people."""
    UNFIT = "unfit"
    """What is there should not be linked to."""
    USURPED = "usurped"
    """The address belongs to somebody else now."""


#: Those of which the original address is not shown.
_HIDDEN = {UrlStatus.UNFIT, UrlStatus.USURPED}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archived copy of a page, and the day from which it is."""

    url: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class KnownLink:
    """What is known of one address: an entry ``[[link]]``.

    ``is_lost`` says that there is no copy (``archive-url = ""``); ``snapshots`` are as they are
    listed; ``line`` is where the entry begins.
    """

    url: str
    status: UrlStatus
    snapshots: tuple[Snapshot, ...] = ()
    is_lost: bool = False
    reason: str = ""
    last_checked: dt.date | None = None
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class KnownHost:
    """What is known of all addresses below one: an entry ``[[host]]``.

    It has a status, or a *replacement*: where the same pages are now.
    """

    prefix: str
    status: UrlStatus | None = None
    replacement: str = ""
    reason: str = ""
    last_checked: dt.date | None = None
    note: str = ""
    line: int = 0

    def moved(self, url: str) -> str:
        """Return where a page is now; where it is in the new place already, that is its own."""
        is_there = place_of(self.replacement) in places_above(place_of(url))
        return url if is_there else moved_below(url, self.prefix, self.replacement)


@dataclass(frozen=True, slots=True)
class Moved:
    """A link leads to where the page is now."""

    url: str


@dataclass(frozen=True, slots=True)
class Archived:
    """A link leads to an archived copy.

    ``near`` is the day for which a copy was wanted, ``snapshot`` the one that the link leads to;
    None where only the archive knows which it has. ``original`` is empty if it is not to be shown.
    """

    url: str
    near: dt.date | None
    snapshot: Snapshot | None
    snapshots: tuple[Snapshot, ...]
    original: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A link leads nowhere: the page is gone, and there is no copy of it."""


Destination = Moved | Archived | Lost


@dataclass(frozen=True)
class KnownLinks:
    """Everything that is known of links: an exact address comes before the longest prefix."""

    links: tuple[KnownLink, ...] = ()
    hosts: tuple[KnownHost, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is known."""
        return bool(self.links or self.hosts)

    def find(self, url: str) -> KnownLink | KnownHost | None:
        """Return what is known of an address, None if it is nothing.

        An entry without a fragment is for all fragments; one with a fragment for that one only.
        """
        place = place_of(url) if self else ""
        if not place:
            return None
        exact = self._links.get((place, fragment_of(url))) or self._links.get((place, ""))
        if exact:
            return exact
        return next((self._hosts[one] for one in places_above(place) if one in self._hosts), None)

    def lead(self, url: str, near: dt.date | None, archive: str) -> Destination | None:
        """Return where a link leads instead of its own address; None if it leads there.

        *near* is the day of the talk, for which the nearest copy is chosen (of two equally near
        ones the later: slides are put up after a talk). *archive* is the address before which the
        day and the page's address are put, where no copy is known.
        """
        known = self.find(url)
        if known is None or known.status is UrlStatus.LIVE:
            return None
        if isinstance(known, KnownHost) and known.replacement:
            return Moved(known.moved(url)) if known.moved(url) != url else None
        if isinstance(known, KnownLink) and known.is_lost:
            return Lost()
        snapshots = known.snapshots if isinstance(known, KnownLink) else ()
        snapshot = nearest(snapshots, near)
        address = snapshot.url if snapshot else address_near(archive, near, url)
        original = "" if known.status in _HIDDEN else url
        return Archived(with_fragment_of(url, address), near, snapshot, snapshots, original)

    def is_hidden(self, url: str) -> bool:
        """Say whether an address is not to be shown."""
        found = self.find(url)
        return found is not None and found.status in _HIDDEN

    def is_believed_dead(self, url: str) -> bool:
        """Say whether an entry for an address itself calls it dead; it may be back one day."""
        found = self.find(url)
        return isinstance(found, KnownLink) and found.status is UrlStatus.DEAD

    def address_to_check(self, url: str) -> str:
        """Return the address to ask for to learn about a link; nothing where asking is no use.

        At an address that somebody else has now, something is there; of a host that is gone,
        nothing.
        """
        found = self.find(url)
        if isinstance(found, KnownHost) and found.replacement:
            return found.moved(url)
        is_asked = found is None or found.status is UrlStatus.LIVE or self.is_believed_dead(url)
        return url if is_asked else ""

    @cached_property
    def _links(self) -> Mapping[tuple[str, str], KnownLink]:
        return {(place_of(one.url), fragment_of(one.url)): one for one in self.links}

    @cached_property
    def _hosts(self) -> Mapping[str, KnownHost]:
        return {place_of(one.prefix): one for one in self.hosts}


def nearest(snapshots: tuple[Snapshot, ...], near: dt.date | None) -> Snapshot | None:
    """Return the snapshot nearest to a day, the first without a day, and None if there is none."""
    if near is None or not snapshots:
        return next(iter(snapshots), None)
    return min(snapshots, key=lambda one: (abs(one.date - near), -one.date.toordinal()))


def address_near(archive: str, near: dt.date | None, url: str) -> str:
    """Return the archive's own address of the copy that is nearest to a day.

    ``/web/20120904/http://example.org/`` redirects to it; without a day, to the newest copy.
    """
    day = f"{near:%Y%m%d}/" if near else ""
    return f"{archive.rstrip('/')}/{day}{url}"
