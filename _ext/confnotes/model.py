"""What a notebook is about: frozen records of plain values.

The words are those of the field: a talk's are pyvideo's and pretalx's, a topic's are SKOS's.
Everything here is kept in Sphinx's environment between builds: with every change of a field,
raise ``ConfDomain.data_version``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from .diagnostics import Problem


class ObjectType(StrEnum):
    """The kinds of things that a notebook knows."""

    CONFERENCE = "conference"
    TALK = "talk"
    SPEAKER = "speaker"
    TOPIC = "topic"


class TalkType(StrEnum):
    """The types of talks; the first is what a talk is when nothing is said."""

    TALK = "talk"
    KEYNOTE = "keynote"
    TUTORIAL = "tutorial"
    WORKSHOP = "workshop"
    PANEL = "panel"
    LIGHTNING = "lightning"
    POSTER = "poster"
    OTHER = "other"


class TopicStatus(StrEnum):
    """What became of a piece of software."""

    ACTIVE = "active"
    DORMANT = "dormant"
    ABANDONED = "abandoned"
    SUPERSEDED = "superseded"
    ABSORBED = "absorbed"


class Sort(StrEnum):
    """The orders of a ``talk-list``."""

    DATE = "date"
    NEWEST = "newest"
    TITLE = "title"


class GroupBy(StrEnum):
    """What a ``talk-list`` can be divided by."""

    CONFERENCE = "conference"
    YEAR = "year"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Conference:
    """What an author writes of a conference."""

    id: str = ""
    series: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    venue: str = ""
    city: str = ""
    timezone: str = ""
    url: str = ""
    videos: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """What an author writes of a talk; ``date`` and ``time`` are local to the conference."""

    id: str = ""
    speakers: tuple[str, ...] = ()
    date: dt.date | None = None
    time: dt.time | None = None
    duration: int | None = None  # minutes
    room: str = ""
    track: str = ""
    type: TalkType = TalkType.TALK
    language: str = ""  # a BCP 47 tag
    topics: tuple[str, ...] = ()
    video: tuple[str, ...] = ()
    slides: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    conference: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """What an author writes of a person; ``profiles`` are (name of the site, address)."""

    id: str = ""
    aliases: tuple[str, ...] = ()
    url: str = ""
    profiles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What an author writes of a topic; the last four are for software."""

    id: str = ""
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    url: str = ""
    status: TopicStatus | None = None
    successor: str = ""
    as_of: str = ""


Facts = Conference | Talk | Speaker | Topic

#: Which record is kept of each kind of object.
RECORDS: Mapping[ObjectType, type[Facts]] = {
    ObjectType.CONFERENCE: Conference,
    ObjectType.TALK: Talk,
    ObjectType.SPEAKER: Speaker,
    ObjectType.TOPIC: Topic,
}
_KINDS: Mapping[type[object], ObjectType] = {record: objtype for objtype, record in RECORDS.items()}


def objtype_of(record: type[object]) -> ObjectType:
    """Return the kind of object that a record is of."""
    return _KINDS[record]


@dataclass(frozen=True, slots=True)
class TalkQuery:
    """What a ``talk-list`` asks for; an empty field asks for nothing."""

    conference: str = ""
    speaker: str = ""
    topic: str = ""
    year: int | None = None
    type: TalkType | None = None
    notes: bool = False
    sort: Sort = Sort.DATE
    group_by: GroupBy | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class CompleteIndex:
    """The complete index of a kind, and the home of what is only named.

    Where ``letters`` are given, it is the part of the index with the names that begin with them.
    """

    objtype: ObjectType
    docname: str = ""
    node_id: str = ""
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """A directive and the section that it stands in: an object of the domain.

    ``has_notes`` says that the section holds more than the directive; ``is_page`` that the
    section is the whole page. ``location`` is ``path:line`` of the directive.
    """

    facts: Facts
    title: str
    docname: str
    node_id: str
    is_page: bool
    has_notes: bool
    location: str

    @property
    def objtype(self) -> ObjectType:
        """The kind of the declared object."""
        return objtype_of(type(self.facts))


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that names an object.

    ``objtype`` is None where any kind will do (``{any}`` and Markdown links). ``declaration`` is
    the position on the page of the object in whose section it stands, None outside of all.
    A role is a mention; an option of a directive is not.
    """

    objtype: ObjectType | None
    target: str
    location: str
    declaration: int | None = None
    is_mention: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A place that links to the web.

    ``declaration`` is as in `Reference`; ``is_fixed`` says that it is no link in the text: a
    picture from elsewhere, raw HTML, or an entry of a toctree (which sidebars show, too). These
    stay as their author has written them.
    """

    url: str
    location: str
    declaration: int | None = None
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the domain keeps of one document."""

    docname: str
    declarations: tuple[Declaration, ...] = ()
    queries: tuple[TalkQuery, ...] = ()
    indexes: tuple[CompleteIndex, ...] = ()
    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where an object lives, and what it is called there.

    ``docname`` is empty for what has no home: named on a talk, while no page has the index.
    """

    objtype: ObjectType
    id: str
    label: str
    docname: str = ""
    node_id: str = ""
    is_page: bool = False
