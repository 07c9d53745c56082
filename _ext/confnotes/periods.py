"""Years, put together to periods where they are many, so that a picture of them can be read."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Period:
    """The years from ``first`` to ``last``, both of them in it."""

    first: int
    last: int

    @property
    def label(self) -> str:
        """What it is called: ``2009``, ``2008–09``, or ``1998–2002``."""
        if self.first == self.last:
            return str(self.first)
        is_short = self.first // 100 == self.last // 100
        return f"{self.first}–{self.last % 100:02}" if is_short else f"{self.first}–{self.last}"


def periods(first: int, last: int, most: int) -> tuple[Period, ...]:
    """Return the periods that have all years from *first* to *last*, in order; *most* at most.

    Their length is the least of 1, 2, 5, 10, 20 and so on that will do. They begin at years that it
    divides, so they stay where they are while years are added; those at the ends may be shorter.

    Raises ValueError if there is no such year or period.
    """
    if not (0 < first <= last and most > 0):
        raise ValueError(f"there are no {most} periods from {first} to {last}")
    length = next(one for one in _lengths() if last // one - first // one < most)
    starts = range(first // length * length, last + 1, length)
    return tuple(Period(max(first, one), min(last, one + length - 1)) for one in starts)


def tally(years: Iterable[int], among: Sequence[Period]) -> tuple[int, ...]:
    """Return how many of the years each period has; *among* is what `periods` gave."""
    ends = [period.last for period in among]
    numbers = Counter(bisect_left(ends, year) for year in years)
    return tuple(numbers[position] for position in range(len(among)))


def _lengths() -> Iterable[int]:
    return (step * 10**power for power in count() for step in (1, 2, 5))
