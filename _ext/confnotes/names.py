"""From names to ids: slugs, lists of names, and when two spellings are the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

#: What sets ``C``, ``C++``, ``C#`` and ``.NET`` apart, and gets lost in transliteration.
#: A ``#`` counts only behind a letter (``#Python`` is Python), a dot only before a word.
_SPOKEN = (
    (re.compile(r"\+"), " plus "),
    (re.compile(r"(?<=[^\W\d_])[#♯](?!\w)"), " sharp "),
    (re.compile(r"(?:^|(?<=\s))\.(?=[^\W\d_])"), " dot "),
)
#: What Sphinx makes of quotes and hyphens in a heading, back as it was typed.
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
#: Where an index has the names whose slugs begin with no letter.
DIGITS = "0–9"
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@lru_cache(maxsize=2**16)  # the same names come up on every list that they are on
def slugify(name: str) -> str:
    """Return the ASCII slug of *name*, or the empty string where no letter or digit is left.

    The result is stable under a second call, and the same for composed and decomposed Unicode.

    >>> slugify("Łukasz Langa"), slugify("C++"), slugify("CI/CD")
    ('lukasz-langa', 'c-plus-plus', 'ci-cd')
    """
    if is_slug(name):
        return name
    text = unicodedata.normalize("NFKC", name)
    for pattern, spoken in _SPOKEN:
        text = pattern.sub(spoken, text)
    # The apostrophe goes without a trace (it's, O'Reilly, the soft sign of Il'in).
    ascii_text = anyascii(text).replace("'", "").lower()
    return _SEPARATORS.sub("-", ascii_text).strip("-")


def is_slug(text: str) -> bool:
    """Say whether *text* can be an id as it stands."""
    return _SLUG.match(text) is not None


def split_list(text: str) -> tuple[str, ...]:
    """Split a list of names at its commas; empty places are kept, so that they can be reported."""
    return tuple(" ".join(part.split()) for part in text.split(","))


def same_spelling(one: str, other: str) -> bool:
    """Say whether two names are spelled alike, whatever their Unicode form, blanks and quotes."""
    return _canonical(one) == _canonical(other)


def same_letters(one: str, other: str) -> bool:
    """Say whether two names differ in nothing but case, blanks and punctuation.

    Not all that have one slug do: 视频 and 食品, which are video and food, sound alike in ASCII.
    """
    return _letters(one) == _letters(other)


def _letters(name: str) -> str:
    canonical = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in canonical if character.isalnum())


def _canonical(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).translate(_PLAIN).split())
