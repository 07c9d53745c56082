"""From the lookup to the complete indexes."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from .homes import place_in_index
from .lookup import series_id
from .model import ObjectType, Topic
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
    if index.objtype is ObjectType.TALK:
        return _view_talk_index(lookup, is_home=_is_first(lookup, index))
    letters = _by_letter(lookup, index)
    if index.objtype is ObjectType.SPEAKER or index.letters:
        return NameIndexView(index.objtype, _is_first(lookup, index), letters)
    is_first = _is_first(lookup, index)
    table = _over_time(lookup) if is_first else ()
    return NameIndexView(index.objtype, is_first, letters, _tree(lookup), table)


def _is_first(lookup: Lookup, index: CompleteIndex) -> bool:
    """Say whether no index before has what this one has."""
    homes = lookup.homes
    first = homes.of(index.objtype, index.letters[0] if index.letters else "")
    return first == index


def _view_conference_index(lookup: Lookup) -> ConferenceIndexView:
    found = []
    for key, entry in lookup.conferences.items():
        talks = [lookup.talks[talk_id] for talk_id in lookup.talks_by_conference.get(key, ())]
        noted = sum(talk.has_notes for talk in talks)
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


def _by_letter(lookup: Lookup, index: CompleteIndex) -> tuple[tuple[str, tuple[NameRow, ...]], ...]:
    table = lookup.speakers if index.objtype is ObjectType.SPEAKER else lookup.topics
    places = sorted(
        (*place_in_index(index.objtype, entry.target.label, entry.target.id), key)
        for key, entry in table.items()
    )
    return tuple(
        (letter, tuple(_name_row(lookup, table[key], index, letter) for *_, key in names))
        for letter, names in groupby(places, key=itemgetter(0))
        if not index.letters or letter in index.letters
    )


def _name_row(
    lookup: Lookup, entry: Entry[Speaker] | Entry[Topic], index: CompleteIndex, letter: str
) -> NameRow:
    target, facts = entry.target, entry.facts
    is_topic = target.objtype is ObjectType.TOPIC
    talks_by = lookup.talks_by_topic if is_topic else lookup.talks_by_speaker
    talks = talks_by.get(target.id, ())
    status = facts.status if isinstance(facts, Topic) else None
    home = None if entry.declaration else lookup.homes.of(target.objtype, letter)
    # Where a part of the index lists the talks, nothing else does.
    is_listed = home is not None and (home == index or not home.letters)
    listed = rows(lookup, talks, without="" if is_topic else target.id) if is_listed else None
    return NameRow(
        target,
        facts.aliases,
        status,
        len(talks),
        None if listed is None else tuple(listed),
        home == index,
    )


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
