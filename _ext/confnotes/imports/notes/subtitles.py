"""Headings that are the second line of another one: the speaker's name right below the title."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ...names import slugify
from .names import persons

if TYPE_CHECKING:
    from .lines import Heading, Outline


def with_names_as_lines(outline: Outline, file: str) -> Outline:
    """Return notes in which names that are headings right below a title are lines like others.

    One alone may as well be a section, unless the *file* is called like it; many are a habit.
    """
    found = [
        (title, name)
        for title, name in pairwise(outline.headings)
        if _is_name_below(outline, title, name)
    ]
    ranks = {title.rank for title, _name in found}
    titles = [one for one in outline.headings if one.rank in ranks]
    is_habit = len(found) >= 2 and 2 * len(found) >= len(titles)
    names = {
        name.first for _title, name in found if is_habit or slugify(name.plain) == slugify(file)
    }
    headings = tuple(one for one in outline.headings if one.first not in names)
    return replace(outline, headings=headings, removable=outline.removable | names)


def _is_name_below(outline: Outline, title: Heading, name: Heading) -> bool:
    between = outline.lines[title.last : name.first]
    is_next = title.rank < name.rank and not any(line.strip() for line in between)
    return is_next and name.style == "#" and bool(persons(name.plain))
