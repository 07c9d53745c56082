"""Which talks are related: those that share a rare topic, or a speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: A feature of more talks than this says little about any two of them. Leaving it out keeps the
#: work linear in the number of talks.
COMMON = 50
#: How many related talks a talk chooses; with those that choose it, it has at most twice as many.
CHOSEN = 5
MOST = 2 * CHOSEN


def related_talks(features: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Return, for each talk, the ids of its related talks, nearest first.

    *features* maps a talk's id to what it can share with others: its topics and its speakers.
    A shared feature counts one over the number of talks that have it, so that a rare one weighs
    more. The relation goes both ways: a talk shows those that it chooses and those that choose it.
    """
    talks_with = defaultdict(list)
    for talk_id, owned in features.items():
        for feature in owned:
            talks_with[feature].append(talk_id)
    telling = {name: talks for name, talks in talks_with.items() if 1 < len(talks) <= COMMON}
    scores = {talk_id: _scores(talk_id, owned, telling) for talk_id, owned in features.items()}
    order = {talk_id: position for position, talk_id in enumerate(features)}

    def best(talk_id: str, others: Collection[str], limit: int) -> list[str]:
        return sorted(others, key=lambda other: (-scores[talk_id][other], order[other]))[:limit]

    chosen = {talk_id: set(best(talk_id, scores[talk_id], CHOSEN)) for talk_id in features}
    for talk_id in features:
        for other in best(talk_id, scores[talk_id], CHOSEN):
            chosen[other].add(talk_id)
    return {talk_id: tuple(best(talk_id, others, MOST)) for talk_id, others in chosen.items()}


def _scores(
    talk_id: str, owned: Collection[str], telling: Mapping[str, Collection[str]]
) -> Counter[str]:
    scores: Counter[str] = Counter()
    for feature in sorted(owned):
        talks = telling.get(feature, ())
        for other in talks:
            # Whole numbers, so that the order of addition cannot matter.
            scores[other] += 2_520_000 // len(talks)
    del scores[talk_id]
    return scores
