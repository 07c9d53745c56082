"""From the lookup to views: what each placeholder shows, computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .exports.citations import citation_of
from .exports.places import calendar_of
from .model import Conference, ObjectType, Speaker, Talk, Target, Topic
from .neighbours import most_frequent, others_by
from .periods import periods, tally
from .related import MOST
from .tables import Entry
from .views import (
    ConferenceView,
    MoreBy,
    Neighbour,
    SpeakerView,
    TalkGroup,
    TalkRow,
    TalksIn,
    TalkView,
    TopicView,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from .elsewhere.records import Noted
    from .lookup import Lookup
    from .views import View

#: So many columns fit a narrow screen.
_COLUMNS = 24


def view_declaration(lookup: Lookup, docname: str, position: int) -> View:
    """Return what the directive at that place of a page shows."""
    entry = lookup.declared[docname, position]
    mentions = lookup.mentions.get((entry.target.objtype, entry.target.id), ())
    facts = entry.facts
    elsewhere = lookup.noted_elsewhere(entry)
    if isinstance(facts, Talk):
        return _view_talk(lookup, Entry(entry.target, facts), mentions, elsewhere)
    if isinstance(facts, Conference):
        return _view_conference(lookup, entry.target, facts, mentions)
    if isinstance(facts, Speaker):
        return _view_speaker(lookup, entry.target, facts, mentions, elsewhere)
    return _view_topic(lookup, entry.target, facts, mentions, elsewhere)


def rows(lookup: Lookup, talk_ids: Iterable[str], without: str = "") -> list[TalkRow]:
    """Return the lines of a list of talks; in a person's own list *without* that person."""
    return [_row(lookup, lookup.talks[talk_id], without) for talk_id in talk_ids]


def times(lookup: Lookup, talk_ids: Iterable[str], most: int) -> tuple[TalksIn, ...]:
    """Return how many of the talks each period of the notebook has, in at most *most* periods.

    It is empty if no talk's year is known, and in a notebook of a single year.
    """
    years = [lookup.years[key] for key in talk_ids if key in lookup.years]
    if not years or lookup.span is None:
        return ()
    among = periods(*lookup.span, most)
    return tuple(TalksIn(*pair) for pair in zip(among, tally(years, among), strict=True))


def _row(lookup: Lookup, entry: Entry[Talk], without: str) -> TalkRow:
    talk = entry.facts
    conference = lookup.conference_of(entry.target)
    speakers = lookup.resolve_names(ObjectType.SPEAKER, talk.speakers)
    return TalkRow(
        target=entry.target,
        speakers=tuple(speaker for speaker in speakers if speaker.id != without),
        conference=conference.target if conference else None,
        date=talk.date,
        time=talk.time,
        year=lookup.years.get(entry.target.id),
        room=talk.room,
        track=talk.track,
        type=talk.type,
        has_notes=entry.has_notes,
    )


def _view_talk(
    lookup: Lookup,
    entry: Entry[Talk],
    mentions: tuple[Target, ...],
    elsewhere: tuple[Noted, ...],
) -> TalkView:
    target, facts = entry.target, entry.facts
    conference = lookup.conference_of(target)
    speakers = lookup.resolve_names(ObjectType.SPEAKER, facts.speakers)
    more = _more_by(lookup, target, speakers)
    by_speakers = {row.target.id: row for by in more for row in by.rows}
    related = rows(lookup, (one for one in lookup.related[target.id] if one not in by_speakers))
    if not target.is_page:  # one short list, in the card
        more, related = (), [*by_speakers.values(), *related][:MOST]
    before, after = (
        _neighbour(lookup, target, facts, key)
        for key in lookup.in_programme.get(target.id, (None, None))
    )
    return TalkView(
        facts,
        target.is_page,
        conference.target if conference else None,
        conference.facts.timezone if conference else "",
        speakers,
        lookup.resolve_names(ObjectType.TOPIC, facts.topics),
        more,
        tuple(related),
        mentions,
        before,
        after,
        citation_of(lookup, entry),
        elsewhere,
    )


def _neighbour(lookup: Lookup, target: Target, facts: Talk, key: str | None) -> Neighbour | None:
    """Return what a talk's page says of the one before or after it; a card says the title only."""
    if key is None:
        return None
    other = lookup.talks[key]
    if not target.is_page:
        return Neighbour(other.target)
    day = other.facts.date
    return Neighbour(other.target, day if day != facts.date else None, other.facts.time)


def _more_by(lookup: Lookup, talk: Target, speakers: Iterable[Target]) -> tuple[MoreBy, ...]:
    found = others_by(talk.id, (one.id for one in speakers), lookup.talks_by_speaker)
    return tuple(
        MoreBy(lookup.speakers[key].target, tuple(rows(lookup, talk_ids, without=key)), total)
        for key, talk_ids, total in found
    )


def _view_conference(
    lookup: Lookup, target: Target, facts: Conference, mentions: tuple[Target, ...]
) -> ConferenceView:
    talks = rows(lookup, lookup.programmes.get(target.id, ()))
    before, after = (
        lookup.conferences[key].target if key else None
        for key in lookup.in_series.get(target.id, (None, None))
    )
    return ConferenceView(
        facts,
        sum(row.has_notes for row in talks),
        group(talks, lambda row: row.date),
        mentions,
        before,
        after,
        None if talks else lookup.index_of(target.objtype),
        calendar_of(lookup, target.id),
    )


def _view_speaker(
    lookup: Lookup,
    target: Target,
    facts: Speaker,
    mentions: tuple[Target, ...],
    elsewhere: tuple[Noted, ...],
) -> SpeakerView:
    talk_ids = lookup.talks_by_speaker.get(target.id, ())
    topics = (key for talk_id in talk_ids for key in lookup.topic_ids(lookup.talks[talk_id]))
    groups = group(rows(lookup, talk_ids, without=target.id), conference_of)
    return SpeakerView(
        facts,
        tuple(lookup.topics[key].target for key in most_frequent(topics)),
        tuple(reversed(groups)),
        mentions,
        None if talk_ids else lookup.index_of(target.objtype),
        elsewhere,
    )


def _view_topic(
    lookup: Lookup,
    target: Target,
    facts: Topic,
    mentions: tuple[Target, ...],
    elsewhere: tuple[Noted, ...],
) -> TopicView:
    def topics(names: Iterable[str]) -> tuple[Target, ...]:
        return lookup.resolve_names(ObjectType.TOPIC, names)

    about = lookup.talks_by_topic.get(target.id, ())
    narrower = topics(lookup.narrower.get(target.id, ()))
    shown = frozenset(about)
    listed = set(about)
    below = []
    for topic in narrower:
        talks = [key for key in lookup.talks_by_topic.get(topic.id, ()) if key not in shown]
        listed.update(talks)
        below.append(TalkGroup(topic, tuple(rows(lookup, talks))))
    is_empty = not (about or any(one.rows for one in below) or mentions)
    return TopicView(
        facts,
        lookup.resolve(ObjectType.TOPIC, facts.successor) if facts.successor else None,
        topics(lookup.predecessors.get(target.id, ())),
        topics(facts.broader),
        narrower,
        topics(lookup.see_also.get(target.id, ())),
        times(lookup, listed, _COLUMNS),
        tuple(reversed(group(rows(lookup, about), year_of))),
        tuple(one for one in below if one.rows),
        tuple(
            mention
            for mention in mentions
            if mention.objtype is not ObjectType.TALK or mention.id not in shown
        ),
        lookup.index_of(target.objtype) if is_empty and not elsewhere else None,
        elsewhere,
    )


def group(
    talks: Iterable[TalkRow], heading: Callable[[TalkRow], Target | dt.date | str | None]
) -> tuple[TalkGroup, ...]:
    """Group lines by a heading, in the order in which the headings first come up."""
    groups: dict[Target | dt.date | str | None, list[TalkRow]] = {}
    for row in talks:
        groups.setdefault(heading(row), []).append(row)
    return tuple(TalkGroup(name, tuple(members)) for name, members in groups.items())


def conference_of(row: TalkRow) -> Target | None:
    """Return the heading of a talk in a list by conference."""
    return row.conference


def year_of(row: TalkRow) -> str | None:
    """Return the heading of a talk in a list by year."""
    return str(row.year) if row.year else None
