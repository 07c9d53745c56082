"""What a check of the links has to tell: what died, came back, moved, or could not be decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..words import _, ngettext
from .report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .known import KnownLinks
    from .report import CheckedLink, Report


@dataclass(frozen=True, slots=True)
class News:
    """The links of each kind, by address; what is as it was is no news."""

    broken: tuple[CheckedLink, ...]
    alive: tuple[CheckedLink, ...]
    moved: tuple[CheckedLink, ...]
    undecided: tuple[CheckedLink, ...]


def find_news(report: Report, known: KnownLinks) -> News:
    """Return what is new in a report to somebody who knows what *known* says."""

    def those(dead: bool, *findings: Finding) -> tuple[CheckedLink, ...]:  # noqa: FBT001
        return tuple(
            link
            for link in report.links
            if link.finding in findings and known.is_believed_dead(link.url) is dead
        )

    return News(
        broken=those(False, Finding.BROKEN),  # noqa: FBT003
        alive=those(True, Finding.WORKS, Finding.MOVED),  # noqa: FBT003
        moved=those(False, Finding.MOVED),  # noqa: FBT003
        undecided=those(False, Finding.UNDECIDED),  # noqa: FBT003
    )


def tell(news: News) -> Iterator[str]:
    """Yield the lines in which all that is not broken is told."""
    back = _('Back to life; set url-status = "live" in links.toml, or take the entry out')
    yield from _section(back, news.alive)
    yield from _section(_("Moved for good; write the new address"), news.moved)
    yield from _section(_("Not decided; this is no sign that a page is gone"), news.undecided)


def tally(report: Report, asked: int, days: int) -> str:
    """Return in one line how many links there are, and for how many addresses was asked now."""
    unasked = sum(link.finding is Finding.UNASKED for link in report.links)
    remembered = max(len(report.links) - asked - unasked, 0)
    return "\n" + ngettext(
        "{number} link: {asked} asked for now, {remembered} remembered (for {days} days), "
        "{unasked} not asked for (known to be gone, or left out by a setting).",
        "{number} links: {asked} asked for now, {remembered} remembered (for {days} days), "
        "{unasked} not asked for (known to be gone, or left out by a setting).",
        len(report.links),
        asked=asked,
        remembered=remembered,
        days=days,
        unasked=unasked,
    )


def _section(title: str, links: Iterable[CheckedLink]) -> Iterator[str]:
    links = [*links]
    if not links:
        return
    yield ""
    yield f"{title} ({len(links)}):"
    for link in links:
        what = f"-> {link.location}" if link.location else f"({link.reason})" if link.reason else ""
        yield f"  {link.url} {what}".rstrip()
        yield from (f"      {place}" for place in link.places)
