"""What a reference names, what belongs to what, and that the order of pages is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.checks import find_problems
from confnotes.indexing import view_index
from confnotes.lookup import Lookup
from confnotes.model import CompleteIndex, GroupBy, ObjectType, Page, Reference, TalkQuery
from confnotes.querying import view_query
from confnotes.viewing import view_declaration
from making import (
    conference,
    law,
    link,
    mention,
    notebook,
    notebooks,
    option,
    page,
    programme,
    speaker,
    store,
    talk,
    topic,
)

TALK = ObjectType.TALK
SPEAKER = ObjectType.SPEAKER
TOPIC = ObjectType.TOPIC


def everything(lookup: Lookup) -> list[str]:
    """Return all that is derived, one line each, so that a difference can be read."""
    lines: list[object] = [
        *lookup.conferences.items(),
        *lookup.talks.items(),
        *lookup.speakers.items(),
        *lookup.topics.items(),
        *lookup.declared.items(),
        *lookup.duplicates,
        *lookup.targets(),
        *lookup.aliases(),
        *lookup.talks_by_conference.items(),
        *lookup.talks_by_speaker.items(),
        *lookup.talks_by_topic.items(),
        *lookup.narrower.items(),
        *lookup.see_also.items(),
        *lookup.predecessors.items(),
        *lookup.in_programme.items(),
        *lookup.in_series.items(),
        *lookup.related.items(),
        *lookup.mentions.items(),
        *(lookup.home(objtype) for objtype in ObjectType),
        *(view_declaration(lookup, *place) for place in lookup.declared),
        *(view_index(lookup, CompleteIndex(objtype)) for objtype in ObjectType),
        view_query(lookup, TalkQuery(group_by=GroupBy.CONFERENCE)),
        *find_problems(lookup, lambda *_: False),
    ]
    return [repr(line) for line in lines]


@law
@given(notebooks(), st.data())
def test_the_order_in_which_pages_were_read_is_nothing(
    pages: dict[str, Page], data: st.DataObject
) -> None:
    other = dict(data.draw(st.permutations(list(pages.items()))))
    assert everything(Lookup(pages)) == everything(Lookup(other))


# What a reference names.


def test_a_role_names_an_object_of_its_kind() -> None:
    lookup = notebook(page("a", topic("Bo")), page("b", speaker("Bo")))
    [target] = lookup.resolve_reference(mention("speaker", "Bo"))
    assert (target.objtype, target.docname) == (SPEAKER, "b")
    assert lookup.resolve_reference(mention("talk", "Bo")) == ()


def test_a_link_names_objects_of_any_kind() -> None:
    lookup = notebook(
        page("a", topic("Bo")),
        page("b", speaker("Bo")),
        page("bo/index", conference("Conf")),
        page("c/index", conference("C"), talk("Bo")),
    )
    kinds = [target.objtype for target in lookup.resolve_reference(link("bo"))]
    assert kinds == list(ObjectType)
    assert lookup.resolve_any("nowhere") == ()


def test_a_list_of_names_is_resolved_in_its_order_with_each_object_once() -> None:
    lookup = notebook(page("a", topic("A", aliases="Alpha")), page("b", topic("B")))
    found = lookup.resolve_names(TOPIC, ["B", "Alpha", "nowhere", "b", "a"])
    assert [target.id for target in found] == ["b", "a"]


# What is where.


def test_everything_with_a_home_is_a_target_sorted_by_kind_and_id() -> None:
    lookup = notebook(
        programme(talk("B", date="2012-09-04", speakers="Ann"), talk("A", date="2012-09-05")),
        page("z", topic("Z")),
        page("y", topic("Y", aliases="X")),
    )
    found = [(target.objtype, target.id) for target in lookup.targets()]
    assert found == [
        ("conference", "c"),
        ("talk", "c/a"),
        ("talk", "c/b"),
        ("speaker", "ann"),
        ("topic", "y"),
        ("topic", "z"),
    ]


def test_what_has_no_home_is_no_target() -> None:
    lookup = Lookup(store(programme(talk("A", speakers="Ann", topics="C"))))
    assert [target.id for target in lookup.targets()] == ["c", "c/a"]


def test_aliases_are_those_that_are_not_ids_and_belong_to_the_object() -> None:
    lookup = notebook(
        page("a", topic("C", aliases="c, ANSI C")),
        page("b", topic("D", aliases="C, Dee")),
        page("p", speaker("Ann", aliases="Ann B.")),
    )
    found = [(slug, alias, target.label) for slug, alias, target in lookup.aliases()]
    assert found == [("ann-b", "Ann B.", "Ann"), ("ansi-c", "ANSI C", "C"), ("dee", "Dee", "D")]


# What belongs to what.


@pytest.fixture
def lookup() -> Lookup:
    return notebook(
        programme(
            talk("B", date="2012-09-04", speakers="Bo, Ann Bee", topics="C++, C"),
            talk("A", date="2012-09-05", speakers="Ann B.", topics="c++, C++"),
        ),
        page("d/index", conference("D", "2011-01-01"), talk("A", speakers="Ann Bee")),
        page("alone", talk("Alone", topics="C")),
        page("ann", speaker("Ann Bee", aliases="Ann B.")),
        page("cpp", topic("C++", broader="C")),
        page("objc", topic("Objective C", broader="C, Smalltalk")),
    )


def test_a_conference_has_its_talks(lookup: Lookup) -> None:
    assert lookup.talks_by_conference == {"d": ("d/a",), "c": ("c/b", "c/a"), "": ("alone",)}


def test_a_person_has_talks_under_every_name(lookup: Lookup) -> None:
    assert lookup.talks_by_speaker == {"ann-bee": ("d/a", "c/b", "c/a"), "bo": ("c/b",)}


def test_a_topic_has_the_talks_about_it_each_once(lookup: Lookup) -> None:
    assert lookup.talks_by_topic == {"c-plus-plus": ("c/b", "c/a"), "c": ("c/b", "alone")}


def test_a_topic_has_those_that_call_it_broader(lookup: Lookup) -> None:
    assert lookup.narrower == {"c": ("c-plus-plus", "objective-c"), "smalltalk": ("objective-c",)}


def test_related_topics_are_related_both_ways() -> None:
    lookup = notebook(
        page("a", topic("A", related="B, C, A")),
        page("b", topic("B", related="A")),
        page("d", topic("D", related="b")),
    )
    assert lookup.see_also == {"a": ("b", "c"), "b": ("a", "d"), "c": ("a",), "d": ("b",)}


def test_a_topic_has_those_whose_place_it_took() -> None:
    lookup = notebook(
        page("new", topic("New", successor="new")),
        page("x", topic("X", successor="new")),
        page("y", topic("Y", successor="Nothing of ours")),
        page("old", topic("Old", successor="New")),
    )
    assert lookup.predecessors == {"new": ("old", "x")}


def test_talks_are_related_by_topics(lookup: Lookup) -> None:
    assert lookup.related["c/b"] == ("c/a", "alone")
    assert lookup.related["alone"] == ("c/b",)
    assert lookup.related["d/a"] == ()


# What comes before and after.


def test_a_programme_has_an_order() -> None:
    undated, parallel = talk("A"), talk("D", date="2012-09-05 10:00")
    lookup = notebook(
        programme(undated, parallel, talk("C", date="2012-09-05 10:00"), end="2012-09-04"),
        page("c/b", talk("B", date="2012-09-04 12:00")),
        page("alone", talk("Alone")),
    )
    assert lookup.programmes == {"c": ("c/b", "c/c", "c/d", "c/a")}
    assert lookup.in_programme["c/c"] == ("c/b", "c/d")
    assert lookup.in_programme["c/a"] == ("c/d", None)
    assert "alone" not in lookup.in_programme


def test_a_series_goes_by_start_however_it_is_spelled() -> None:
    lookup = notebook(
        page("a", conference("A", "2012-01-01", series="PyCon")),
        page("b", conference("B", "2010-01-01", series="pycon")),
        page("c", conference("C", "2011-01-01", series="Pycon")),
        page("other", conference("O", "2011-06-01", series="DjangoCon")),
        page("none", conference("N", "2011-06-01")),
        page("also-none", conference("M", "2011-07-01")),
    )
    assert lookup.in_series == {
        "b": (None, "c"),
        "c": ("b", "a"),
        "a": ("c", None),
        "other": (None, None),
    }


# Who mentions whom.


def mentioning(lookup: Lookup, objtype: ObjectType, object_id: str) -> list[str]:
    return [target.label for target in lookup.mentions.get((objtype, object_id), ())]


def test_a_mention_is_noted_with_the_object_in_whose_section_it_stands() -> None:
    lookup = notebook(
        page(
            "c/index",
            conference("Conf"),
            talk("A"),
            references=[mention("topic", "x", 1), mention("talk", "a", 0), link("x", 0)],
        ),
        page("x", topic("X")),
    )
    assert mentioning(lookup, TOPIC, "x") == ["A", "Conf"]
    assert mentioning(lookup, TALK, "c/a") == ["Conf"]


def test_an_object_is_mentioned_once_by_each_other() -> None:
    page_of_x = page("x", topic("X"), references=[mention("topic", "y"), mention("topic", "Y")])
    lookup = notebook(page_of_x, page("y", topic("Y")))
    assert mentioning(lookup, TOPIC, "y") == ["X"]


def test_an_object_does_not_mention_itself() -> None:
    lookup = notebook(page("x", topic("X"), references=[mention("topic", "x"), link("X")]))
    assert lookup.mentions == {}


@pytest.mark.parametrize("reference", [mention("topic", "x", None), option("topic", "x", 0)])
def test_what_a_page_or_an_option_names_is_not_mentioned(reference: Reference) -> None:
    lookup = notebook(page("a", topic("A"), references=[reference]), page("x", topic("X")))
    assert lookup.mentions == {}


def test_talks_come_first_among_mentions_and_then_the_alphabet() -> None:
    lookup = notebook(
        page("x", topic("X")),
        page("p", speaker("ann"), references=[mention("topic", "x")]),
        page("q", topic("Boo"), references=[mention("topic", "x")]),
        page("t", talk("Zebras"), references=[mention("topic", "x")]),
        page("u", talk("yaks"), references=[mention("topic", "x")]),
    )
    assert mentioning(lookup, TOPIC, "x") == ["yaks", "Zebras", "ann", "Boo"]


def test_of_those_that_claim_one_id_the_first_is_said_to_mention() -> None:
    """Links by that id lead there."""
    claims = [
        page(f"p{number}", topic("Same"), references=[mention("topic", "x")]) for number in range(9)
    ]
    lookup = notebook(page("x", topic("X")), *claims)
    sources = lookup.mentions[TOPIC, "x"]
    assert [target.docname for target in sources] == ["p0"]
