"""From the text of ``links.toml`` to what is known of links; every mistake has its line.

A mistake costs its entry and no other: what the rest says is still right.
"""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ..diagnostics import did_you_mean
from ..words import _, later
from .addresses import fragment_of, place_of
from .fields import HOST_KEYS, LINK_KEYS, WrongValueError, read_host, read_link
from .known import KnownHost, KnownLink, KnownLinks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_Entry = TypeVar("_Entry", KnownLink, KnownHost)

#: The file, beside ``conf.py``.
LINK_FILE = "links.toml"

_HEADER = re.compile(r"\s*\[\[\s*[\"']?(link|host)[\"']?\s*\]\]")
#: What people write instead of TOML, and what to write.
_HINTS = (
    (r"^(<{7}|={7}|>{7})", later("git has left two versions here; keep one of them")),
    ("[“”„‟«»‘’]", later('write texts in straight quotes, as in "dead"')),
    (r"=\s*\d{4}-\d{1,2}-\d{1,2}(?!\d)", later("write dates as 2012-09-04")),
    (r"=\s*[A-Za-z]", later('write texts in quotes, as in url-status = "dead"')),
    (r"^[^\"]*\"[^\"]*$", later("close the quotes in the same line")),
    (r"^\s*[\w-]+\s*=\s*\S", later("perhaps the key is there twice; write it once")),
)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the file, in which line, and what to write instead."""

    line: int
    message: str


def read_link_file(content: bytes) -> tuple[KnownLinks, list[Mistake]]:
    """Return what a file says, and everything that is wrong with it, by line."""
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return KnownLinks(), [Mistake(line, _("this is not UTF-8; save the file in that encoding"))]
    try:
        tables = tomllib.loads(text)
    except ValueError as error:  # a TOMLDecodeError, or a number that is too long
        return KnownLinks(), [_syntax_mistake(str(error), text)]
    except RecursionError:
        return KnownLinks(), [Mistake(1, _("this is nested too deeply to be read"))]
    reader = _Reader(text, tables)
    known = reader.read()
    return known, sorted(reader.mistakes, key=lambda one: one.line)


class _Reader:
    """Reads the entries of one file, and notes what is wrong with them."""

    def __init__(self, text: str, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._lines = text.split("\n")
        self._begins = _lines_of_entries(text)
        self.mistakes: list[Mistake] = []

    def read(self) -> KnownLinks:
        """Return what the file says."""
        for name in self._tables:
            if name not in {"link", "host"}:
                message = _(
                    "there is no table {name!r} in this file; write [[link]] or [[host]]", name=name
                )
                self.mistakes.append(Mistake(self._line_of_table(name), message))
        links = self._entries("link", LINK_KEYS, read_link)
        hosts = self._entries("host", HOST_KEYS, read_host)
        return KnownLinks(
            tuple(self._once(links, lambda one: (place_of(one.url), fragment_of(one.url)))),
            tuple(self._once(hosts, lambda one: (place_of(one.prefix), ""))),
        )

    def _entries(
        self, kind: str, keys: tuple[str, ...], read: Callable[[Mapping[str, Any], int], _Entry]
    ) -> Iterator[_Entry]:
        tables = self._tables.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            line = self._line_of_table(kind)
            self.mistakes.append(
                Mistake(line, _("{kind!r} has to be written as [[{kind}]]", kind=kind))
            )
            return
        begins = self._begins[kind]
        for position, table in enumerate(tables):
            line = begins[position] if position < len(begins) else 1
            try:
                _check_keys(kind, table, keys)
                yield read(table, line)
            except WrongValueError as error:
                self.mistakes.append(Mistake(self._line_of(error.key, line), str(error)))

    def _once(
        self, entries: Iterable[_Entry], name: Callable[[_Entry], tuple[str, str]]
    ) -> Iterator[_Entry]:
        """Yield the entries, but of two on the same address the first."""
        lines: dict[tuple[str, str], int] = {}
        for entry in entries:
            if name(entry) not in lines:
                lines[name(entry)] = entry.line
                yield entry
                continue
            first = lines[name(entry)]
            message = _(
                "the entry in line {first} is on the same address; make one of the two", first=first
            )
            self.mistakes.append(Mistake(entry.line, message))

    def _line_of(self, key: str, begin: int) -> int:
        """Return the line of a key in the entry that begins in a line; that line if it has none."""
        written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]")
        for number, line in enumerate(self._lines[begin - 1 :], start=begin):
            is_end = number > begin and _HEADER.match(line)
            if (is_end or written.match(line)) and _is_toml(self._lines[begin - 1 : number - 1]):
                return begin if is_end else number
        return begin

    def _line_of_table(self, name: str) -> int:
        written = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[].=]")
        lines = enumerate(self._lines, start=1)
        return next((number for number, line in lines if written.match(line)), 1)


def _check_keys(kind: str, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            near = did_you_mean(key, keys)
            raise WrongValueError(
                key, _("there is no {key!r} in a [[{kind}]].{near}", key=key, kind=kind, near=near)
            )


def _syntax_mistake(message: str, text: str) -> Mistake:
    place = _TOML_PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
    said = message[: place.start()] if place else message
    words = _("this is not TOML ({reason})", reason=said)
    return Mistake(line, words + _hint(text.split(chr(10))[line - 1]))


def _hint(line: str) -> str:
    """Return what to write instead of a line that is not TOML, if that can be said."""
    return next((f"; {_(words)}" for wrong, words in _HINTS if re.search(wrong, line)), "")


def _is_toml(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False
    return True


def _lines_of_entries(text: str) -> dict[str, list[int]]:
    """Return the lines in which the entries of each kind begin."""
    lines = text.split("\n")
    found: dict[str, list[int]] = {"link": [], "host": []}
    last = 1
    for number, line in enumerate(lines, start=1):
        match = _HEADER.match(line)
        if match and _is_toml(lines[last - 1 : number - 1]):  # or it is within a text
            found[match[1]].append(number)
            last = number
    return found
