"""In which order talks stand in the table of all talks, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from confnotes.model import TalkType
from confnotes.search.findables import Findable
from confnotes.search.orders import orders_of
from confnotes.search.pagefind import as_html
from making import conference, notebook, page, programme, talk

if TYPE_CHECKING:
    from confnotes.lookup import Lookup


TALKS = [
    talk("Übung", date="2012-09-04 10:00", speakers="Łukasz Langa", type=TalkType.KEYNOTE),
    talk("“Zen”", date="2012-09-04 09:00", speakers="Lukas, Ann"),
    talk("apples", date="2012-09-05", speakers="Lukasz Zed", notes=True),
    talk("Bees", speakers="Cher", video="https://v.example/"),
]


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    """Return four talks of Conf, one of Abc, and one of no conference, speaker and day."""
    abc = page("a/index", conference("abc", "2010-01-01"), talk("Cats", speakers="Lukas"))
    return notebook(programme(*TALKS), abc, page("d", talk("dogs")))


def order(lookup: Lookup, column: str) -> list[str]:
    places = {talk_id: int(dict(found)[column]) for talk_id, found in orders_of(lookup).items()}
    return [lookup.talks[one].target.label for one in sorted(places, key=places.__getitem__)]


@pytest.mark.parametrize(
    ("column", "titles"),
    [
        ("title", ["apples", "Bees", "Cats", "dogs", "Übung", "“Zen”"]),
        ("speakers", ["Bees", "Cats", "“Zen”", "Übung", "apples", "dogs"]),
        ("conference", ["Cats", "“Zen”", "Übung", "apples", "Bees", "dogs"]),
        ("date", ["dogs", "Cats", "“Zen”", "Übung", "apples", "Bees"]),
        ("type", ["Übung", "apples", "Bees", "dogs", "Cats", "“Zen”"]),
    ],
)
def test_a_column_has_an_order(lookup: Lookup, column: str, titles: list[str]) -> None:
    assert order(lookup, column) == titles


def test_every_talk_has_a_place_of_its_own_in_every_column(lookup: Lookup) -> None:
    orders = orders_of(lookup)
    assert orders.keys() == lookup.talks.keys()
    for column in ("title", "speakers", "conference", "date", "type"):
        places = sorted(int(dict(found)[column]) for found in orders.values())
        assert places == [*range(len(lookup.talks))]


def test_pagefind_is_told() -> None:
    one = Findable("a", "", "A", (), (), (), (("title", "3"),))
    assert '<meta data-pagefind-sort="title[content]" content="3">' in as_html(one, "en")
