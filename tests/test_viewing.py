"""What each placeholder shows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

import pytest

from confnotes.indexing import view_index
from confnotes.lookup import Lookup
from confnotes.model import (
    CompleteIndex,
    GroupBy,
    ObjectType,
    Sort,
    TalkQuery,
    TalkType,
    Target,
)
from confnotes.querying import view_query
from confnotes.related import CHOSEN
from confnotes.viewing import view_declaration
from confnotes.views import TalkIndexView
from making import (
    conference,
    mention,
    notebook,
    page,
    programme,
    speaker,
    store,
    talk,
    topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from confnotes.model import Page
    from confnotes.views import (
        ConferenceIndexView,
        ConferenceView,
        NameIndexView,
        NameRow,
        SpeakerView,
        TalkGroup,
        TalkRow,
        TalksIn,
        TalkView,
        TopicBranch,
        TopicView,
    )


def shown(groups: Iterable[TalkGroup]) -> list[tuple[str | None, list[str]]]:
    """Return the heading of each group, and the titles of its talks."""
    return [(heading(group.heading), [row.target.label for row in group.rows]) for group in groups]


def heading(value: Target | dt.date | str | None) -> str | None:
    if isinstance(value, Target):
        return value.label
    return value.isoformat() if isinstance(value, dt.date) else value


def labels(targets: Iterable[Target]) -> list[str]:
    return [target.label for target in targets]


# A conference.


def view_conference(lookup: Lookup) -> ConferenceView:
    return cast("ConferenceView", view_declaration(lookup, "c/index", 0))


def test_a_programme_is_by_day_and_time() -> None:
    lookup = notebook(
        programme(
            talk("Late", date="2012-09-05 14:20"),
            talk("Second day", date="2012-09-06 09:00"),
            talk("Early", date="2012-09-05 09:00"),
            talk("All day", date="2012-09-05"),
        )
    )
    assert shown(view_conference(lookup).days) == [
        ("2012-09-05", ["All day", "Early", "Late"]),
        ("2012-09-06", ["Second day"]),
    ]


@pytest.mark.parametrize("end", ["", "2012-09-04", "2012-09-06"])
def test_talks_without_a_day_are_last_on_a_programme(end: str) -> None:
    first, second = talk("First", date="2012-09-04"), talk("Second", date="2012-09-05")
    lookup = notebook(programme(talk("B"), second, talk("A"), first, end=end))
    assert shown(view_conference(lookup).days) == [
        ("2012-09-04", ["First"]),
        ("2012-09-05", ["Second"]),
        (None, ["A", "B"]),
    ]


def test_a_programme_has_the_talks_of_its_conference_on_whatever_page() -> None:
    lookup = notebook(
        programme(talk("Here", date="2012-09-04")),
        page("c/there", talk("There", date="2012-09-05")),
        page("d/index", conference("D"), talk("Elsewhere")),
    )
    assert shown(view_conference(lookup).days) == [
        ("2012-09-04", ["Here"]),
        ("2012-09-05", ["There"]),
    ]


def test_a_conference_counts_its_talks_with_notes() -> None:
    lookup = notebook(programme(talk("A", notes=True), talk("B"), talk("C", notes=True)))
    view = view_conference(lookup)
    assert view.noted == 2
    assert [row.has_notes for row in view.days[0].rows] == [True, False, True]


def test_a_conference_without_talks_has_an_empty_programme() -> None:
    view = view_conference(notebook(programme()))
    assert (view.noted, view.days, view.mentions) == (0, (), ())


def test_a_conference_is_between_others_of_its_series() -> None:
    lookup = notebook(
        page("c/index", conference("C 2012", "2012-09-04", series="C")),
        *(page(f"c{at}", conference(f"C {at}", f"{at}-09-04", series="C")) for at in (2009, 2010)),
        page("d", conference("D", "2011-09-04")),
    )
    view = view_conference(lookup)
    assert (view.before and view.before.label, view.after) == ("C 2010", None)


@pytest.mark.parametrize("objtype", [ObjectType.CONFERENCE, ObjectType.SPEAKER, ObjectType.TOPIC])
def test_what_has_no_talk_leads_to_the_others_of_its_kind(objtype: ObjectType) -> None:
    one = {"conference": conference, "speaker": speaker, "topic": topic}[objtype]("Ann")
    other = talk("A", speakers="Ann", topics="Ann", conference="ann")
    index = page("list", title="All", indexes=[objtype])
    empty, full = (
        cast("ConferenceView", view_declaration(lookup, "ann", 0)).index
        for lookup in (
            Lookup(store(index, page("ann", one))),
            Lookup(store(index, page("ann", one), page("a", other))),
        )
    )
    assert (empty and (empty.label, empty.docname), full) == ((f"all {objtype}s", "list"), None)


# A talk.


def view_talk(lookup: Lookup, docname: str = "c/index", position: int = 1) -> TalkView:
    return cast("TalkView", view_declaration(lookup, docname, position))


def test_a_talk_shows_who_where_and_on_what() -> None:
    lookup = notebook(
        page(
            "c/index",
            conference("Conf", timezone="America/New_York"),
            talk("A", speakers="Bo, Ann B., Ann Bee", topics="Zope, C++", room="2"),
        ),
        page("ann", speaker("Ann Bee", aliases="Ann B.")),
    )
    view = view_talk(lookup)
    assert labels(view.speakers) == ["Bo", "Ann Bee"]
    assert labels(view.topics) == ["Zope", "C++"]
    assert view.conference is not None
    assert (view.conference.label, view.timezone) == ("Conf", "America/New_York")
    assert (view.facts.room, view.is_page) == ("2", False)


def test_a_talk_without_conference_has_no_time_zone() -> None:
    view = view_talk(notebook(page("a", talk("A"))), "a", 0)
    assert (view.conference, view.timezone, view.is_page) == (None, "", True)


def titles(rows: Iterable[TalkRow]) -> list[str]:
    return [row.target.label for row in rows]


def related_and_not() -> list[Page]:
    """Return pages with talks that have much, little and nothing in common with that of ``c/a``."""
    return [
        page("c/a", talk("This", speakers="Ann", topics="Python, Gevent")),
        programme(
            talk("Near", topics="Gevent"),
            talk("Less near", topics="Python"),
            talk("Also less near", topics="Python"),
            talk("Same speaker", speakers="Ann"),
            talk("Same in all", speakers="Bo, Ann", topics="Python", date="2012-09-04"),
            talk("Nothing in common", topics="Ruby"),
        ),
    ]


def test_a_talk_shows_what_else_its_speakers_did_and_apart_from_it_related_talks() -> None:
    view = view_talk(notebook(*related_and_not()), "c/a", 0)
    [more] = view.more
    assert (more.speaker.label, titles(more.rows)) == ("Ann", ["Same speaker", "Same in all"])
    assert labels(more.rows[1].speakers) == ["Bo"]
    assert titles(view.related) == ["Near", "Also less near", "Less near"]


def test_a_talk_that_shares_its_page_has_one_short_list_of_both() -> None:
    talks = [talk(f"On it {number:02}", topics="Python") for number in range(12)]
    other = talk("Same speaker", speakers="Ann")
    view = view_talk(notebook(programme(talk("A", speakers="Ann", topics="Python"), other, *talks)))
    assert view.more == ()
    assert titles(view.related)[:2] == ["Same speaker", "On it 00"]
    assert len(view.related) == 2 * CHOSEN


def next_to(view: TalkView) -> list[tuple[str, str] | None]:
    """Return what comes before and after a talk, each with its day and its time."""
    return [
        one and (one.target.label, " ".join(str(part) for part in (one.date, one.time) if part))
        for one in (view.before, view.after)
    ]


def test_a_talk_is_between_others_of_the_programme() -> None:
    lookup = notebook(
        programme(
            talk("First", date="2012-09-04 17:00"),
            talk("Last", date="2012-09-05 11:00"),
            talk("Not known"),
        ),
        page("c/a", talk("A", date="2012-09-05 10:00")),
        page("d/index", conference("D"), talk("Of another", date="2012-09-05 10:30")),
        page("c/z", talk("Z")),
    )
    first, last = ("First", "2012-09-04 17:00:00"), ("Last", "11:00:00")
    assert next_to(view_talk(lookup, "c/a", 0)) == [first, last]
    assert next_to(view_talk(lookup, "c/z", 0)) == [("Not known", ""), None]
    assert next_to(view_talk(lookup)) == [None, ("A", "")], "a card says the titles only"
    assert next_to(view_talk(lookup, "d/index")) == [None, None]


def test_a_talk_of_no_conference_is_next_to_nothing() -> None:
    lookup = notebook(page("a", talk("A")), page("b", talk("B")))
    assert next_to(view_talk(lookup, "a", 0)) == [None, None]


@pytest.mark.parametrize(
    ("time", "stale"),
    [
        ("10:00", set()),
        ("10:30", {"b", "c", "d"}),  # in its place still; its neighbours show the time
        ("14:30", {"b", "c", "d", "f", "g"}),
        ("08:00", {"a", "b", "c", "d"}),
    ],
)
def test_another_time_changes_what_old_and_new_neighbours_show_and_nobody_else(
    time: str, stale: set[str]
) -> None:
    def view(time_of_c: str) -> dict[str, TalkView]:
        times = {"a": "08:30", "b": "09:00", "c": time_of_c, "d": "11:00", "e": "13:00"}
        times |= {"f": "14:00", "g": "15:00", "h": "16:00"}
        talks = {name: talk(name, date=f"2012-09-04 {time}") for name, time in times.items()}
        lookup = notebook(programme(), *(page(f"c/{name}", one) for name, one in talks.items()))
        return {name: view_talk(lookup, f"c/{name}", 0) for name in talks}

    before, after = view("10:00"), view(time)
    assert {name for name in before if repr(before[name]) != repr(after[name])} == stale


def test_a_talk_shows_what_mentions_it() -> None:
    lookup = notebook(
        programme(talk("A")),
        page("c/b", talk("B"), references=[mention("talk", "a")]),
        page("t", topic("Topic"), references=[mention("talk", "c/a")]),
    )
    assert labels(view_talk(lookup).mentions) == ["B", "Topic"]


def test_a_second_talk_of_one_id_shows_what_is_its_own() -> None:
    lookup = notebook(programme(talk("A", room="1"), talk("A", room="2")))
    assert [view_talk(lookup, "c/index", position).facts.room for position in (1, 2)] == ["1", "2"]


# A person.


def test_a_person_has_talks_by_conference_newest_first() -> None:
    lookup = notebook(
        page("ann", speaker("Ann")),
        page(
            "c11/index",
            conference("C 2011", "2011-09-04"),
            talk("Old", speakers="Ann", date="2011-09-04"),
        ),
        page(
            "c12/index",
            conference("C 2012", "2012-09-04", "2012-09-06"),
            talk("Last", speakers="Bo, Ann, Cy"),
            talk("Later", speakers="Ann", date="2012-09-05"),
            talk("Sooner", speakers="Ann", date="2012-09-04"),
            talk("Of another", speakers="Bo", date="2012-09-04"),
        ),
    )
    view = cast("SpeakerView", view_declaration(lookup, "ann", 0))
    assert shown(view.conferences) == [
        ("C 2012", ["Sooner", "Later", "Last"]),
        ("C 2011", ["Old"]),
    ]
    assert labels(view.conferences[0].rows[-1].speakers) == ["Bo", "Cy"]


def test_a_person_has_the_topics_of_the_talks_each_once() -> None:
    lookup = notebook(
        page("ann", speaker("Ann")),
        page("x", topic("Caches", aliases="caching")),
        programme(
            talk("A", speakers="Ann", topics="Redis, caching"),
            talk("B", speakers="Bo, Ann", topics="Caches"),
            talk("C", speakers="Bo", topics="C"),
        ),
    )
    view = cast("SpeakerView", view_declaration(lookup, "ann", 0))
    assert labels(view.topics) == ["Caches", "Redis"]


def test_a_person_shows_what_mentions_them() -> None:
    lookup = notebook(
        page("ann", speaker("Ann", aliases="Ann B.")),
        page("a", talk("A"), references=[mention("speaker", "Ann B.")]),
    )
    view = cast("SpeakerView", view_declaration(lookup, "ann", 0))
    assert labels(view.mentions) == ["A"]


# A topic.


def view_topic(lookup: Lookup, docname: str = "x") -> TopicView:
    return cast("TopicView", view_declaration(lookup, docname, 0))


def test_a_topic_has_the_talks_about_it_by_year_newest_first() -> None:
    lookup = notebook(
        page("x", topic("X", aliases="Ex")),
        page("c11", conference("C 2011", "2011-09-04"), talk("A", topics="x", date="2011-09-04")),
        page(
            "c12",
            conference("C 2012", "2012-09-04"),
            talk("Later", topics="Ex", date="2012-09-05"),
            talk("Sooner", topics="X, Y", date="2012-09-04"),
            talk("On Y", topics="Y", date="2012-09-04"),
        ),
    )
    assert shown(view_topic(lookup).years) == [("2012", ["Sooner", "Later"]), ("2011", ["A"])]


def test_a_topic_is_among_others() -> None:
    lookup = notebook(
        page("x", topic("X", broader="Wide, Broad", related="Near, X, Far")),
        page("y", topic("Narrow", broader="X")),
        page("z", topic("Also narrow", broader="x")),
        page("o", topic("Old", successor="x", related="X")),
    )
    view = view_topic(lookup)
    assert labels(view.predecessors) == ["Old"]
    assert labels(view.broader) == ["Wide", "Broad"]
    assert labels(view.narrower) == ["Also narrow", "Narrow"]
    assert labels(view.related) == ["Near", "Far", "Old"]


def test_a_topic_has_the_talks_on_narrower_ones_that_are_not_about_itself() -> None:
    lookup = notebook(
        page("x", topic("X")),
        page("y", topic("Y", broader="X")),
        page("z", topic("Z", broader="X")),
        page("q", topic("Q", broader="Y")),
        programme(
            talk("On both", topics="X, Y"),
            talk("On Y", topics="Y"),
            talk("On both narrower", topics="Y, Z"),
            talk("On what is narrower still", topics="Q"),
        ),
    )
    assert shown(view_topic(lookup).on_narrower) == [
        ("Y", ["On both narrower", "On Y"]),
        ("Z", ["On both narrower"]),
    ]


def test_a_narrower_topic_without_talks_of_its_own_is_not_among_them() -> None:
    lookup = notebook(
        page("x", topic("X")),
        page("y", topic("Y", broader="X")),
        programme(talk("On both", topics="X, Y")),
    )
    view = view_topic(lookup)
    assert labels(view.narrower) == ["Y"]
    assert view.on_narrower == ()


def in_year(year: int, *topics: str) -> Page:
    """Return a conference of that year, with one talk on each of the topics."""
    talks = (talk(f"{year} {number}", topics=names) for number, names in enumerate(topics))
    return page(f"c{year}", conference(f"C {year}", f"{year}-09-04"), *talks)


def times(found: Iterable[TalksIn]) -> list[tuple[str, int]]:
    return [(one.period.label, one.talks) for one in found]


def test_a_topic_says_when_it_was_talked_about_among_the_years_of_the_notebook() -> None:
    lookup = notebook(
        page("x", topic("X")),
        page("y", topic("Y", broader="X")),
        page("z", topic("Z", broader="X")),
        in_year(2009, "Other"),
        in_year(2011, "X", "X, Y", "Y, Z", "Other"),
        in_year(2012, "Other"),
        page("m", talk("Of no year", topics="X")),
        page("n", talk("Of a day", date="2012-01-02", topics="Z")),
    )
    assert times(view_topic(lookup).times) == [("2009", 0), ("2010", 0), ("2011", 3), ("2012", 1)]


def test_a_topic_of_many_years_has_few_columns() -> None:
    lookup = notebook(page("x", topic("X")), in_year(1998, "X"), in_year(2022, "X"))
    found = times(view_topic(lookup).times)
    assert len(found) == 13
    assert [found[0], found[1], found[-1]] == [("1998–99", 1), ("2000–01", 0), ("2022", 1)]


@pytest.mark.parametrize(
    "pages",
    [
        [in_year(2012, "X", "X")],
        [in_year(2011, "Other"), in_year(2012, "Other"), page("m", talk("Of no year", topics="X"))],
        [],
    ],
    ids=["one year only", "no year known", "no talk"],
)
def test_a_topic_says_nothing_of_years_where_there_is_nothing_to_compare(pages: list[Page]) -> None:
    assert view_topic(notebook(page("x", topic("X")), *pages)).times == ()


def test_a_topic_shows_what_mentions_it_but_for_the_talks_about_it() -> None:
    lookup = notebook(
        page("x", topic("X")),
        page("a", talk("About it", topics="X"), references=[mention("topic", "X")]),
        page("b", talk("Not about it"), references=[mention("topic", "x")]),
        page("y", topic("Y"), references=[mention("topic", "x")]),
    )
    view = view_topic(lookup)
    assert labels(view.mentions) == ["Not about it", "Y"]
    assert shown(view.years) == [(None, ["About it"])]


@pytest.mark.parametrize(
    ("successor", "found"), [("New", "New"), ("new", "New"), ("Nothing of ours", None), ("", None)]
)
def test_a_topic_links_to_its_successor_where_that_is_a_topic(
    successor: str, found: str | None
) -> None:
    lookup = notebook(page("x", topic("X", successor=successor)), page("new", topic("New")))
    view = view_topic(lookup)
    assert (view.successor and view.successor.label) == found
    assert view.facts.successor == successor


# A list of talks.


@pytest.fixture
def lookup() -> Lookup:
    return notebook(
        page(
            "c11/index",
            conference("C 2011", "2011-05-01"),
            talk("delta", date="2011-05-01 10:00", speakers="Ann", topics="C++", notes=True),
            talk("Bravo", date="2011-05-01 09:00", type=TalkType.KEYNOTE, speakers="Bo"),
        ),
        page(
            "c12/index",
            conference("C 2012", "2012-05-01", aliases="The last"),
            talk("Charlie", date="2012-05-01", type=TalkType.KEYNOTE, topics="C++", notes=True),
            talk("alpha", speakers="Ann, Bo", topics="C"),
        ),
        page("cpp", topic("C++", aliases="cpp")),
    )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (TalkQuery(), ["Bravo", "delta", "Charlie", "alpha"]),
        (TalkQuery(conference="c12"), ["Charlie", "alpha"]),
        (TalkQuery(conference="The last"), ["Charlie", "alpha"]),
        (TalkQuery(speaker="Ann"), ["delta", "alpha"]),
        (TalkQuery(topic="cpp"), ["delta", "Charlie"]),
        (TalkQuery(topic="C"), ["alpha"]),
        (TalkQuery(year=2011), ["Bravo", "delta"]),
        (TalkQuery(type=TalkType.KEYNOTE), ["Bravo", "Charlie"]),
        (TalkQuery(notes=True), ["delta", "Charlie"]),
        (TalkQuery(speaker="Ann", topic="C++"), ["delta"]),
        (TalkQuery(speaker="Bo", conference="c12"), ["alpha"]),
        (TalkQuery(topic="C++", notes=True, year=2012), ["Charlie"]),
        (TalkQuery(sort=Sort.NEWEST), ["alpha", "Charlie", "delta", "Bravo"]),
        (TalkQuery(sort=Sort.TITLE), ["alpha", "Bravo", "Charlie", "delta"]),
        (TalkQuery(limit=2), ["Bravo", "delta"]),
        (TalkQuery(limit=9), ["Bravo", "delta", "Charlie", "alpha"]),
        (TalkQuery(sort=Sort.NEWEST, limit=1), ["alpha"]),
        (TalkQuery(notes=True, limit=1), ["delta"]),
    ],
)
def test_a_list_has_the_talks_that_it_asks_for(
    lookup: Lookup, query: TalkQuery, titles: list[str]
) -> None:
    assert shown(view_query(lookup, query).groups) == [(None, titles)]


@pytest.mark.parametrize(
    "query",
    [
        TalkQuery(conference="nowhere"),
        TalkQuery(speaker="Nobody", topic="C++"),
        TalkQuery(topic="nothing"),
        TalkQuery(topic="C", speaker="Ann", year=2011),
        TalkQuery(topic="nothing", group_by=GroupBy.YEAR),
    ],
)
def test_a_list_can_be_empty(lookup: Lookup, query: TalkQuery) -> None:
    assert view_query(lookup, query).groups == ()


@pytest.mark.parametrize(
    ("query", "groups"),
    [
        (
            TalkQuery(group_by=GroupBy.CONFERENCE),
            [("C 2011", ["Bravo", "delta"]), ("C 2012", ["Charlie", "alpha"])],
        ),
        (
            TalkQuery(group_by=GroupBy.CONFERENCE, sort=Sort.TITLE),
            [("C 2012", ["alpha", "Charlie"]), ("C 2011", ["Bravo", "delta"])],
        ),
        (
            TalkQuery(group_by=GroupBy.YEAR, notes=True, sort=Sort.NEWEST),
            [("2012", ["Charlie"]), ("2011", ["delta"])],
        ),
        (
            TalkQuery(group_by=GroupBy.TYPE, limit=3),
            [("keynote", ["Bravo", "Charlie"]), ("talk", ["delta"])],
        ),
    ],
)
def test_a_list_can_be_divided(
    lookup: Lookup, query: TalkQuery, groups: list[tuple[str, list[str]]]
) -> None:
    assert shown(view_query(lookup, query).groups) == groups


# The complete indexes.


def test_conferences_are_listed_by_series_newest_first_and_then_those_alone() -> None:
    lookup = notebook(
        *(
            page(
                f"{name}/index",
                conference(name, start, series=series),
                *(talk(f"Talk {n}", notes=n == 0) for n in range(talks)),
            )
            for name, start, series, talks in (
                ("py10", "2010-01-01", "PyCon", 0),
                ("py12", "2012-01-01", "PyCon", 2),
                ("py00", "", "PyCon", 0),
                ("dj09", "2009-09-04", "djangoCon", 1),
                ("alone", "2013-01-01", "", 0),
            )
        )
    )
    view = cast("ConferenceIndexView", view_index(lookup, CompleteIndex(ObjectType.CONFERENCE)))
    listed = [
        (name, [(row.target.label, row.talks, row.noted) for row in members])
        for name, members in view.series
    ]
    assert listed == [
        ("PyCon", [("py12", 2, 1), ("py10", 0, 0), ("py00", 0, 0)]),
        ("", [("alone", 0, 0), ("dj09", 1, 1)]),
    ]


def test_a_series_is_listed_once_as_its_newest_conference_spells_it() -> None:
    spellings = {"2010-01-01": "PyCon", "2011-01-01": "PyCON", "2012-01-01": "Pycon"}
    lookup = notebook(
        *(page(start, conference("C", start, series=name)) for start, name in spellings.items())
    )
    view = cast("ConferenceIndexView", view_index(lookup, CompleteIndex(ObjectType.CONFERENCE)))
    [(name, members)] = view.series
    assert (name, len(members)) == ("Pycon", 3)


def test_all_talks_are_listed_newest_first_and_those_of_no_day_last() -> None:
    talks = [
        talk("Second", date="2012-09-05 09:00", room="2", video="https://v.example/"),
        talk("Third", date="2012-09-05 10:00", notes=True),
        talk("First", date="2012-09-04"),
        talk("Some day"),
    ]
    lookup = notebook(programme(*talks), page("x", talk("No day"), indexes=[ObjectType.TALK]))
    view = view_index(lookup, CompleteIndex(ObjectType.TALK, "x", "all-talk"))
    assert isinstance(view, TalkIndexView)
    assert view.is_home
    assert labels(row.target for row in view.rows) == [
        "Some day",
        "Third",
        "Second",
        "First",
        "No day",
    ]
    assert view.videos == (False, False, True, False, False)
    assert {row.room for row in view.rows} == {""}, "no column shows it"


def view_names(lookup: Lookup, objtype: ObjectType) -> NameIndexView:
    return cast("NameIndexView", view_index(lookup, CompleteIndex(objtype)))


def name_row(lookup: Lookup, objtype: ObjectType, label: str) -> NameRow:
    letters = view_names(lookup, objtype).letters
    [row] = [row for _, found in letters for row in found if row.target.label == label]
    return row


def test_people_are_listed_by_the_last_word_of_their_names() -> None:
    people = "Ann Zimmer, Łukasz Langa, Cher, Bo Aak, Ünal, 김영근, Ann Langa, Agent 7"
    view = view_names(notebook(programme(talk("A", speakers=people))), ObjectType.SPEAKER)
    assert [(letter, labels(row.target for row in found)) for letter, found in view.letters] == [
        ("0–9", ["Agent 7"]),
        ("A", ["Bo Aak"]),
        ("C", ["Cher"]),
        ("G", ["김영근"]),
        ("L", ["Ann Langa", "Łukasz Langa"]),
        ("U", ["Ünal"]),
        ("Z", ["Ann Zimmer"]),
    ]


def test_topics_are_listed_by_their_first_letter() -> None:
    names = "C++, .NET, data science, 2to3, CI/CD, C"
    view = view_names(notebook(programme(talk("A", topics=names))), ObjectType.TOPIC)
    assert [(letter, labels(row.target for row in found)) for letter, found in view.letters] == [
        ("0–9", ["2to3"]),
        ("C", ["C", "C++", "CI/CD"]),
        ("D", ["data science", ".NET"]),
    ]


def test_a_name_that_no_letter_begins_is_listed_by_its_id() -> None:
    view = view_names(notebook(page("a", topic("???", id="what"))), ObjectType.TOPIC)
    assert [letter for letter, _ in view.letters] == ["W"]


def test_who_is_only_named_has_the_talks_at_home_on_the_index() -> None:
    lookup = notebook(programme(talk("B", speakers="Ann, Bo"), talk("A", speakers="Ann")))
    row = name_row(lookup, ObjectType.SPEAKER, "Ann")
    assert row.talks == 2
    assert row.rows is not None
    assert [(one.target.label, labels(one.speakers)) for one in row.rows] == [
        ("A", []),
        ("B", ["Bo"]),
    ]


def test_an_index_may_be_divided_by_letters() -> None:
    part, rest = (
        page(name, title=name, indexes=[ObjectType.SPEAKER], letters=letters)
        for name, letters in (("a-k", "ABCDEFGHIJK"), ("k-z", "KLMNOPQRSTUVWXYZ"))
    )
    whole = page("speakers", title="Speakers", indexes=[ObjectType.SPEAKER])
    talks = programme(talk("A", speakers="Ann Bee, Bo Kay, Cy Zed"))
    lookup = Lookup(store(talks, part, rest, whole))
    homes = [
        one.docname
        for one in lookup.resolve_names(ObjectType.SPEAKER, ["Ann Bee", "Bo Kay", "Cy Zed"])
    ]
    assert homes == ["a-k", "a-k", "k-z"]

    def shown(one: Page) -> list[tuple[str, bool, bool]]:
        view = cast("NameIndexView", view_index(lookup, one.indexes[0]))
        names = [row for _, rows in view.letters for row in rows]
        return [(row.target.label, row.is_home, row.rows is not None) for row in names]

    assert shown(part) == [("Ann Bee", True, True), ("Bo Kay", True, True)]
    assert shown(rest) == [("Bo Kay", False, False), ("Cy Zed", True, True)]
    assert [home for _, home, listed in shown(whole) if not listed] == [False] * 3


def test_who_has_a_page_has_the_talks_there() -> None:
    lookup = notebook(
        programme(talk("A", speakers="Ann")), page("ann", speaker("Ann", aliases="A."))
    )
    row = name_row(lookup, ObjectType.SPEAKER, "Ann")
    assert (row.talks, row.rows, row.aliases) == (1, None, ("A.",))


def test_who_is_on_no_talk_is_listed_all_the_same() -> None:
    lookup = notebook(page("ann", speaker("Ann")), page("x", topic("X", related="Y")))
    assert name_row(lookup, ObjectType.SPEAKER, "Ann").talks == 0
    assert name_row(lookup, ObjectType.TOPIC, "Y").rows == ()


def branches(tree: Iterable[TopicBranch]) -> dict[str, object]:
    return {f"{one.target.label} {one.talks}": branches(one.narrower) for one in tree}


def test_topics_with_narrower_ones_are_a_tree() -> None:
    lookup = notebook(
        page("a", topic("A", broader="Top")),
        page("b", topic("B", broader="A, Other")),
        page("alone", topic("Alone")),
        programme(talk("One", topics="A, B"), talk("Two", topics="B, Top, Alone")),
    )
    assert branches(view_names(lookup, ObjectType.TOPIC).tree) == {
        "Other 0": {"B 2": {}},
        "Top 1": {"A 1": {"B 2": {}}},
    }


def over_time(lookup: Lookup) -> list[tuple[str, list[int]]]:
    home = CompleteIndex(ObjectType.TOPIC, *lookup.home(ObjectType.TOPIC))
    view = cast("NameIndexView", view_index(lookup, home))
    return [(topic.target.label, [one.talks for one in topic.times]) for topic in view.times]


def test_topics_with_two_talks_at_least_are_a_table_of_years() -> None:
    lookup = notebook(
        in_year(2010, "b, D", "b", "once"),
        in_year(2012, "b", "A", "D, A"),
        page("m", talk("Of no year", topics="once")),
    )
    assert over_time(lookup) == [("b", [2, 0, 1]), ("A", [0, 0, 2]), ("D", [1, 0, 1])]
    assert view_names(lookup, ObjectType.TOPIC).times == ()  # an index that is not their home


def test_a_table_of_years_is_of_twenty_topics_and_ten_periods_at_most() -> None:
    names = ", ".join(f"T{number:02}" for number in range(30))
    found = over_time(notebook(in_year(2001, names, "T29"), in_year(2012, names)))
    assert [label for label, _ in found] == ["T29", *(f"T{number:02}" for number in range(19))]
    assert found[0][1] == [2, 0, 0, 0, 0, 0, 1]


def test_a_notebook_of_one_year_has_no_table_of_years() -> None:
    assert over_time(notebook(in_year(2012, "X", "X"))) == []


def test_a_circle_of_topics_has_an_end_in_the_tree() -> None:
    lookup = notebook(page("a", topic("A", broader="Top, B")), page("b", topic("B", broader="A")))
    assert branches(view_names(lookup, ObjectType.TOPIC).tree) == {"Top 0": {"A 0": {"B 0": {}}}}


def test_only_topics_have_a_tree() -> None:
    lookup = notebook(programme(talk("A", speakers="Ann")), page("x", topic("X", broader="Ann")))
    assert view_names(lookup, ObjectType.SPEAKER).tree == ()


def test_a_talk_without_a_date_is_of_its_conferences_year() -> None:
    lookup = notebook(
        page(
            "d/index", conference("D", "2013-01-01"), talk("Dated", date="2013-01-01", topics="x")
        ),
        page("c/index", conference("C", "2012-01-01"), talk("Undated", topics="x")),
        page("x", topic("x")),
    )
    view = cast("TopicView", view_declaration(lookup, "x", 0))
    assert [group.heading for group in view.years] == ["2013", "2012"]
    [group] = view_query(lookup, TalkQuery(year=2012)).groups
    assert [row.target.label for row in group.rows] == ["Undated"]


def test_a_series_without_a_letter_is_not_that_of_conferences_without_one() -> None:
    pages = [page(name, conference(name, series="★")) for name in ("b", "c")]
    lookup = notebook(page("a", conference("A")), *pages)
    view = cast("ConferenceIndexView", view_index(lookup, CompleteIndex(ObjectType.CONFERENCE)))
    assert [name for name, _members in view.series] == ["★", ""]
