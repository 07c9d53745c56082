"""Where exports are on the site, as far as pages link to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..lookup import Lookup
    from ..model import Talk
    from ..tables import Entry

#: All talks, in BibTeX and in CSL-JSON.
BIBTEX, CSL = "talks.bib", "talks.csl.json"


def calendar_of(lookup: Lookup, conference_id: str) -> str:
    """Return the path of a conference's calendar; empty if nothing could be in it."""
    is_dated = lookup.conferences[conference_id].facts.start is not None
    if not is_dated and not timed_talks(lookup, conference_id):
        return ""
    return f"calendars/{conference_id}.ics"


def timed_talks(lookup: Lookup, conference_id: str) -> list[Entry[Talk]]:
    """Return the talks of a conference that have a day and a time, as they were given."""
    talks = (lookup.talks[key] for key in lookup.talks_by_conference.get(conference_id, ()))
    return [entry for entry in talks if entry.facts.date and entry.facts.time]
