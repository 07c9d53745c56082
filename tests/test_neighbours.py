"""What comes before and after, and what else somebody talked about."""

from __future__ import annotations

from confnotes.neighbours import SPEAKERS, TALKS, TOPICS, most_frequent, neighbours, others_by


def test_neighbours_are_those_of_the_same_order() -> None:
    assert neighbours([["a", "b", "c"], ["x"], []]) == {
        "a": (None, "b"),
        "b": ("a", "c"),
        "c": ("b", None),
        "x": (None, None),
    }


def test_other_talks_are_the_newest_ones_and_counted_where_there_are_more() -> None:
    talks = [f"talk {number}" for number in range(TALKS + 2)]
    [others] = others_by("talk 1", ["ann"], {"ann": talks})
    assert others.talk_ids == tuple(reversed(talks[2:]))
    assert others.total == len(talks)


def test_other_talks_that_are_all_shown_are_not_counted() -> None:
    [others] = others_by("new", ["ann"], {"ann": ["old", "new", "newest"]})
    assert others == ("ann", ("newest", "old"), 0)


def test_each_other_talk_is_shown_once() -> None:
    talks_by = {"ann": ["a", "b", "this"], "bo": ["b", "c", "this"], "cy": ["a", "this"]}
    assert others_by("this", talks_by, talks_by) == [("ann", ("b", "a"), 0), ("bo", ("c",), 0)]


def test_of_a_panel_the_first_ones_who_have_other_talks_are_shown() -> None:
    people = [f"p{number}" for number in range(SPEAKERS + 3)]
    talks_by = {person: [f"{person}'s", "this"] for person in people[1:]}
    found = others_by("this", people, {**talks_by, "p0": ["this"]})
    assert [others.speaker_id for others in found] == people[1 : SPEAKERS + 1]


def test_topics_are_those_that_come_up_most_often() -> None:
    rare = [f"rare {number:02}" for number in range(TOPICS)]
    assert most_frequent(["b", *rare, "a", "c", "c", "b", "a", "c"]) == [
        "c",
        "a",
        "b",
        *rare[: TOPICS - 3],
    ]
