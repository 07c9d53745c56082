"""Long lists are shortened: their lines, and not their number, so that nothing gets lost.

A reader goes through twenty lines, and searches two thousand; there a title does, and the page can
still be loaded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .viewing import conference_of, group, year_of
from .views import (
    NameIndexView,
    SpeakerView,
    TalkIndexView,
    TalkListView,
    TalkYearsView,
    TopicView,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .views import NameRow, TalkGroup, TalkRow, View


def shortened(view: View, full: int) -> View:
    """Return a view whose lists say but the titles, where they have more than *full* talks.

    A programme says all, however long: when and where is what it is for.
    """
    if isinstance(view, SpeakerView) and _count(view.conferences) > full:
        return replace(view, conferences=_titles(view.conferences))
    if isinstance(view, TalkListView) and _count(view.groups) > full:
        return replace(view, groups=_titles(view.groups))
    if isinstance(view, TopicView) and _count((*view.years, *view.on_narrower)) > full:
        narrower = _titles(view.on_narrower)
        return replace(view, years=_titles(view.years), on_narrower=narrower)
    if isinstance(view, TalkIndexView) and len(view.rows) > full:
        return _by_year(view)
    if isinstance(view, NameIndexView):
        return _shorten_index(view, full)
    return view


def _by_year(view: TalkIndexView) -> TalkYearsView:
    """Return all talks below headings, which say what a title alone does not."""
    years = group(view.rows, year_of)
    return TalkYearsView(
        view.is_home,
        tuple(
            (str(year.heading or ""), _titles(group(year.rows, conference_of))) for year in years
        ),
    )


def _shorten_index(view: NameIndexView, full: int) -> NameIndexView:
    rows = [row for _letter, names in view.letters for row in names]
    if sum(len(row.rows or ()) for row in rows) <= full:
        return view
    letters = tuple((letter, tuple(map(_title_only, names))) for letter, names in view.letters)
    return replace(view, letters=letters)


def _title_only(name: NameRow) -> NameRow:
    return replace(name, rows=tuple(map(_brief, name.rows))) if name.rows else name


def _count(groups: Iterable[TalkGroup]) -> int:
    return sum(len(group.rows) for group in groups)


def _titles(groups: Iterable[TalkGroup]) -> tuple[TalkGroup, ...]:
    return tuple(replace(group, rows=tuple(map(_brief, group.rows))) for group in groups)


def _brief(row: TalkRow) -> TalkRow:
    return replace(row, speakers=(), conference=None, date=None, time=None, room="", track="")
