"""Where the talks of notes stand: in which group of headings, and on which day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .days import Place, named_day
from .roles import Role

if TYPE_CHECKING:
    import datetime as dt

    from .page import Understood
    from .talks import Section

_BEGINS_WITH_DAY = re.compile(r"\W*day\s*\d+\b", re.IGNORECASE)


def find_talks(notes: Understood) -> list[tuple[Section, Place]]:
    """Return the talks, in order, with the groups and the days that they stand in."""
    roles, page = notes.roles, Place(-1, _day_of_page(notes))
    is_page = roles.top is Role.TALK and not roles.has_title
    talks = [(notes.top, page)] if is_page else []
    groups = [(0, page)]
    for at, section in enumerate(notes.sections):
        while len(groups) > 1 and groups[-1][0] >= roles.depths[at]:
            groups.pop()
        around = groups[-1][1]
        if roles.roles[at] is Role.GROUP:
            day = named_day(section.signs.plain, notes.conference)
            groups.append((roles.depths[at], Place(at, day or around.day)))
        elif roles.roles[at] is Role.TALK:
            talks.append((section, around))
    return talks


def _day_of_page(notes: Understood) -> dt.date | None:
    """Return the one day that all talks are of, if the notes begin with it or are named so."""
    outline, conference = notes.outline, notes.conference
    texts = [notes.sections[0].signs.plain] if notes.roles.has_title else []
    texts += [notes.titles.of_notes, outline.title]
    texts += filter(_BEGINS_WITH_DAY.match, (outline.lines[at] for at in notes.top.lines))
    texts.append(notes.titles.of_file)
    for text in texts:
        if day := named_day(text, conference):
            return day
    if conference and conference.end in {None, conference.start}:
        return conference.start
    return None
