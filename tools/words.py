"""The catalogues of the interface's words: out of the code, to translators, and back.

`make words` puts every message of the code into ``confnotes.pot``, and what is new into the
``confnotes.po`` of each language, where somebody translates it. Of that it makes what is read:
``confnotes.mo`` (by gettext) and ``confnotes.js`` (by browsers). Nothing depends on when, or with
which version of Babel, it is made.
"""

from __future__ import annotations

import gettext
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

PACKAGE = Path(__file__).parent.parent / "_ext" / "confnotes"
FOLDER = PACKAGE / "locale"
NAME = "confnotes"
#: What is said by which functions: at which place each has a message, and its plural.
_KEYWORDS = {"_": (1,), "later": (1,), "ngettext": (1, 2), "plural": (1, 2)}
_FILES = [("static/**.js", "javascript"), ("**.py", "python")]
#: So many numbers show every form of a plural; CLDR has one of its own for whole millions.
_NUMBERS = (*range(201), 1_000_000)


class _Plain(Catalog):
    """A catalogue whose head says neither when it was made, nor by what."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        plain = {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
        kept = [(name, value) for name, value in super().mime_headers if name in plain]
        if self.locale:
            kept += [("Language", str(self.locale)), ("Plural-Forms", self.plural_forms)]
        return kept


def extract() -> Catalog:
    """Return all messages of the code, in the order of its files."""
    found = _new(None)
    for file, _line, message, comments, _context in sorted(
        extract_from_dir(PACKAGE, _FILES, keywords=_KEYWORDS, comment_tags=("Translators:",)),
        key=lambda one: one[:2],
    ):
        found.add(message, locations=[(Path(file).as_posix(), 0)], auto_comments=comments)
    return found


def languages() -> list[str]:
    """Return the languages that there are words in."""
    return sorted(file.parts[-3] for file in FOLDER.glob(f"*/LC_MESSAGES/{NAME}.po"))


def load(language: str) -> Catalog:
    """Return what translators have written."""
    with path(language, "po").open("rb") as file:
        return _plain(read_po(file, locale=language), language)


def path(language: str, suffix: str) -> Path:
    """Return where a language has its words."""
    return FOLDER / language / "LC_MESSAGES" / f"{NAME}.{suffix}"


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """Return a catalogue with all messages of the code, the new ones empty, and no others."""
    new = _plain(template, str(catalogue.locale))
    for message in template:
        known = catalogue.get(message.id) if message.id else None
        if known and message.id:
            new[message.id].string = known.string
            new[message.id].user_comments = known.user_comments
    return new


def as_po(catalogue: Catalog) -> bytes:
    """Return what translators read and write."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, omit_header=False, include_lineno=False)
    return file.getvalue().rstrip() + b"\n"


def as_mo(catalogue: Catalog) -> bytes:
    """Return what gettext reads."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def as_js(catalogue: Catalog) -> bytes:
    """Return what browsers load: the words of scripts, each plural by CLDR's names of its forms.

    Those browsers know (`Intl.PluralRules`), so that none has to run an expression of gettext's.
    """
    words = {
        _key(message): _forms(message, catalogue) if message.pluralizable else message.string
        for message in catalogue
        if message.id and _is_of_script(message) and message.string
    }
    lines = json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True)
    return f"window.confnotesWords = {lines};\n".encode()


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> tuple[str, ...]:
    """Return what a message is in the other language, in all forms; of those none may be empty."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def _is_of_script(message: Message) -> bool:
    return any(file.endswith(".js") for file, _line in message.locations)


def _forms(message: Message, catalogue: Catalog) -> dict[str, str]:
    """Return the forms of a plural by the names that CLDR has for them."""
    named = Locale.parse(str(catalogue.locale)).plural_form
    forms: dict[str, str] = {}
    for number in _NUMBERS:
        form = strings(message)[form_of(number, catalogue)]
        if forms.setdefault(named(number), form) != form:
            raise ValueError(f"{catalogue.locale}: CLDR has one form where gettext has two")
    return forms


def form_of(number: int, catalogue: Catalog) -> int:
    """Return the place of the form that gettext chooses for a number."""
    return gettext.c2py(catalogue.plural_expr)(number)


def _new(language: str | None) -> Catalog:
    head = "# The words of confnotes."
    return _Plain(locale=language, charset="utf-8", header_comment=head, fuzzy=False)


def _plain(catalogue: Catalog, language: str | None) -> Catalog:
    new = _new(language)
    for message in catalogue:
        if message.id:
            new[message.id] = message.clone()
    return new


def _write(file: Path, content: bytes) -> None:
    if not file.exists() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        sys.stdout.write(f"{file.relative_to(PACKAGE)} written\n")


def left(catalogue: Catalog) -> Iterator[str]:
    """Yield the messages that nobody has translated."""
    for message in catalogue:
        if message.id and (message.fuzzy or not all(strings(message))):
            yield _key(message)


def main(new: list[str]) -> None:
    """Bring all catalogues up to date, and begin those of *new* languages."""
    template = extract()
    _write(FOLDER / f"{NAME}.pot", as_po(template))
    for language in sorted({*languages(), *new}):
        known = load(language) if path(language, "po").exists() else _new(language)
        catalogue = updated(known, template)
        for suffix, content in (("po", as_po), ("mo", as_mo), ("js", as_js)):
            _write(path(language, suffix), content(catalogue))
        for message in left(catalogue):
            sys.stdout.write(f"{language}: not translated: {message}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
