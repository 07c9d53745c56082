"""The conference that notes are of: what was said on the command line, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...model import Conference
from ...readers import read_timezone
from .dates import find_days
from .fields import match_field
from .links import find_addresses

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from .lines import Outline

_KIND_OF = {
    **dict.fromkeys(("date", "dates", "when"), "days"),
    **dict.fromkeys(("url", "website", "web", "homepage", "site"), "url"),
    **dict.fromkeys(("city", "venue", "series"), "text"),
    **dict.fromkeys(("timezone", "time zone"), "timezone"),
}


@dataclass(frozen=True, slots=True)
class Announced:
    """A conference and the lines that said something of it: line → what.

    Of ``more`` are those that say more than that, and stay.
    """

    conference: Conference
    lines: dict[int, str] = field(default_factory=dict)
    more: dict[int, str] = field(default_factory=dict)


def read_conference(
    conference: Conference, title: str, outline: Outline, lines: Iterable[int]
) -> Announced:
    """Add to what is known of a conference what the title and the lines below it say.

    What is known counts: a line that says something else stays where it is.
    """
    days = find_days(title)
    if days and conference.start is None and days.first <= days.last:
        conference = _with_days(conference, days.first, days.last)
    announced = Announced(conference)
    for at in lines:
        text = outline.lines[at]
        if not text.strip():
            continue
        line = match_field(text) if at in outline.removable else None
        if line is None:
            announced = _with_line(announced, at, text, outline)
            break
        facts = _read(_KIND_OF.get(line.label.lower(), ""), line.label.lower(), line.value, outline)
        if facts and all(
            getattr(announced.conference, name) in (getattr(Conference(), name), value)
            for name, value in facts.items()
        ):
            known = replace(announced.conference, **facts)
            announced = replace(
                announced, conference=known, lines=announced.lines | {at: _say(facts)}
            )
    return announced


def _with_line(announced: Announced, at: int, text: str, outline: Outline) -> Announced:
    """Add the days that a line begins with, such as ``14-15 May 2026, Porto``, if none is known."""
    text = text.strip().strip("*_\\").strip()
    days = find_days(text) if at in outline.removable else None
    if days is None or announced.conference.start or days.last < days.first:
        return announced
    rest = days.rest.strip(" ,.;:()")
    if len(rest.split()) > 5 or (rest and text.startswith(rest.split()[0])):
        return announced
    conference = _with_days(announced.conference, days.first, days.last)
    said = {at: _say({"days": " to ".join(map(str, dict.fromkeys(days[:2])))})}
    if rest:
        return replace(announced, conference=conference, more=said)
    return replace(announced, conference=conference, lines=announced.lines | said)


def _with_days(conference: Conference, first: dt.date, last: dt.date) -> Conference:
    return replace(conference, start=first, end=last if last > first else None)


def _read(kind: str, label: str, value: str, outline: Outline) -> dict[str, Any]:
    """Return the fields that a line gives; none if the line says anything else as well."""
    if kind == "days":
        days = find_days(value)
        if days is None or days.rest or days.last < days.first:
            return {}
        return {"start": days.first, **({"end": days.last} if days.last > days.first else {})}
    if kind == "url":
        addresses, rest = find_addresses(value, outline.references)
        return {"url": addresses[0]} if len(addresses) == 1 and not rest else {}
    if kind == "timezone":
        try:
            return {"timezone": read_timezone(value)}
        except ValueError:
            return {}
    is_short = kind == "text" and 0 < len(value.split()) <= 6
    return {label: value} if is_short and not find_addresses(value, {})[0] else {}


def _say(facts: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in facts.items())
