"""Feeds, read back as readers of feeds do; and sitemaps."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.exports.dates import Dates
from confnotes.exports.feeds import FEED, LENGTH, Notes, make_feeds
from confnotes.exports.published import Published
from confnotes.exports.sitemap import make_sitemap
from making import conference, law, notebook, page, talk, topic

if TYPE_CHECKING:
    from confnotes.model import Target

BASE = "https://notes.example/en/"


def moment(day: int) -> dt.datetime:
    return dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC) + dt.timedelta(days=day)


def address(target: Target) -> str:
    anchor = "" if target.is_page else f"#{target.node_id}"
    return f"{BASE}{target.docname}.html{anchor}" if target.docname else ""


CONFERENCE = page("c/index", conference("Conf 2012"))
SECTIONS = page("d", conference("Meetup", id="d"), talk("One", notes=True), talk("Two", notes=True))
PAGES = [
    CONFERENCE,
    SECTIONS,
    page("c/old", talk("Old", notes=True, topics="redis", speakers="Ann Lee")),
    page("c/new", talk("New", notes=True, topics="Redis, celery")),
    page("c/bare", talk("Bare", topics="bare", speakers="Ann Lee")),
    page("c/draft", talk("Draft", notes=True, topics="redis")),
    page("gevent", topic("gevent")),
]
DATES = {
    "c/index": Dates(moment(0), moment(30)),
    "c/old": Dates(moment(0), moment(20)),
    "c/new": Dates(moment(10), moment(25)),
    "c/bare": Dates(moment(0), moment(40)),
    "d": Dates(moment(1), moment(1)),
}


def notes(**fields: Any) -> Notes:
    known = {"dates": DATES, "last": moment(50), "summary_of": lambda _: "First words."}
    return Notes(**(known | fields))


def site(*pages: Any, base: str = BASE, title: str = "Notes") -> Published:
    return Published(notebook(*(pages or PAGES)), address, base, title, "en")


def feeds(published: Published, known: Notes) -> dict[str, Any]:
    found = {}
    for path, content in make_feeds(published, known):
        ET.fromstring(content)  # it is XML, which feedparser isn't strict about
        found[path] = feedparser.parse(content)
        assert not found[path].bozo
    return found


@pytest.fixture
def made() -> dict[str, Any]:
    return feeds(site(), notes())


def titles(feed: Any) -> list[str]:
    return [entry.title for entry in feed.entries]


def test_a_feed_has_the_notes_that_were_changed_last_and_nothing_else(made: Any) -> None:
    assert titles(made[FEED]) == ["New", "Old", "One", "Two"]


def test_a_topic_has_a_feed_if_it_has_a_page_or_notes(made: Any) -> None:
    assert made.keys() == {FEED, "feeds/redis.atom", "feeds/celery.atom", "feeds/gevent.atom"}
    assert titles(made["feeds/redis.atom"]) == ["New", "Old"]
    assert titles(made["feeds/gevent.atom"]) == []


def test_an_entry_says_what_is_known(made: Any) -> None:
    entry = made[FEED].entries[1]
    assert entry.id == entry.link == f"{BASE}c/old.html"
    assert entry.summary == "First words."
    assert (entry.published, entry.updated) == (moment(0).isoformat(), moment(20).isoformat())
    assert [(tag.term, tag.label) for tag in entry.tags] == [
        ("redis", "redis"),
        ("ann-lee", "Ann Lee"),
        ("c", "Conf 2012"),
    ]
    assert entry.tags[0].scheme == f"{BASE}topics.html#all-topic"
    assert "author" not in entry, "a speaker has not written the notes"


def test_a_talk_that_is_a_section_has_its_own_address_and_the_dates_of_its_page(made: Any) -> None:
    one = made[FEED].entries[2]
    assert one.link == f"{BASE}d.html#one"
    assert one.updated == "2026-05-02T12:00:00+00:00"


def test_a_feed_is_as_new_as_its_newest_entry_and_never_as_the_build(made: Any) -> None:
    feed = made[FEED].feed
    assert feed.updated == "2026-05-26T12:00:00+00:00"
    assert made["feeds/gevent.atom"].feed.updated == "2026-06-20T12:00:00+00:00"


def test_a_feed_says_what_it_is(made: Any) -> None:
    feed = made["feeds/gevent.atom"].feed
    assert feed.title == "Notes: gevent"
    assert feed.id == f"{BASE}feeds/gevent.atom"
    assert [(one.rel, one.href) for one in feed.links] == [
        ("alternate", f"{BASE}gevent.html"),
        ("self", f"{BASE}feeds/gevent.atom"),
    ]
    assert made[FEED].feed.link == BASE
    assert feed.author == "Notes", "Atom wants one, and nobody has said who"
    assert feeds(site(), notes(author="Ann"))[FEED].feed.author == "Ann"


def test_a_feed_is_not_too_long() -> None:
    many = page("many", *(talk(f"Talk {n}", notes=True) for n in range(LENGTH + 1)), title="Many")
    made = feeds(site(many), notes(dates={"many": Dates(moment(0), moment(1))}))
    assert len(made[FEED].entries) == LENGTH


@pytest.mark.parametrize(
    ("published", "known"), [(site(base=""), notes()), (site(), notes(dates={}, last=None))]
)
def test_there_are_no_feeds_without_an_address_or_a_history(
    published: Published, known: Notes
) -> None:
    assert not [*make_feeds(published, known)]


#: What authors may write, and what has a meaning in XML and in HTML.
texts = st.text() | st.text(st.sampled_from("<>&\"'\x00\x1b\ud800\uffff]!-/a \n"))


@law
@given(texts, texts, texts)
def test_a_text_is_read_as_it_was_written(title: str, name: str, words: str) -> None:
    pages = [
        page("c/a", talk(title, notes=True, id="a", topics="x")),
        page("x", topic(name, id="x")),
    ]
    known = notes(dates={"c/a": DATES["c/old"]}, summary_of=lambda _: words)
    (_, content), *_ = make_feeds(site(*pages, title=name), known)
    entry = ET.fromstring(content).find("{*}entry")
    assert entry is not None
    assert _plain(entry.findtext("{*}title")) == _plain(title)
    category = entry.find("{*}category")
    assert category is not None
    assert _plain(category.get("label")) == _plain(name)


def _plain(text: str | None) -> str:
    """Return a text without what XML can't hold, and with single blanks."""
    kept = (
        one
        for one in text or ""
        if one in "\t\n\r" or (ord(one) >= 32 and not 0xD800 <= ord(one) < 0xE000)
    )
    return " ".join("".join(kept).replace("\ufffe", "").replace("\uffff", "").split())


def test_a_summary_is_text_and_no_markup() -> None:
    words = "<script>alert(1)</script> & <b>bold</b>"
    (_, content), *_ = make_feeds(site(), notes(summary_of=lambda _: words))
    summary = ET.fromstring(content).find("{*}entry/{*}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == (
        "html",
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;",
    )


# Sitemaps


def sitemap(pages: dict[str, str], **kind: int) -> dict[str, list[dict[str, str]]]:
    return {
        path: [
            {field.tag.rpartition("}")[2]: str(field.text) for field in row}
            for row in ET.fromstring(content)
        ]
        for path, content in make_sitemap(pages, DATES, BASE, **kind)
    }


def test_a_sitemap_has_every_page_and_when_it_was_changed() -> None:
    pages = {"index": BASE, "c/new": f"{BASE}c/new.html?a&b"}
    assert sitemap(pages) == {
        "sitemap.xml": [
            {"loc": f"{BASE}c/new.html?a&b", "lastmod": "2026-05-26T12:00:00+00:00"},
            {"loc": BASE},
        ]
    }


def test_a_sitemap_of_too_many_pages_has_parts() -> None:
    made = sitemap({name: BASE + name for name in "abcde"}, length=2)
    assert [len(rows) for rows in made.values()] == [2, 2, 1, 3]
    assert made["sitemap.xml"][0] == {"loc": f"{BASE}sitemap-1.xml"}


def test_a_site_that_has_no_address_has_no_sitemap() -> None:
    assert not [*make_sitemap({"index": "index.html"}, {}, "")]
