"""What is known of an address, and where a link to it leads."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.links.known import (
    Archived,
    KnownHost,
    KnownLink,
    KnownLinks,
    Lost,
    Moved,
    Snapshot,
    UrlStatus,
    nearest,
)
from making import law

ARCHIVE = "https://web.archive.org/web/"
URL = "http://lanyrd.com/2012/talk"
TALK = dt.date(2012, 9, 4)


def copy(day: str, url: str = URL) -> Snapshot:
    date = dt.date.fromisoformat(day)
    return Snapshot(f"{ARCHIVE}{date:%Y%m%d}000000/{url}", date)


def link(url: str = URL, status: UrlStatus = UrlStatus.DEAD, *copies: str) -> KnownLink:
    return KnownLink(url, status, tuple(copy(day, url) for day in copies))


def host(prefix: str, status: UrlStatus | None = UrlStatus.DEAD) -> KnownHost:
    return KnownHost(prefix, status)


def known(*entries: KnownLink | KnownHost) -> KnownLinks:
    return KnownLinks(
        tuple(one for one in entries if isinstance(one, KnownLink)),
        tuple(one for one in entries if isinstance(one, KnownHost)),
    )


def archived(links: KnownLinks, url: str = URL, near: dt.date | None = TALK) -> Archived:
    """Return where a link leads, which has to be a copy."""
    destination = links.lead(url, near, ARCHIVE)
    assert isinstance(destination, Archived)
    return destination


# What is known of an address.


def test_nothing_is_known_without_an_entry() -> None:
    assert not KnownLinks()
    assert KnownLinks().find(URL) is None
    assert KnownLinks().lead(URL, TALK, ARCHIVE) is None


def test_something_is_known_with_one() -> None:
    assert known(link())
    assert known(host("http://lanyrd.com"))


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "https://lanyrd.com/2012/talk/",
        "http://LANYRD.com:80/2012/talk#slides",
        "http://lanyrd.com/2012/%74alk",
    ],
)
def test_an_entry_is_for_every_spelling_of_its_address(url: str) -> None:
    entry = link()
    assert known(entry).find(url) is entry


@pytest.mark.parametrize(
    "url",
    [
        "http://lanyrd.com/2012/talks",
        "http://lanyrd.com/2012/talk/more",
        "http://lanyrd.com/2012",
        "http://lanyrd.com/2012/talk?day=1",
        "http://lanyrd.com.evil.org/2012/talk",
        "http://lanyrd.com@evil.org/2012/talk",
        "http://lanyrd.com:8000/2012/talk",
        f"{ARCHIVE}20120904/{URL}",
        "2012/talk",
        "mailto:ann@lanyrd.com",
        "http://[",
        "",
    ],
)
def test_an_entry_is_for_no_other_address(url: str) -> None:
    assert known(link()).find(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://lanyrd.com.evil.org/2012/talk",
        "http://lanyrd.com@evil.org/2012/talk",
        "http://evil.org/lanyrd.com/2012/talk",
        "http://mylanyrd.com/2012/talk",
        "http://lanyrd.com/2012x/talk",
        "http://lanyrd.com/",
        "mailto:lanyrd.com/2012/talk",
        "",
    ],
)
def test_a_prefix_is_for_what_lies_below_it_only(url: str) -> None:
    entry = host("http://lanyrd.com/2012/")
    assert known(entry).find("https://lanyrd.com/2012/talk?q#f") is entry
    assert known(entry).find("https://lanyrd.com/2012") is entry
    assert known(entry).find(url) is None


def test_a_prefix_without_a_path_is_for_a_whole_host() -> None:
    entry = host("http://lanyrd.com")
    for url in ("http://lanyrd.com", "https://lanyrd.com/", "http://lanyrd.com/?q", URL):
        assert known(entry).find(url) is entry


@pytest.mark.parametrize("turned", [False, True])
def test_the_longest_prefix_wins(*, turned: bool) -> None:
    hosts = [
        host("http://lanyrd.com/2012/talks", UrlStatus.LIVE),
        host("http://lanyrd.com/2012", UrlStatus.USURPED),
        host("http://lanyrd.com", UrlStatus.DEAD),
    ]
    links = known(*(reversed(hosts) if turned else hosts))
    assert links.find("http://lanyrd.com/2012/talks/a/b") is hosts[0]
    assert links.find("http://lanyrd.com/2012/talk") is hosts[1]
    assert links.find("http://lanyrd.com/2011/talk") is hosts[2]


def test_an_exact_address_comes_before_every_prefix() -> None:
    exact, prefix = link(), host(URL, UrlStatus.USURPED)
    links = known(prefix, exact)
    assert links.find(URL) is exact
    assert links.find(f"{URL}/more") is prefix


def test_a_live_page_of_a_dead_host_is_linked_to() -> None:
    links = known(host("http://lanyrd.com"), link(URL, UrlStatus.LIVE))
    assert links.lead(URL, TALK, ARCHIVE) is None
    assert links.lead(f"{URL}#slides", TALK, ARCHIVE) is None
    assert links.lead(f"{URL}/more", TALK, ARCHIVE) is not None


def test_an_entry_without_a_fragment_is_for_all_and_one_with_it_for_that_one() -> None:
    whole, part = link(), link(f"{URL}#slides")
    links = known(part, whole)
    assert links.find(f"{URL}#slides") is part
    assert links.find(f"{URL}/#slides") is part
    assert links.find(f"{URL}#video") is whole
    assert links.find(f"{URL}#Slides") is whole
    assert links.find(URL) is whole
    assert known(part).find(f"{URL}#video") is None
    assert known(part).find(URL) is None


# What is worth asking for.


def test_another_spelling_of_a_dead_address_is_believed_dead_too() -> None:
    assert known(link()).is_believed_dead(URL)
    assert known(link()).is_believed_dead("https://lanyrd.com/2012/talk/#slides")
    assert not known(link()).is_believed_dead("http://lanyrd.com/2012/other")
    assert not KnownLinks().is_believed_dead(URL)


def test_a_dead_host_says_nothing_of_one_address() -> None:
    dead = host("http://lanyrd.com")
    assert not known(dead).is_believed_dead(URL)
    assert not known(dead, link(URL, UrlStatus.LIVE)).is_believed_dead(URL)
    assert known(dead, link()).is_believed_dead(URL)


@pytest.mark.parametrize(
    ("status", "is_dead", "is_asked"),
    [
        (UrlStatus.LIVE, False, True),
        (UrlStatus.DEAD, True, True),  # it may be back
        (UrlStatus.DEVIATED, False, False),
        (UrlStatus.UNFIT, False, False),
        (UrlStatus.USURPED, False, False),
    ],
)
def test_a_page_is_asked_for_where_that_can_tell_something(
    status: UrlStatus, *, is_dead: bool, is_asked: bool
) -> None:
    links = known(link(URL, status))
    assert links.is_believed_dead(URL) is is_dead
    for url in (URL, f"{URL}#slides", "https://lanyrd.com/2012/talk/"):
        assert links.address_to_check(url) == (url if is_asked else "")


@pytest.mark.parametrize("status", UrlStatus)
def test_pages_of_a_host_are_asked_for_if_it_is_alive(status: UrlStatus) -> None:
    asked = known(host("http://lanyrd.com", status)).address_to_check(URL)
    assert asked == (URL if status is UrlStatus.LIVE else "")


def test_what_is_not_known_is_asked_for() -> None:
    for url in (URL, "page.html", "http://["):
        assert KnownLinks().address_to_check(url) == url
        assert known(host("http://lanyrd.example")).address_to_check(url) == url


def test_of_a_host_that_moved_the_new_page_is_asked_for() -> None:
    links = known(KnownHost("http://pypi.python.org/", replacement="https://pypi.org/"))
    asked = links.address_to_check("http://pypi.python.org/project/x/#f")
    assert asked == "https://pypi.org/project/x/#f"


# Where a link leads.


@pytest.mark.parametrize(
    ("status", "original"),
    [
        (UrlStatus.DEAD, URL),
        (UrlStatus.DEVIATED, URL),
        (UrlStatus.UNFIT, ""),
        (UrlStatus.USURPED, ""),
    ],
)
def test_a_link_leads_to_a_copy_and_shows_its_original_where_it_may(
    status: UrlStatus, original: str
) -> None:
    there = copy("2012-09-10")
    by_link = archived(known(link(URL, status, "2012-09-10")))
    assert by_link == Archived(there.url, TALK, there, (there,), original)
    by_host = archived(known(host("http://lanyrd.com/", status)))
    assert by_host == Archived(f"{ARCHIVE}20120904/{URL}", TALK, None, (), original)


def test_every_status_is_live_or_leads_to_a_copy() -> None:
    for status in UrlStatus:
        leads = known(link(URL, status, "2012-09-10")).lead(URL, TALK, ARCHIVE)
        assert (leads is None) is (status is UrlStatus.LIVE)
        leads = known(host("http://lanyrd.com", status)).lead(URL, TALK, ARCHIVE)
        assert (leads is None) is (status is UrlStatus.LIVE)


def test_of_several_copies_each_talk_has_the_nearest() -> None:
    links = known(link(URL, UrlStatus.DEAD, "2013-01-01", "2012-06-01", "2014-01-01"))
    first = archived(links, near=dt.date(2012, 6, 3))
    second = archived(links, near=dt.date(2013, 6, 3))
    assert first.snapshot == copy("2012-06-01")
    assert second.snapshot == copy("2013-01-01")
    assert first.snapshots == second.snapshots
    assert [one.date.year for one in first.snapshots] == [2013, 2012, 2014]


@pytest.mark.parametrize("copies", [("2012-09-01", "2012-09-07"), ("2012-09-07", "2012-09-01")])
def test_of_two_equally_near_copies_the_later_is_chosen(copies: tuple[str, ...]) -> None:
    assert archived(known(link(URL, UrlStatus.DEAD, *copies))).snapshot == copy("2012-09-07")


def test_without_a_day_the_copy_that_is_listed_first_is_chosen() -> None:
    links = known(link(URL, UrlStatus.DEAD, "2013-01-01", "2012-09-04", "2014-01-01"))
    destination = archived(links, near=None)
    assert destination.snapshot == copy("2013-01-01")
    assert destination.near is None


@law
@given(st.lists(st.dates(), max_size=5), st.none() | st.dates())
def test_no_copy_is_nearer_than_the_nearest(days: list[dt.date], near: dt.date | None) -> None:
    snapshots = tuple(Snapshot(str(number), day) for number, day in enumerate(days))
    found = nearest(snapshots, near)
    if not snapshots:
        assert found is None
    elif near is None:
        assert found == snapshots[0]
    else:
        assert found in snapshots
        assert found
        for other in snapshots:
            distances = abs(found.date - near), abs(other.date - near)
            assert distances[0] <= distances[1]
            assert distances[0] < distances[1] or found.date >= other.date


@pytest.mark.parametrize("archive", ["https://archive.example/web", "https://archive.example/web/"])
@pytest.mark.parametrize(
    ("near", "day"), [(TALK, "20120904/"), (dt.date(2013, 1, 2), "20130102/"), (None, "")]
)
def test_where_no_copy_is_known_the_archive_is_asked_for_the_nearest(
    archive: str, near: dt.date | None, day: str
) -> None:
    expected = Archived(f"https://archive.example/web/{day}{URL}?q=1", near, None, (), f"{URL}?q=1")
    assert known(host("http://lanyrd.com")).lead(f"{URL}?q=1", near, archive) == expected
    assert known(link(f"{URL}?q=1")).lead(f"{URL}?q=1", near, archive) == expected


def test_a_fragment_goes_along_once() -> None:
    url = f"{URL}#slides"
    listed = archived(known(link(URL, UrlStatus.DEAD, "2012-09-04")), url)
    assert listed.url == f"{copy('2012-09-04').url}#slides"
    assert listed.original == url
    assert archived(known(host("http://lanyrd.com")), url).url == f"{ARCHIVE}20120904/{url}"


def test_a_copy_keeps_a_fragment_of_its_own() -> None:
    there = Snapshot(f"{copy('2012-09-04').url}#kept", TALK)
    links = known(KnownLink(URL, UrlStatus.DEAD, (there,)))
    assert archived(links, f"{URL}#slides").url == there.url


def test_a_link_without_a_copy_anywhere_leads_nowhere() -> None:
    lost = KnownLink(URL, UrlStatus.DEAD, is_lost=True)
    links = known(lost, host("http://lanyrd.com"))
    assert links.lead(URL, TALK, ARCHIVE) == Lost()
    assert links.lead(f"{URL}#slides", None, ARCHIVE) == Lost()
    assert isinstance(links.lead(f"{URL}/more", TALK, ARCHIVE), Archived)


@pytest.mark.parametrize(
    ("url", "to"),
    [
        ("http://pypi.python.org/", "https://pypi.org/"),
        ("http://pypi.python.org", "https://pypi.org/"),
        ("https://pypi.python.org/project/x/?q=1#f", "https://pypi.org/project/x/?q=1#f"),
    ],
)
def test_of_a_host_that_moved_the_same_page_is_linked_to(url: str, to: str) -> None:
    links = known(KnownHost("http://pypi.python.org/", replacement="https://pypi.org/"))
    assert links.lead(url, TALK, ARCHIVE) == Moved(to)
    assert links.lead(url, None, ARCHIVE) == Moved(to)


@pytest.mark.parametrize(
    "url", ["http://pypi.python.org.evil.org/x", "http://pypi.python.org@evil.org/x", "project/x"]
)
def test_no_other_host_moves_with_it(url: str) -> None:
    links = known(KnownHost("http://pypi.python.org/", replacement="https://pypi.org/"))
    assert links.lead(url, TALK, ARCHIVE) is None


def test_what_is_known_of_a_page_counts_even_if_its_host_moved() -> None:
    moved = KnownHost("http://lanyrd.com", replacement="https://lanyrd.example/")
    assert isinstance(known(moved, link()).lead(URL, TALK, ARCHIVE), Archived)
    assert known(moved, link(URL, UrlStatus.LIVE)).lead(URL, TALK, ARCHIVE) is None


@law
@given(st.text())
def test_any_text_leads_somewhere_or_nowhere(text: str) -> None:
    links = known(host("http://a.org"), KnownHost("http://b.org/x", replacement="http://c.org"))
    for url in (text, f"http://a.org/{text}", f"http://b.org/x/{text}"):
        links.lead(url, TALK, ARCHIVE)
    is_address = "\\" not in text
    assert isinstance(links.lead(f"http://a.org/{text}", TALK, ARCHIVE), Archived) is is_address


def test_what_is_in_the_new_place_already_is_not_moved_again() -> None:
    inside = known(KnownHost("http://a.org/", replacement="https://a.org/new/"))
    assert inside.lead("http://a.org/page", TALK, ARCHIVE) == Moved("https://a.org/new/page")
    assert inside.lead("http://a.org/new/page", TALK, ARCHIVE) is None
    assert inside.address_to_check("http://a.org/new/page") == "http://a.org/new/page"
