"""Which objects there are, what their ids are, and what finds them."""

from __future__ import annotations

import pytest
from hypothesis import given

from confnotes.model import ObjectType, Page, Talk, Target
from confnotes.names import slugify
from confnotes.tables import Tables, aliases_of, invert
from making import (
    SPEAKERS,
    TOPICS,
    conference,
    law,
    notebook,
    notebooks,
    page,
    programme,
    speaker,
    store,
    talk,
    topic,
)

CONFERENCE = ObjectType.CONFERENCE
TALK = ObjectType.TALK
SPEAKER = ObjectType.SPEAKER
TOPIC = ObjectType.TOPIC


def label(tables: Tables, objtype: ObjectType, name: str) -> str:
    """Return the label of what a name finds."""
    target = tables.resolve(objtype, name)
    assert target is not None
    return target.label


# What finds an object.


def test_a_declared_object_lives_where_it_is_declared() -> None:
    tables = notebook(page("topics/py", topic("Python"), topic("Ruby")))
    assert tables.resolve(TOPIC, "python") == Target(
        TOPIC, "python", "Python", "topics/py", "python", is_page=True
    )
    assert tables.resolve(TOPIC, "ruby") == Target(TOPIC, "ruby", "Ruby", "topics/py", "ruby")


@pytest.mark.parametrize(
    "name", ["data-science", "Data Science", "DATA  science", "DS", "Wissenschaft", "wissenschaft"]
)
def test_an_object_is_found_by_id_by_name_and_by_alias(name: str) -> None:
    tables = notebook(page("ds", topic("Data Science", aliases="DS, Wissenschaft")))
    assert label(tables, TOPIC, name) == "Data Science"


@pytest.mark.parametrize("name", ["dc", "DjangoCon US", "djangocon-us", "DCUS"])
def test_a_conference_with_an_id_of_its_own_is_found_by_its_name_too(name: str) -> None:
    tables = notebook(page("x/index", conference("DjangoCon US", id="dc", aliases="DCUS")))
    assert label(tables, CONFERENCE, name) == "DjangoCon US"


@pytest.mark.parametrize(("one", "other"), [("Ünal", "U\u0308nal"), ("U\u0308nal", "Ünal")])
def test_a_person_is_found_whatever_the_unicode_form(one: str, other: str) -> None:
    assert label(notebook(page("p", speaker(one))), SPEAKER, other) == one


def test_kinds_have_names_of_their_own() -> None:
    tables = notebook(page("a", topic("Bo")), page("b", speaker("Bo", id="bo-the-person")))
    assert tables.resolve(TOPIC, "bo-the-person") is None
    assert tables.resolve(SPEAKER, "Bo") != tables.resolve(TOPIC, "Bo")


def test_an_id_is_never_taken_by_a_title_nor_a_title_by_an_alias() -> None:
    tables = notebook(
        page("a", topic("Two", id="one", aliases="three")),
        page("b", topic("Three", id="two")),
    )
    assert label(tables, TOPIC, "one") == "Two"
    assert label(tables, TOPIC, "two") == "Three"
    assert label(tables, TOPIC, "three") == "Three"


def test_a_name_without_a_letter_does_not_find_another_such_name() -> None:
    tables = notebook(page("a", topic("???", id="what")))
    assert label(tables, TOPIC, "what") == "???"
    assert tables.resolve(TOPIC, "!!!") is None


@pytest.mark.parametrize("objtype", ObjectType)
@pytest.mark.parametrize("name", ["nowhere", "c/nowhere", "???", ""])
def test_a_name_that_nobody_knows_finds_nothing(objtype: ObjectType, name: str) -> None:
    tables = notebook(programme(talk("A", speakers="Ann", topics="Python")))
    assert tables.resolve(objtype, name) is None


def test_known_ids_are_those_of_objects_and_of_their_aliases() -> None:
    tables = notebook(page("a", topic("C", aliases="ANSI C")), programme(talk("A", topics="C++")))
    assert set(tables.known_ids(TOPIC)) == {"c", "ansi-c", "c-plus-plus"}
    assert set(tables.known_ids(TALK)) == {"c/a"}


# Talks.


def test_a_talk_is_found_by_its_whole_id_and_by_the_short_one() -> None:
    tables = notebook(programme(talk("Django on Gevent")))
    for name in ("c/django-on-gevent", "C/Django on Gevent", "django-on-gevent"):
        assert label(tables, TALK, name) == "Django on Gevent"


def test_a_short_id_of_several_talks_finds_none_of_them() -> None:
    tables = notebook(
        page("c/index", conference("C"), talk("Intro")),
        page("d/index", conference("D"), talk("Intro")),
    )
    assert tables.resolve(TALK, "intro") is None
    assert tables.talk_ids("intro") == ("c/intro", "d/intro")
    assert tables.talk_ids("d/intro") == ("d/intro",)
    assert label(tables, TALK, "d/intro") == "Intro"


def test_a_talk_without_conference_is_found_before_the_short_ids_of_others() -> None:
    tables = notebook(page("intro", talk("Alone")), programme(talk("Intro")))
    assert tables.talk_ids("intro") == ("intro",)
    assert label(tables, TALK, "intro") == "Alone"


def one_talk(*pages: Page) -> str:
    """Return the id of the only talk."""
    [talk_id] = notebook(*pages).talks
    return talk_id


def test_a_talk_belongs_to_the_conference_above_it_on_its_page() -> None:
    above = page("year", conference("One"), talk("A"), conference("Two"), title="2012")
    assert one_talk(above) == "one/a"


def test_of_several_conferences_above_a_talk_the_nearest_counts() -> None:
    above = page("year", conference("One"), conference("Two"), talk("A"), title="2012")
    assert one_talk(above) == "two/a"


def test_a_conference_below_a_talk_does_not_count() -> None:
    assert one_talk(page("year", talk("A"), conference("One"), title="2012")) == "a"


def test_a_talk_belongs_to_the_conference_of_its_folder() -> None:
    assert one_talk(programme(), page("c/gevent", talk("A"))) == "c/gevent"


def test_a_talk_belongs_to_the_conference_of_the_nearest_index_up_the_folders() -> None:
    outer = page("index", conference("Outer"))
    inner = page("c/index", conference("Inner"))
    empty = page("c/d/index", title="No conference")
    assert one_talk(outer, inner, empty, page("c/d/e/a", talk("A"))) == "c/a"
    assert one_talk(outer, page("c/d/e/a", talk("A"))) == "outer/a"


def test_a_folder_is_not_that_of_a_neighbour() -> None:
    assert one_talk(programme(), page("d/a", talk("A"))) == "a"


def test_the_page_comes_before_the_folder() -> None:
    here = page("c/page", conference("Here"), talk("A"), title="A page")
    assert one_talk(programme(), here) == "here/a"


@pytest.mark.parametrize("name", ["d", "Dee", "DCUS"])
def test_what_a_talk_says_of_itself_comes_first(name: str) -> None:
    named = page("d/index", conference("Dee", aliases="DCUS"))
    above = page("c/index", conference("Conf"), talk("A", conference=name))
    assert one_talk(named, above) == "d/a"


def test_a_talk_that_names_an_unknown_conference_belongs_to_none() -> None:
    assert one_talk(programme(talk("A", conference="nowhere"))) == "a"


def test_the_conference_of_a_talk_is_in_its_id() -> None:
    tables = notebook(programme(talk("A")), page("b", talk("B")))
    assert tables.conference_of(tables.talks["c/a"].target) == tables.conferences["c"]
    assert tables.conference_of(tables.talks["b"].target) is None


def test_talks_are_sorted_by_when_they_were_given() -> None:
    tables = notebook(
        page(
            "d/index",
            conference("D", "2011-05-01", "2011-05-02"),
            talk("Undated"),
            talk("Late", date="2011-05-02 17:00"),
            talk("Early", date="2011-05-02 09:00"),
            talk("B all day", date="2011-05-02"),
            talk("A all day", date="2011-05-02"),
            talk("First", date="2011-05-01 18:00"),
        ),
        page("c/index", conference("C", "2012-09-04", "2012-09-06"), talk("Next year")),
        page("b", talk("Never")),
    )
    assert [key.rpartition("/")[2] for key in tables.talks] == [
        "first",
        "a-all-day",
        "b-all-day",
        "early",
        "late",
        "undated",
        "next-year",
        "b",
    ]


# What is only named.


def test_what_is_only_named_is_at_home_on_the_index_of_its_kind() -> None:
    tables = notebook(programme(talk("A", speakers="Łukasz Langa", topics="C++")))
    assert tables.speakers["lukasz-langa"].target == Target(
        SPEAKER, "lukasz-langa", "Łukasz Langa", "speakers", "speaker-lukasz-langa"
    )
    assert tables.topics["c-plus-plus"].target == Target(
        TOPIC, "c-plus-plus", "C++", "topics", "topic-c-plus-plus"
    )
    assert tables.topics["c-plus-plus"].declaration is None


def test_what_is_only_named_moves_to_its_page_when_there_is_one() -> None:
    named = programme(talk("A", speakers="Ann Bee"))
    assert notebook(named).speakers["ann-bee"].target.docname == "speakers"
    tables = notebook(named, page("speakers/ann", speaker("Ann Bee")))
    assert tables.speakers["ann-bee"].target.docname == "speakers/ann"


def test_a_topic_can_be_named_by_another_topic() -> None:
    tables = notebook(page("a", topic("South", broader="Migrations", related="Django, SQL")))
    assert sorted(tables.topics) == ["django", "migrations", "south", "sql"]


def test_an_alias_that_is_named_does_not_make_a_new_object() -> None:
    tables = notebook(
        page("a", speaker("Ann Bee", aliases="Ann B.")), programme(talk("A", speakers="Ann B."))
    )
    assert list(tables.speakers) == ["ann-bee"]


def test_without_an_index_what_is_only_named_has_no_home() -> None:
    tables = Tables(store(programme(talk("A", topics="C++"))))
    assert tables.topics["c-plus-plus"].target == Target(TOPIC, "c-plus-plus", "C++")
    assert tables.home(TOPIC) == ("", "")


def test_the_first_of_two_indexes_is_the_home() -> None:
    tables = notebook(page("a", title="A", indexes=[TOPIC]))
    assert tables.home(TOPIC) == ("a", "all-topic")
    assert tables.home(SPEAKER) == ("speakers", "all-speaker")


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (["data science", "Data Science", "Data Science"], "Data Science"),
        (["data science", "Data Science"], "Data Science"),
        (["data science", "Data-Science", "data science"], "data science"),
        (["b c", "B c", "b C", "B C"], "B C"),
    ],
)
def test_the_label_is_the_most_frequent_spelling_with_ties_by_alphabet(
    spellings: list[str], expected: str
) -> None:
    talks = [talk(f"Talk {number}", topics=name) for number, name in enumerate(spellings)]
    for order in (talks, talks[::-1]):
        [entry] = notebook(programme(*order)).topics.values()
        assert entry.target.label == expected


def test_the_declared_title_is_the_label_however_often_another_spelling_is_used() -> None:
    tables = notebook(
        page("a", topic("Data Science")),
        programme(talk("A", topics="data science"), talk("B", topics="data science")),
    )
    assert label(tables, TOPIC, "data science") == "Data Science"


# Two claim one name.


def claims(tables: Tables) -> list[tuple[str, str, str, str]]:
    return [
        (objtype, name, first.location, second.location)
        for objtype, name, first, second in tables.duplicates
    ]


def test_the_first_of_two_that_claim_an_id_has_it() -> None:
    tables = notebook(page("b", topic("Python")), page("a", topic("python")))
    assert label(tables, TOPIC, "python") == "python"
    assert claims(tables) == [("topic", "python", "a.md:3", "b.md:3")]


def test_each_further_claim_is_noted_with_the_first_place() -> None:
    tables = notebook(programme(talk("A"), talk("B"), talk("a"), talk("A")))
    assert claims(tables) == [
        ("talk", "c/a", "c/index.md:13", "c/index.md:33"),
        ("talk", "c/a", "c/index.md:13", "c/index.md:43"),
    ]


def test_an_alias_can_not_be_the_id_of_another() -> None:
    tables = notebook(page("a", topic("C")), page("b", topic("Sea", aliases="C, Ocean")))
    assert claims(tables) == [("topic", "c", "a.md:3", "b.md:3")]
    assert label(tables, TOPIC, "C") == "C"
    assert label(tables, TOPIC, "Ocean") == "Sea"


def test_an_alias_can_not_be_that_of_another() -> None:
    tables = notebook(
        page("a", speaker("Ann", aliases="The one")), page("b", speaker("Bo", aliases="the one"))
    )
    assert claims(tables) == [("speaker", "the-one", "a.md:3", "b.md:3")]
    assert label(tables, SPEAKER, "The one") == "Ann"


def test_an_alias_may_be_the_name_of_the_same_object() -> None:
    tables = notebook(page("a", topic("Python 3", id="python", aliases="python 3, PYTHON")))
    assert tables.duplicates == []


def test_objects_of_different_kinds_may_have_one_id() -> None:
    tables = notebook(page("a", topic("Bo")), page("b", speaker("Bo")), page("bo", talk("Bo")))
    assert tables.duplicates == []


def test_talks_of_different_conferences_may_have_one_name() -> None:
    tables = notebook(programme(talk("Keynote")), page("d/index", conference("D"), talk("Keynote")))
    assert tables.duplicates == []


# Laws.


@law
@given(notebooks())
def test_every_declared_object_is_found_by_its_id(pages: dict[str, Page]) -> None:
    tables = Tables(pages)
    assert len(tables.declared) == sum(len(page.declarations) for page in pages.values())
    for entry in tables.declared.values():
        objtype, object_id = entry.target.objtype, entry.target.id
        first = tables.table(objtype)[object_id]
        assert tables.resolve(objtype, object_id) == first.target
        assert first.target == entry.target or any(
            claim[:2] == (objtype, object_id) and claim[3] == entry.declaration
            for claim in tables.duplicates
        )


@law
@given(notebooks())
def test_every_alias_finds_its_object_unless_it_is_claimed_twice(pages: dict[str, Page]) -> None:
    tables = Tables(pages)
    for objtype in (CONFERENCE, SPEAKER, TOPIC):
        claimed = {name for kind, name, *_ in tables.duplicates if kind is objtype}
        for entry in tables.table(objtype).values():
            for alias in aliases_of(entry.facts):
                found = tables.resolve(objtype, alias)
                assert found is not None
                assert found == entry.target or slugify(alias) in claimed


@law
@given(notebooks())
def test_everything_that_a_list_names_is_found(pages: dict[str, Page]) -> None:
    tables = Tables(pages)
    for naming in tables.namings:
        target = tables.resolve(naming.objtype, naming.name)
        assert target is not None
        assert target.docname in {"", *pages}


@law
@given(notebooks())
def test_the_conference_of_every_talk_is_in_the_notebook(pages: dict[str, Page]) -> None:
    tables = Tables(pages)
    for entry in tables.declared.values():
        if isinstance(entry.facts, Talk):
            head, _, _ = entry.target.id.rpartition("/")
            assert head in {"", *tables.conferences}


def test_tables_are_sorted_by_id() -> None:
    tables = Tables(store(SPEAKERS, TOPICS, page("y", topic("B")), page("z", topic("A"))))
    assert list(tables.topics) == ["a", "b"]
    assert list(tables.pages) == ["speakers", "topics", "y", "z"]


def test_inverting_keeps_the_order_of_values() -> None:
    pairs = [("b", ["x", "y"]), ("a", ["x"]), ("c", [])]
    assert invert(pairs) == {"x": ("b", "a"), "y": ("b",)}


def test_two_people_of_one_name_are_a_duplicate_if_neither_has_its_id() -> None:
    tables = notebook(page("a", speaker("Ann", id="ann-1")), page("b", speaker("Ann", id="ann-2")))
    assert [(kind, slug) for kind, slug, *_ in tables.duplicates] == [(SPEAKER, "ann")]


def test_two_conferences_of_one_name_are_told_apart_by_their_ids() -> None:
    tables = notebook(
        page("pycon-1/index", conference("PyCon")), page("pycon-2/index", conference("PyCon"))
    )
    assert tables.duplicates == []


def test_a_person_named_by_id_is_called_by_a_name_all_the_same() -> None:
    tables = notebook(
        programme(talk("A", speakers="ann-bee"), talk("B", speakers="ann-bee, Ann Bee"))
    )
    assert label(tables, SPEAKER, "ann-bee") == "Ann Bee"


def test_two_people_of_one_name_are_none_if_one_has_its_id() -> None:
    tables = notebook(page("a", speaker("Ann")), page("b", speaker("Ann", id="ann-2")))
    assert tables.duplicates == []
    found = tables.resolve(SPEAKER, "Ann")
    assert found is not None
    assert found.id == "ann"
