"""From the lookup to the complete indexes."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from .lookup import series_id
from .model import ObjectType, Topic
from .names import slugify
from .viewing import rows, times
from .views import (
    ConferenceIndexView,
    ConferenceRow,
    NameIndexView,
    NameRow,
    TalkIndexView,
    TopicBranch,
    TopicTimes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .lookup import Lookup
    from .model import CompleteIndex, Speaker
    from .tables import Entry

#: How large the table of topics over time may get, on a narrow screen, too.
_ROWS, _COLUMNS = 20, 10


def view_index(
    lookup: Lookup, index: CompleteIndex
) -> ConferenceIndexView | TalkIndexView | NameIndexView:
    """Return the complete index of a kind."""
    if index.objtype is ObjectType.CONFERENCE:
        return _view_conference_index(lookup)
    is_home = lookup.home(index.objtype) == (index.docname, index.node_id)
    if index.objtype is ObjectType.TALK:
        return _view_talk_index(lookup, is_home=is_home)
    if index.objtype is ObjectType.SPEAKER:
        names = _name_rows(lookup, lookup.speakers, lookup.talks_by_speaker)
        return NameIndexView(index.objtype, is_home, _by_letter(names, _family_name))
    names = _name_rows(lookup, lookup.topics, lookup.talks_by_topic)
    table = _over_time(lookup) if is_home else ()
    return NameIndexView(index.objtype, is_home, _by_letter(names, str), _tree(lookup), table)


def _view_conference_index(lookup: Lookup) -> ConferenceIndexView:
    found = []
    for key, entry in lookup.conferences.items():
        talks = [lookup.talks[talk_id] for talk_id in lookup.talks_by_conference.get(key, ())]
        noted = sum(bool(talk.declaration and talk.declaration.has_notes) for talk in talks)
        facts = entry.facts
        found.append(
            ConferenceRow(
                entry.target,
                facts.series,
                facts.start,
                facts.end,
                facts.city,
                len(talks),
                noted,
            )
        )
    found.sort(key=lambda row: str(row.start or ""), reverse=True)
    series: dict[str, list[ConferenceRow]] = {}
    for row in found:
        series.setdefault(series_id(row.series), []).append(row)
    # Series by their newest conference; what is alone in its series comes last, by date.
    several = [
        (members[0].series, tuple(members))
        for name, members in series.items()
        if name and len(members) > 1
    ]
    alone = [row for row in found if not row.series or len(series[series_id(row.series)]) == 1]
    return ConferenceIndexView((*several, ("", tuple(alone))) if alone else tuple(several))


def _view_talk_index(lookup: Lookup, *, is_home: bool) -> TalkIndexView:
    newest_first = lookup.talks_by_age[::-1]
    # What no column shows is no reason to write the page again.
    lines = (replace(row, time=None, room="", track="") for row in rows(lookup, newest_first))
    videos = (bool(lookup.talks[key].facts.video) for key in newest_first)
    return TalkIndexView(is_home, tuple(lines), tuple(videos))


def _name_rows(
    lookup: Lookup,
    table: Mapping[str, Entry[Speaker]] | Mapping[str, Entry[Topic]],
    talks_by: Mapping[str, tuple[str, ...]],
) -> list[NameRow]:
    found = []
    for key, entry in table.items():
        talks = talks_by.get(key, ())
        person = key if entry.target.objtype is ObjectType.SPEAKER else ""
        at_home = None if entry.declaration else tuple(rows(lookup, talks, without=person))
        status = entry.facts.status if isinstance(entry.facts, Topic) else None
        found.append(NameRow(entry.target, entry.facts.aliases, status, len(talks), at_home))
    return found


def _by_letter(
    names: list[NameRow], sort_name: Callable[[str], str]
) -> tuple[tuple[str, tuple[NameRow, ...]], ...]:
    def key(row: NameRow) -> tuple[str, str]:
        sort_id = slugify(sort_name(row.target.label)) or row.target.id
        return (sort_id[0].upper() if sort_id[0].isalpha() else "0–9"), sort_id

    letters = groupby(sorted(names, key=key), key=lambda row: key(row)[0])
    return tuple((letter, tuple(members)) for letter, members in letters)


def _tree(lookup: Lookup) -> tuple[TopicBranch, ...]:
    """Return the topics that have narrower ones and no broader one, with all that is below."""

    def branch(key: str, above: frozenset[str]) -> TopicBranch:
        below = [child for child in lookup.narrower.get(key, ()) if child not in above]
        return TopicBranch(
            lookup.topics[key].target,
            len(lookup.talks_by_topic.get(key, ())),
            tuple(branch(child, above | {child}) for child in below),
        )

    roots = [
        key
        for key, entry in lookup.topics.items()
        if key in lookup.narrower and not entry.facts.broader
    ]
    return tuple(branch(key, frozenset({key})) for key in roots)


def _over_time(lookup: Lookup) -> tuple[TopicTimes, ...]:
    """Return when the topics were talked about that have most talks, two at least, of any year."""
    dated = {
        key: [talk_id for talk_id in talk_ids if talk_id in lookup.years]
        for key, talk_ids in lookup.talks_by_topic.items()
    }

    def most_first(key: str) -> tuple[int, str, str]:
        return -len(dated[key]), lookup.topics[key].target.label.casefold(), key

    chosen = sorted((key for key, talks in dated.items() if len(talks) > 1), key=most_first)
    found = (
        TopicTimes(lookup.topics[key].target, times(lookup, dated[key], _COLUMNS))
        for key in chosen[:_ROWS]
    )
    return tuple(topic for topic in found if topic.times)


def _family_name(name: str) -> str:
    """Return the name with its last word first: how a list of people is sorted."""
    head, _, last = name.rpartition(" ")
    return f"{last} {head}"
