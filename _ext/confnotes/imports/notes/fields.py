"""Lines that say one thing of a talk: ``**Presenter:** Ann Lee``, ``* room: 2``, ``by Ann Lee``."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Talk, TalkType
from ...readers import read_choice, read_duration, read_language
from ..markdown.rendering import can_be_listed
from .headings import LONGEST
from .links import find_addresses, option_of
from .names import affiliated, named, persons
from .parts import Hints, facts_of, merge, read_minutes, read_parts, read_room

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model import Conference

_BULLET = r"\s{0,3}(?:[-*+•]\s+)?"
_LABEL = r"(?P<label>[^\W\d_][\w ()/&-]{0,24}?)"
_FIELD = re.compile(
    rf"{_BULLET}(?:"
    rf"(?P<mark>\*\*|__|\*|_){_LABEL}\s*(?::\s*(?P=mark)|(?P=mark)\s*:)"
    rf"|:{_LABEL.replace('label', 'rst')}:|{_LABEL.replace('label', 'plain')}\s?:)"
    r"(?:\s+(?P<value>\S.*))?\s*\Z"
)
_BYLINE = re.compile(
    rf"{_BULLET}[*_]{{0,3}}(?:presented |given )?by:?\s+(?P<names>\S.*?)[*_]{{0,3}}\Z",
    re.IGNORECASE,
)
_EMPHASISED = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<inside>[^*_]+)(?P=mark)\Z")
_NAME_AND_LINKS = re.compile(
    r"(?P<name>(?P<mark>[*_]{1,3})[^*_]+(?P=mark))[\s,;|(–—-]+"
    r"(?P<links>(?:\[[^\[\]\s]*\]\([^\s()]+\)[\s,;|)]*)+)\Z"
)
_SUBTITLE = re.compile(r"#{1,6}\s+(?P<inside>\S.*)\Z")
_TAG = re.compile(r"#(?=\w)|`")
_KINDS = {
    "speaker": "speaker speakers presenter presenters author authors who by speaker(s) presenter(s)"
    " presented-by given-by panelists lecturer",
    "room": "room location where place hall venue",
    "when": "when time date day start starts date/time slot schedule",
    "duration": "duration length",
    "track": "track",
    "type": "type format kind",
    "language": "language lang",
    "topics": "tags topics keywords topic tag keyword",
    "video": "video videos recording watch youtube",
    "slides": "slides slide deck slide-deck slideshare speakerdeck presentation",
    "code": "code repo repository github source-code",
    "url": "link links url website web page homepage",
}
_KIND_OF = {label: kind for kind, labels in _KINDS.items() for label in labels.split()}
#: What may stand anywhere in the notes on a talk, as an address can't be misunderstood.
ADDRESSES = frozenset({"video", "slides", "code"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form ``label: value``; ``kind`` is empty where no option is called so."""

    label: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a line says; only what ``is_whole`` says nothing else, and can go.

    ``is_plain`` says that nothing marks the line as something that is said of the talk.
    """

    hints: Hints
    is_whole: bool = True
    is_plain: bool = False

    @property
    def is_guess(self) -> bool:
        """Whether the line may be nothing but a text with capitals."""
        return self.is_plain and self.hints == Hints(Talk(speakers=self.hints.facts.speakers))


def match_field(text: str) -> Line | None:
    """Return the label and the value of a line, if it has that form."""
    text = text.rstrip().removesuffix("\\")
    match = _FIELD.match(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    label = match["label"] or match["rst"] or match["plain"]
    value = (match["value"] or "").strip()
    if whole := _EMPHASISED.match(value):
        value = whole["inside"].strip()
    return Line(label, _KIND_OF.get("-".join(label.lower().split()), ""), value)


def read_field(
    line: Line, references: Mapping[str, str], conference: Conference | None
) -> Taken | None:
    """Read the value of a line; None if the option can't hold it."""
    if line.kind == "speaker":
        names, is_whole = named(line.value)
        return Taken(Hints(Talk(speakers=names)), is_whole) if names else None
    if line.kind in {"video", "slides", "code", "url"}:
        addresses, rest = find_addresses(line.value, references)
        return Taken(Hints(facts_of(**{line.kind: addresses}))) if addresses and not rest else None
    if line.kind == "room":
        is_name = 0 < len(line.value.split()) <= 4 and not find_addresses(line.value, references)[0]
        return Taken(Hints(facts_of(room=read_room(line.value)))) if is_name else None
    if line.kind == "when":
        hints = read_parts(line.value, conference)
        only_when = hints is not None and hints.says_when and not hints.facts.speakers
        return Taken(hints) if hints and only_when else None
    return _read_word(line)


def read_first_line(text: str, conference: Conference | None) -> Taken | None:
    """Read what often stands below the title: ``by Ann Lee``, ``*Ann Lee*`` or ``Room 2, 11:05``.

    A name that stands there plainly is only one by its shape (see `Taken.is_guess`).
    """
    text = text.strip().removesuffix("\\").strip()
    if len(text) > LONGEST:
        return None
    if match := _BYLINE.match(text):
        found, is_whole = named(match["names"])
        is_sure = bool(persons(", ".join(found))) if found else False
        return Taken(Hints(Talk(speakers=found)), is_whole) if is_sure else None
    if match := _NAME_AND_LINKS.match(text):
        return _read_name_and_links(match["name"], match["links"])
    emphasised = _EMPHASISED.match(text) or _SUBTITLE.match(text)
    inside = emphasised["inside"].strip() if emphasised else text
    if hints := read_parts(inside, conference):
        return Taken(hints, is_plain=not emphasised)
    found = affiliated(inside) if emphasised else ()
    return Taken(Hints(Talk(speakers=found)), is_whole=False, is_plain=True) if found else None


def _read_name_and_links(name: str, links: str) -> Taken | None:
    """Read ``*Ann Lee* [video](…)``."""
    names, hints = persons(name), Hints()
    for address in find_addresses(links, {})[0]:
        hints = merge(hints, Hints(facts_of(**{option_of(address): (address,)})))
    if not names or hints.facts.url:
        return None
    return Taken(merge(Hints(Talk(speakers=names)), hints))


def _read_word(line: Line) -> Taken | None:
    with suppress(ValueError):
        if line.kind == "duration":
            minutes = read_minutes(line.value) or read_duration(line.value)
            return Taken(Hints(facts_of(duration=minutes)))
        if line.kind == "language":
            return Taken(Hints(facts_of(language=read_language(line.value))))
        if line.kind == "type":
            return Taken(Hints(facts_of(type=read_choice(TalkType, line.value))))
        if line.kind == "track" and 0 < len(line.value) <= 60:
            return Taken(Hints(facts_of(track=line.value)))
        if line.kind == "topics":
            return _read_topics(line.value)
    return None


def _read_topics(value: str) -> Taken | None:
    text = value.strip("[]")
    is_tagged = all(word.startswith("#") for word in text.replace(",", " ").split())
    parts = text.replace(",", " ").split() if is_tagged else re.split(r"[,;]", text)
    topics = tuple(filter(None, (" ".join(_TAG.sub("", part).split()) for part in parts)))
    are_names = all(can_be_listed(one) and len(one.split()) <= 5 for one in topics)
    return (
        Taken(Hints(facts_of(topics=tuple(dict.fromkeys(topics)))))
        if topics and are_names
        else None
    )
