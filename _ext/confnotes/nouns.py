"""What is called how: kinds, types and statuses, which authors write in English, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import ObjectType, TalkType, TopicStatus
from .words import _, later, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS: Mapping[ObjectType, str] = {
    ObjectType.CONFERENCE: later("conference"),
    ObjectType.TALK: later("talk"),
    ObjectType.SPEAKER: later("speaker"),
    ObjectType.TOPIC: later("topic"),
}
_TYPES: Mapping[TalkType, str] = {
    TalkType.TALK: later("talk"),
    TalkType.KEYNOTE: later("keynote"),
    TalkType.TUTORIAL: later("tutorial"),
    TalkType.WORKSHOP: later("workshop"),
    TalkType.PANEL: later("panel"),
    TalkType.LIGHTNING: later("lightning"),
    TalkType.POSTER: later("poster"),
    TalkType.OTHER: later("other"),
}
_STATUSES: Mapping[TopicStatus, str] = {
    TopicStatus.ACTIVE: later("active"),
    TopicStatus.DORMANT: later("dormant"),
    TopicStatus.ABANDONED: later("abandoned"),
    TopicStatus.SUPERSEDED: later("superseded"),
    TopicStatus.ABSORBED: later("absorbed"),
}


def kind_of(objtype: ObjectType) -> str:
    """Return what a kind of objects is called."""
    return _(_KINDS[objtype])


def type_of(talk_type: TalkType) -> str:
    """Return what a type of talks is called."""
    return _(_TYPES[talk_type])


def status_of(status: TopicStatus) -> str:
    """Return what a status of a topic is called."""
    return _(_STATUSES[status])


def talks(number: int) -> str:
    """Return a number of talks in words."""
    return ngettext("{number} talk", "{number} talks", number)


def with_notes(number: int) -> str:
    """Return how many of some talks have notes, in words."""
    return ngettext("{number} with notes", "{number} with notes", number)
