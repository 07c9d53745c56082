"""What a directive's section shows: a card at its top, and what follows the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .elsewhere.showing import noted_elsewhere
from .exports.bibtex import bibtex
from .exports.csl import csl_json
from .exports.places import BIBTEX, CSL
from .links.addresses import place_of
from .lists import grouped, mentions, programme, talk_rows
from .markup import (
    as_of,
    badge,
    clock,
    count,
    day,
    days,
    facts,
    heading,
    joined,
    language_name,
    link_out,
    link_to,
    link_to_file,
    paragraph,
    text,
    video_out,
)
from .model import Conference, TalkType, TopicStatus
from .onward import between, in_programme, more_by, nothing_yet
from .timelines import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from .exports.citations import Citation
    from .model import Target
    from .views import ConferenceView, SpeakerView, TalkView, TopicView

_BECAME = {
    TopicStatus.ACTIVE: "in active development",
    TopicStatus.DORMANT: "no longer developed, and still usable",
    TopicStatus.ABANDONED: "given up by its makers",
    TopicStatus.SUPERSEDED: "something else has taken its place",
    TopicStatus.ABSORBED: "it became a part of something else",
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
        ("Speakers" if len(view.speakers) > 1 else "Speaker", _links(view.speakers)),
        ("Conference", [link_to(view.conference)] if view.conference else []),
        ("When", _when(view, language)),
        ("Where", _words(_where(view))),
        ("Type", _words("" if talk.type is TalkType.TALK else talk.type.value)),
        ("Language", _words(language_name(talk.language, language) if talk.language else "")),
        ("Watch", joined(video_out(url) for url in talk.video)),
        ("Slides", _links_out(talk.slides)),
        ("Code", _links_out(talk.code)),
        ("Page", _links_out(talk.url)),
        ("Notes elsewhere", _notes_elsewhere(view)),
        ("Topics", _links(view.topics)),
        ("Programme", [] if view.is_page else _between_talks(view)),
        ("Related", _links(related)),
        ("Mentioned in", _links(aside)),
        ("Cite as", [] if view.is_page else _key(view.citation)),
    ]
    card = _card("talk", fields, content)
    if not view.is_page:
        return Card(card, [])
    tail = more_by(view.more, language)
    if view.related:
        tail += [heading(text("Related talks")), talk_rows(view.related, language)]
    tail += _mentioned(view.mentions)
    return Card(card, tail + _cite(view.citation) + in_programme(view, language))


def _between_talks(view: TalkView) -> list[Node]:
    return between(
        view.before.target if view.before else None, view.after.target if view.after else None
    )


def conference_card(view: ConferenceView, content: Sequence[Node], language: str) -> Card:
    """Return when and where; then the programme."""
    conference = view.facts
    total = sum(len(group.rows) for group in view.days)
    numbers = f"{count(total, 'talk', 'talks')}, {view.noted} with notes" if total else ""
    fields: list[tuple[str, Sequence[Node]]] = [
        ("When", _words(days(conference.start, conference.end, language))),
        ("Where", _words(_place(conference))),
        ("Time zone", _words(conference.timezone)),
        ("Series", _series(view)),
        ("Site", _links_out([conference.url] if conference.url else [])),
        ("Videos", _links_out(conference.videos)),
        ("Notes elsewhere", _links_out(conference.elsewhere)),
        ("Also called", _words(", ".join(conference.aliases))),
        ("Talks", _words(numbers)),
        ("Calendar", [link_to_file(view.calendar, "iCalendar")] if view.calendar else []),
    ]
    tail: list[Element] = [nothing_yet("No talk is listed yet.", view.index)]
    if total:
        tail = [heading(text("Programme")), *programme(view.days, language)]
    return Card(_card("conference", fields, content), tail + _mentioned(view.mentions))


def speaker_card(view: SpeakerView, content: Sequence[Node], language: str) -> Card:
    """Return a person's links; then every talk."""
    speaker = view.facts
    fields: list[tuple[str, Sequence[Node]]] = [
        ("Also known as", _words(", ".join(speaker.aliases))),
        ("Site", _links_out([speaker.url] if speaker.url else [])),
        *((site, [link_out(url, _handle(url))]) for site, url in speaker.profiles),
        ("Topics", _links(view.topics)),
    ]
    tail: list[Element] = [nothing_yet("No talk is listed yet.", view.index)]
    if view.conferences:
        tail = [heading(text("Talks")), *grouped(view.conferences, language, rank=2)]
    tail += noted_elsewhere(view.elsewhere, language)
    return Card(_card("speaker", fields, content), tail + _mentioned(view.mentions))


def topic_card(view: TopicView, content: Sequence[Node], language: str) -> Card:
    """Return what became of a topic and what is near it; then the talks about it."""
    topic = view.facts
    fields: list[tuple[str, Sequence[Node]]] = [
        ("Today", _became(view, language)),
        ("Site", _links_out([topic.url] if topic.url else [])),
        ("Also called", _words(", ".join(topic.aliases))),
        ("In place of", _links(view.predecessors)),
        ("Broader", _links(view.broader)),
        ("Narrower", _links(view.narrower)),
        ("See also", _links(view.related)),
    ]
    tail: list[Element] = []
    if view.times:
        with_narrower = bool(view.on_narrower)
        tail += [heading(text("Over time")), columns(view.times, with_narrower=with_narrower)]
    if view.years:
        tail += [heading(text("Talks about it")), *grouped(view.years, language, rank=2)]
    if view.on_narrower:
        title = "Talks on narrower topics"
        tail += [heading(text(title)), *grouped(view.on_narrower, language, rank=2)]
    tail += noted_elsewhere(view.elsewhere, language)
    if not (view.years or view.on_narrower or view.elsewhere or view.mentions):
        tail += [nothing_yet("No talk is about it yet.", view.index)]
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
    return [heading(text("Mentioned in")), *mentions(targets)] if targets else []


def _cite(citation: Citation | None) -> list[Element]:
    """Return the entry of a bibliography, which stays shut until somebody wants it."""
    if citation is None:
        return []
    entries = (bibtex(citation).rstrip(), csl_json(citation))
    files = joined([link_to_file(BIBTEX, "BibTeX"), link_to_file(CSL, "CSL-JSON")])
    return [
        nodes.admonition(
            "",
            nodes.title("", "Cite this talk"),
            *(nodes.literal_block("", "", nodes.Text(entry)) for entry in entries),
            paragraph(nodes.Text("All talks: "), *files),
            classes=["confnotes-cite"],
            collapsible="closed",
        )
    ]


def _key(citation: Citation | None) -> list[Node]:
    if citation is None:
        return []
    return [nodes.literal("", citation.key), *_words(" in "), link_to_file(BIBTEX, BIBTEX)]


def _words(words: str) -> list[Node]:
    return [nodes.Text(words)] if words else []


def _links(targets: Iterable[Target]) -> list[Node]:
    return joined(link_to(target) for target in targets)


def _links_out(urls: Iterable[str]) -> list[Node]:
    return joined(link_out(url) for url in urls)


def _notes_elsewhere(view: TalkView) -> list[Node]:
    """Return links to what the author knows of, and to what was found in other notebooks."""
    known = {place_of(url) for url in view.facts.elsewhere}
    found = (one for one in view.elsewhere if place_of(one.url) not in known)
    links = [*map(link_out, view.facts.elsewhere), *(link_out(one.url, one.title) for one in found)]
    return joined(links)


def _when(view: TalkView, language: str) -> list[Node]:
    talk = view.facts
    words = [day(talk.date, language, length="full")] if talk.date else []
    if talk.time:
        zone = f" ({view.timezone})" if view.timezone else ""
        words.append(f"{clock(talk.time)}{zone}")
    if talk.duration:
        words.append(count(talk.duration, "minute", "minutes"))
    return _words(", ".join(words))


def _where(view: TalkView) -> str:
    room = view.facts.room
    return ", ".join(filter(None, (f"Room {room}" if room.isdecimal() else room, view.facts.track)))


def _place(conference: Conference) -> str:
    return ", ".join(filter(None, (conference.venue, conference.city)))


def _series(view: ConferenceView) -> list[Node]:
    place = between(view.before, view.after)
    return [*_words(view.facts.series), *([nodes.Text(", "), *place] if place else [])]


def _handle(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _became(view: TopicView, language: str) -> list[Node]:
    topic = view.facts
    if topic.status is None and not topic.successor:
        return []
    parts: list[Node] = []
    if topic.status:
        parts += [badge(topic.status.value, f"status-{topic.status}"), nodes.Text(" – ")]
        parts += [nodes.Text(_BECAME[topic.status])]
    if topic.successor:
        parts += [nodes.Text("; use " if parts else "Use ")]
        parts += [link_to(view.successor) if view.successor else nodes.Text(topic.successor)]
    if topic.as_of:
        parts += [text(f" (as of {as_of(topic.as_of, language)})", "confnotes-where")]
    return parts
