"""Words as sources have them, made fit for a notebook: one form, no junk, lists of real names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ...names import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Control characters, halves of characters, and marks that nobody sees.
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b\ufeff]")
#: ``[`` and ``- `` at the beginning of a list would make it a list of YAML.
_AROUND_A_NAME = re.compile(r"^(?:[\[\]\s]|-\s)+|(?:[\[\s]|\.{2,}|…)+$")
_END_OF_LIST = re.compile(r"^([^\[]*?)[\]\s]+$")
#: In brackets a comma parts no names: *Ann Lee (she, her)*.
_BRACKETED = re.compile(r"\([^()]*\)")
_BETWEEN_NAMES = re.compile("[,;]")
#: What belongs to the name before it, though a comma sets it apart.
_BEHIND_A_NAME = re.compile(
    r",\s*(?=(?:Jr|Sr|I{2,3}|IV|Ph\.?\s?D|M\.?D|M\.?Sc|B\.?Sc|M\.?A|MBA|Esq)\.?\s*(?:[,;]|$))",
    re.IGNORECASE,
)
#: Slugs of what stands where a name should, and is nobody.
_NOBODY = re.compile(
    r"(?:(?:all|guest|many|multiple|no|several|unknown|various)-)?"
    r"(?:authors?|people|presenters?|speakers?)|"
    r"all|and-others|anonymous|et-al|everybody|everyone|guest|multiple|na|n-a|nobody|none|null|"
    r"others|several|tb[acd]|to-be-(?:announced|confirmed|determined)|undefined|unknown|various"
)
#: How far a person may indent lines on purpose, such as those of code.
_DEEPEST = 7
_EDITION = re.compile(r"(\S.*?)[\s,:'’–-]+(?:19|20)\d\d")


def clean_text(text: str) -> str:
    """Return a text of any length in one Unicode form, with plain line ends and without junk."""
    plain = _JUNK.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", plain).strip()


def clean_line(text: str) -> str:
    """Return a text as `clean_text` does, on one line."""
    return " ".join(clean_text(text).split())


def shorten(text: str) -> str:
    """Return a text as a message can quote it."""
    line = clean_line(text)
    return repr(line if len(line) <= 60 else f"{line[:57]}…")


def join_texts(*texts: str) -> str:
    """Put texts below each other; what one of the others has already is not said twice."""
    kept: list[str] = []
    for text in map(_unindent, map(clean_text, texts)):
        if any(_plain(text) in _plain(other) for other in kept):
            continue
        kept = [other for other in kept if _plain(other) not in _plain(text)]
        kept.append(text)
    return "\n\n".join(kept)


def _unindent(text: str) -> str:
    """Take off the margin that a program has put in front of all lines but the first."""
    first, *lines = text.split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return "\n".join([first, *(line[margin:] for line in lines)]) if margin > _DEEPEST else text


def split_names(text: str) -> list[str]:
    """Return the names that a text has, as a list in a directive can have them.

    Commas and semicolons separate them, but for those in brackets and in front of *Jr.* and the
    like, which an option can't have. Names of which no id can be made are left out.
    """
    text = _BRACKETED.sub(lambda match: _BETWEEN_NAMES.sub(" ", match[0]), clean_text(text))
    parts = _BETWEEN_NAMES.split(_BEHIND_A_NAME.sub(" ", text))
    names = (_END_OF_LIST.sub(r"\1", _AROUND_A_NAME.sub("", clean_line(part))) for part in parts)
    return [clean_line(name) for name in names if slugify(name)]


def read_people(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of people, each once; *Various speakers* and the like are nobody."""
    names = {slugify(name): name for text in texts for name in split_names(text)}
    return tuple(name for slug, name in names.items() if not _NOBODY.fullmatch(slug))


def one_spelling(names: Iterable[str]) -> Mapping[str, str]:
    """Choose the spelling of each name: the most frequent, and of equals the first by alphabet.

    Takes names as often as they are used; returns the spelling to use for each. Spellings are of
    one name if one id is made of them. Only in scripts without case (Chinese, Korean, Arabic) do
    different names often have the same id, so there the letters have to be the same, too.
    """
    counted = Counter(names)
    spellings: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in counted:
        spellings[slugify(name), _uncased(name)].append(name)
    return {
        name: min(group, key=lambda one: (-counted[one], one))
        for group in spellings.values()
        for name in group
    }


def series_of(title: str) -> str:
    """Return what the title of a conference has in common with those of other years, if it can.

    >>> series_of("DjangoCon US 2012"), series_of("36C3")
    ('DjangoCon US', '')
    """
    match = _EDITION.fullmatch(title)
    return match[1] if match and slugify(match[1]) else ""


def _uncased(name: str) -> str:
    """Return the letters of a name that are of scripts without case."""
    composed = unicodedata.normalize("NFKC", name)
    return "".join(character for character in composed if unicodedata.category(character) == "Lo")


def _plain(text: str) -> str:
    return " ".join(text.split())
