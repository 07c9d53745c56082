"""Which addresses are one, which lie below which, and what a copy's address says of itself."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.links.addresses import (
    day_of_copy,
    fragment_of,
    moved_below,
    page_of_copy,
    place_of,
    places_above,
    split_address,
    with_fragment_of,
)
from making import law

WAYBACK = "https://web.archive.org/web/"
SIGNS = [":", "//", "/", "@", "?", "#", "[", "]", "%", "%7E", "%2f", "%é", "..", " ", "\n", "\x00"]
WORDS = ["http", "https", "://", "a.org", "é", "℀", "xn--", "80", "99999", "٣", "20120904", "id_"]
#: Text in which what counts in an address comes up often.
NEARLY = st.text() | st.lists(st.sampled_from(SIGNS + WORDS), max_size=10).map("".join)
SEGMENT = st.text("ab~-é", min_size=1, max_size=3)
PATHS = st.lists(SEGMENT, max_size=4).map(lambda parts: "".join(f"/{part}" for part in parts))


@pytest.mark.parametrize(
    "urls",
    [
        ("http://example.org/talks", "https://example.org/talks", "HTTP://example.org/talks"),
        ("http://example.org/talks", "http://example.org/talks/"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org", "http://example.org/#top", "http://example.org#top"),
        ("http://example.org/talks", "http://example.org/talks#day-1", "http://example.org/talks#"),
        ("http://example.org/a", "http://example.org:80/a", "http://example.org:/a"),
        ("https://example.org/a", "https://example.org:443/a"),
        ("http://example.org:8000/a", "https://example.org:8000/a"),
        ("http://example.org/a", "http://EXAMPLE.org/a", "http://example.org./a"),
        ("http://example.org/~ann", "http://example.org/%7Eann", "http://example.org/%7eann"),
        ("http://example.org/a-b", "http://example.org/%61%2Db"),
        ("http://example.org/a%2Fb", "http://example.org/a%2fb"),
        ("http://example.org/café", "http://example.org/caf%C3%A9", "http://example.org/caf%c3%a9"),
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("http://example.org/?q=é&r=%7E", "http://example.org?q=%c3%A9&r=~"),
        ("http://bücher.example/", "http://xn--bcher-kva.example", "http://BÜCHER.example"),
        ("http://ann:secret@example.org/a", "http://example.org/a"),
        ("http://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_spellings_of_an_address_are_one_place(urls: tuple[str, ...]) -> None:
    assert len({place_of(url) for url in urls}) == 1
    assert place_of(urls[0])


@pytest.mark.parametrize(
    "urls",
    [
        ("http://example.org/talks", "http://example.org/Talks", "http://example.org/talk"),
        ("http://example.org/a", "http://example.org//a", "http://example.org/a/b"),
        ("http://example.org/a/b", "http://example.org/a%2Fb"),
        ("http://example.org/a?b", "http://example.org/a%3Fb"),
        ("http://example.org/", "http://example.org/?q=1", "http://example.org/q=1"),
        ("http://example.org/?q=1", "http://example.org/?q=2", "http://example.org/?Q=1"),
        ("http://example.org/?a=1&b=2", "http://example.org/?b=2&a=1"),
        ("http://example.org/?q=a/", "http://example.org/?q=a"),
        ("http://example.org/%25", "http://example.org/%2525"),
        ("http://example.org", "http://www.example.org", "http://example.com"),
        ("http://example.org", "http://example.org:8000", "https://example.org:80"),
        ("http://lanyrd.com", "http://lanyrd.com.evil.org", "http://lanyrd.com@evil.org"),
        ("http://lanyrd.com", "http://evil.org/lanyrd.com", "http://evil.org/#lanyrd.com"),
        (
            "http://lanyrd.com",
            "http://lanyrd.com:80@evil.org/",
            "http://evil.org?http://lanyrd.com",
        ),
    ],
)
def test_addresses_of_different_pages_are_different_places(urls: tuple[str, ...]) -> None:
    assert len({place_of(url) for url in urls}) == len(urls)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://2012.djangocon.us/schedule/", "2012.djangocon.us/schedule"),
        ("https://example.org/talks?day=1#first", "example.org/talks?day=1"),
        ("http://lanyrd.com@evil.org/2012/", "evil.org/2012"),
        ("https://example.org:8443/", "example.org:8443"),
        ("https://example.org/%zz", "example.org/%25zz"),
        (f"http://{'a' * 70}.org/", f"{'a' * 70}.org"),  # a name that nobody can have
        ("http://a..b/x", "a..b/x"),
    ],
)
def test_a_place_has_neither_scheme_nor_fragment(url: str, place: str) -> None:
    assert place_of(url) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "example.org",
        "talks/index.md",
        "../talks",
        "/talks",
        "#top",
        "?day=1",
        "//example.org/a",
        "mailto:ann@example.org",
        "ftp://example.org/a",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,http://example.org",
        "httpx://example.org",
        "http:",
        "http://",
        "http:///a",
        "http://?q=1",
        "http:example.org",
        "http:/example.org",
        "http://[",
        "http://]/",
        "http://[::1",
        "http://[example.org]/",
        "http://x:99999/",
        "http://x:-1/",
        "http://x:port/",
        "http://x:٣/",
        "http://exam℀ple.org/",
        "http://example.org/\ud800",  # half of a character
        "http://\ud800.org/",
    ],
)
def test_what_is_no_address_of_the_web_has_no_place(text: str) -> None:
    assert split_address(text) is None
    assert place_of(text) == ""


@law
@given(NEARLY)
def test_any_text_has_a_place_or_none(text: str) -> None:
    assert bool(place_of(text)) <= (split_address(text) is not None)
    fragment_of(text)
    if "#" not in text:
        assert place_of(f"{text}#part") == place_of(text)


@law
@given(PATHS, st.sampled_from(["", "?q=1", "?q=a/b"]), st.sampled_from(["", "#x"]))
def test_a_scheme_and_a_slash_at_the_end_make_no_other_place(
    path: str, query: str, fragment: str
) -> None:
    spellings = {
        place_of(f"{scheme}://example.org{path}{slash}{query}{fragment}")
        for scheme in ("http", "https")
        for slash in ("", "/")
    }
    assert len(spellings) == 1


@law
@given(PATHS, st.sampled_from(["", "?q=1"]))
def test_an_address_is_where_its_place_is(path: str, query: str) -> None:
    place = place_of(f"https://example.org{path}{query}")
    assert place_of(f"http://{place}") == place


# What lies below what.


def test_the_places_above_a_place_are_told_from_the_nearest_up_to_the_host() -> None:
    assert [*places_above("example.org/a/b?q=1/2")] == [
        "example.org/a/b?q=1/2",
        "example.org/a/b",
        "example.org/a",
        "example.org",
    ]
    assert [*places_above("example.org")] == ["example.org"]
    assert [*places_above("example.org?q=a/b")] == ["example.org?q=a/b", "example.org"]


@pytest.mark.parametrize(
    ("above", "below", "is_above"),
    [
        ("http://example.org/x", "https://example.org/x/", True),
        ("http://example.org/x", "https://example.org/x/y", True),
        ("http://example.org/x/", "https://example.org/x?q=1", True),
        ("http://example.org/", "http://example.org:80/x/y/", True),
        ("http://example.org/~ann", "http://example.org/%7Eann/talk", True),
        ("http://example.org/x", "http://example.org/xy", False),
        ("http://example.org/x/", "http://example.org/xy", False),
        ("http://example.org/x", "http://example.org/x-y/z", False),
        ("http://example.org/x", "http://example.org/a/x", False),
        ("http://example.org/x", "http://example.org/X/y", False),
        ("http://example.org/x/y", "http://example.org/x", False),
        ("http://example.org", "http://example.org:8000/", False),
        ("http://example.org", "http://sub.example.org/", False),
        ("http://lanyrd.com/", "http://lanyrd.com.evil.org/2012/", False),
        ("http://lanyrd.com/", "http://lanyrd.com@evil.org/2012/", False),
        ("http://lanyrd.com/", "http://evil.org/lanyrd.com/2012/", False),
        ("http://lanyrd.com/", "http://evil.org/?http://lanyrd.com/2012/", False),
        ("http://lanyrd.com/", f"{WAYBACK}20120904/http://lanyrd.com/2012/", False),
    ],
)
def test_one_address_lies_below_another_where_a_part_of_its_path_ends(
    above: str, below: str, *, is_above: bool
) -> None:
    assert (place_of(above) in places_above(place_of(below))) is is_above


@law
@given(NEARLY)
def test_every_place_above_is_where_a_place_begins(text: str) -> None:
    above = [*places_above(place_of(text))]
    assert above[0] == place_of(text)
    for longer, shorter in pairwise(above):
        assert longer.startswith(shorter)
        assert longer[len(shorter)] in "/?"


@pytest.mark.parametrize(
    ("url", "prefix", "replacement", "moved"),
    [
        ("http://a.org/x/y", "http://a.org", "https://b.org", "https://b.org/x/y"),
        ("http://a.org/x/y", "http://a.org/", "https://b.org/", "https://b.org/x/y"),
        ("http://a.org/x/y", "http://a.org/", "https://b.org", "https://b.org/x/y"),
        ("http://a.org/x/y", "http://a.org", "https://b.org/", "https://b.org/x/y"),
        ("http://a.org/x/y", "http://a.org/x", "https://b.org/z", "https://b.org/z/y"),
        ("http://a.org/x/y", "http://a.org/x/", "https://b.org/z", "https://b.org/z/y"),
        ("http://a.org/x/y", "http://a.org/x/", "https://b.org/z/", "https://b.org/z/y"),
        ("http://a.org/x/y/", "http://a.org/x", "https://b.org/z", "https://b.org/z/y/"),
        (
            "http://a.org/x/y?q=1/2#f/g",
            "http://a.org/x",
            "http://b.org",
            "http://b.org/y?q=1/2#f/g",
        ),
        ("http://a.org/x", "http://a.org/x", "https://b.org/z", "https://b.org/z"),
        ("http://a.org/x/", "http://a.org/x", "https://b.org/z/", "https://b.org/z/"),
        ("http://a.org/x?q=1#f", "http://a.org/x", "https://b.org/z/", "https://b.org/z/?q=1#f"),
        ("http://a.org/?q=1", "http://a.org", "https://b.org/", "https://b.org/?q=1"),
        ("http://a.org", "http://a.org/", "https://b.org/", "https://b.org/"),
        ("https://A.org:443/%7Ex/y", "http://a.org/~x/", "http://b.org", "http://b.org/y"),
        ("http://a.org/x/a%2Fb", "http://a.org/x", "http://b.org", "http://b.org/a%2Fb"),
        ("http://a.org/x/~é", "http://a.org/x", "http://b.org", "http://b.org/~é"),
    ],
)
def test_an_address_below_one_moves_below_another(
    url: str, prefix: str, replacement: str, moved: str
) -> None:
    assert moved_below(url, prefix, replacement) == moved


@law
@given(PATHS, PATHS, PATHS, st.sampled_from(["", "/"]), st.sampled_from(["", "/"]))
def test_what_moves_keeps_what_comes_behind_the_prefix(
    above: str, below: str, to: str, slash: str, other_slash: str
) -> None:
    url, prefix = f"http://a.org{above}{below}", f"https://a.org{above}{slash}"
    moved = moved_below(url, prefix, f"https://b.org{to}{other_slash}")
    assert place_of(moved) == place_of(f"https://b.org{to}{below}")


@pytest.mark.parametrize(
    ("url", "address", "whole"),
    [
        ("http://a.org/x#f", "http://b.org/y", "http://b.org/y#f"),
        ("http://a.org/x#f#g", "http://b.org/y?q", "http://b.org/y?q#f#g"),
        ("http://a.org/x", "http://b.org/y", "http://b.org/y"),
        ("http://a.org/x#", "http://b.org/y", "http://b.org/y"),
        ("http://a.org/x#f", "http://b.org/y#g", "http://b.org/y#g"),
        ("http://a.org/x", "http://b.org/y#g", "http://b.org/y#g"),
    ],
)
def test_a_fragment_goes_along_where_there_is_none(url: str, address: str, whole: str) -> None:
    assert with_fragment_of(url, address) == whole


# What a copy's address says.


@pytest.mark.parametrize(
    ("address", "day", "page"),
    [
        (f"{WAYBACK}20120904153000/http://a.org/x", dt.date(2012, 9, 4), "http://a.org/x"),
        (f"{WAYBACK}20120904/https://a.org/x?q=1#f", dt.date(2012, 9, 4), "https://a.org/x?q=1#f"),
        (f"{WAYBACK}20120904153000id_/http://a.org/", dt.date(2012, 9, 4), "http://a.org/"),
        (f"{WAYBACK}20120904153000if_/http://a.org/", dt.date(2012, 9, 4), "http://a.org/"),
        (f"{WAYBACK}20120904153000/http:/a.org/x", dt.date(2012, 9, 4), "http://a.org/x"),
        (f"{WAYBACK}20120904153000/HTTP://a.org/x", dt.date(2012, 9, 4), "HTTP://a.org/x"),
        ("http://127.0.0.1:8000/20120904/http://a.org", dt.date(2012, 9, 4), "http://a.org"),
        ("https://archive.today/20120229000000/http://a.org", dt.date(2012, 2, 29), "http://a.org"),
        (
            f"{WAYBACK}20120904000000/{WAYBACK}20110101000000/http://a.org/",
            dt.date(2012, 9, 4),
            f"{WAYBACK}20110101000000/http://a.org/",
        ),
        # The page is named, the day is none.
        (f"{WAYBACK}20120230000000/http://a.org/x", None, "http://a.org/x"),
        (f"{WAYBACK}20121301/http://a.org/x", None, "http://a.org/x"),
        (f"{WAYBACK}00000000/http://a.org/x", None, "http://a.org/x"),
        # Neither is named.
        (f"{WAYBACK}http://a.org/x", None, ""),
        (f"{WAYBACK}2012/http://a.org/x", None, ""),
        (f"{WAYBACK}*/http://a.org/x", None, ""),
        (f"{WAYBACK}201209041530001/http://a.org/x", None, ""),
        (f"{WAYBACK}20120904153000/a.org/x", None, ""),
        (f"{WAYBACK}20120904153000/ftp://a.org/x", None, ""),
        (f"{WAYBACK}20120904153000/http:", None, ""),
        ("https://archive.today/AbCdE", None, ""),
        ("http://a.org/20120904/report.html", None, ""),
        ("http://a.org/x", None, ""),
        ("", None, ""),
    ],
)
def test_a_copy_names_its_day_and_its_page(address: str, day: dt.date | None, page: str) -> None:
    assert day_of_copy(address) == day
    assert page_of_copy(address) == page


@law
@given(
    st.dates(dt.date(1000, 1, 1)),
    st.sampled_from(["", "0000", "153000", "153000id_"]),
    PATHS,
    st.sampled_from(["", "?u=http://b.org/", "#f"]),
)
def test_every_day_and_page_is_read_from_the_address_of_a_copy(
    day: dt.date, time: str, path: str, rest: str
) -> None:
    page = f"http://a.org{path}{rest}"
    address = f"{WAYBACK}{day:%Y%m%d}{time}/{page}"
    assert day_of_copy(address) == day
    assert page_of_copy(address) == page


@law
@given(NEARLY)
def test_any_text_is_a_copy_or_none(text: str) -> None:
    for address in (text, f"{WAYBACK}20120904/{text}", f"{WAYBACK}{text}/http://a.org/"):
        if day_of_copy(address):
            assert page_of_copy(address)
