"""Years become periods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.periods import Period, periods, tally
from making import law

YEARS = st.integers(1, 9999)
MOST = st.integers(1, 40)


def labels(first: int, last: int, most: int) -> list[str]:
    return [period.label for period in periods(first, last, most)]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (2012, 2012, ["2012"]),
        (2009, 2012, ["2009", "2010", "2011", "2012"]),
        (2009, 2013, ["2009", "2010–11", "2012–13"]),
        (1997, 2002, ["1997", "1998–99", "2000–01", "2002"]),
        (1994, 2004, ["1994", "1995–99", "2000–04"]),
        (1989, 2016, ["1989", "1990–99", "2000–09", "2010–16"]),
        (1899, 1972, ["1899", "1900–49", "1950–72"]),
    ],
)
def test_periods_are_as_short_as_four_can_be(first: int, last: int, found: list[str]) -> None:
    assert labels(first, last, 4) == found


def test_a_label_says_the_century_where_it_changes() -> None:
    assert Period(1998, 2002).label == "1998–2002"
    assert Period(1999, 2000).label == "1999–2000"


@law
@given(YEARS, YEARS, MOST)
def test_every_year_is_in_exactly_one_period(one: int, other: int, most: int) -> None:
    first, last = sorted((one, other))
    found = periods(first, last, most)
    held = [year for period in found for year in range(period.first, period.last + 1)]
    assert held == list(range(first, last + 1))
    assert len(found) <= most


@law
@given(st.lists(YEARS, min_size=1, max_size=20), MOST)
def test_every_year_is_counted_once_where_it_belongs(years: list[int], most: int) -> None:
    among = periods(min(years), max(years), most)
    numbers = tally(years, among)
    assert numbers == tuple(
        sum(period.first <= year <= period.last for year in years) for period in among
    )


@pytest.mark.parametrize(("first", "last", "most"), [(2, 1, 9), (0, 1, 9), (1, 2, 0)])
def test_what_cannot_be_is_an_error(first: int, last: int, most: int) -> None:
    with pytest.raises(ValueError, match="there are no"):
        periods(first, last, most)
