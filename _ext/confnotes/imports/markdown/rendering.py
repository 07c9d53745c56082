"""From records to the text of pages: what is written here, the extension reads back.

The form is the one that the guide shows: a heading, the directive with its options right below the
first line, and the content behind them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ...model import ObjectType, Speaker, Talk, objtype_of
from ...names import slugify, split_list
from ...options import OPTIONS
from ...records import read_facts
from .escaping import escape_title, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...model import Facts

#: What MyST reads otherwise than it stands there: a comment, a quotation, a block of YAML.
_NEEDS_QUOTES = re.compile(r"\A[\"'|>#]| #|[\x00-\x1f\x7f-\x9f]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_COLONS = re.compile(r"^[ \t]*(:{3,})", re.MULTILINE)
#: A first line of a content that MyST would take for an option, or for YAML.
_LIKE_AN_OPTION = re.compile(r"---|[ \t]*:(?!::)")
_LIKE_A_LIST = re.compile(r"- |\[")


def options_of(facts: Facts) -> dict[str, str]:
    """Return the options of a directive, as they are read into *facts*.

    They are in the order of the guide (profiles in their own), without what says nothing new.
    Blanks are made single, as they are when options are read.

    Raises `ValueError` for what no option can say: a name with a comma in a list (such a person
    or topic is named by id), a name without a letter, an address that is none.
    """
    facts = _squeezed(facts)
    objtype = objtype_of(type(facts))
    options = dict(_written(objtype, facts))
    found, complaints = read_facts(objtype, options)
    if found == facts:
        return options
    for one in fields(facts):
        if getattr(found, one.name) != getattr(facts, one.name):
            why = f": {complaints[0].message}" if complaints else ""
            value = getattr(facts, one.name)
            raise ValueError(f"{one.name} {value!r} can't be written as an option{why}")
    return options


def can_be_listed(name: str) -> bool:
    """Say whether a name can stand among others in an option; if not, an id has to."""
    is_whole = split_list(name) == (squeeze(name),)
    return is_whole and bool(slugify(name)) and not _LIKE_A_LIST.match(name)


def heading(title: str, level: int = 1) -> str:
    """Return the line of a heading, with only what needs it escaped.

    Raises `ValueError` for a title without a word.
    """
    title = squeeze(title)
    if not title:
        raise ValueError("there is no title; a heading needs one")
    return f"{'#' * level} {escape_title(title)}"


def directive(objtype: ObjectType, options: Mapping[str, str], content: str = "") -> str:
    """Return the block of a directive, without a line ending at its end.

    The content is Markdown, and taken as it is.
    """
    fence = ":" * max([3, *(len(colons) + 1 for colons in _COLONS.findall(content))])
    lines = [f"{fence}{{{objtype}}}"]
    lines += [f":{name}: {_quoted(value)}".rstrip() for name, value in options.items()]
    if content := content.strip("\n"):
        lines += ["", content] if _LIKE_AN_OPTION.match(content) else [content]
    return "\n".join([*lines, fence])


def page(
    title: str, objtype: ObjectType, options: Mapping[str, str], content: str = "", below: str = ""
) -> str:
    """Return the whole text of a page: a heading, a directive, and what stands below it."""
    parts = (heading(title), directive(objtype, options, content), below.strip("\n"))
    return "\n\n".join(filter(None, parts)) + "\n"


def _written(objtype: ObjectType, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield each option that says something: its name and its text."""
    default = type(facts)()
    for name, option in OPTIONS[objtype].items():
        value = getattr(facts, option.field)
        if value == getattr(default, option.field) or option.field == "profiles":
            continue
        if isinstance(facts, Talk) and name == "date":
            yield name, f"{value}" if facts.time is None else f"{value} {facts.time:%H:%M}"
        else:
            yield name, ", ".join(value) if option.split else str(value)
    if isinstance(facts, Speaker):
        yield from map(_write_profile, facts.profiles)


def _write_profile(profile: tuple[str, str]) -> tuple[str, str]:
    """Return the option of a profile, with the name on the other site or the whole address."""
    site, address = profile
    server, _, user = address.removeprefix("https://").rpartition("/")
    for text in (user, f"{user}@{server}", address):
        for name, option in OPTIONS[ObjectType.SPEAKER].items():
            with suppress(ValueError):
                if option.field == "profiles" and option.read(text) == profile:
                    return name, text
    raise ValueError(f"there is no option for {address!r}, a profile on {site}")


def _squeezed(facts: Facts) -> Facts:
    """Return a record as it is read: single blanks, and nothing twice in a list."""
    found: dict[str, Any] = {one.name: _squeeze(getattr(facts, one.name)) for one in fields(facts)}
    return replace(facts, **found)


def _squeeze(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(filter(None, map(_squeeze, value))))
    return " ".join(value.split()) if type(value) is str else value


def _quoted(value: str) -> str:
    """Return the value of an option, in quotation marks if MyST would read something else."""
    value = " ".join(value.encode(errors="replace").decode().split())
    if not _NEEDS_QUOTES.search(value):
        return value
    text = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", text) + '"'
