"""What is new in a check of the links, and how it is told."""

from __future__ import annotations

import datetime as dt

from confnotes.links.known import KnownHost, KnownLink, KnownLinks, UrlStatus
from confnotes.links.news import News, find_news, tally, tell
from confnotes.links.report import CheckedLink, Finding, Place, Report

URL = "http://lanyrd.com/2012/talk"
ALIVE = 'Back to life; set url-status = "live" in links.toml, or take the entry out'
MOVED = "Moved for good; write the new address"
UNDECIDED = "Not decided; this is no sign that a page is gone"


def checked(finding: Finding, url: str = URL, **fields: str) -> CheckedLink:
    return CheckedLink(url, finding, (Place("a/index.md", 7), Place("b.md", 0)), **fields)


def news_of(known: KnownLinks, *links: CheckedLink) -> dict[str, list[Finding]]:
    """Return the findings that are news, by kind."""
    news = find_news(Report(dt.date(2026, 11, 20), "", links), known)
    kinds = {
        "broken": news.broken,
        "alive": news.alive,
        "moved": news.moved,
        "undecided": news.undecided,
    }
    return {kind: [link.finding for link in found] for kind, found in kinds.items() if found}


def link(status: UrlStatus, url: str = URL) -> KnownLinks:
    return KnownLinks((KnownLink(url, status),))


def test_of_what_is_believed_alive_all_but_that_it_works_is_news() -> None:
    every = [checked(finding) for finding in Finding]
    expected = {
        "broken": [Finding.BROKEN],
        "moved": [Finding.MOVED],
        "undecided": [Finding.UNDECIDED],
    }
    assert news_of(KnownLinks(), *every) == expected
    assert news_of(link(UrlStatus.LIVE), *every) == expected
    assert news_of(link(UrlStatus.DEAD, "http://lanyrd.com/other"), *every) == expected


def test_of_what_is_believed_dead_only_that_it_is_back_is_news() -> None:
    every = [checked(finding) for finding in Finding]
    assert news_of(link(UrlStatus.DEAD), *every) == {"alive": [Finding.WORKS, Finding.MOVED]}


def test_news_stays_in_its_order() -> None:
    urls = ["http://b.org", "http://a.org", "http://c.org"]
    links = tuple(checked(Finding.BROKEN, url) for url in urls)
    news = find_news(Report(dt.date(2026, 11, 20), "", links), KnownLinks())
    assert news == News(links, (), (), ())


def test_a_dead_host_makes_no_single_address_dead() -> None:
    known = KnownLinks(hosts=(KnownHost("http://lanyrd.com", UrlStatus.DEAD),))
    assert news_of(known, checked(Finding.WORKS)) == {}
    assert news_of(known, checked(Finding.BROKEN)) == {"broken": [Finding.BROKEN]}


def test_what_is_not_broken_is_told_with_what_to_do_and_every_place() -> None:
    news = News(
        broken=(checked(Finding.BROKEN, "http://broken.example"),),
        alive=(checked(Finding.WORKS, "http://alive.example"),),
        moved=(
            checked(
                Finding.MOVED,
                "http://moved.example",
                reason="moved for good",
                location="http://new.example",
            ),
        ),
        undecided=(
            checked(Finding.UNDECIDED, "http://one.example", reason="403 Forbidden"),
            checked(Finding.UNDECIDED, "http://two.example"),
        ),
    )
    places = ["      a/index.md:7", "      b.md"]
    assert [*tell(news)] == [
        "",
        f"{ALIVE} (1):",
        "  http://alive.example",
        *places,
        "",
        f"{MOVED} (1):",
        "  http://moved.example -> http://new.example",
        *places,
        "",
        f"{UNDECIDED} (2):",
        "  http://one.example (403 Forbidden)",
        *places,
        "  http://two.example",
        *places,
    ]


def test_no_news_is_told_in_no_words() -> None:
    assert [*tell(News((), (), (), ()))] == []
    assert [*tell(News((checked(Finding.BROKEN),), (), (), ()))] == []


def test_links_are_counted_by_what_was_done_with_them() -> None:
    findings = [*Finding, Finding.UNASKED, Finding.BROKEN]
    links = tuple(checked(finding, f"{URL}/{n}") for n, finding in enumerate(findings))
    line = tally(Report(dt.date(2026, 11, 20), "", links), 2, 14).strip()
    assert line.startswith("7 links: 2 asked for now, 3 remembered (for 14 days), 2 not asked for")


def test_nothing_is_counted_as_nothing() -> None:
    line = tally(Report(dt.date(2026, 11, 20), "", ()), 0, 7).strip()
    assert line.startswith("0 links: 0 asked for now, 0 remembered (for 7 days), 0 not asked for")
