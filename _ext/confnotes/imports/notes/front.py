"""The YAML front matter of notes: its title, and whether it can stay."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import yaml  # type: ignore[import-untyped]

#: What MyST and Sphinx would show, obey or complain of.
_ACTIVE = {
    *("abstract", "dedication", "html_meta", "myst", "mystnb", "nocomments", "nosearch"),
    *("no-search", "orphan", "substitutions", "tocdepth"),
}
#: What docutils takes for facts of the document; MyST reads their text as Markdown.
_BIBLIOGRAPHIC = {
    *("address", "author", "authors", "contact", "copyright", "date", "organization"),
    *("revision", "status", "version"),
}
_MARKUP = re.compile(r"[\[{`<]")
#: An anchor or an alias: few lines with some can stand for very many.
_ALIAS = re.compile(r"(?:^|[\s\[{,])[&*][\w-]", re.MULTILINE)
_LONGEST = 10_000


class FrontMatter(NamedTuple):
    """The title of the front matter; ``is_harmless`` says that MyST reads it and does nothing."""

    title: str
    is_harmless: bool


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a post; where it isn't YAML, the line of the title still counts."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return FrontMatter(_title_line(text), is_harmless=False)
    if not isinstance(found, dict):
        return FrontMatter("", is_harmless=False)
    title = found.get("title")
    is_harmless = not _ALIAS.search(text) and all(_is_idle(*one) for one in found.items())
    return FrontMatter(_line(title) if isinstance(title, str | int | float) else "", is_harmless)


def _is_idle(key: object, value: object) -> bool:
    """Say whether an entry does nothing; MyST complains of what is very long when written out."""
    name = str(key).lower()
    if name in _ACTIVE or (name in _BIBLIOGRAPHIC and _MARKUP.search(str(value))):
        return False
    try:
        return len(json.dumps(value, default=str)) <= _LONGEST
    except (ValueError, TypeError, RecursionError):
        return False


def _title_line(text: str) -> str:
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip().lower() == "title":
            return _line(value.strip().strip("\"'"))
    return ""


def _line(value: object) -> str:
    return " ".join(str(value).split())
