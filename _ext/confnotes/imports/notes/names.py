"""People's names in notes: what looks like one, and what does not.

A name in a heading is known by its shape only: two to four words with capitals. Titles have them,
too, so words that titles are made of are no part of a name.
"""

from __future__ import annotations

import re

from ..markdown.rendering import can_be_listed

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*\Z")
_LIKE_A_NAME = re.compile(r"@?[^\W\d_][\w'’.-]*\Z")
_BETWEEN = re.compile(r"\s*[,;&+/]\s*(?:(?:and|und|et|y)\s+)?|\s+(?:and|und|et|y|with)\s+")
_CAMEL = re.compile(r"[^\W\d_A-Z][A-Z]")
_EMPHASIS = re.compile(r"\A([*_]{1,3})([^*_]+)\1\Z")
_AFFILIATION = re.compile(r"(.+?)\s*\([^()]*\)\Z")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()\s]*\)|\[[^\[\]]*\])|`([^`<]+?)\s*<[^<>]*>`_")
_FIRST_PARTS = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz", "O'", "O’", "D'", "D’")
_PARTICLES = {
    *("van", "von", "de", "der", "den", "da", "di", "do", "dos", "du", "del", "la", "le"),
    *("bin", "ibn", "al", "el", "ten", "ter", "zu"),
}
_NOBODY = {"tba", "tbd", "tbc", "unknown", "anonymous", "various", "none", "nobody", "me", "myself"}
#: What titles are made of. Only such words as no name has.
_TITLE_WORDS = """
    a advanced all an analysis and api apis app application applications apps architecture are
    as async at automated automation backend bad basics be beginners best better beyond big bugs
    build building business by case cases closing cloud code coding community conference
    conferences cons container containers core cpython culture data database databases day days
    debugging deep demo deploying deployment design developer developers development devops dive
    django do docker documentation does driven engineering error errors every everything
    experience fast faster first five fixtures flask for four framework frameworks from frontend
    fun functional functions future game games getting git go good great guide guts hacking high
    history how html http i in infrastructure inside integration internals internet intro
    introduction is it its java javascript keynote kubernetes large last learned learning
    lessons library life lightning linux live machine made make making management migrations
    minutes mobile model models modern my native network networks new next no not notes numpy of
    old on one open opening optimization or orm our overview pandas panel part patterns
    performance pitfalls plan platform postgres postgresql practical practice practices problem
    problems production program programming project projects pros pytest python pythonic quality
    queries query questions react real real-time realtime refactoring release remarks requests
    responsive rest review rust scala scale scaling science scientific second secrets secure
    security server serverless service services session sessions simple six small snapshot
    social software solution solutions sorting source sprint sprints sql standard started state
    static story strategies streaming style success summary system systems take talk talks
    teaching team teams techniques technology test testing tests that the things thinking third
    this three time tips to tool tools track tricks tutorial two types under understanding
    unicode unit update use users using virtual visualization way we web welcome what when where
    who why with without workflow workshop world worst writing years you your
"""
_IN_TITLES = frozenset(_TITLE_WORDS.split())


def is_person(text: str) -> bool:
    """Say whether a text has the shape of one person's name.

    >>> is_person("Ann Lee"), is_person("Deep Dive"), is_person("Ann")
    (True, False, False)
    """
    words = text.split()
    proper = [word for word in words if word.lower() not in _PARTICLES]
    return len(words) <= 4 and len(proper) >= 2 and all(map(_is_proper, proper))


def persons(text: str) -> tuple[str, ...]:
    """Return the names of a list in which each has the shape of one; empty if any has not."""
    names = _split(_EMPHASIS.sub(r"\2", text.strip()))
    return names if all(map(is_person, names)) else ()


def named(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the names that a text says are names, and whether it holds nothing else.

    Where a text goes on behind the names (a firm in brackets, an address), they are still taken.
    """
    unlinked = _LINK.sub(lambda match: match[1] or match[2], text)
    parts = _split(unlinked)
    bare = tuple(_AFFILIATION.sub(r"\1", part) for part in parts)
    if bare and all(map(_can_be_named, bare)):
        return bare, bare == parts and unlinked == text
    first = bare[:1]
    return (first, False) if first and is_person(first[0]) and len(bare) > 1 else ((), False)


def _is_proper(word: str) -> bool:
    if not _WORD.match(word) or word[0].islower():
        return False
    if len(word) > 2 and word.isupper() and "." not in word:
        return False
    if _CAMEL.search(word) and not word.startswith(_FIRST_PARTS):
        return False
    return word.strip(".").lower() not in _IN_TITLES


def _can_be_named(name: str) -> bool:
    words = name.split()
    is_like_one = 1 <= len(words) <= 5 and all(map(_LIKE_A_NAME.match, words))
    return is_like_one and not _NOBODY & {name.lower(), words[0].lower()} and can_be_listed(name)


def _split(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in _BETWEEN.split(text.strip()))
