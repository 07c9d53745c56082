"""What a directive's section shows: a card at its top, and what follows the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .citing import cite, cited_as
from .elsewhere.showing import noted_elsewhere, notes_elsewhere
from .lists import grouped, mentions, programme, talk_rows
from .markup import (
    as_of,
    badge,
    clock,
    day,
    days,
    facts,
    heading,
    joined,
    language_name,
    link_out,
    link_to,
    link_to_file,
    text,
    video_out,
    woven,
)
from .model import Conference, TalkType, TopicStatus
from .nouns import status_of, talks, type_of, with_notes
from .onward import between, in_programme, more_by, nothing_yet
from .timelines import columns
from .words import _, later, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from .model import Target
    from .views import ConferenceView, SpeakerView, TalkView, TopicView

_BECAME = {
    TopicStatus.ACTIVE: later("in active development"),
    TopicStatus.DORMANT: later("no longer developed, and still usable"),
    TopicStatus.ABANDONED: later("given up by its makers"),
    TopicStatus.SUPERSEDED: later("something else has taken its place"),
    TopicStatus.ABSORBED: later("it became a part of something else"),
}


class Card(NamedTuple):
    """What a section shows: at the directive, and below the notes."""

    top: list[Element]
    tail: list[Element]


def talk_card(view: TalkView, content: Sequence[Node], language: str) -> Card:
    """Return who, when, where, and what to watch; then the ways on from it.

    Where a talk is one of several on a page, all of it is in the card, to keep the page short.
    """
    talk = view.facts
    aside = () if view.is_page else view.mentions
    related = () if view.is_page else [row.target for row in view.related]
    fields: list[tuple[str, Sequence[Node]]] = [
        (_("Speakers") if len(view.speakers) > 1 else _("Speaker"), _links(view.speakers)),
        (_("Conference"), [link_to(view.conference)] if view.conference else []),
        (_("When"), _when(view, language)),
        (_("Where"), _words(_where(view))),
        (_("Type"), _words("" if talk.type is TalkType.TALK else type_of(talk.type))),
        (_("Language"), _words(language_name(talk.language, language) if talk.language else "")),
        (_("Watch"), joined(video_out(url) for url in talk.video)),
        (_("Slides"), _links_out(talk.slides)),
        (_("Code"), _links_out(talk.code)),
        (_("Page"), _links_out(talk.url)),
        (_("Notes elsewhere"), joined(notes_elsewhere(talk, view.elsewhere))),
        (_("Topics"), _links(view.topics)),
        (_("Programme"), [] if view.is_page else _between_talks(view)),
        (_("Related"), _links(related)),
        (_("Mentioned in"), _links(aside)),
        (_("Cite as"), [] if view.is_page else cited_as(view.citation)),
    ]
    card = _card("talk", fields, content)
    if not view.is_page:
        return Card(card, [])
    tail = more_by(view.more, language)
    if view.related:
        tail += [heading(text(_("Related talks"))), talk_rows(view.related, language)]
    tail += _mentioned(view.mentions)
    return Card(card, tail + cite(view.citation) + in_programme(view, language))


def _between_talks(view: TalkView) -> list[Node]:
    return between(
        view.before.target if view.before else None, view.after.target if view.after else None
    )


def conference_card(view: ConferenceView, content: Sequence[Node], language: str) -> Card:
    """Return when and where; then the programme."""
    conference = view.facts
    total = sum(len(group.rows) for group in view.days)
    numbers = f"{talks(total)}, {with_notes(view.noted)}" if total else ""
    fields: list[tuple[str, Sequence[Node]]] = [
        (_("When"), _words(days(conference.start, conference.end, language))),
        (_("Where"), _words(_place(conference))),
        (_("Time zone"), _words(conference.timezone)),
        (_("Series"), _series(view)),
        (_("Site"), _links_out([conference.url] if conference.url else [])),
        (_("Videos"), _links_out(conference.videos)),
        (_("Notes elsewhere"), _links_out(conference.elsewhere)),
        (_("Also called"), _words(", ".join(conference.aliases))),
        (_("Talks"), _words(numbers)),
        (_("Calendar"), [link_to_file(view.calendar, "iCalendar")] if view.calendar else []),
    ]
    tail: list[Element] = [nothing_yet(_("No talk is listed yet."), view.index)]
    if total:
        tail = [heading(text(_("Programme"))), *programme(view.days, language)]
    return Card(_card("conference", fields, content), tail + _mentioned(view.mentions))


def speaker_card(view: SpeakerView, content: Sequence[Node], language: str) -> Card:
    """Return a person's links; then every talk."""
    speaker = view.facts
    fields: list[tuple[str, Sequence[Node]]] = [
        (_("Also known as"), _words(", ".join(speaker.aliases))),
        (_("Site"), _links_out([speaker.url] if speaker.url else [])),
        *((site, [link_out(url, _handle(url))]) for site, url in speaker.profiles),
        (_("Topics"), _links(view.topics)),
    ]
    tail: list[Element] = [nothing_yet(_("No talk is listed yet."), view.index)]
    if view.conferences:
        tail = [heading(text(_("Talks"))), *grouped(view.conferences, language, rank=2)]
    tail += noted_elsewhere(view.elsewhere, language)
    return Card(_card("speaker", fields, content), tail + _mentioned(view.mentions))


def topic_card(view: TopicView, content: Sequence[Node], language: str) -> Card:
    """Return what became of a topic and what is near it; then the talks about it."""
    topic = view.facts
    fields: list[tuple[str, Sequence[Node]]] = [
        (_("Today"), _became(view, language)),
        (_("Site"), _links_out([topic.url] if topic.url else [])),
        (_("Also called"), _words(", ".join(topic.aliases))),
        (_("In place of"), _links(view.predecessors)),
        (_("Broader"), _links(view.broader)),
        (_("Narrower"), _links(view.narrower)),
        (_("See also"), _links(view.related)),
    ]
    tail: list[Element] = []
    if view.times:
        with_narrower = bool(view.on_narrower)
        tail += [heading(text(_("Over time"))), columns(view.times, with_narrower=with_narrower)]
    if view.years:
        tail += [heading(text(_("Talks about it"))), *grouped(view.years, language, rank=2)]
    if view.on_narrower:
        title = _("Talks on narrower topics")
        tail += [heading(text(title)), *grouped(view.on_narrower, language, rank=2)]
    tail += noted_elsewhere(view.elsewhere, language)
    if not (view.years or view.on_narrower or view.elsewhere or view.mentions):
        tail += [nothing_yet(_("No talk is about it yet."), view.index)]
    return Card(_card("topic", fields, content), tail + _mentioned(view.mentions))


def _card(
    kind: str, fields: Iterable[tuple[str, Sequence[Node]]], content: Sequence[Node]
) -> list[Element]:
    listed = facts(fields)
    classes = ["confnotes-card", f"confnotes-{kind}"]
    card: list[Element] = [nodes.container("", *listed, classes=classes)] if listed else []
    if content:
        card.append(nodes.container("", *content, classes=[f"confnotes-{kind}-content"]))
    return card


def _mentioned(targets: Sequence[Target]) -> list[Element]:
    return [heading(text(_("Mentioned in"))), *mentions(targets)] if targets else []


def _words(words: str) -> list[Node]:
    return [nodes.Text(words)] if words else []


def _links(targets: Iterable[Target]) -> list[Node]:
    return joined(link_to(target) for target in targets)


def _links_out(urls: Iterable[str]) -> list[Node]:
    return joined(link_out(url) for url in urls)


def _when(view: TalkView, language: str) -> list[Node]:
    talk = view.facts
    words = [day(talk.date, language, length="full")] if talk.date else []
    if talk.time:
        zone = f" ({view.timezone})" if view.timezone else ""
        words.append(f"{clock(talk.time)}{zone}")
    if talk.duration:
        words.append(ngettext("{number} minute", "{number} minutes", talk.duration))
    return _words(", ".join(words))


def _where(view: TalkView) -> str:
    room = view.facts.room
    named = _("Room {room}", room=room) if room.isdecimal() else room
    return ", ".join(filter(None, (named, view.facts.track)))


def _place(conference: Conference) -> str:
    return ", ".join(filter(None, (conference.venue, conference.city)))


def _series(view: ConferenceView) -> list[Node]:
    place = between(view.before, view.after)
    return [*_words(view.facts.series), *([nodes.Text(", "), *place] if place else [])]


def _handle(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _became(view: TopicView, language: str) -> list[Node]:
    topic = view.facts
    parts: list[Node] = []
    if topic.status:
        mark = badge(status_of(topic.status), f"status-{topic.status}")
        parts += [mark, nodes.Text(" – "), nodes.Text(_(_BECAME[topic.status]))]
    if topic.successor:
        words = _("; use {successor}") if parts else _("Use {successor}")
        successor = link_to(view.successor) if view.successor else nodes.Text(topic.successor)
        parts += woven(words, successor=successor)
    if parts and topic.as_of:
        when = _("(as of {date})", date=as_of(topic.as_of, language))
        parts += [text(f" {when}", "confnotes-where")]
    return parts
