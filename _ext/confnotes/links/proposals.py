"""From a report on links to what the archive is asked for, and from its answers to entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from requests.utils import requote_uri

from .addresses import fragment_of, place_of, split_address
from .archive import Outcome
from .entries import NewEntry
from .known import KnownHost, KnownLink, UrlStatus
from .remembered import Question
from .report import Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from .archive import Archive
    from .known import KnownLinks
    from .remembered import Remembered
    from .report import CheckedLink, Report

    #: Is told, before an address is asked for, its number, how many there are, and itself.
    Tell = Callable[[int, int, str], object]

#: Of pages that are there.
_THERE = {Finding.WORKS, Finding.MOVED}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address of which copies are wanted, the days to which they are to be near, and why.

    ``url`` is the address of the entry, ``status`` what that says or is to say; a day is None
    where any copy will do.
    """

    url: str
    status: UrlStatus
    days: tuple[dt.date | None, ...]
    reason: str = ""

    @property
    def questions(self) -> list[Question]:
        """Return what the archive is asked."""
        return [Question(self.url, day) for day in self.days]


def find_wanted(report: Report, known: KnownLinks) -> list[Wanted]:
    """Return the addresses of pages that are gone and of which nobody has looked for copies.

    Those are the broken ones and those that ``links.toml`` says to be gone, by address. A page that
    answers under another spelling of its address is not gone.
    """
    there = _places_there(report)
    found = []
    for link in _on_the_web(report):
        entry = known.find(link.url)
        is_broken = link.finding is Finding.BROKEN
        is_gone = is_broken or (entry is not None and entry.status not in {None, UrlStatus.LIVE})
        if is_gone and place_of(link.url) not in there and not _is_settled(entry):
            status = (entry and entry.status) or UrlStatus.DEAD
            reason = link.reason if is_broken else ""
            found.append(Wanted(_address(link, entry), status, _days(link), reason))
    return _merged(found)


def find_unarchived(report: Report, known: KnownLinks) -> list[Wanted]:
    """Return the addresses of pages that are there and of which ``links.toml`` has no copy.

    A copy is wanted that is near to the last day on which a note has the link.
    """
    found = []
    for link in _on_the_web(report):
        entry = known.find(link.url)
        leads_elsewhere = isinstance(entry, KnownHost) and entry.status is not UrlStatus.LIVE
        if link.finding in _THERE and not leads_elsewhere and not _is_settled(entry):
            found.append(Wanted(_address(link, entry), UrlStatus.LIVE, _days(link)))
    return [Wanted(one.url, one.status, one.days[-1:]) for one in _merged(found)]


def find_unused(report: Report, known: KnownLinks) -> list[KnownLink]:
    """Return the entries ``[[link]]`` that no note needs any more, as they are listed."""
    used = {known.find(link.url) for link in report.links}
    return [link for link in known.links if link not in used]


def find_remarks(report: Report, known: KnownLinks) -> list[str]:
    """Return what only a person can mend, a sentence for each."""
    there = _places_there(report)
    remarks = []
    for link in _on_the_web(report):
        if link.finding is not Finding.BROKEN:
            continue
        entry = known.find(link.url)
        if other := there.get(place_of(link.url)):
            remarks.append(f"{link.url} is broken, but {other} answers: write that in the notes")
        elif isinstance(entry, KnownLink) and entry.status is UrlStatus.LIVE:
            advice = f'line {entry.line} of links.toml says "live": write url-status = "dead"'
            remarks.append(f"{link.url} is broken, and {advice}")
    return remarks


def look_up(wanted: Iterable[Wanted], archive: Archive, remembered: Remembered, tell: Tell) -> None:
    """Ask the archive for copies, but for what is remembered; raises what `Archive` raises."""
    questions = [one for each in wanted for one in each.questions if not remembered.get(one)]
    for number, question in enumerate(questions, start=1):
        tell(number, len(questions), question.url)
        remembered.note(question, archive.nearest_copy(*question))


def look_up_or_save(
    wanted: Iterable[Wanted], archive: Archive, remembered: Remembered, tell: Tell
) -> None:
    """Ask the archive for copies, and to make those that it has not; raises what it raises."""
    questions = [one for each in wanted for one in each.questions if not _is_found(remembered, one)]
    for number, question in enumerate(questions, start=1):
        tell(number, len(questions), question.url)
        answer = remembered.get(question)
        if answer is None:
            answer = archive.nearest_copy(*question)
            remembered.note(question, answer)
        if answer.outcome is Outcome.NONE:
            remembered.note(question, archive.save(question.url))


def entries_for(
    wanted: Iterable[Wanted], remembered: Remembered, last_checked: dt.date
) -> Iterator[NewEntry]:
    """Yield the entries that the answers make.

    An address has to wait while the archive could not say something of it: an entry that has a copy
    is never asked for again. One has no copy only if there is none near any of its days.
    """
    for one in wanted:
        answers = [remembered.get(question) for question in one.questions]
        outcomes = {answer.outcome if answer else Outcome.UNDECIDED for answer in answers}
        snapshots = {answer.snapshot for answer in answers if answer and answer.snapshot}
        is_lost = outcomes == {Outcome.NONE} and one.status is UrlStatus.DEAD
        if Outcome.UNDECIDED not in outcomes and (snapshots or is_lost):
            copies = tuple(sorted(snapshots, key=lambda copy: (copy.date, copy.url)))
            was_asked_for = one.reason or one.status is UrlStatus.LIVE
            day = last_checked if was_asked_for else None
            yield NewEntry(one.url, one.status, copies, is_lost, one.reason, day)


def _on_the_web(report: Report) -> Iterator[CheckedLink]:
    """Yield the links, by address, but for those that lead to the archive itself."""
    archive = split_address(report.archive)
    for link in sorted(report.links, key=lambda one: one.url):
        parts = split_address(link.url)
        if parts and not (archive and parts.netloc == archive.netloc):
            yield link


def _places_there(report: Report) -> dict[str, str]:
    """Return the addresses of pages that are there, by what all spellings have in common."""
    return {place_of(link.url): link.url for link in report.links if link.finding in _THERE}


def _is_settled(entry: KnownLink | KnownHost | None) -> bool:
    return isinstance(entry, KnownLink) and (bool(entry.snapshots) or entry.is_lost)


def _is_found(remembered: Remembered, question: Question) -> bool:
    answer = remembered.get(question)
    return answer is not None and answer.outcome is Outcome.FOUND


def _address(link: CheckedLink, entry: KnownLink | KnownHost | None) -> str:
    """Return the address that the entry of a link has, or is to have: for all fragments."""
    return entry.url if isinstance(entry, KnownLink) else requote_uri(urldefrag(link.url).url)


def _days(link: CheckedLink) -> tuple[dt.date | None, ...]:
    days = {place.day for place in link.places if place.day}
    return tuple(sorted(days)) or (None,)


def _merged(found: Iterable[Wanted]) -> list[Wanted]:
    """Return what is wanted with each address once, and all its days."""
    merged: dict[tuple[str, str], Wanted] = {}
    for one in found:
        key = (place_of(one.url), fragment_of(one.url))
        first = merged.setdefault(key, one)
        days = sorted(day for day in {*first.days, *one.days} if day)
        reason = first.reason or one.reason
        merged[key] = Wanted(first.url, first.status, tuple(days) or (None,), reason)
    return [*merged.values()]
