"""What a bibliography says of a talk, before it is written in any format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import ObjectType, TalkType

if TYPE_CHECKING:
    from ..lookup import Lookup
    from ..model import Conference, Talk
    from ..tables import Entry

#: What a bibliography calls a talk; one of a type that is not here is a talk.
_GENRES = {
    TalkType.KEYNOTE: "Keynote",
    TalkType.TUTORIAL: "Tutorial",
    TalkType.WORKSHOP: "Workshop",
    TalkType.PANEL: "Panel",
    TalkType.LIGHTNING: "Lightning talk",
    TalkType.POSTER: "Poster",
}
#: Control characters, and halves of characters, which can't be written in UTF-8.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Citation:
    """A talk, as it is cited; what is not known is empty.

    ``authors`` are names as they were given: which part of one is the family's, nobody has said.
    ``date`` is a year, a year and a month, or a day. ``genre`` is empty for an ordinary talk,
    ``language`` a BCP 47 tag.
    """

    key: str
    title: str
    authors: tuple[str, ...] = ()
    genre: str = ""
    conference: str = ""
    place: str = ""
    date: tuple[int, ...] = ()
    url: str = ""
    language: str = ""


def citation_of(lookup: Lookup, entry: Entry[Talk]) -> Citation:
    """Return how a talk is cited.

    The address is that of its recording, else of its own page or its slides: what is cited is the
    talk, and not the notes on it.
    """
    talk = entry.facts
    conference = lookup.conference_of(entry.target)
    speakers = lookup.resolve_names(ObjectType.SPEAKER, talk.speakers)
    return Citation(
        key=key_of(entry.target.id),
        title=plain(entry.target.label),
        authors=tuple(plain(speaker.label) for speaker in speakers),
        genre=_GENRES.get(talk.type, ""),
        conference=plain(conference.target.label) if conference else "",
        place=plain(conference.facts.city) if conference else "",
        date=_date(talk, conference.facts if conference else None),
        url=next(iter((*talk.video, *talk.url, *talk.slides)), ""),
        language=talk.language,
    )


def key_of(talk_id: str) -> str:
    """Return the key of a talk: its id, with a dot for the slash.

    BibTeX would take the slash. Typst doesn't, and programs that name files by keys make folders
    of it. Ids have no dots, so keys are as unique as they are.
    """
    return talk_id.replace("/", ".")


def plain(text: str) -> str:
    """Return a text on one line, without control characters, which no format can have."""
    return _CONTROLS.sub("", " ".join(text.split()))


def _date(talk: Talk, conference: Conference | None) -> tuple[int, ...]:
    """Return as much as is known of when a talk was given.

    A talk without a day was given in the month, or the year, that the conference did not leave.
    """
    if talk.date:
        return talk.date.year, talk.date.month, talk.date.day
    if conference is None or conference.start is None:
        return ()
    start = conference.start.year, conference.start.month, conference.start.day
    last = conference.end or conference.start
    end = last.year, last.month, last.day
    return next((start[:size] for size in (3, 2, 1) if start[:size] == end[:size]), ())
