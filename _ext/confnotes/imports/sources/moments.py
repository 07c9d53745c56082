"""Days and times of day, as files have them: in ISO 8601, with an offset or without."""

from __future__ import annotations

import datetime as dt

#: How many minutes a talk may take: a longer one is a mistake.
LONGEST = 99 * 60


def moment_of(text: str) -> dt.datetime | None:
    """Return the moment that a text names, midnight for a day alone; None for what is neither."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def day_of(text: str) -> dt.date | None:
    """Return the day of a date, or of a date and a time; None for what is neither."""
    moment = moment_of(text)
    return moment.date() if moment else None
