"""What readers find on each kind of page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pybtex.database import parse_string

from projects import CONF, INDEXES, Project, Site
from ways import Ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from projects import Built

CONFERENCE = """\
# Conf

:::{conference}
:series: Confs
:start: 2012-09-04
:end: 2012-09-06
:venue: The Hall
:city: Arlington
:timezone: America/New_York
:url: https://conf.example.org/
:elsewhere: https://notes.example.org/conf
What it is.
:::

An introduction.

```{toctree}
:hidden:
:glob:

*
```
"""
TALK = """\
# Alpha

:::{talk}
:speakers: Ann Bee, Bob Cee
:date: 2012-09-04 14:20
:duration: 40
:room: 2
:track: Web
:type: keynote
:language: de
:topics: Redis, caching
:video: https://www.youtube.com/watch?v=x, https://archive.org/details/x
:slides: https://slides.example.org/alpha
The abstract.
:::

The notes name {topic}`celery`.

## Part

More.
"""
FILES: dict[str, str | None] = {
    "c/index.md": CONFERENCE,
    "c/alpha.md": TALK,
    "c/beta.md": "# Beta\n\n:::{talk}\n:topics: redis\n:date: 2012-09-04 09:00\n:::\n",
    "c/gamma.md": "# Gamma\n\n:::{talk}\n:topics: celery\n:speakers: Ann Bee\n:::\n",
    "c/delta.md": "# Delta\n\n:::{talk}\n:topics: redis\n:date: 2012-09-05\n:::\n",
    "redis/index.md": (
        "# Redis\n\n:::{topic}\n:aliases: REmote DIctionary Server\n:broader: caching\n"
        ":url: https://redis.example.org/\n:status: superseded\n:successor: Valkey\n"
        ":as-of: 2026-11\nA store.\n:::\n"
    ),
    "ann/index.md": (
        "# Ann Bee\n\n:::{speaker}\n:github: annbee\n:mastodon: @ann@social.example\nShe.\n:::\n"
    ),
    "e/index.md": "# Conf of 2013\n\n:::{conference}\n:series: Confs\n:start: 2013-09-04\n:::\n",
    "zoe/index.md": "# Zoë\n\n:::{speaker}\n:::\n",
    "conferences/index.md": "# Conferences\n\n:::{conference-index}\n:::\n",
    "all/index.md": "# All talks\n\n:::{talk-index}\n:::\n",
}


pytestmark = pytest.mark.xdist_group("pages")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("pages"))
    project.write({"conf.py": CONF, **INDEXES, **FILES})
    done = project.build()
    assert done.warnings == []
    return done


def facts(built: Built, docname: str) -> dict[str, str]:
    card = built.html(docname).find(class_="confnotes-card")
    assert card is not None
    return {
        dt.get_text(" ", strip=True).removesuffix(":").strip(): " ".join(dd.get_text().split())
        for dt, dd in zip(card.find_all("dt"), card.find_all("dd"), strict=True)
    }


def below(built: Built, docname: str, heading: str) -> list[str]:
    """Return the lines of the lists between a derived heading and the next one of its level."""
    found = [h for h in built.html(docname).select(".rubric") if h.get_text() == heading]
    assert len(found) == 1, heading
    lines: list[str] = []
    for sibling in found[0].find_next_siblings():
        if sibling.name == found[0].name:
            break
        lines += [" ".join(li.get_text().split()) for li in _own_items(sibling)]
    return lines


def _own_items(element: Tag) -> list[Tag]:
    return [] if element.name != "ul" else element.find_all("li", recursive=False)


def test_a_talk_says_who_when_and_where(built: Built) -> None:
    assert facts(built, "c/alpha") == {
        "Speakers": "Ann Bee, Bob Cee",
        "Conference": "Conf",
        "When": "Tuesday, 4 September 2012, 14:20 (America/New_York), 40 minutes",
        "Where": "Room 2, Web",
        "Type": "keynote",
        "Language": "German",
        "Watch": "YouTube, Internet Archive",
        "Slides": "slides.example.org",
        "Topics": "Redis, caching",
    }


def test_an_abstract_comes_before_the_notes_and_related_talks_after_them(built: Built) -> None:
    text = built.text("c/alpha")
    order = ["Ann Bee", "The abstract.", "The notes name", "More.", "Related talks"]
    assert sorted(order, key=text.index) == order


def test_how_a_talk_is_cited_is_shut_at_the_end_of_its_page(built: Built) -> None:
    [cite] = built.html("c/alpha").select("details.confnotes-cite")
    assert "open" not in cite.attrs
    assert cite.find_next(class_="confnotes-list") is None
    assert [child.name for child in cite.find_all(recursive=False)] == [
        "summary",
        "pre",
        "pre",
        "p",
    ]
    entry, csl = (pre.get_text() for pre in cite.select("pre"))
    assert "howpublished = {Keynote at Conf, Arlington}," in entry
    assert [*parse_string(entry, "bibtex").entries] == [json.loads(csl)["id"]] == ["c.alpha"]
    assert [link["href"] for link in cite.find_all("a")] == ["../talks.bib", "../talks.csl.json"]


def test_a_talk_that_is_one_of_several_on_a_page_says_its_key(
    make_project: Callable[..., Project],
) -> None:
    page = f"{CONFERENCE}\n## Zeta\n\n:::{{talk}}\n:::\n"
    done = make_project({"c/index.md": page}).build()
    [line] = [dd for dd in done.html("c/index").find_all("dd") if "talks.bib" in dd.get_text()]
    assert line.get_text().strip() == "c.zeta in talks.bib"
    assert not done.html("c/index").select("details.confnotes-cite")


def test_related_talks_link_both_ways(built: Built) -> None:
    for docname in ("c/beta", "c/delta"):
        assert any("Alpha" in line for line in below(built, docname, "Related talks"))
    assert len(below(built, "c/alpha", "Related talks")) == 2


def test_a_talk_leads_to_what_else_its_speakers_did(built: Built) -> None:
    [line] = below(built, "c/alpha", "More by Ann Bee")
    assert line == "Gamma · Conf"
    [line] = below(built, "c/gamma", "More by Ann Bee")
    assert line == "Alpha · Bob Cee · Conf · 4 September 2012 · keynote · notes"


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a notebook whose last talk has two speakers, and shares its time with another."""
    project = Project(tmp_path_factory.mktemp("panel"))
    talk = "# Talk {0}\n\n:::{{talk}}\n:speakers: {1}\n:date: 2012-09-04 {2}:00\n:::\n"
    speakers = ["Ann", "Bo", "Ann", "Ann", "Ann", "Bo, Ann"]
    texts = [talk.format(at, names, 10 + at // 2) for at, names in enumerate(speakers)]
    files = {f"c/talk{at}.md": text for at, text in enumerate(texts)}
    files["c/more.md"] = "# More\n\n#" + talk.format("of a page", "Cy", 13)
    project.write({"conf.py": CONF, **INDEXES, "c/index.md": CONFERENCE, **files})
    return project.build()


def test_the_other_talks_of_a_panel_are_by_person_and_lead_to_all_of_them(panel: Built) -> None:
    page = panel.html("c/talk5")
    headings = [(h.name, h.get_text()) for h in page.select(".rubric")]
    assert headings[:3] == [("h2", "More by these speakers"), ("h3", "Bo"), ("h3", "Ann")]
    [all_talks] = page.select(".confnotes-all a")
    assert all_talks.get_text() == "All 5 talks by Ann"
    assert all_talks["href"] == "../speakers.html#speaker-ann"


def test_a_talk_leads_along_the_programme(built: Built) -> None:
    page = built.html("c/delta")
    before, after = page.select(".confnotes-along > p")
    assert before["class"] == ["confnotes-before"]
    words = " ".join(before.get_text().split())
    assert words == "Before it · 4 September 2012, 14:20 Alpha"
    assert " ".join(after.get_text().split()) == "After it Gamma"
    assert [str(a["href"]) for a in page.select(".confnotes-along a")] == [
        "alpha.html",
        "gamma.html",
    ]
    [first] = built.html("c/beta").select(".confnotes-along > p")
    assert " ".join(first.get_text().split()) == "After it · 14:20 Alpha"


def test_talks_at_the_same_time_are_not_before_or_after_each_other(panel: Built) -> None:
    assert "At the same time · 12:00 Talk 4 After it · 13:00 Talk of a page" in panel.text(
        "c/talk5"
    )


def test_on_a_page_of_several_talks_a_card_says_what_is_next_to_its_talk(panel: Built) -> None:
    assert facts(panel, "c/more")["Programme"] == "after Talk 5"
    assert not panel.html("c/more").select(".confnotes-along")


def test_a_programme_goes_by_day_and_time(built: Built) -> None:
    page = built.html("c/index")
    headings = [h.get_text() for h in page.select("h3.rubric")]
    assert headings == ["Tuesday, 4 September 2012", "Wednesday, 5 September 2012", "Day not known"]
    lines = below(built, "c/index", "Programme")
    assert [line.partition(" · ")[0] for line in lines] == [
        "09:00 Beta",
        "14:20 Alpha",
        "Delta",
        "Gamma",
    ]


def test_in_a_programme_talks_with_notes_stand_out(built: Built) -> None:
    noted = [li.get_text() for li in built.html("c/index").select("li.with-notes")]
    assert len(noted) == 1
    assert "Alpha" in noted[0]
    assert "notes" in noted[0]


def test_a_conference_says_when_and_where(built: Built) -> None:
    assert facts(built, "c/index") == {
        "When": "4–6 September 2012",
        "Where": "The Hall, Arlington",
        "Time zone": "America/New_York",
        "Series": "Confs, before Conf of 2013",
        "Site": "conf.example.org",
        "Notes elsewhere": "notes.example.org",
        "Talks": "4 talks, 1 with notes",
        "Calendar": "iCalendar",
    }
    [link] = built.html("c/index").find_all("a", string="iCalendar")
    assert link["href"] == "../calendars/c.ics"


def test_the_programme_comes_before_the_talks_of_the_page(
    make_project: Callable[..., Project],
) -> None:
    page = f"{CONFERENCE}\n## Zeta\n\n:::{{talk}}\n:::\n\nThe notes on zeta.\n"
    text = make_project({"c/index.md": page}).build().text("c/index")
    assert text.index("An introduction.") < text.index("Programme") < text.index("The notes on")


def test_a_speaker_has_links_and_every_talk(built: Built) -> None:
    assert facts(built, "ann/index") == {
        "GitHub": "annbee",
        "Mastodon": "@ann",
        "Topics": "caching, celery, Redis",
    }
    lines = below(built, "ann/index", "Talks")
    assert [line.partition(" · ")[0] for line in lines] == ["Alpha", "Gamma"]
    hrefs = [str(a["href"]) for a in built.html("ann/index").select(".confnotes-card a.external")]
    assert hrefs == ["https://github.com/annbee", "https://social.example/@ann"]


def test_a_topic_says_what_became_of_it_and_where_it_belongs(built: Built) -> None:
    assert facts(built, "redis/index") == {
        "Today": "superseded – something else has taken its place; use Valkey "
        "(as of November 2026)",
        "Site": "redis.example.org",
        "Also called": "REmote DIctionary Server",
        "Broader": "caching",
    }
    assert len(below(built, "redis/index", "Talks about it")) == 3


def test_a_topic_lists_what_mentions_it(make_project: Callable[..., Project]) -> None:
    celery = "# Celery\n\n:::{topic}\n:::\n"
    done = make_project({**FILES, "celery/index.md": celery}).build()
    assert below(done, "celery/index", "Mentioned in") == ["Alpha"]
    assert [line.partition(" · ")[0] for line in below(done, "celery/index", "Talks about it")] == [
        "Gamma"
    ]


def test_the_indexes_are_complete(built: Built) -> None:
    assert "Bob Cee · 1 talk" in built.text("speakers")
    assert built.html("speakers").find("a", {"href": "ann/index.html"})
    assert built.html("topics").find(id="topic-celery")
    assert "Redis (REmote DIctionary Server) · 3 talks · superseded" in built.text("topics")
    assert "Conf · 4–6 September 2012 · Arlington · 4 talks, 1 with notes" in built.text(
        "conferences/index"
    )


def test_an_index_has_a_row_of_its_letters(built: Built) -> None:
    page = built.html("topics")
    row = page.find(class_="confnotes-letters")
    assert row is not None
    assert row.get_text() == "C R"
    for link in row.find_all("a"):
        target = page.find(id=str(link["href"]).removeprefix("#"))
        assert target is not None
        assert target.parent is not None
        assert target.parent.get_text() == link.get_text()


def test_the_topic_index_shows_what_is_narrower(built: Built) -> None:
    tree = built.html("topics").find("ul", class_="confnotes-tree")
    assert tree is not None
    assert tree.find("li").find("li").get_text().strip().startswith("Redis")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ([], ["Beta", "Alpha", "Delta", "Gamma"]),
        ([":topic: redis", ":sort: newest"], ["Delta", "Alpha", "Beta"]),
        ([":speaker: Ann Bee"], ["Alpha", "Gamma"]),
        ([":notes:"], ["Alpha"]),
        ([":type: keynote"], ["Alpha"]),
        ([":year: 2012", ":sort: title", ":limit: 2"], ["Alpha", "Beta"]),
        ([":conference: c", ":topic: celery"], ["Gamma"]),
    ],
    ids=lambda value: " ".join(value) if value and value[0].startswith(":") else "",
)
def test_a_list_shows_the_talks_asked_for(
    make_project: Callable[..., Project], options: list[str], titles: list[str]
) -> None:
    listing = "# List\n\n:::{talk-list}\n" + "".join(f"{line}\n" for line in options) + ":::\n"
    page = make_project({**FILES, "l/index.md": listing}).build().html("l/index")
    assert [a.get_text() for a in page.select(".confnotes-title a")] == titles


@pytest.mark.parametrize("more", [":::{talk-list}\n:::\n", ":::{topic-index}\n:::\n"])
def test_a_list_can_stand_in_the_section_of_an_object(
    make_project: Callable[..., Project], more: str
) -> None:
    page = f"# Ann Bee\n\n:::{{speaker}}\n:::\n\nWords.\n\n{more}"
    text = make_project({**FILES, "ann/index.md": page}).build().text("ann/index")
    assert text.index("Words.") < text.index("Alpha")


@pytest.mark.parametrize(
    ("docname", "words", "index"),
    [
        ("e/index", "No talk is listed yet. See all conferences.", "../conferences/index.html"),
        ("zoe/index", "No talk is listed yet. See all speakers.", "../speakers.html#"),
    ],
)
def test_what_has_no_talk_says_so_and_leads_on(
    built: Built, docname: str, words: str, index: str
) -> None:
    [line] = built.html(docname).select(".confnotes-empty")
    assert line.get_text() == words
    assert line.select("a[href]")[0]["href"].startswith(index)  # type: ignore[union-attr]


def test_nothing_is_a_dead_end(built: Built) -> None:
    ways = Ways(Site(built.outdir))
    assert ways.dead_ends() == []
    assert ways.one_way() == []


def test_an_empty_list_says_so(make_project: Callable[..., Project]) -> None:
    listing = "# List\n\n:::{talk-list}\n:year: 1999\n:::\n"
    done = make_project({**FILES, "l/index.md": listing}).build()
    assert "No talk fits yet." in done.text("l/index")


def test_headings_of_derived_parts_follow_the_section(make_project: Callable[..., Project]) -> None:
    page = "# Topics of ours\n\n## Redis\n\n:::{topic}\n:::\n"
    done = make_project({**FILES, "redis/index.md": page}).build()
    assert [h.name for h in done.html("redis/index").select(".rubric")][:2] == ["h3", "h4"]


def test_dates_are_in_the_language_of_the_site(make_project: Callable[..., Project]) -> None:
    done = make_project(FILES).build(language="de")
    assert "Dienstag, 4. September 2012" in done.text("c/alpha")


@pytest.mark.parametrize("language", ["pt-BR", "de-AT", "cak", "xx"])
def test_a_language_that_is_spelled_or_known_otherwise_does_no_harm(
    make_project: Callable[..., Project], language: str
) -> None:
    assert "2012" in make_project(FILES).build(language=language).text("c/alpha")


def test_a_page_loads_what_plays_videos_if_it_has_one(built: Built) -> None:
    links = built.html("c/alpha").select(".confnotes-card a.confnotes-watch")
    assert [link.get_text() for link in links] == ["YouTube", "Internet Archive"]
    scripts = built.html("c/alpha").select('script[src*="confnotes-video.js"][defer]')
    assert len(scripts) == 1
    assert "confnotes-watch" not in str(built.html("c/beta"))
    assert (built.outdir / "_static" / "confnotes-video.js").is_file()


def test_static_files_of_the_project_can_be_named_in_a_tuple(
    make_project: Callable[..., Project],
) -> None:
    built = make_project(FILES).build(html_static_path=())
    assert (built.outdir / "_static" / "confnotes.css").exists()
