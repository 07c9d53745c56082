"""One talk as an entry of BibTeX.

pybtex, which reads these files for sphinxcontrib-bibtex, could write them, too: it escapes
addresses, though, which every style takes as they are, its own among them; and no brace.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .citations import Citation

#: What means something to TeX, in words that every reader of BibTeX understands.
_ESCAPES = {character: f"\\{character}" for character in "#$%&_{}"} | {
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
_SINGLE = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
#: What TeX makes one sign of: dashes, quotation marks, and those that stand on their heads.
_LIGATURES = {"--", "''", "``", "?`", "!`"}
_NOT_IN_ADDRESSES = re.compile(r"[\s\\{}\x00-\x1f\x7f]")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def bibtex(citation: Citation) -> str:
    """Return a talk as an entry, which ends with a line break.

    It is a ``@misc``, which needs nothing: ``@unpublished`` has to have an author and
    a note. So styles say where it was given by ``howpublished``.
    """
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@misc{{{citation.key},\n{fields}}}\n"


def escaped(text: str) -> str:
    """Return a text of one line as TeX has it, with balanced braces.

    A brace without its other is written by name: BibTeX counts what is behind a backslash, too.
    """
    single = _single_braces(text)
    found = []
    for at, character in enumerate(text):
        if text[at - 1 : at + 1] in _LIGATURES:
            found.append("{}")
        escapes = _SINGLE if at in single else _ESCAPES
        found.append(escapes.get(character, character))
    return "".join(found)


def _single_braces(text: str) -> set[int]:
    """Return where the braces are that have no other."""
    opened: list[int] = []
    closed: set[int] = set()
    for at, character in enumerate(text):
        if character == "{":
            opened.append(at)
        elif character == "}" and opened:
            opened.pop()
        elif character == "}":
            closed.add(at)
    return closed.union(opened)


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.authors:
        # In braces, so that no name is taken apart, nor an "and" that is part of it.
        authors = (f"{{{escaped(author)}}}" for author in citation.authors)
        yield "author", f"{{{' and '.join(authors)}}}"
    # In two pairs, so that no style makes a small letter of a name's capital.
    yield "title", f"{{{{{escaped(citation.title)}}}}}"
    yield "howpublished", f"{{{escaped(_occasion(citation))}}}"
    yield from _dates(citation.date)
    if citation.url:
        address = _NOT_IN_ADDRESSES.sub(lambda match: quote(match[0]), citation.url)
        yield "url", f"{{{address}}}"
    if citation.language:
        yield "language", f"{{{_language(citation.language)}}}"


def _occasion(citation: Citation) -> str:
    genre = citation.genre or "Talk"
    occasion = f"{genre} at {citation.conference}" if citation.conference else genre
    return f"{occasion}, {citation.place}" if citation.place else occasion


def _dates(date: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """Yield the date: BibTeX knows years and months, and BibLaTeX days of an event."""
    if date:
        yield "year", f"{{{date[0]}}}"
    if len(date) > 1:
        yield "month", _MONTHS[date[1] - 1]
    if len(date) > 2:
        yield "eventdate", f"{{{date[0]:04}-{date[1]:02}-{date[2]:02}}}"


def _language(tag: str) -> str:
    """Return what BibLaTeX calls a language, which is its English name; else its tag."""
    name = Locale.parse(tag, sep="-").get_language_name("en")
    return name.lower() if name else tag
