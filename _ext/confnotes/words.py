"""The words of the interface, in the language of the notebook.

What is here asks gettext, and knows neither Sphinx nor who says it: the core has words, too. They
are English in the code, and those of other languages are in ``locale``; `make words` brings the two
together. What is said in no language of ours stays English.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations, find, translation
from pathlib import Path

#: What the catalogues are called, and where they are: ``locale/de/LC_MESSAGES/confnotes.mo``.
CATALOGUE = "confnotes"
FOLDER = Path(__file__).parent / "locale"


@dataclass
class _Spoken:
    """What is spoken in this process; those that Sphinx forks inherit it."""

    catalogue: NullTranslations = field(default_factory=NullTranslations)
    script: Path | None = None


_spoken = _Spoken()


def speak(language: str) -> None:
    """Say everything in a language of Sphinx's (``de``, ``pt_BR``) from now on.

    Not by Sphinx's own table of catalogues, which keeps the language of the first of two builds in
    one process. ``de_AT`` falls back to ``de``, and a language without a catalogue to English.
    """
    languages = [language.replace("-", "_")]
    _spoken.catalogue = translation(CATALOGUE, FOLDER, languages, fallback=True)
    file = find(CATALOGUE, FOLDER, languages)
    _spoken.script = Path(file).with_suffix(".js") if file else None


def words_of_scripts() -> Path | None:
    """Return the file that has the words of scripts; None where they are the English ones."""
    return _spoken.script


def _(message: str, /, **values: object) -> str:
    """Return a message in the language that is spoken, with values in the places that it names."""
    words = _spoken.catalogue.gettext(message)
    return words.format(**values) if values else words


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return a message in the form for a number, which is in its place ``{number}``."""
    return plural(one, many, number).format(number=number, **values)


def plural(one: str, many: str, number: int) -> str:
    """Return a message in the form for a number, with its places still empty."""
    return _spoken.catalogue.ngettext(one, many, number)


def later(message: str) -> str:
    """Return a message as it is: it goes into a table, and through `_` when it is said."""
    return message
