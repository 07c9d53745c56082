"""The words of schedules and video archives, in the notebook's: types of talks, languages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

from ...model import TalkType
from ...names import slugify
from ...readers import read_language
from .wording import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How a word of a type begins, or what the whole of it is; the first that fits counts.
_TYPES = {
    TalkType.LIGHTNING: r"lightning|blitz|ignite\b|pecha-?kucha",
    TalkType.KEYNOTE: r"keynote|plenary",
    TalkType.TUTORIAL: r"tutorial|training|masterclass",
    TalkType.WORKSHOP: r"workshop|hands-on",
    TalkType.PANEL: r"panel|podium|round-?table|fishbowl|discussion|diskussion",
    TalkType.POSTER: r"poster",
    TalkType.OTHER: (
        r"(?:other|meeting|meet-?up|assembly|bof|birds-of-a-feather|open-space|unconference|"
        r"concert|performance|party|film|movie|game|contest|music|dj|djset|dance|show|social|"
        r"sprints?|hackathon|ceremony|sonstiges)\b"
    ),
}
_TYPE_WORDS = {kind: re.compile(rf"\b(?:{words})") for kind, words in _TYPES.items()}
#: Slugs of tags that say nothing but what type a talk is of.
_TYPE_TAGS = {
    "keynote": TalkType.KEYNOTE,
    "keynotes": TalkType.KEYNOTE,
    "plenary": TalkType.KEYNOTE,
    "tutorial": TalkType.TUTORIAL,
    "tutorials": TalkType.TUTORIAL,
    "workshop": TalkType.WORKSHOP,
    "workshops": TalkType.WORKSHOP,
    "panel": TalkType.PANEL,
    "panels": TalkType.PANEL,
    "panel-discussion": TalkType.PANEL,
    "lightning-talk": TalkType.LIGHTNING,
    "lightning-talks": TalkType.LIGHTNING,
    "poster": TalkType.POSTER,
    "posters": TalkType.POSTER,
    "talk": TalkType.TALK,
    "talks": TalkType.TALK,
}
#: What a title is to begin with, or to be, that is of a type; ``Panel data`` is a subject.
_TYPED_TITLE = re.compile(
    r"(keynotes?|lightning talks?|panel|poster|tutorial|workshop)(?:\s*$|\s*:\s|\s+[–—-]\s)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(?:coffee|lunch|mittags|kaffee)?-?(?:break|pause)s?|lunch|coffee|breakfast|dinner|"
    r"mittagessen|abendessen|fruhstuck|dejeuner|almuerzo|registration|einlass|akkreditierung"
)
_WITH_BREAKS = re.compile(
    r"and|und|et|y|the|a|tea|cafe|snacks?|morning|afternoon|noon|evening|short|long|opens?|"
    r"opening|with|networking|welcome|desk|check|in|on|doors|hour|time|day|\d"
)
_NO_TRACKS = frozenset(["", "n-a", "none", "no-track", "default", "tba", "tbd", "null"])
_NO_LANGUAGES = frozenset(["und", "mul", "mis", "zxx"])
_BETWEEN_LANGUAGES = re.compile(r"[,;/|+&]|\b(?:and|or|und|oder)\b")
_SUBTAG = re.compile(r"[A-Za-z]{2}|[A-Za-z]{4}|\d{3}")


def type_of(words: str) -> TalkType:
    """Return the type of talk that a schedule means by its own words; a talk, where none fits."""
    slug = slugify(words)
    return next((kind for kind, word in _TYPE_WORDS.items() if word.search(slug)), TalkType.TALK)


def type_of_tag(tag: str) -> TalkType | None:
    """Return the type of talk that a tag names; None where it is about something."""
    return _TYPE_TAGS.get(slugify(tag))


def type_of_title(title: str) -> TalkType:
    """Return the type of talk that a title names, as in *Keynote: Fast tests*."""
    match = _TYPED_TITLE.match(title)
    return _TYPE_TAGS[slugify(match[1])] if match else TalkType.TALK


def is_break(title: str, kind: str) -> bool:
    """Say whether a title or a type is that of lunch, coffee, registration and the like."""
    words = slugify(title).split("-")
    others = [word for word in words if not _BREAK.fullmatch(word)]
    is_titled = len(others) < len(words) and all(map(_WITH_BREAKS.fullmatch, others))
    return is_titled or _BREAK.fullmatch(slugify(kind)) is not None


def track_of(track: str) -> str:
    """Return the name of a track; the empty string for one that says nothing."""
    return "" if slugify(track) in _NO_TRACKS else track


def first_language(text: str, wrong: list[str]) -> str:
    """Return the tag of the language, or of the first of several, that a source names.

    Adds to *wrong* a sentence on what is none, or on the others.
    """
    tags = languages_of(text)
    if len(tags) > 1:
        wrong.append(f"of its languages, {shorten(text)}, only the first was taken")
    elif text and not tags:
        wrong.append(f"{shorten(text)} is no language, and was left out")
    return tags[0] if tags else ""


def languages_of(text: str) -> list[str]:
    """Return the tags of the languages in a text such as ``de, en``, each once."""
    tags = map(language_of, map(str.strip, _BETWEEN_LANGUAGES.split(text)))
    return list(dict.fromkeys(filter(None, tags)))


def language_of(text: str) -> str:
    """Return the language tag (BCP 47) of a tag, of a code of ISO 639 or of an English name.

    Returns the empty string for what is none.

    >>> language_of("eng"), language_of("pt_br"), language_of("German"), language_of("de-formal")
    ('en', 'pt-BR', 'de', 'de')
    """
    primary, *subtags = _language_names().get(text.lower(), text).replace("_", "-").split("-")
    primary = primary.lower()
    if len(primary) == 3:
        primary = get_global("language_aliases").get(primary, primary).replace("_", "-")
    subtags = [_in_case(subtag) for subtag in subtags if _SUBTAG.fullmatch(subtag)]
    if primary in _NO_LANGUAGES:
        return ""
    for tag in ("-".join((primary, *subtags)), primary):
        try:
            return read_language(tag)
        except ValueError:
            continue
    return ""


def _in_case(subtag: str) -> str:
    return subtag.title() if len(subtag) == 4 else subtag.upper()


@cache
def _language_names() -> Mapping[str, str]:
    return {name.lower(): code for code, name in Locale("en").languages.items()}
