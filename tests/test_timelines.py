"""Topics over time, as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from confnotes.model import ObjectType, Target
from confnotes.periods import Period
from confnotes.timelines import columns, table
from confnotes.views import TalksIn, TopicTimes

if TYPE_CHECKING:
    from collections.abc import Sequence


def in_years(*talks: int, first: int = 2009, step: int = 1) -> tuple[TalksIn, ...]:
    starts = range(first, first + step * len(talks), step)
    return tuple(
        TalksIn(Period(start, start + step - 1), number)
        for start, number in zip(starts, talks, strict=True)
    )


def bars(times: Sequence[TalksIn]) -> list[str]:
    """Return what each column says, with its class."""
    found = columns(times, with_narrower=False).findall(nodes.list_item)
    return [" ".join([item.astext(), *item["classes"]]) for item in found]


def caption(element: nodes.Element) -> str:
    return next(iter(element.findall(nodes.paragraph))).astext()


def test_a_column_says_its_number_and_is_as_high() -> None:
    assert bars(in_years(20, 0, 1, 9)) == [
        "2009: 20 talks confnotes-bar-10",
        "2010: none",
        "2011: 1 talk confnotes-bar-1",
        "2012: 9 talks confnotes-bar-5",
    ]


def test_a_single_talk_is_no_tower() -> None:
    assert bars(in_years(0, 1)) == ["2009: none", "2010: 1 talk confnotes-bar-3"]


def test_a_talk_among_a_thousand_can_be_seen() -> None:
    assert bars(in_years(1000, 1))[1] == "2010: 1 talk confnotes-bar-1"


def test_years_without_talks_are_drawn_and_not_told() -> None:
    drawn = columns(in_years(1, 0, 2), with_narrower=False)
    hidden = list(drawn.findall(addnodes.only))
    assert [(one["expr"], one.astext()) for one in hidden] == [("html", "2010: none")]


def test_a_caption_says_what_is_counted() -> None:
    years, ranges = in_years(1, 2), in_years(0, 1, first=2010, step=5)
    assert caption(columns(years, with_narrower=False)) == "3 talks about it, by year."
    assert caption(columns(ranges, with_narrower=True)) == (
        "1 talk about it or a narrower topic, in steps of 5 years."
    )


def test_only_ranges_of_years_stand_on_their_side_everywhere() -> None:
    for step, is_range in ((1, False), (2, True)):
        [drawn] = columns(in_years(1, 2, step=step), with_narrower=False).findall(nodes.bullet_list)
        assert ("confnotes-ranges" in drawn["classes"]) is is_range


def test_a_table_has_headings_links_and_shades() -> None:
    def target(label: str) -> Target:
        return Target(ObjectType.TOPIC, label.lower(), label, "topics", label.lower())

    topics = (
        TopicTimes(target("Django"), in_years(25, 0, 1)),
        TopicTimes(target("South"), in_years(0, 4, 2)),
    )
    found = table(topics)
    assert caption(found) == "Talks about the topics that most talks are about, by year."
    rows = [
        [" ".join([cell.astext(), *cell["classes"]]) for cell in row.children]  # type: ignore[index]
        for row in found.findall(nodes.row)
    ]
    assert rows == [
        ["Topic", "2009", "2010", "2011"],
        ["Django", "25 confnotes-shade-5", "", "1 confnotes-shade-1"],
        ["South", "", "4 confnotes-shade-2", "2 confnotes-shade-2"],
    ]
    assert [column.get("stub") for column in found.findall(nodes.colspec)] == [1, None, None, None]
    links = [link["leads_to"] for link in found.findall(nodes.reference)]
    assert links == [topic.target for topic in topics]
    assert next(iter(found.findall(nodes.thead))).astext().startswith("Topic")
