"""What is wrong with a notebook as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from confnotes.checks import find_problems
from confnotes.diagnostics import Problem, Subtype
from confnotes.lookup import Lookup
from confnotes.model import ObjectType
from making import (
    SPEAKERS,
    TOPICS,
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

if TYPE_CHECKING:
    from confnotes.model import Page


def nowhere(objtype: ObjectType, target: str) -> bool:
    """Say that no other notebook has it."""
    return False


def problems(*pages: Page) -> list[Problem]:
    return find_problems(notebook(*pages), nowhere)


def one_problem(*pages: Page) -> tuple[str, Subtype, str]:
    """Return place, kind and words of the only problem."""
    [problem] = problems(*pages)
    return problem.location, problem.subtype, problem.message


def test_a_notebook_can_be_without_problems() -> None:
    found = problems(
        programme(talk("A", date="2012-09-05", speakers="Ann Bee", topics="C++"), talk("B")),
        page("c/d", talk("D", speakers="Ann Bee"), references=[mention("talk", "a")]),
        page("cpp", topic("C++", broader="C"), references=[mention("speaker", "Ann Bee")]),
    )
    assert found == []


def test_the_problems_of_pages_are_kept_each_once() -> None:
    problem = Problem("a.md:1", Subtype.INVALID_DATE, "message")
    assert problems(page("a", title="A", problems=[problem, problem])) == [problem]


# Duplicates.


def test_two_that_claim_one_id_are_both_named() -> None:
    location, subtype, message = one_problem(page("a", topic("C")), page("b", topic("c")))
    assert (location, subtype) == ("b.md:3", Subtype.DUPLICATE_ID)
    assert message.startswith("topic 'c' is already at a.md:3; ")


def test_an_alias_that_is_another_object_is_a_duplicate() -> None:
    location, subtype, message = one_problem(
        page("a", topic("C")), page("b", topic("Sea", aliases="c"))
    )
    assert (location, subtype) == ("b.md:3", Subtype.DUPLICATE_ID)
    assert "topic 'c' is already at a.md:3" in message


# Talks and their conferences.


@pytest.mark.parametrize("day", ["2012-09-03", "2012-09-07", "2011-09-05"])
def test_a_talk_is_not_given_outside_its_conference(day: str) -> None:
    location, subtype, message = one_problem(programme(talk("A", date=f"{day} 14:20")))
    assert (location, subtype) == ("c/index.md:13", Subtype.OUTSIDE_CONFERENCE)
    assert f"dated {day}, outside of c (2012-09-04 to 2012-09-06)" in message


@pytest.mark.parametrize("date", ["", "2012-09-04", "2012-09-06 23:59"])
def test_a_talk_is_given_on_a_day_of_its_conference(date: str) -> None:
    assert problems(programme(talk("A", date=date))) == []


def test_without_its_last_day_a_conference_is_one_of_a_day() -> None:
    assert problems(programme(talk("A", date="2012-09-04"), end="")) == []
    _, subtype, message = one_problem(programme(talk("A", date="2012-09-05"), end=""))
    assert subtype == Subtype.OUTSIDE_CONFERENCE
    assert "(2012-09-04)" in message


def test_a_conference_without_days_or_with_wrong_ones_says_nothing_of_its_talks() -> None:
    assert problems(programme(talk("A", date="2012-09-05"), start="", end="")) == []
    assert problems(programme(talk("A", date="2012-09-05"), end="2012-09-01")) == []


def test_a_second_talk_of_one_id_is_checked_too() -> None:
    found = problems(programme(talk("A"), talk("A", date="2013-01-01")))
    assert {problem.subtype for problem in found} == {
        Subtype.DUPLICATE_ID,
        Subtype.OUTSIDE_CONFERENCE,
    }


def test_a_talk_belongs_to_a_conference() -> None:
    location, subtype, message = one_problem(page("a", talk("A")))
    assert (location, subtype) == ("a.md:3", Subtype.NO_CONFERENCE)
    assert message.startswith("talk 'a' belongs to no conference; declare one above it")


def test_a_talk_that_names_an_unknown_conference_has_one_problem() -> None:
    location, subtype, _ = one_problem(
        page("a", talk("A", conference="nowhere"), references=[option("conference", "nowhere")])
    )
    assert (location, subtype) == ("a.md:100", Subtype.UNKNOWN_CONFERENCE)


# References.


@pytest.mark.parametrize(
    ("objtype", "target", "subtype", "near"),
    [
        ("conference", "d", Subtype.UNKNOWN_CONFERENCE, "Declare it with the 'conference'"),
        ("conference", "confs", Subtype.UNKNOWN_CONFERENCE, "Did you mean 'conf'?"),
        ("talk", "nowhere", Subtype.UNKNOWN_TALK, "Declare it with the 'talk'"),
        ("talk", "d/on-gevent", Subtype.UNKNOWN_TALK, "Did you mean 'c/on-gevent'?"),
        ("speaker", "Nobody", Subtype.UNKNOWN_SPEAKER, "Name it on a talk, or declare it"),
        ("speaker", "Anne Bee", Subtype.UNKNOWN_SPEAKER, "Did you mean 'ann-bee'?"),
        ("topic", "nothing", Subtype.UNKNOWN_TOPIC, "Name it on a talk, or declare it"),
        ("topic", "DJANGI", Subtype.UNKNOWN_TOPIC, "Did you mean 'django'?"),
    ],
)
def test_what_is_named_has_to_be_somewhere(
    objtype: str, target: str, subtype: Subtype, near: str
) -> None:
    location, found, message = one_problem(
        programme(talk("On Gevent", speakers="Ann Bee", topics="Django")),
        page("a", title="A", references=[mention(objtype, target, None)]),
    )
    assert (location, found) == ("a.md:100", subtype)
    assert message.startswith(f"there is no {objtype} {target!r}.")
    assert near in message


def test_a_talk_that_is_named_by_its_title_is_suggested() -> None:
    _, subtype, message = one_problem(
        programme(),
        page("c/gevent", talk("Greenlets for Django"), references=[mention("talk", "C/gevent")]),
        page("c/a", talk("A"), references=[mention("talk", "Greenlets for django")]),
    )
    assert subtype == Subtype.UNKNOWN_TALK
    assert message.endswith(" Did you mean 'c/gevent'?")


def test_a_short_id_of_several_talks_is_ambiguous() -> None:
    location, subtype, message = one_problem(
        page("c/index", conference("C"), talk("Intro")),
        page("d/index", conference("D"), talk("Intro"), references=[mention("talk", "intro")]),
    )
    assert (location, subtype) == ("d/index.md:100", Subtype.AMBIGUOUS_TALK)
    assert message == "talk 'intro' can be any of c/intro, d/intro; write which"


def test_what_another_notebook_has_is_known() -> None:
    lookup = notebook(page("a", title="A", references=[mention("topic", "Flask", None)]))
    asked = []

    def elsewhere(objtype: ObjectType, target: str) -> bool:
        asked.append((objtype, target))
        return True

    assert find_problems(lookup, elsewhere) == []
    assert asked == [("topic", "Flask")]


def test_a_link_that_may_mean_anything_is_not_ours_to_judge() -> None:
    assert problems(page("a", title="A", references=[link("nowhere", None)])) == []


# Spelling.


def test_a_person_is_spelled_in_one_way() -> None:
    location, subtype, message = one_problem(
        programme(
            talk("A", speakers="Ann Bee"),
            talk("B", speakers="ann bee"),
            talk("C", speakers="Ann Bee"),
        )
    )
    assert (location, subtype) == ("c/index.md:23", Subtype.SPELLING)
    assert message.startswith("'ann bee' is elsewhere spelled 'Ann Bee'; ")


def test_the_title_of_a_persons_page_is_the_spelling() -> None:
    location, subtype, message = one_problem(
        programme(talk("A", speakers="Stephane Wirtel"), talk("B", speakers="Stéphane  Wirtel")),
        page("p", speaker("Stéphane Wirtel")),
    )
    assert (location, subtype) == ("c/index.md:13", Subtype.SPELLING)
    assert "'Stéphane Wirtel'" in message


@pytest.mark.parametrize("name", ["Ann Bee", "Ann B.", "ann-bee", "U\u0308nal", "Ünal"])
def test_a_name_an_alias_an_id_and_every_unicode_form_are_well_spelled(name: str) -> None:
    assert (
        problems(
            page("p", speaker("Ann Bee", aliases="Ann B.")),
            page("q", speaker("Ünal")),
            programme(talk("A", speakers=name)),
        )
        == []
    )


def test_a_topic_may_be_spelled_in_many_ways() -> None:
    assert problems(programme(talk("A", topics="CI/CD"), talk("B", topics="ci-cd, Ci Cd"))) == []


# Broader topics.


def test_a_topic_is_not_broader_than_itself() -> None:
    location, subtype, message = one_problem(page("a", topic("A", broader="a")))
    assert (location, subtype) == ("a.md:3", Subtype.BROADER_CIRCLE)
    assert "topic 'a' is broader than itself: a → a;" in message


def test_a_circle_of_topics_is_one_problem_that_names_them_all() -> None:
    _, subtype, message = one_problem(
        page("c", topic("C", broader="A")),
        page("b", topic("B", broader="Dead end, C")),
        page("a", topic("A", aliases="Alpha", broader="B")),
        page("d", topic("D", broader="Alpha")),
    )
    assert subtype == Subtype.BROADER_CIRCLE
    assert "topic 'a' is broader than itself: a → b → c → a;" in message


def test_two_circles_are_two_problems() -> None:
    found = problems(
        page("a", topic("A", broader="B")),
        page("b", topic("B", broader="A")),
        page("x", topic("X", broader="Y")),
        page("y", topic("Y", broader="X")),
    )
    assert [problem.location for problem in found] == ["a.md:3", "x.md:3"]


def test_two_ways_to_one_broader_topic_are_no_circle() -> None:
    assert problems(page("a", topic("A", broader="B, C")), page("b", topic("B", broader="C"))) == []


# Indexes.


@pytest.mark.parametrize(
    ("names", "indexes", "label"),
    [
        ({"speakers": "Ann Bee", "topics": "C++"}, [TOPICS], "speaker 'Ann Bee'"),
        ({"speakers": "Ann Bee", "topics": "C++"}, [SPEAKERS], "topic 'C++'"),
    ],
)
def test_what_is_only_named_needs_an_index_to_be_at_home(
    names: dict[str, Any], indexes: list[Page], label: str
) -> None:
    lookup = Lookup(store(*indexes, programme(talk("A", **names), talk("B", **names))))
    [problem] = find_problems(lookup, nowhere)
    assert (problem.location, problem.subtype) == ("c/index.md:13", Subtype.NO_INDEX)
    objtype = label.partition(" ")[0]
    assert problem.message == (
        f"{label} has no page to be listed on; make one with the directive '{objtype}-index' in it"
    )


def test_every_letter_of_a_divided_index_has_to_be_on_one_of_its_pages() -> None:
    part = page("b", title="B", indexes=[ObjectType.SPEAKER], letters="B")
    lookup = Lookup(store(part, programme(talk("A", speakers="Ann Bee, Bo Kay"))))
    [problem] = find_problems(lookup, nowhere)
    assert problem.message == (
        "speaker 'Bo Kay' has no page to be listed on; "
        "no 'speaker-index' has 'K' among its ':letters:', so add it to one"
    )


def test_who_has_a_page_needs_no_index() -> None:
    lookup = Lookup(store(page("p", speaker("Ann")), programme(talk("A", speakers="Ann"))))
    assert find_problems(lookup, nowhere) == []


# Laws.


@law
@given(notebooks())
def test_problems_are_sorted_and_none_is_there_twice(pages: dict[str, Page]) -> None:
    found = find_problems(Lookup(pages), nowhere)
    assert found == sorted(set(found), key=lambda problem: problem.place)
    assert found == find_problems(Lookup(dict(reversed(pages.items()))), nowhere)


@law
@given(notebooks())
def test_a_problem_is_a_sentence_at_a_place(pages: dict[str, Page]) -> None:
    for problem in find_problems(Lookup(pages), nowhere):
        docname, _, line = problem.location.partition(".md:")
        assert docname in pages
        assert line.isdecimal()
        assert len(problem.message.splitlines()) == 1


@law
@given(notebooks())
def test_every_duplicate_names_both_places(pages: dict[str, Page]) -> None:
    lookup = Lookup(pages)
    found = [
        problem
        for problem in find_problems(lookup, nowhere)
        if problem.subtype == Subtype.DUPLICATE_ID
    ]
    places = {(first.location, second.location) for *_, first, second in lookup.duplicates}
    assert len(found) >= len(places)
    for first, second in places:
        assert any(one.location == second and first in one.message for one in found)


@law
@given(notebooks())
def test_every_talk_outside_of_its_conference_is_a_problem(pages: dict[str, Page]) -> None:
    lookup = Lookup(pages)
    found = {
        problem.location
        for problem in find_problems(lookup, nowhere)
        if problem.subtype == Subtype.OUTSIDE_CONFERENCE
    }
    for talk_id, entry in lookup.talks.items():
        held = lookup.conferences.get(talk_id.rpartition("/")[0])
        if not (held and held.facts.start and entry.facts.date and entry.declaration):
            continue
        end = held.facts.end or held.facts.start
        if held.facts.start <= end:
            outside = not held.facts.start <= entry.facts.date <= end
            assert (entry.declaration.location in found) is outside
