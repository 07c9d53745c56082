"""What programs read of a page, read back by a reader of JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from confnotes.exports.metadata import CONTEXT, Seen, as_script, describe
from confnotes.exports.previews import Preview, words_of
from confnotes.exports.summaries import summarise
from confnotes.search.texts import Named, Part
from making import conference, law, notebook, page, speaker, talk, topic

if TYPE_CHECKING:
    from confnotes.model import Page, Target

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

BASE = "https://notes.example/en/"
SCHEMA = Namespace("https://schema.org/")
#: What stands at the context's address, as far as it is of use here: no test asks for it.
ADDRESSES = {name: {"@type": "@id"} for name in ("url", "sameAs")}

TALK = page(
    "c/gevent",
    talk(
        "Django on Gevent",
        date="2012-09-04 14:20",
        duration=40,
        room="2",
        language="en",
        speakers="Cody Soyland, Ann Lee",
        topics="gevent, redis",
        video=("https://videos.example/1",),
        slides=("https://slides.example/1",),
        code=("https://code.example/1",),
        url=("https://conf.example/1",),
    ),
)
CONFERENCE = page(
    "c/index",
    conference(
        "Conf 2012",
        end="2012-09-06",
        timezone="America/New_York",
        venue="Hyatt",
        city="Arlington",
        series="Conf",
        url="https://conf.example/",
    ),
    talk("On caching", speakers="Ann Lee"),
)
PERSON = page(
    "cody",
    speaker(
        "Cody Soyland",
        aliases="csoyland",
        url="https://cody.example/",
        profiles=(("GitHub", "https://github.com/csoyland"),),
    ),
)
TOPIC = page("gevent", topic("gevent", aliases="green threads", url="https://gevent.example/"))


def address(target: Target) -> str:
    anchor = "" if target.is_page else f"#{target.node_id}"
    return f"{target.docname}.html{anchor}" if target.docname else ""


def described(docname: str, *pages: Page, lead: Any = lambda _, url: url) -> list[dict[str, Any]]:
    lookup = notebook(*(pages or (TALK, CONFERENCE, PERSON, TOPIC)))
    return describe(Seen(lookup, address, lead), docname)


def read(script: str, place: str = f"{BASE}c/gevent.html") -> Graph:
    """Return what a page says, as a program reads it that knows the words of schema.org."""
    element = BeautifulSoup(script, "html.parser").find("script")
    assert element
    assert element["type"] == "application/ld+json"
    content = json.loads(element.get_text())
    known = content["@context"] if isinstance(content["@context"], list) else [content["@context"]]
    assert known[0] == CONTEXT
    content["@context"] = [{"@vocab": str(SCHEMA), **ADDRESSES}, *known[1:]]
    return Graph().parse(data=json.dumps(content), format="json-ld", publicID=place)


def graph(docname: str) -> Graph:
    return read(as_script(described(docname), BASE))


def one(found: Graph, subject: Any, *path: str) -> Any:
    for name in path:
        subject = found.value(subject, SCHEMA[name], any=False)
    return subject.toPython() if isinstance(subject, Literal) else str(subject)


GEVENT = URIRef(f"{BASE}c/gevent.html")


def test_a_talk_is_an_event_with_all_that_is_known_of_it() -> None:
    found = graph("c/gevent")
    assert found.value(GEVENT, RDF.type) == SCHEMA.Event
    assert one(found, GEVENT, "name") == "Django on Gevent"
    assert one(found, GEVENT, "startDate") == "2012-09-04T14:20:00-04:00"
    assert one(found, GEVENT, "duration") == "PT40M"
    assert one(found, GEVENT, "inLanguage") == "en"
    assert one(found, GEVENT, "location", "name") == "2"
    assert one(found, GEVENT, "superEvent") == f"{BASE}c/index.html"
    assert one(found, GEVENT, "superEvent", "name") == "Conf 2012"
    assert {*found.objects(GEVENT, SCHEMA.performer)} == {
        URIRef(f"{BASE}cody.html"),
        URIRef(f"{BASE}speakers.html#speaker-ann-lee"),
    }
    assert {*found.objects(GEVENT, SCHEMA.about)} == {
        URIRef(f"{BASE}gevent.html"),
        URIRef(f"{BASE}topics.html#topic-redis"),
    }
    works = {
        str(found.value(work, RDF.type)).removeprefix(SCHEMA): one(found, work, "url")
        for name in ("recordedIn", "workFeatured", "subjectOf")
        for work in found.objects(GEVENT, SCHEMA[name])
    }
    assert works == {
        "VideoObject": "https://videos.example/1",
        "PresentationDigitalDocument": "https://slides.example/1",
        "SoftwareSourceCode": "https://code.example/1",
        "WebPage": "https://conf.example/1",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert described("c/a", page("c/a", talk("A"))) == [
        {"@type": "Event", "@id": "c/a.html", "name": "A"}
    ]


def test_a_day_without_a_time_stays_one() -> None:
    [found] = described("c/a", page("c/a", talk("A", date="2012-09-04")))
    assert found["startDate"] == "2012-09-04"


def test_a_conference_has_its_talks_and_those_on_its_page_are_described() -> None:
    found = graph("c/index")
    place = URIRef(f"{BASE}c/index.html")
    caching = URIRef(f"{BASE}c/index.html#on-caching")
    assert (one(found, place, "startDate"), one(found, place, "endDate")) == (
        "2012-09-04",
        "2012-09-06",
    )
    assert one(found, place, "location", "name") == "Hyatt"
    assert one(found, place, "location", "address") == "Arlington"
    assert one(found, place, "superEvent", "name") == "Conf"
    assert one(found, place, "sameAs") == "https://conf.example/"
    assert {*found.objects(place, SCHEMA.subEvent)} == {GEVENT, caching}
    assert one(found, caching, "performer", "name") == "Ann Lee"
    assert one(found, caching, "superEvent") == str(place)


def test_a_speaker_is_a_person_and_a_topic_a_term() -> None:
    found = graph("cody")
    person = URIRef(f"{BASE}cody.html")
    assert found.value(person, RDF.type) == SCHEMA.Person
    assert one(found, person, "alternateName") == "csoyland"
    assert {str(url) for url in found.objects(person, SCHEMA.sameAs)} == {
        "https://cody.example/",
        "https://github.com/csoyland",
    }
    found = graph("gevent")
    term = URIRef(f"{BASE}gevent.html")
    assert found.value(term, RDF.type) == SCHEMA.DefinedTerm
    assert one(found, term, "sameAs") == "https://gevent.example/"


def test_without_an_address_of_its_own_a_site_is_where_it_is_read() -> None:
    found = read(as_script(described("c/gevent")), "file:///site/index.html")
    assert (URIRef("file:///site/c/gevent.html"), RDF.type, SCHEMA.Event) in found


def test_a_link_leads_to_where_it_leads_on_the_page() -> None:
    def lead(position: int, url: str) -> str:
        return "" if "slides" in url else url.replace("videos", f"archive{position}")

    [found] = described("c/gevent", TALK, lead=lead)
    assert found["recordedIn"]["url"] == "https://archive0.example/1"
    assert found["workFeatured"]["@type"] == "SoftwareSourceCode"


def test_of_two_with_one_id_one_is_described() -> None:
    pages = [page("a", topic("x")), page("b", topic("x"))]
    assert described("a", *pages)
    assert described("b", *pages) == []
    assert as_script([]) == ""


def test_what_is_named_several_times_is_named_once() -> None:
    two = page("d", conference("D"), talk("A", speakers="Ann"), talk("B", speakers="Ann"))
    _, first, second = described("d", two)
    assert first["superEvent"] == second["superEvent"] == {"@id": "d.html"}
    assert first["performer"]["name"] == "Ann"
    assert second["performer"] == {"@id": first["performer"]["@id"]}


def test_it_is_no_burden_to_a_page() -> None:
    script = as_script(described("c/gevent"), "https://notes.readthedocs.example/en/latest/")
    assert len(script.encode()) < 1100


#: What authors may write, and what has a meaning in HTML, JSON and JavaScript.
texts = st.text() | st.text(st.sampled_from("<>&\"'\\/!-script\u2028\u2029\n "))


@law
@given(texts)
def test_a_text_is_read_as_it_was_written(title: str) -> None:
    script = as_script([{"@type": "Event", "name": f"</script><!--<script>{title}"}])
    assert script.count("<") == 2
    assert not {"\u2028", "\u2029"} & {*script}
    content = json.loads(str(BeautifulSoup(script, "html.parser").script.string))
    assert content["name"] == f"</script><!--<script>{title}"


# What is shown of a link


@law
@given(texts, texts)
@example("&lt;b&gt;", "&copy 2012")
def test_a_preview_is_read_as_it_was_written(title: str, words: str) -> None:
    title, words = (one.replace("\r", "").replace("\0", "") for one in (title, words))
    tags = Preview(title, words, BASE, "Notes").as_tags()
    found = {
        one.get("property"): one["content"] for one in BeautifulSoup(tags, "html.parser")("meta")
    }
    expected = {"og:title": title, "og:type": "article", "og:url": BASE, "og:site_name": "Notes"}
    assert found == expected | ({"og:description": words} if words else {})


def test_a_page_without_an_address_has_a_description_and_nothing_else() -> None:
    assert Preview("A", "Words.", "", "Notes").as_tags() == (
        '<meta name="description" content="Words." />\n'
    )


def test_the_words_of_a_talk_say_who_speaks_and_where() -> None:
    words = words_of(described("c/gevent"), "The abstract.")
    assert words == "Cody Soyland, Ann Lee, Conf 2012. The abstract."
    assert words_of(described("gevent"), "A library.") == "A library."
    assert words_of((), "A page.") == "A page."
    assert len(words_of(described("c/gevent"), "word " * 99)) <= 200


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("Ten little words.", 17, "Ten little words."),
        ("Ten little words, more", 17, "Ten little…"),
        ("Ten little, words", 12, "Ten little…"),
        ("Tenlittlewords", 5, "Tenl…"),
    ],
)
def test_a_summary_ends_with_a_word(text: str, length: int, cut: str) -> None:
    parts = [Part("a", "A", 0, (text,))]
    assert summarise(parts, lambda _: "", length) == {0: cut}


def test_a_summary_is_of_one_object_and_names_things_as_they_are_called_today() -> None:
    parts = [
        Part("a", "A", 0, ("On ", Named("topic", "x"), ".\nAnd\n")),
        Part("b", "B", 1, ("B.",)),
        Part("c", "C", 0, ("C.",)),
    ]
    assert summarise(parts, lambda named: named.target.upper()) == {0: "On X. And C.", 1: "B."}
