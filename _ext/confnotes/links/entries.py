"""What was found becomes entries of ``links.toml``, and no word that a person wrote changes.

Lines are only ever put in: behind the ``url-status`` of an entry that lacks a key, and at the end
of the file. The outcome is parsed again before anybody gets it.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import day_of_copy, fragment_of, place_of
from .known import UrlStatus
from .linkfile import read_link_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .known import Snapshot

_Value = str | dt.date | list[str] | list[dt.date]
_Fields = dict[str, _Value]

_BOM = "\ufeff"
_HEADER = re.compile(r"\s*\[\[\s*[\"']?link[\"']?\s*\]\]")
#: What an entry says of copies.
_COPIES = ("archive-url", "archive-date")
#: Escapes that have a sign of their own (https://toml.io/en/v1.0.0#string).
_ESCAPES = {"\\": r"\\", '"': r"\"", "\t": r"\t", "\n": r"\n", "\r": r"\r"}


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What an entry ``[[link]]`` is to say.

    ``is_lost`` says that there is no copy, which can only be of a page that is dead;
    ``last_checked`` is the day on which the page itself was last asked for, if it was.
    """

    url: str
    status: UrlStatus
    snapshots: tuple[Snapshot, ...]
    is_lost: bool
    reason: str
    last_checked: dt.date | None


def add_entries(text: str, entries: Iterable[NewEntry]) -> str:
    """Return the text of ``links.toml`` with entries added to it.

    An address that has no ``[[link]]`` gets one, at the end. One that has gets the keys that it
    lacks of ``archive-url``, ``archive-date`` and ``last-checked``. Of two entries on one address
    the first counts. A byte order mark, the kind of newlines and a missing last one stay.

    Raises `ValueError` where the text is written so that nothing can be added; its message says so
    and has the entries as TOML.
    """
    wanted = _by_address(entries)
    if not wanted:
        return text
    try:
        return _added(text, wanted)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        message = "nothing can be added to links.toml as it is written; add this by hand:"
        blocks = ("\n".join(_block(fields)) for fields in wanted.values())
        raise ValueError("\n\n".join([message, *blocks])) from None


def _by_address(entries: Iterable[NewEntry]) -> dict[tuple[str, str], _Fields]:
    found: dict[tuple[str, str], _Fields] = {}
    for entry in sorted(entries, key=lambda one: one.url):
        fields = _fields(entry)
        found.setdefault(_address(str(fields["url"])), fields)
    return found


def _address(url: str) -> tuple[str, str]:
    """Return by what addresses are told apart, as `KnownLinks.find` does."""
    return place_of(url) or url, fragment_of(url)


def _fields(entry: NewEntry) -> _Fields:
    """Return the keys of an entry, in the order in which they are written."""
    fields: _Fields = {"url": _sound(entry.url), "url-status": str(entry.status)}
    if entry.snapshots:
        copies = sorted(entry.snapshots, key=lambda one: (one.date, one.url))
        urls = [_sound(one.url) for one in copies]
        fields["archive-url"] = urls if len(urls) > 1 else urls[0]
        if not all(map(day_of_copy, urls)):  # then each needs one
            days = [one.date for one in copies]
            fields["archive-date"] = days if len(days) > 1 else days[0]
    elif entry.is_lost:
        fields["archive-url"] = ""
    if entry.reason:
        fields["reason"] = _sound(entry.reason)
    if entry.last_checked:
        fields["last-checked"] = entry.last_checked
    return fields


def _sound(text: str) -> str:
    """Return a text without halves of pairs, which neither UTF-8 nor TOML has."""
    return text.encode("utf-8", "replace").decode()


def _lacking(fields: _Fields, table: Mapping[str, object]) -> _Fields:
    """Return what the table of an entry lacks of the keys that may be added to it."""
    keys = [] if "last-checked" in table else ["last-checked"]
    is_told = any(key in table for key in _COPIES)
    is_lost = fields.get("archive-url") == ""
    if not is_told and (not is_lost or table["url-status"] == UrlStatus.DEAD):
        keys += _COPIES
    return {key: value for key, value in fields.items() if key in keys}


def _added(text: str, wanted: Mapping[tuple[str, str], _Fields]) -> str:
    """Return the text with what is wanted; raise `ValueError` if it would not say just that."""
    bom = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(bom)
    tables = tomllib.loads(body)
    links = tables.get("link", [])
    places = {_address(link["url"]): place for place, link in enumerate(links)}
    lacking = {
        places[one]: _lacking(fields, links[places[one]])
        for one, fields in wanted.items()
        if one in places
    }
    new = [fields for one, fields in wanted.items() if one not in places]
    edited = _with_lines(body, {place: one for place, one in lacking.items() if one}, new)
    expected = [link | lacking.get(place, {}) for place, link in enumerate(links)] + new
    if tomllib.loads(edited) != tables | {"link": expected}:
        raise ValueError("the text would say something else")
    if len(read_link_file(edited.encode())[1]) > len(read_link_file(body.encode())[1]):
        raise ValueError("the text would have mistakes")
    return bom + edited


def _with_lines(text: str, lacking: Mapping[int, _Fields], new: Iterable[_Fields]) -> str:
    """Return the text with the lines of what entries lack, and of new entries."""
    newline = "\r\n" if "\r\n" in text else "\n"
    end = newline if text and not text.endswith("\n") else ""
    lines = [f"{line}\n" for line in (text + end).split("\n")[:-1]]
    headers = _headers(lines) if lacking else []
    behind = {
        _end_of_status(lines, headers[place]): _lines(fields) for place, fields in lacking.items()
    }
    woven: list[str] = []
    for number, line in enumerate(lines, start=1):
        woven += [line, *(one + newline for one in behind.get(number, ()))]
    for fields in new:
        gap = [newline] if woven and woven[-1].strip() else []
        woven += [*gap, *(one + newline for one in _block(fields))]
    return "".join(woven).removesuffix(end)


def _headers(lines: Sequence[str]) -> list[int]:
    """Return where the entries begin; what stands within a text of several lines is none."""
    found: list[int] = []
    for number, line in enumerate(lines):
        begin = found[-1] if found else 0
        if _HEADER.match(line) and _parsed(lines[begin:number]) is not None:
            found.append(number)
    return found


def _end_of_status(lines: Sequence[str], begin: int) -> int:
    """Return how many lines there are to the end of the ``url-status`` of an entry.

    Raises `ValueError` if it has none.
    """
    for end in range(begin + 1, len(lines) + 1):
        tables = _parsed(lines[begin:end])
        if tables and "url-status" in tables["link"][0]:
            return end
    raise ValueError("there is no url-status")


def _parsed(lines: Sequence[str]) -> dict[str, list[dict[str, object]]] | None:
    try:
        return tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _block(fields: _Fields) -> list[str]:
    return ["[[link]]", *_lines(fields)]


def _lines(fields: _Fields) -> list[str]:
    """Return the lines of keys and values; a list has a line for each of its values."""
    lines: list[str] = []
    for key, value in fields.items():
        if isinstance(value, list):
            lines += [f"{key} = [", *(f"    {_toml(one)}," for one in value), "]"]
        else:
            lines.append(f"{key} = {_toml(value)}")
    return lines


def _toml(value: str | dt.date) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(sign: str) -> str:
    """Return a character as it stands in quotes; what nobody sees is written as its number."""
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"
