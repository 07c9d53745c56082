"""What a placeholder shows: plain values, complete, and in the order in which they are shown.

A page's derived parts are made of nothing but these. So a view that is equal to the one of the
last build means that the page is, and `stale` compares just that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from .elsewhere.records import Noted
    from .exports.citations import Citation
    from .model import (
        Conference,
        ObjectType,
        Speaker,
        Talk,
        TalkType,
        Target,
        Topic,
        TopicStatus,
    )
    from .periods import Period


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk as one line of a list; ``year`` is its own, or else its conference's.

    It holds what a line shows and nothing more, so that no list goes stale for a changed address.
    """

    target: Target
    speakers: tuple[Target, ...]
    conference: Target | None
    date: dt.date | None
    time: dt.time | None
    year: int | None
    room: str
    track: str
    type: TalkType
    has_notes: bool


@dataclass(frozen=True, slots=True)
class TalkGroup:
    """Talks below one heading: a conference, a day, a letter, or none."""

    heading: Target | dt.date | str | None
    rows: tuple[TalkRow, ...]


@dataclass(frozen=True, slots=True)
class TalksIn:
    """How many talks a period has."""

    period: Period
    talks: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A talk before or after another in the programme; with its day where that is another one."""

    target: Target
    date: dt.date | None = None
    time: dt.time | None = None


@dataclass(frozen=True, slots=True)
class MoreBy:
    """Other talks of a speaker, newest first; ``total`` counts all of them if these are not all."""

    speaker: Target
    rows: tuple[TalkRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TalkView:
    """A talk's card, and what follows its notes.

    What is in ``more`` is not in ``related``; where the talk is not a page, all is in that.
    ``citation`` is None where it is not offered.
    """

    facts: Talk
    is_page: bool
    conference: Target | None
    timezone: str
    speakers: tuple[Target, ...]
    topics: tuple[Target, ...]
    more: tuple[MoreBy, ...]
    related: tuple[TalkRow, ...]
    mentions: tuple[Target, ...]
    before: Neighbour | None
    after: Neighbour | None
    citation: Citation | None = None
    elsewhere: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class ConferenceView:
    """A conference's facts and its programme, day by day; what is next to it in its series.

    ``index`` is where a conference, a person or a topic leads on to that has no talk; ``calendar``
    is a file of the site.
    """

    facts: Conference
    noted: int
    days: tuple[TalkGroup, ...]
    mentions: tuple[Target, ...]
    before: Target | None
    after: Target | None
    index: Target | None
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A person's links, topics and talks, conference by conference, newest first."""

    facts: Speaker
    topics: tuple[Target, ...]
    conferences: tuple[TalkGroup, ...]
    mentions: tuple[Target, ...]
    index: Target | None
    elsewhere: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic's place among the others, what became of it, and the talks about it by year.

    ``successor`` is the topic that took its place where it is one; else the facts have it as text.
    ``times`` says when the talks below were given, from the first period of the notebook to the
    last; it is empty where there is nothing to compare.
    """

    facts: Topic
    successor: Target | None
    predecessors: tuple[Target, ...]
    broader: tuple[Target, ...]
    narrower: tuple[Target, ...]
    related: tuple[Target, ...]
    times: tuple[TalksIn, ...]
    years: tuple[TalkGroup, ...]
    on_narrower: tuple[TalkGroup, ...]
    mentions: tuple[Target, ...]
    index: Target | None
    elsewhere: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkListView:
    """The talks that a ``talk-list`` asked for."""

    groups: tuple[TalkGroup, ...]


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """A conference as one line of an index."""

    target: Target
    series: str
    start: dt.date | None
    end: dt.date | None
    city: str
    talks: int
    noted: int


@dataclass(frozen=True, slots=True)
class ConferenceIndexView:
    """All conferences, newest first: (series, its conferences); empty for those of no series."""

    series: tuple[tuple[str, tuple[ConferenceRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class TalkIndexView:
    """All talks, newest first; ``videos`` says of each whether it can be watched.

    ``is_home`` says that this is the first such index of the notebook.
    """

    is_home: bool
    rows: tuple[TalkRow, ...]
    videos: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TalkYearsView:
    """All talks of a large notebook: (year, its conferences), newest first."""

    is_home: bool
    years: tuple[tuple[str, tuple[TalkGroup, ...]], ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """A speaker or a topic as one entry of an index.

    ``rows`` are the talks of somebody or something that has no page of its own; ``is_home`` says
    that links to it lead to this very entry. ``talks`` counts them wherever they are listed.
    """

    target: Target
    aliases: tuple[str, ...]
    status: TopicStatus | None
    talks: int
    rows: tuple[TalkRow, ...] | None
    is_home: bool = False


@dataclass(frozen=True, slots=True)
class TopicTimes:
    """When the talks about a topic were given: a row of a table."""

    target: Target
    times: tuple[TalksIn, ...]


@dataclass(frozen=True, slots=True)
class NameIndexView:
    """All speakers or topics: (first letter, entries); ``tree`` and ``times`` are of topics only.

    ``is_first`` says that no index before has these letters. ``times`` has the topics with most
    talks, those first, and the same periods for each.
    """

    objtype: ObjectType
    is_first: bool
    letters: tuple[tuple[str, tuple[NameRow, ...]], ...]
    tree: tuple[TopicBranch, ...] = ()
    times: tuple[TopicTimes, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicBranch:
    """A topic and those that are narrower."""

    target: Target
    talks: int
    narrower: tuple[TopicBranch, ...]


View = (
    TalkView
    | ConferenceView
    | SpeakerView
    | TopicView
    | TalkListView
    | ConferenceIndexView
    | TalkIndexView
    | TalkYearsView
    | NameIndexView
)
