"""From the lookup to the lists that authors ask for with ``talk-list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import GroupBy, ObjectType, Sort
from .viewing import conference_of, group, rows, year_of
from .views import TalkGroup, TalkListView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .lookup import Lookup
    from .model import TalkQuery, Target
    from .views import TalkRow


def view_query(lookup: Lookup, query: TalkQuery) -> TalkListView:
    """Return the talks that a ``talk-list`` asks for."""
    chosen = [row for row in rows(lookup, _narrowest(lookup, query)) if _matches(query, row)]
    if query.sort is Sort.NEWEST:
        chosen.reverse()
    elif query.sort is Sort.TITLE:
        chosen.sort(key=lambda row: (row.target.label.casefold(), row.target.id))
    chosen = chosen[: query.limit]
    if query.group_by is None:
        return TalkListView((TalkGroup(None, tuple(chosen)),) if chosen else ())
    return TalkListView(group(chosen, _GROUPINGS[query.group_by]))


def _narrowest(lookup: Lookup, query: TalkQuery) -> Iterable[str]:
    """Return the ids of the talks that all filters by name let through, as they were given."""
    found: list[Iterable[str]] = []
    for objtype, name, talks_by in (
        (ObjectType.CONFERENCE, query.conference, lookup.talks_by_conference),
        (ObjectType.SPEAKER, query.speaker, lookup.talks_by_speaker),
        (ObjectType.TOPIC, query.topic, lookup.talks_by_topic),
    ):
        if name:
            target = lookup.resolve(objtype, name)
            found.append(talks_by.get(target.id, ()) if target else ())
    if not found:
        return lookup.talks
    first, *others = found
    wanted = frozenset(first).intersection(*others)
    return [key for key in first if key in wanted]


def _matches(query: TalkQuery, row: TalkRow) -> bool:
    return (
        (query.type is None or row.type is query.type)
        and (not query.notes or row.has_notes)
        and (query.year is None or row.year == query.year)
    )


def _type_of(row: TalkRow) -> str:
    return row.type


_GROUPINGS: Mapping[GroupBy, Callable[[TalkRow], Target | str | None]] = {
    GroupBy.CONFERENCE: conference_of,
    GroupBy.YEAR: year_of,
    GroupBy.TYPE: _type_of,
}
