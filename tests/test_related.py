"""Which talks are related, and how near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.related import CHOSEN, COMMON, related_talks
from making import law

FEATURES = st.dictionaries(
    st.integers(0, 99).map("c/{}".format),
    st.sets(st.sampled_from("abcdefgh"), max_size=4).map(sorted),
    max_size=30,
)


def test_talks_that_share_something_are_related() -> None:
    found = related_talks({"a": ["x"], "b": ["y"], "c": ["x", "z"], "d": []})
    assert found == {"a": ("c",), "b": (), "c": ("a",), "d": ()}


def test_what_is_rare_weighs_more() -> None:
    features = {"often 1": ["often"], "often 2": ["often"], "rare": ["rare"]}
    assert related_talks({"talk": ["often", "rare"], **features})["talk"][0] == "rare"


def test_two_shared_things_weigh_more_than_one_of_the_same_rarity() -> None:
    features = {"one": ["x"], "both": ["x", "y"], "other": ["y"]}
    assert related_talks({"talk": ["x", "y"], **features})["talk"][0] == "both"


def test_a_rare_thing_outweighs_several_that_are_not() -> None:
    crowd = {f"crowd {number}": ["p", "q"] for number in range(8)}
    features = {"talk": ["p", "q", "rare"], **crowd, "rare": ["rare"]}
    assert related_talks(features)["talk"][0] == "rare"


def test_of_equally_near_talks_those_given_first_come_first() -> None:
    assert related_talks({"z": ["x"], "talk": ["x"], "a": ["x"]})["talk"] == ("z", "a")


@pytest.mark.parametrize(("talks", "related"), [(COMMON, True), (COMMON + 1, False)])
def test_what_very_many_talks_share_relates_none(talks: int, *, related: bool) -> None:
    found = related_talks({f"c/{number}": ["python"] for number in range(talks)})
    assert all(bool(others) is related for others in found.values())


def test_a_talk_that_shares_something_with_many_chooses_the_nearest_of_them() -> None:
    features = {f"near {n}": ["x", "y"] for n in range(CHOSEN)}
    features |= {f"far {n}": ["x"] for n in range(9)}
    found = related_talks({"far": ["x"], "talk": ["x", "y"], **features})
    assert found["talk"][:CHOSEN] == tuple(f"near {n}" for n in range(CHOSEN))


def test_a_talk_that_many_choose_shows_some_of_them() -> None:
    others = {f"c/{number}": [f"topic {number}"] for number in range(3 * CHOSEN)}
    found = related_talks({"hub": [f"topic {number}" for number in range(3 * CHOSEN)], **others})
    assert len(found["hub"]) == 2 * CHOSEN
    assert all(found[other] == ("hub",) for other in others)


@law
@given(FEATURES)
def test_relations_go_both_ways_unless_cut(features: dict[str, list[str]]) -> None:
    found = related_talks(features)
    for talk_id, others in found.items():
        for other in others:
            assert talk_id in found[other] or len(found[other]) == 2 * CHOSEN


@law
@given(FEATURES)
def test_only_other_talks_that_share_something_are_related(features: dict[str, list[str]]) -> None:
    found = related_talks(features)
    assert list(found) == list(features)
    for talk_id, others in found.items():
        sharing = [
            other
            for other in features
            if other != talk_id and set(features[other]) & set(features[talk_id])
        ]
        assert set(others) <= set(sharing)
        assert min(CHOSEN, len(sharing)) <= len(others) <= 2 * CHOSEN
        assert len(set(others)) == len(others)


@law
@given(FEATURES)
def test_the_order_of_topics_is_nothing(features: dict[str, list[str]]) -> None:
    reversed_features = {talk_id: owned[::-1] for talk_id, owned in features.items()}
    assert related_talks(features) == related_talks(reversed_features)
