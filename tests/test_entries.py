"""Entries are added to ``links.toml``, and nothing that a person wrote is changed."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.links.addresses import fragment_of, place_of
from confnotes.links.entries import NewEntry, add_entries
from confnotes.links.known import KnownLink, Snapshot, UrlStatus
from confnotes.links.linkfile import read_link_file
from making import law

DAY = dt.date(2026, 9, 1)


def copy(page: str, moment: str = "20120905101112") -> Snapshot:
    day = dt.datetime.strptime(moment[:8], "%Y%m%d").date()
    return Snapshot(f"https://web.archive.org/web/{moment}/{page}", day)


def entry(
    url: str,
    *snapshots: Snapshot,
    status: UrlStatus = UrlStatus.DEAD,
    is_lost: bool = False,
    reason: str = "",
) -> NewEntry:
    return NewEntry(url, status, snapshots, is_lost, reason, DAY)


A, B = "http://a.example/", "http://b.example/"
DEAD_A = f'[[link]]\nurl = "{A}"\nurl-status = "dead"\n'
LAST = "last-checked = 2026-09-01\n"
COPY_A = f'archive-url = "https://web.archive.org/web/20120905101112/{A}"\n'


def test_new_entries_are_put_at_the_end_by_address() -> None:
    new = [entry(B, is_lost=True, reason="its host is gone"), entry(A, copy(A), reason="404")]
    assert add_entries("# What is gone.\n", new) == (
        f"# What is gone.\n\n{DEAD_A}{COPY_A}"
        f'reason = "404"\n{LAST}\n'
        f'[[link]]\nurl = "{B}"\nurl-status = "dead"\narchive-url = ""\n'
        f'reason = "its host is gone"\n{LAST}'
    )


def test_a_file_that_is_not_there_begins_with_an_entry() -> None:
    assert add_entries("", [entry(A, copy(A))]) == DEAD_A + COPY_A + LAST


def test_several_copies_are_a_list_by_date() -> None:
    copies = [copy(A, "20140502000000"), copy(A), copy(A, "20120905000000")]
    assert add_entries("", [entry(A, *copies)]) == (
        f"{DEAD_A}archive-url = [\n"
        f'    "https://web.archive.org/web/20120905000000/{A}",\n'
        f'    "https://web.archive.org/web/20120905101112/{A}",\n'
        f'    "https://web.archive.org/web/20140502000000/{A}",\n'
        f"]\n{LAST}"
    )


def test_the_day_of_a_copy_is_written_only_if_its_address_has_none() -> None:
    nameless = Snapshot("https://archive.example/x1", dt.date(2013, 1, 1))
    assert add_entries("", [entry(A, nameless)]) == (
        f'{DEAD_A}archive-url = "https://archive.example/x1"\narchive-date = 2013-01-01\n{LAST}'
    )
    text = add_entries("", [entry(A, nameless, copy(A))])
    assert text.endswith(f"]\narchive-date = [\n    2012-09-05,\n    2013-01-01,\n]\n{LAST}")
    [link] = read_link_file(text.encode())[0].links
    assert link.snapshots == (copy(A), nameless)


@pytest.mark.parametrize("text", ["", DEAD_A, "no TOML"])
def test_nothing_is_added_to_any_text(text: str) -> None:
    assert add_entries(text, []) == text


def test_an_entry_gets_what_it_lacks_behind_its_status() -> None:
    old = f'{DEAD_A}reason = "mine"  # really\n\n[[link]]\nurl = "{B}"\nurl-status = "live"\n'
    new = add_entries(old, [entry(A, copy(A), reason="theirs"), entry(B, copy(B))])
    assert new == (
        f'{DEAD_A}{COPY_A}{LAST}reason = "mine"  # really\n\n'
        f'[[link]]\nurl = "{B}"\nurl-status = "live"\n{COPY_A.replace(A, B)}{LAST}'
    )


@pytest.mark.parametrize(
    ("written", "added"),
    [
        (COPY_A.replace("2012", "2011"), LAST),
        ('archive-url = ""\n', LAST),
        ("last-checked = 2020-01-01\n", COPY_A),
        ('archive-url = ""\nlast-checked = 2020-01-01\n', ""),
    ],
)
def test_a_key_that_is_written_stays(written: str, added: str) -> None:
    assert add_entries(DEAD_A + written, [entry(A, copy(A))]) == DEAD_A + added + written


@pytest.mark.parametrize("status", ["live", "usurped"])
def test_only_a_page_that_is_dead_is_lost(status: str) -> None:
    old = DEAD_A.replace("dead", status)
    assert add_entries(old, [entry(A, is_lost=True)]) == old + LAST
    assert add_entries(DEAD_A, [entry(A, is_lost=True)]) == f'{DEAD_A}archive-url = ""\n{LAST}'


@pytest.mark.parametrize("url", ["https://a.example", "http://a.example:80/", "http://A.example/"])
def test_an_address_is_the_same_in_another_spelling(url: str) -> None:
    assert add_entries(DEAD_A, [entry(url, copy(A))]) == DEAD_A + COPY_A + LAST


def test_an_entry_of_a_fragment_is_another() -> None:
    assert add_entries(DEAD_A, [entry(f"{A}#x", copy(A))]).count("[[link]]") == 2
    assert add_entries("", [entry(A), entry(f"{A}#x"), entry(A)]).count("[[link]]") == 2


@pytest.mark.parametrize(
    "status",
    [
        'url-status = "dead"  # url-status',
        "url-status = 'dead'",
        '  \'url-status\'="""\ndead"""',
        '"url\\u002dstatus" = "dead"',
        'reason = """\nurl-status = "live"\n[[link]]\n"""\nurl-status = "dead"',
        "url-status = 'dead' \t",
    ],
)
@pytest.mark.parametrize("header", ["[[link]]", " [[ link ]] # a", "[['link']]", '[[ "link"]]'])
def test_a_status_is_found_however_it_is_written(header: str, status: str) -> None:
    before = f'note = """\n[[link]]\nurl-status = "dead"\n"""\n[[host]]\nprefix = "{B}"\n'
    first, last = f'{before}{header}\nurl = "{A}"\n{status}\n', '# end\n[[link]]\nurl = "x"\n'
    assert add_entries(first + last, [entry(A, copy(A))]) == first + COPY_A + LAST + last


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n \t\n", "\n# end", "\n# end\n"])
def test_the_form_of_the_file_stays(bom: str, newline: str, end: str) -> None:
    plain = DEAD_A.removesuffix("\n") + end
    old = bom + plain.replace("\n", newline)
    new = add_entries(old, [entry(A, copy(A)), entry(B, copy(B))])
    assert new.startswith(bom + "[[link]]")
    assert (new.endswith("\n")) is old.endswith("\n")
    assert new.count("\n") - new.count("\r\n") == (0 if newline == "\r\n" else new.count("\n"))
    assert [one.url for one in read_link_file(new.encode())[0].links] == [A, B]
    lines = new.removeprefix(bom).split(newline)
    [place] = [at for at, line in enumerate(lines) if line == "[[link]]" and at]
    assert not lines[place - 1].strip()
    assert lines[place - 2].strip()


@pytest.mark.parametrize(
    "text",
    [
        "link = []\n",
        f'link = [{{url = "{A}", url-status = "dead"}}]\n',
        f'[["l\\u0069nk"]]\nurl = "{A}"\nurl-status = "dead"\n',
        f'[[link]]\nurl = "{A}"\n',
        "[link]\n",
        "link = 5\n",
        "link = [5]\n",
        "[[link]]\nurl = 5\n",
        "[[link]]\n",
        "this is no TOML",
        "a = " + "[" * 9000,
        'a = "\ud800',
    ],
)
def test_what_cannot_be_added_is_to_be_added_by_hand(text: str) -> None:
    with pytest.raises(ValueError, match="add this by hand") as caught:
        add_entries(text, [entry(B, copy(B)), entry(A, copy(A))])
    assert DEAD_A + COPY_A + LAST + "\n[[link]]" in str(caught.value)


@pytest.mark.parametrize(
    "reason", ['"', "\\", "\n", "\r\n", "\t", "\x00\x1b\x7f", "\u2028\x85", "\U000e0001", "ä 김 🐍"]
)
def test_any_sign_can_be_in_a_text(reason: str) -> None:
    text = add_entries("", [entry(A, copy(A), reason=reason)])
    assert tomllib.loads(text)["link"][0]["reason"] == reason
    assert len(text.splitlines()) == 6
    assert all(sign.isprintable() for sign in text.replace("\n", ""))


def test_half_of_a_pair_is_no_sign() -> None:
    text = add_entries("", [entry(A, copy(A), reason="a\ud800b")])
    assert tomllib.loads(text)["link"][0]["reason"] == "a?b"


def lines_of(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def is_woven_into(text: str, other: str) -> bool:
    """Say whether all lines of a text are in the other, in their order."""
    rest = iter(lines_of(other))
    return not text or all(line in rest for line in lines_of(text.rstrip("\r\n")))


URLS = st.builds(
    "{}://{}/{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["a.example", "b.example", "www.b.example:8080", "bücher.example"]),
    st.sampled_from(["", "x", "x/", "y?q=1", "%C3%A4"]),
    st.sampled_from(["", "", "#part"]),
)
MOMENTS = st.sampled_from(["20120905101112", "20140502000000", "20200229235959"])
NAMELESS = st.builds(
    Snapshot, st.just("https://archive.example/x1"), st.dates(min_value=dt.date(1996, 1, 1))
)


@st.composite
def new_entries(draw: st.DrawFn) -> NewEntry:
    url = draw(URLS)
    page = url.partition("#")[0]
    copies = st.one_of(st.builds(copy, st.just(page), MOMENTS), NAMELESS)
    snapshots = draw(st.lists(copies, max_size=3, unique_by=lambda one: one.url))
    status = draw(st.sampled_from(UrlStatus))
    is_lost = not snapshots and status is UrlStatus.DEAD and draw(st.booleans())
    return NewEntry(url, status, tuple(snapshots), is_lost, draw(st.text(max_size=5)), DAY)


ENTRIES = st.lists(new_entries(), max_size=4)
#: What a person writes between entries, and within them.
BETWEEN = st.sampled_from(["", "# [[link]]", "   ", "# url-status = 1", "#\u2028[[link]]"])
OWN = st.sampled_from(
    [
        "# mine",
        "",
        'note = """\n[[link]]\nurl-status = "live"\n"""',
        "reason = '''it's # gone'''",
        "last-checked = 2020-01-01  # by me",
        'archive-url = ""',
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw the text of a file that is right."""
    urls = draw(st.lists(URLS, max_size=3, unique_by=lambda url: (place_of(url), fragment_of(url))))
    lines = [draw(BETWEEN)]
    for url in urls:
        own = draw(st.lists(OWN, max_size=3, unique_by=lambda line: line.partition(" = ")[0]))
        status = draw(st.sampled_from(["dead", "dead", "live", "unfit"]))
        if status != "dead":
            own = [line for line in own if not line.startswith("archive-url")]
        keys = draw(st.permutations([f"url = '{url}'", f'url-status = "{status}" # why', *own]))
        lines += [draw(st.sampled_from(["[[link]]", "  [[ link ]]"])), *keys, draw(BETWEEN)]
        if draw(st.booleans()):
            lines += ["[[host]]", f'prefix = "http://h{len(lines)}.example"', 'url-status = "dead"']
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n"]))
    bom = draw(st.sampled_from(["", "\ufeff"]))
    return bom + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def said(link: KnownLink) -> tuple[object, ...]:
    return (link.url, link.status, link.snapshots, link.is_lost, link.reason, link.note)


@law
@given(texts(), ENTRIES)
def test_the_old_entries_stay_and_the_new_ones_are_there(
    text: str, entries: list[NewEntry]
) -> None:
    before, mistakes = read_link_file(text.encode())
    assert mistakes == []
    after, mistakes = read_link_file(add_entries(text, entries).encode())
    assert mistakes == []
    assert [one.prefix for one in after.hosts] == [one.prefix for one in before.hosts]
    for old, new in zip(before.links, after.links, strict=False):
        assert (new.url, new.status, new.reason, new.note) == (
            *(old.url, old.status, old.reason, old.note),
        )
        assert old.last_checked in {None, new.last_checked}
        if old.snapshots or old.is_lost:
            assert said(old) == said(new)
    added = {one.url: one for one in after.links[len(before.links) :]}
    for wanted in entries:
        found = added.get(wanted.url)
        if found and sum(one.url == wanted.url for one in entries) == 1:
            in_order = sorted(wanted.snapshots, key=lambda one: (one.date, one.url))
            assert [*found.snapshots] == in_order
            assert (found.status, found.is_lost) == (wanted.status, wanted.is_lost)
            assert found.last_checked == DAY
        assert after.find(wanted.url) is not None


@law
@given(texts(), ENTRIES)
def test_twice_is_once(text: str, entries: list[NewEntry]) -> None:
    once = add_entries(text, entries)
    assert add_entries(once, entries) == once


@law
@given(texts(), ENTRIES)
def test_every_line_stays_as_it_is(text: str, entries: list[NewEntry]) -> None:
    assert is_woven_into(text, add_entries(text, entries))


@law
@given(texts(), ENTRIES)
def test_the_order_of_new_entries_does_not_matter(text: str, entries: list[NewEntry]) -> None:
    once = {one.url: one for one in entries}.values()
    assert add_entries(text, once) == add_entries(text, [*once][::-1])


@law
@given(
    st.text()
    | st.lists(
        st.sampled_from(["[[link]]", "link", '"', "'''", "[", "=", "1", "\n", "url", "#"])
    ).map("".join),
    ENTRIES,
)
def test_any_text_is_added_to_or_refused(text: str, entries: list[NewEntry]) -> None:
    try:
        new = add_entries(text, entries)
    except ValueError as error:
        assert "by hand" in str(error)  # noqa: PT017
    else:
        assert is_woven_into(text, new)
