"""What a time zone did in the years of a conference, as a calendar says it.

icalendar can tell this, too. It gets lost, though, where clocks are changed more than twice a year,
as in Casablanca for Ramadan; and its summers begin at the time that clocks were put forward to,
where RFC 5545 wants the one at which that was done.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from .moments import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE_DAY = dt.timedelta(days=1)
_ONE_MINUTE = dt.timedelta(minutes=1)


@lru_cache(maxsize=256)
def timezone_of(name: str, first: int, last: int) -> Timezone:
    """Return what a time zone did from the year before the first to the year after the last."""
    zone = zone_of(name)
    begin = dt.datetime(first - 1, 1, 1, tzinfo=dt.UTC).astimezone(zone)
    found = Timezone()
    found.add("tzid", name)
    found.add_component(_observance(begin, begin))
    for before, after in _changes(begin, dt.datetime(last + 2, 1, 1, tzinfo=dt.UTC)):
        found.add_component(_observance(before, after))
    return found


def _changes(begin: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the last minute before the clocks were changed, and the first after it."""
    while begin < end:
        after = _later(begin, _ONE_DAY)
        if _clock(after) != _clock(begin):
            before = begin
            while _clock(later := _later(before, _ONE_MINUTE)) == _clock(begin):
                before = later
            yield before, later
        begin = after


def _later(moment: dt.datetime, by: dt.timedelta) -> dt.datetime:
    """Return a moment later; without UTC, that is what clocks show later."""
    return (moment.astimezone(dt.UTC) + by).astimezone(moment.tzinfo)


def _clock(moment: dt.datetime) -> tuple[dt.timedelta | None, str | None]:
    return moment.utcoffset(), moment.tzname()


def _observance(before: dt.datetime, after: dt.datetime) -> TimezoneStandard | TimezoneDaylight:
    """Return what clocks show from then on; it begins at the time that they showed until then."""
    found = TimezoneDaylight() if after.dst() else TimezoneStandard()
    found.add("tzoffsetfrom", before.utcoffset())
    found.add("tzoffsetto", after.utcoffset())
    found.add("tzname", after.tzname())
    onset = after.astimezone(dt.timezone(before.utcoffset() or dt.timedelta()))
    found.add("dtstart", onset.replace(tzinfo=None))
    return found
