"""What comes before and after, and what else somebody did: the ways on from an object, as ids."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Of how many speakers of a talk other talks are shown, and how many of each.
SPEAKERS = 3
TALKS = 3
#: How many topics of a person are shown.
TOPICS = 12


class Others(NamedTuple):
    """Other talks of a speaker, newest first.

    ``total`` counts all talks of the person where the page shows but some of them, else it is 0.
    """

    speaker_id: str
    talk_ids: tuple[str, ...]
    total: int


def neighbours(orders: Iterable[Sequence[str]]) -> dict[str, tuple[str | None, str | None]]:
    """Return, for each id, the ones before and after it in its order; None at either end."""
    return {
        key: (before, after)
        for ids in orders
        for before, key, after in zip([None, *ids], ids, [*ids[1:], None], strict=False)
    }


def others_by(
    talk_id: str, speaker_ids: Iterable[str], talks_by: Mapping[str, Sequence[str]]
) -> list[Others]:
    """Return what else the speakers of a talk have talked about, each talk once.

    *talks_by* maps a speaker's id to the person's talks, oldest first. Who has none that the
    speakers before have not is left out.
    """
    shown = {talk_id}
    found: list[Others] = []
    for speaker_id in speaker_ids:
        talks = talks_by.get(speaker_id, ())
        newest = tuple(islice((one for one in reversed(talks) if one not in shown), TALKS))
        if newest and len(found) < SPEAKERS:
            shown |= {*newest}
            # Whoever has very many talks costs no more than others.
            are_all = len(talks) <= len(shown) and shown.issuperset(talks)
            found.append(Others(speaker_id, newest, 0 if are_all else len(talks)))
    return found


def most_frequent(topic_ids: Iterable[str]) -> list[str]:
    """Return the topics that come up most often, ties by alphabet."""
    counted = Counter(topic_ids)
    return sorted(counted, key=lambda key: (-counted[key], key))[:TOPICS]
