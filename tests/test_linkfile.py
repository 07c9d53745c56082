"""``links.toml`` becomes what is known of links; every mistake has its line and a sentence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.links import linkfile
from confnotes.links.known import KnownHost, KnownLink, KnownLinks, Snapshot, UrlStatus
from confnotes.links.linkfile import read_link_file
from making import law

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = "http://lanyrd.com/2012/talk/"
COPY = f"https://web.archive.org/web/20120904153000/{PAGE}"
LATER = f"https://web.archive.org/web/20130102/{PAGE}"
VALID = f"""\
# What is known of the links in these notes.

[[host]]
prefix = "http://lanyrd.com/"
url-status = "dead"
reason = "the site is closed"
last-checked = 2026-11-20
note = \"\"\"
Write a page of it thus:
[[link]]
url-status = "dead"
\"\"\"

[[link]]
url = "{PAGE}"
url-status = "usurped"
archive-url = "{COPY}"
archive-date = 2012-09-04

[[ host ]]  # it moved
prefix = "http://pypi.python.org/"
replacement = "https://pypi.org/"

  [[link]]
  url = "http://example.org/lost"
  url-status = 'dead'
  archive-url = ""

[[link]]
url = "http://example.org/lost#part"
url-status = "deviated"
archive-url = ["https://archive.example/AbC", "https://archive.example/DeF"]
archive-date = [2013-01-02, 2012-09-04T10:30:00Z]
reason = "another page"
last-checked = 2026-11-19
note = "see [[link]]"

[[link]]
url = "http://example.org/"
url-status = "live"
"""
KNOWN = KnownLinks(
    (
        KnownLink(PAGE, UrlStatus.USURPED, (Snapshot(COPY, dt.date(2012, 9, 4)),), line=14),
        KnownLink("http://example.org/lost", UrlStatus.DEAD, is_lost=True, line=24),
        KnownLink(
            "http://example.org/lost#part",
            UrlStatus.DEVIATED,
            (
                Snapshot("https://archive.example/AbC", dt.date(2013, 1, 2)),
                Snapshot("https://archive.example/DeF", dt.date(2012, 9, 4)),
            ),
            reason="another page",
            last_checked=dt.date(2026, 11, 19),
            note="see [[link]]",
            line=29,
        ),
        KnownLink("http://example.org/", UrlStatus.LIVE, line=38),
    ),
    (
        KnownHost(
            "http://lanyrd.com/",
            UrlStatus.DEAD,
            reason="the site is closed",
            last_checked=dt.date(2026, 11, 20),
            note='Write a page of it thus:\n[[link]]\nurl-status = "dead"\n',
            line=3,
        ),
        KnownHost("http://pypi.python.org/", None, "https://pypi.org/", line=20),
    ),
)
LINK = '[[link]]\nurl = "http://example.org/x"\nurl-status = "dead"\n'
HOST = '[[host]]\nprefix = "http://example.org/x"\nurl-status = "dead"\n'
SIGNS = ["[[link]]", "[[host]]", "[link]", "url", "prefix", '"""', "'''", '"', "'", "#", "=", "["]
SIGNS += ["]", "{", "}", ",", ".", "\n", "\r\n", " = ", "2012-02-30", "1979-05-27", "nan", "true"]
SIGNS += ["\\", "\\ud800", "\x00", "\ufeff", "é", "\u2028", "http://a.org/", "archive-url", "[]"]


def mistakes_of(text: str | bytes) -> list[tuple[int, str]]:
    """Return the lines and messages of all mistakes."""
    content = text.encode() if isinstance(text, str) else text
    return [(one.line, one.message) for one in read_link_file(content)[1]]


def only_link(more: str) -> KnownLink:
    """Read an entry that is in order."""
    known, mistakes = read_link_file(f'[[link]]\nurl = "{PAGE}"\n{more}'.encode())
    assert mistakes == []
    [entry] = known.links
    return entry


# Files that are in order.


@pytest.mark.parametrize("content", [b"", b"\n", b"# nothing\n", b"link = []\n", b"\xef\xbb\xbf"])
def test_an_empty_file_says_nothing(content: bytes) -> None:
    assert read_link_file(content) == (KnownLinks(), [])


@pytest.mark.parametrize(
    "content",
    [
        VALID.encode(),
        VALID.rstrip().encode(),
        VALID.encode("utf-8-sig"),
        VALID.replace("\n", "\r\n").encode(),
    ],
    ids=["as it is", "without a last newline", "with a BOM", "with CRLF"],
)
def test_a_file_says_what_is_known(content: bytes) -> None:
    known, mistakes = read_link_file(content)
    assert mistakes == []
    assert known.links == KNOWN.links
    assert known.hosts == KNOWN.hosts


def test_a_file_in_the_other_notation_says_the_same() -> None:
    text = f'link = [{{url = "{PAGE}", url-status = "dead"}}]\nhost = []\n'
    known, mistakes = read_link_file(text.encode())
    assert mistakes == []
    assert known == KnownLinks((KnownLink(PAGE, UrlStatus.DEAD, line=1),))


def test_the_notebook_s_own_file_is_in_order(pytestconfig: pytest.Config) -> None:
    known, mistakes = read_link_file((pytestconfig.rootpath / "links.toml").read_bytes())
    assert mistakes == []
    assert known


def test_headers_within_texts_are_no_entries() -> None:
    text = f'{LINK}note = """\n[[link]]\n[[host]]\n"""\n\n{HOST}\n{LINK}'
    known, mistakes = read_link_file(text.encode())
    assert [one.line for one in (*known.links, *known.hosts)] == [1, 9]
    assert [one.line for one in mistakes] == [13]


@pytest.mark.parametrize("header", ["[[link]]", "  [[ link ]]  # one", "[[link]]#", "\t[[\tlink]]"])
def test_a_header_may_be_written_in_many_ways(header: str) -> None:
    text = f'\n{LINK}\n{header}\nurl = "x"\n'
    assert [line for line, _message in mistakes_of(text)] == [7]


def test_a_header_may_be_quoted() -> None:
    text = LINK.replace("[[link]]", '[["link"]]') + LINK.replace("/x", "/y")
    known, mistakes = read_link_file(text.encode())
    assert mistakes == []
    assert [one.line for one in known.links] == [1, 4]


# The copies.


@pytest.mark.parametrize(
    ("more", "snapshots"),
    [
        ("", []),
        (f'archive-url = "{COPY}"', [(COPY, "2012-09-04")]),
        (f'archive-url = ["{COPY}"]', [(COPY, "2012-09-04")]),
        (f'archive-url = "{COPY}"\narchive-date = 2012-09-04', [(COPY, "2012-09-04")]),
        (f'archive-url = "{COPY}"\narchive-date = [2012-09-04]', [(COPY, "2012-09-04")]),
        (f'archive-url = "{COPY}"\narchive-date = 2012-09-04T15:30:00', [(COPY, "2012-09-04")]),
        (f'archive-url = "{COPY}"\narchive-date = 2012-09-04 15:30:00Z', [(COPY, "2012-09-04")]),
        (
            f'archive-url = ["{LATER}", "{COPY}"]',
            [(LATER, "2013-01-02"), (COPY, "2012-09-04")],
        ),
        (
            (
                f'archive-url = [\n"{LATER}",\n"https://archive.example/x",\n]\n'
                "archive-date = [2013-01-02, 2012-01-01]"
            ),
            [(LATER, "2013-01-02"), ("https://archive.example/x", "2012-01-01")],
        ),
        (
            'archive-url = "https://a.example/20120904153000id_/https://lanyrd.com/2012/talk"',
            [
                (
                    "https://a.example/20120904153000id_/https://lanyrd.com/2012/talk",
                    "2012-09-04",
                )
            ],
        ),
        # An archive looks up a page in lower case and without www.
        (
            'archive-url = "https://a.example/20120904/http://www.lanyrd.com/2012/Talk"',
            [("https://a.example/20120904/http://www.lanyrd.com/2012/Talk", "2012-09-04")],
        ),
        # The address names a day that there is not; the date says which it was.
        (
            (
                'archive-url = "https://a.example/20120230/http://lanyrd.com/2012/talk/"\n'
                "archive-date = 2012-03-01"
            ),
            [("https://a.example/20120230/http://lanyrd.com/2012/talk/", "2012-03-01")],
        ),
    ],
)
def test_copies_have_the_day_that_is_said_or_that_their_address_names(
    more: str, snapshots: list[tuple[str, str]]
) -> None:
    expected = [Snapshot(url, dt.date.fromisoformat(day)) for url, day in snapshots]
    assert [*only_link(f'url-status = "dead"\n{more}\n').snapshots] == expected


def test_that_there_is_no_copy_is_not_that_none_is_known() -> None:
    assert only_link('url-status = "dead"\narchive-url = ""\n').is_lost
    assert not only_link('url-status = "dead"\n').is_lost


# Mistakes.


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        # The whole file.
        ("[[link]\n", 1, "this is not TOML ("),
        (f"{LINK}url = 1\n", 4, "write it once"),
        (f'{LINK}note = """\nwords\n', 5, "this is not TOML ("),
        (f"{LINK}note = \n", 4, "this is not TOML ("),
        (f"{LINK}last-checked = 2012-02-30\n", 4, "write dates as 2012-09-04"),
        (f"{LINK}last-checked = 2012-2-3\n", 4, "write dates as 2012-09-04"),
        (f"{LINK}note = unquoted\n{HOST}", 4, "write texts in quotes"),
        (f"\n\n{LINK}note = unquoted\n", 6, "write texts in quotes"),
        (f"{LINK}note = “curly”\n", 4, "straight quotes"),
        (f'{LINK}note = "open\n', 4, "close the quotes"),
        (f"<<<<<<< HEAD\n{LINK}", 1, "git has left two versions"),
        (f"\r\n\r\n{LINK}note = unquoted\r\n", 6, "write texts in quotes"),
        (f'{LINK}note = "\x00"\n', 4, "this is not TOML ("),
        (f'{LINK}note = "\\ud800"\n', 4, "this is not TOML ("),
        (b"[[link]]\n# caf\xe9\n", 2, "this is not UTF-8; save the file in that encoding"),
        (b"\xff\xfe[\x00[\x00", 1, "this is not UTF-8"),
        (VALID.encode("utf-16"), 1, "this is not UTF-8"),
        ("x = " + "[" * 3000, 1, "this is nested too deeply to be read"),
        ("x = " + "{a=" * 3000, 1, "this is nested too deeply to be read"),
        # Tables.
        (f"{LINK}\n[host]\nprefix = 1\n", 5, "'host' has to be written as [[host]]"),
        ("# links\n[link]\nurl = 1\n", 2, "'link' has to be written as [[link]]"),
        ("\nlink = 1\n", 2, "'link' has to be written as [[link]]"),
        ("link = [1]\n", 1, "'link' has to be written as [[link]]"),
        ("host = [[]]\n", 1, "'host' has to be written as [[host]]"),
        ("# links\n[[links]]\nurl = 1\n", 2, "there is no table 'links'"),
        (
            "# links\n\n[hosts]\nurl = 1\n",
            3,
            "there is no table 'hosts' in this file; write [[link]]",
        ),
        ("\nhosts = 1\n", 2, "there is no table 'hosts'"),
        # Keys.
        (f"{LINK}archive_url = 1\n", 4, "there is no 'archive_url' in a [[link]]. Did you mean"),
        (f"{LINK}archiveurl = 1\n", 4, "Did you mean 'archive-url'"),
        (f"{LINK}'last checked' = 1\n", 4, "Did you mean 'last-checked'?"),
        (f"{LINK}prefix = 1\n", 4, "there is no 'prefix' in a [[link]]."),
        (f"{HOST}replacment = 1\n", 4, "in a [[host]]. Did you mean 'replacement'?"),
        (f"{HOST}archive-url = 1\n", 4, "there is no 'archive-url' in a [[host]]."),
        (f"{LINK}[link.more]\nx = 1\n", 1, "there is no 'more' in a [[link]]."),
        # Addresses.
        ('\n[[link]]\nurl-status = "dead"\n', 2, "this [[link]] has no 'url'; name the address"),
        ("[[link]]\n", 1, "this [[link]] has no 'url'"),
        ('[[link]]\nurl-status = "dead"\nurl = ""\n', 3, "'' is not an address of the web"),
        ('[[link]]\nurl = "example.org"\n', 2, "one that begins with https:// or http://"),
        ('[[link]]\nurl = "ftp://example.org"\n', 2, "is not an address of the web"),
        ('[[link]]\nurl = "http://["\n', 2, "'http://[' is not an address of the web"),
        ('[[link]]\nurl = "http://x:99999/"\n', 2, "is not an address of the web"),
        ('[[link]]\nurl = "http://a.org/b c"\n', 2, "in it; write %20, %22"),
        ('[[link]]\nurl = "http://a.org/\\n"\n', 2, "in it; write %20, %22"),
        ('[[link]]\nurl = "http://a.org/\\""\n', 2, "in it; write %20, %22"),
        ('[[link]]\nurl = "http://a.org/<b>"\n', 2, "in it; write %20, %22"),
        ('[[link]]\nurl = ["http://a.org/"]\n', 2, "['http://a.org/'] is not an address"),
        ("[[link]]\nurl.a.b = 1\n", 2, "is not an address of the web"),
        ('[[host]]\nurl-status = "dead"\n', 1, "this [[host]] has no 'prefix'; name the address"),
        ('[[host]]\nurl-status = "dead"\nprefix = 1\n', 3, "1 is not an address of the web"),
        (HOST.replace("/x", "/x?q"), 2, "has a query or a fragment; end it with the path"),
        (HOST.replace("/x", "/x#f"), 2, "end it with the path"),
        # Statuses.
        ('[[link]]\nurl = "http://a.org"\n', 2, "no 'url-status'; write one of live, dead, "),
        (LINK.replace("dead", "daed"), 3, "'daed' is no status; write one of live, dead, "),
        (LINK.replace("dead", "daed"), 3, "Did you mean 'dead'"),
        (LINK.replace("dead", "Usurped"), 3, "Did you mean 'usurped'?"),
        (LINK.replace("dead", ""), 3, "'' is no status"),
        (LINK.replace('"dead"', "1"), 3, "1 is no status"),
        (LINK.replace('"dead"', '["dead"]'), 3, "['dead'] is no status"),
        (HOST.replace("dead", "gone"), 3, "'gone' is no status"),
        ('[[host]]\nprefix = "http://a.org"\n', 2, "either a 'url-status' or, if it moved, a"),
        (f'{HOST}replacement = "http://b.org"\n', 2, "either a 'url-status' or, if it moved"),
        (
            '[[host]]\nreplacement = "/x"\nprefix = "http://a.org"\n',
            2,
            "'/x' is not an address of the web",
        ),
        # Remarks.
        (f"{LINK}note = 1\n", 4, "note has to be a text; write it in quotes"),
        (f"{LINK}reason = []\n", 4, "reason has to be a text"),
        (f"{HOST}reason = 404\n", 4, "reason has to be a text"),
        (f'{LINK}last-checked = "2012-09-04"\n', 4, "write it without quotes, as 2012-09-04"),
        (f"{LINK}last-checked = 10:30:00\n", 4, "is not a date"),
        (f"{HOST}last-checked = 2012\n", 4, "2012 is not a date"),
        # Copies.
        (f"{LINK}archive-url = 1\n", 4, "1 is not an address of the web"),
        (f'{LINK}archive-url = [""]\n', 4, "'' is not an address of the web"),
        (f'{LINK}archive-url = "//a.org"\n', 4, "'//a.org' is not an address"),
        (f'{LINK}archive-url = [\n"x"\n]\n', 4, "'x' is not an address"),
        (f'{LINK}archive-url = "https://example.org/x/#a"\n', 4, "is the page itself, and no copy"),
        (f'{LINK}archive-url = "{COPY}"\n', 4, f"is a copy of another page, {PAGE}"),
        (f'{LINK}archive-url = "https://a.example/AbC"\n', 4, "names no day; write archive-date ="),
        (
            f'{LINK}archive-url = "https://a.example/20120230/http://example.org/x"\n',
            4,
            "names no day; write archive-date =",
        ),
        (
            f'{LINK}archive-url = "https://a.example/x"\narchive-date = "2012-09-04"\n',
            5,
            "'2012-09-04' is not a date; write it without quotes",
        ),
        (
            (
                f'{LINK}archive-url = "https://a.example/20120904/http://example.org/x"\n'
                "archive-date = 2012-09-05\n"
            ),
            5,
            "2012-09-05 is not the day in the copy's address, 2012-09-04; write that, or nothing",
        ),
        (
            f'{LINK}archive-date = [2012-09-04, 2012-09-05]\narchive-url = "https://a.org/1"\n',
            4,
            "1 in archive-url and 2 here: write a date for each",
        ),
        (
            (
                f'{LINK}archive-url = ["https://a.org/1", "https://a.org/2"]\n'
                "archive-date = 2012-09-04\n"
            ),
            5,
            "2 in archive-url and 1 here: write a date for each",
        ),
        (f"{LINK}archive-url = []\n", 4, "there is no address here"),
        (HOST.replace("example", "*"), 2, "no wildcards"),
        (f"{LINK}archive-date = 2012-09-04\n", 4, "a date, and no copy"),
        *(
            (
                f'{LINK.replace("dead", status)}archive-url = ""\n',
                4,
                "there is no copy: write url-status = 'dead', or take archive-url out",
            )
            for status in ("live", "deviated", "unfit", "usurped")
        ),
    ],
)
def test_a_mistake_has_its_line_and_says_what_to_write(
    text: str | bytes, line: int, message: str
) -> None:
    [(where, what)] = mistakes_of(text)
    assert message in what
    assert where == line


def test_the_place_of_a_mistake_is_said_once() -> None:
    for text in ("[[link]\n", f'{LINK}note = """\n', f"{LINK}note = unquoted\n{HOST}"):
        [(_line, message)] = mistakes_of(text)
        assert "(at " not in message
        assert message != "this is not TOML ("


@pytest.mark.parametrize(
    "mistake",
    [
        "[[link]]\n",
        LINK.replace("/x", "/y").replace("dead", "daed"),
        HOST + "archive-url = 1\n",
        HOST.replace("prefix", "url"),
        "[[links]]\nurl = 1\n",
        "[other]\nurl = 1\n",
    ],
)
def test_a_mistake_costs_its_entry_and_no_other(mistake: str) -> None:
    clean, _ = read_link_file(VALID.encode())
    for text in (f"{mistake}\n{VALID}", f"{VALID}\n{mistake}"):
        known, mistakes = read_link_file(text.encode())
        assert len(mistakes) == 1
        assert [one.url for one in known.links] == [one.url for one in clean.links]
        assert [one.prefix for one in known.hosts] == [one.prefix for one in clean.hosts]


def test_mistakes_are_told_by_line() -> None:
    entries = [HOST, LINK, HOST, LINK]
    text = "".join(entry.replace("dead", "daed") for entry in entries)
    assert [line for line, _message in mistakes_of(text)] == [3, 6, 9, 12]


@pytest.mark.parametrize("table", ["[[links]]", "[hosts]"])
def test_an_unknown_table_between_entries_has_its_line(table: str) -> None:
    text = f"# links\n{LINK}\n{table}\nurl = 1\n\n{HOST}"
    assert [line for line, _message in mistakes_of(text)] == [6]


@pytest.mark.parametrize("sign", ["\u2028", "\x85"])
def test_only_newlines_end_a_line(sign: str) -> None:
    text = f"# a{sign}b\n{LINK.replace('dead', 'daed')}"
    assert [line for line, _message in mistakes_of(text)] == [4]


@pytest.mark.parametrize("words", ["[[link]]", 'url-status = "live"'])
def test_a_text_of_several_lines_hides_no_key(words: str) -> None:
    text = f'[[link]]\nurl = "{PAGE}"\nnote = """\n{words}\n"""\nurl-status = "daed"\n'
    assert [line for line, _message in mistakes_of(text)] == [6]


def test_a_bom_shifts_no_line() -> None:
    assert [line for line, _message in mistakes_of(b"\xef\xbb\xbf\n\xff")] == [2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LINK, LINK),
        (LINK, LINK.replace("http:", "https:")),
        (LINK, LINK.replace('/x"', '/x/"').replace("dead", "live")),
        (LINK, LINK.replace("example.org", "EXAMPLE.org:80")),
        (LINK.replace("/x", "/x#f"), LINK.replace("/x", "/%78#f")),
        (HOST, HOST.replace("http:", "https:")),
        (HOST, '[[host]]\nreplacement = "http://b.org"\nprefix = "http://example.org/x/"\n'),
    ],
)
def test_of_two_entries_on_one_address_the_first_counts(first: str, second: str) -> None:
    text = f"\n{first}\n{second}\n{second}"
    known, mistakes = read_link_file(text.encode())
    lines = 6, 6 + second.count("\n") + 1
    assert [(one.line, one.message) for one in mistakes] == [
        (line, "the entry in line 2 is on the same address; make one of the two") for line in lines
    ]
    assert [one.line for one in (*known.links, *known.hosts)] == [2]


def test_entries_on_two_addresses_are_two() -> None:
    texts = [
        LINK,
        LINK.replace("/x", "/x#f"),
        LINK.replace("/x", "/x#g"),
        LINK.replace("/x", "/x?q"),
        LINK.replace("/x", "/X"),
        HOST,  # on the same address, but an entry of the other kind
    ]
    known, mistakes = read_link_file("\n".join(texts).encode())
    assert mistakes == []
    assert len(known.links) + len(known.hosts) == len(texts)


def test_an_entry_with_a_mistake_is_no_first_of_two() -> None:
    known, mistakes = read_link_file(f"{LINK}x = 1\n{LINK}".encode())
    assert [one.line for one in mistakes] == [4]
    assert [one.line for one in known.links] == [5]


def test_of_two_entries_in_the_other_notation_the_first_counts() -> None:
    entries = (
        '{url = "http://a.org", url-status = "dead"}, {url = "https://a.org", url-status = "live"}'
    )
    known, mistakes = read_link_file(f"link = [{entries}]".encode())
    assert [one.status for one in known.links] == [UrlStatus.DEAD]
    assert len(mistakes) == 1


# Files of any size and any content.


def test_a_long_file_is_parsed_by_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each entry is looked at to see where the next begins; not all of them each time."""
    longest = []
    is_toml = linkfile._is_toml

    def noted(lines: Sequence[str]) -> bool:
        longest.append(len(lines))
        return is_toml(lines)

    monkeypatch.setattr(linkfile, "_is_toml", noted)
    entries = [LINK.replace("/x", f"/{number}") for number in range(300)]
    entries[200] = entries[200].replace("dead", "daed")
    known, mistakes = read_link_file("\n".join(entries).encode())
    assert max(longest) <= 5
    assert [one.line for one in known.links] == [1 + 4 * n for n in range(300) if n != 200]
    assert [one.line for one in mistakes] == [803]


@pytest.mark.parametrize(
    "text",
    [
        f"{LINK}note = {'1' * 5000}\n",
        f"[[link]]\nurl{'.a' * 3000} = 1\n",
        f"{LINK}last-checked{'.a' * 3000} = 1\n",
    ],
    ids=["a long number", "a deep address", "a deep date"],
)
def test_what_is_too_much_for_python_is_a_mistake(text: str) -> None:
    assert len(mistakes_of(text)) == 1


def check_whatever(content: bytes) -> None:
    """Read a file that may be anything."""
    known, mistakes = read_link_file(content)
    lines = [one.line for one in mistakes]
    assert lines == sorted(lines)
    count = max(len(content.decode("utf-8", "replace").splitlines()), 1)
    assert all(1 <= line <= count + 1 for line in lines)
    assert all(one.message for one in mistakes)
    assert all(known.find(one.url) for one in known.links)
    assert all(known.find(one.prefix) for one in known.hosts)


@law
@given(
    st.binary() | st.lists(st.sampled_from(SIGNS), max_size=20).map(lambda s: "".join(s).encode())
)
def test_any_bytes_can_be_read(content: bytes) -> None:
    check_whatever(content)


@law
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(VALID)),
            st.sampled_from([0, 0, 1, 2, 10, 60]),
            st.sampled_from(SIGNS) | st.text(max_size=3),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_file_with_any_change_can_be_read(changes: list[tuple[int, int, str]]) -> None:
    text = VALID
    for begin, length, sign in changes:
        text = text[:begin] + sign + text[begin + length :]
    check_whatever(text.encode())


@law
@given(st.lists(st.sampled_from(VALID.splitlines(keepends=True)), max_size=30))
def test_lines_in_any_order_can_be_read(lines: list[str]) -> None:
    check_whatever("".join(lines).encode())
