"""Which copies are wanted, and what the answers of the archive make of them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from archives import Reply, WebArchive, playing
from confnotes.links.archive import Answer, Outcome
from confnotes.links.entries import NewEntry
from confnotes.links.known import KnownHost, KnownLink, KnownLinks, Snapshot, UrlStatus
from confnotes.links.polite import BusyError, UnwellError
from confnotes.links.proposals import (
    Wanted,
    entries_for,
    find_remarks,
    find_unarchived,
    find_unused,
    find_wanted,
    look_up,
    look_up_or_save,
)
from confnotes.links.remembered import Question, Remembered
from confnotes.links.report import CheckedLink, Finding, Place, Report
from confnotes.links.summary import about, diff, tell_answers, tell_unused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARCHIVE = "https://web.archive.org/web/"
DAY, LATER = dt.date(2012, 9, 4), dt.date(2014, 5, 1)
TODAY = dt.date(2026, 9, 1)
PAGE, OTHER = "http://example.org/talk", "http://example.org/other"
COPY = Snapshot(f"{ARCHIVE}20120905101112/{PAGE}", dt.date(2012, 9, 5))
DEAD, LIVE = UrlStatus.DEAD, UrlStatus.LIVE
BROKEN, WORKS, UNASKED = Finding.BROKEN, Finding.WORKS, Finding.UNASKED
NOTHING = KnownLinks()
KEPT = b"""{"archive": "BASE", "answers": [{
    "url": "http://example.org/talk", "day": "2012-09-04",
    "asked": "2026-09-01", "copy": "COPY", "date": "2012-09-05"
}]}"""


@pytest.fixture(scope="module")
def running() -> Iterator[WebArchive]:
    with playing() as archive:
        yield archive


@pytest.fixture
def web(running: WebArchive) -> WebArchive:
    running.reset()
    return running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archive.json"


@pytest.fixture
def remembered(web: WebArchive, file: Path) -> Remembered:
    return Remembered(file, web.base, TODAY)


def link(
    url: str, finding: Finding = BROKEN, *days: dt.date | None, reason: str = ""
) -> CheckedLink:
    places = tuple(Place("c/one.md", 3, day) for day in days or (DAY,))
    return CheckedLink(url, finding, places, reason)


def report(*links: CheckedLink, archive: str = ARCHIVE) -> Report:
    return Report(TODAY, archive, links)


def knows(*entries: KnownLink | KnownHost) -> KnownLinks:
    return KnownLinks(
        tuple(one for one in entries if isinstance(one, KnownLink)),
        tuple(one for one in entries if isinstance(one, KnownHost)),
    )


def nothing(*_args: object) -> None:
    """Hear nothing of the progress."""


def wanted(*links: CheckedLink, known: KnownLinks = NOTHING) -> list[tuple[str, UrlStatus]]:
    return [(one.url, one.status) for one in find_wanted(report(*links), known)]


def test_a_broken_link_wants_a_copy_near_each_of_its_days() -> None:
    links = [link(PAGE, BROKEN, LATER, DAY, None, LATER, reason="404 Not Found")]
    assert find_wanted(report(*links), NOTHING) == [
        Wanted(PAGE, DEAD, (DAY, LATER), "404 Not Found")
    ]


def test_a_link_without_a_day_wants_any_copy() -> None:
    [found] = find_wanted(report(link(PAGE, BROKEN, None)), NOTHING)
    assert found.questions == [Question(PAGE, None)]


@pytest.mark.parametrize("finding", [WORKS, Finding.MOVED, Finding.UNDECIDED, UNASKED])
def test_a_link_that_is_not_surely_broken_wants_none(finding: Finding) -> None:
    assert wanted(link(PAGE, finding)) == []


@pytest.mark.parametrize("status", [DEAD, UrlStatus.DEVIATED, UrlStatus.UNFIT, UrlStatus.USURPED])
@pytest.mark.parametrize("finding", [UNASKED, BROKEN, Finding.UNDECIDED])
def test_a_link_that_is_known_to_be_gone_wants_a_copy(status: UrlStatus, finding: Finding) -> None:
    for entry in (KnownLink(PAGE, status), KnownHost("http://example.org/", status)):
        assert wanted(link(PAGE, finding), known=knows(entry)) == [(PAGE, status)]


@pytest.mark.parametrize("finding", [UNASKED, BROKEN])
def test_a_link_that_was_settled_wants_none(finding: Finding) -> None:
    for entry in (KnownLink(PAGE, DEAD, (COPY,)), KnownLink(PAGE, DEAD, is_lost=True)):
        assert wanted(link(PAGE, finding), known=knows(entry)) == []


def test_a_page_that_is_back_wants_no_copy_that_says_that_it_is_gone() -> None:
    assert wanted(link(PAGE, WORKS), known=knows(KnownLink(PAGE, DEAD))) == []


def test_a_page_that_moved_wants_a_copy_once_it_is_broken() -> None:
    moved = knows(KnownHost("http://example.org/", replacement="http://example.com/"))
    assert wanted(link(PAGE, UNASKED), known=moved) == []
    assert wanted(link(PAGE, BROKEN), known=moved) == [(PAGE, DEAD)]


def test_spellings_and_fragments_of_an_address_are_asked_for_once() -> None:
    links = [
        link(f"{PAGE}#b", BROKEN, LATER),
        link(f"{PAGE}/", BROKEN, DAY, reason="404"),
        link(PAGE.replace("http", "https"), BROKEN, None),
    ]
    assert find_wanted(report(*links), NOTHING) == [Wanted(PAGE, DEAD, (DAY, LATER), "404")]


def test_the_entry_that_there_is_names_the_address() -> None:
    entry = KnownLink(f"{PAGE}/#a", UrlStatus.DEVIATED)
    assert wanted(link(f"{PAGE}#a", UNASKED), known=knows(entry)) == [(f"{PAGE}/#a", entry.status)]
    assert wanted(link(PAGE, BROKEN), known=knows(entry)) == [(PAGE, DEAD)]


@pytest.mark.parametrize("url", ["mailto:a@example.org", f"{ARCHIVE}2012/{PAGE}", "http://[", "x"])
def test_what_no_archive_has_is_not_asked_for(url: str) -> None:
    assert wanted(link(url)) == []
    assert find_unarchived(report(link(url, WORKS)), NOTHING) == []


def test_a_page_that_answers_in_another_spelling_is_not_gone() -> None:
    links = [link(PAGE), link(PAGE.replace("http", "https"), WORKS)]
    assert wanted(*links) == []
    [remark] = find_remarks(report(*links), NOTHING)
    assert (
        remark == f"{PAGE} is broken, but https://example.org/talk answers: write that in the notes"
    )


@pytest.mark.parametrize("copies", [(), (COPY,)])
def test_a_person_is_told_of_a_live_entry_that_broke(copies: tuple[Snapshot, ...]) -> None:
    known = knows(KnownLink(PAGE, LIVE, copies, line=7))
    assert wanted(link(PAGE), known=known) == ([] if copies else [(PAGE, LIVE)])
    [remark] = find_remarks(report(link(PAGE)), known)
    assert remark.endswith('line 7 of links.toml says "live": write url-status = "dead"')
    assert find_remarks(report(link(PAGE, WORKS)), known) == []


def test_pages_that_are_there_want_a_copy_near_their_last_day() -> None:
    links = [link(f"{PAGE}#a", WORKS, LATER, DAY), link(OTHER, Finding.MOVED, None)]
    assert find_unarchived(report(*links), NOTHING) == [
        Wanted(OTHER, LIVE, (None,)),
        Wanted(PAGE, LIVE, (LATER,)),
    ]


@pytest.mark.parametrize(
    ("entry", "is_wanted"),
    [
        (KnownLink(PAGE, LIVE), True),
        (KnownLink(PAGE, LIVE, (COPY,)), False),
        (KnownLink(PAGE, DEAD, is_lost=True), False),
        (KnownHost("http://example.org", LIVE), True),
        (KnownHost("http://example.org", DEAD), False),
        (KnownHost("http://example.org", replacement="http://example.com"), False),
    ],
)
def test_a_page_that_links_toml_leads_elsewhere_is_not_archived(
    entry: KnownLink | KnownHost, *, is_wanted: bool
) -> None:
    assert bool(find_unarchived(report(link(PAGE, WORKS)), knows(entry))) is is_wanted


@pytest.mark.parametrize("finding", [BROKEN, Finding.UNDECIDED, UNASKED])
def test_what_may_not_be_there_is_not_archived(finding: Finding) -> None:
    assert find_unarchived(report(link(PAGE, finding)), NOTHING) == []


def test_entries_that_no_note_needs_are_listed() -> None:
    entries = [
        KnownLink(PAGE, DEAD, line=1),
        KnownLink(f"{OTHER}#a", DEAD, line=5),
        KnownLink("http://gone.example/", DEAD, line=9),
        KnownHost("http://unused.example/", DEAD),
    ]
    unused = find_unused(report(link(f"{PAGE}/#x"), link(OTHER)), knows(*entries))
    assert [one.line for one in unused] == [5, 9]
    assert [*tell_unused(unused)] == [
        "Entries that no note uses any more (2):",
        f"  links.toml:5: {OTHER}#a",
        "  links.toml:9: http://gone.example/",
        "",
    ]


def answered(
    remembered: Remembered, asked: list[Wanted], web: WebArchive
) -> list[tuple[str, tuple[str, ...], bool]]:
    look_up(asked, web.client(), remembered, nothing)
    entries = entries_for(asked, remembered, TODAY)
    return [
        (one.url, tuple(map(str, (s.date for s in one.snapshots))), one.is_lost) for one in entries
    ]


def test_two_talks_that_cite_one_page_get_two_copies(
    web: WebArchive, remembered: Remembered
) -> None:
    near, later = web.keep(PAGE, "20120905101112"), web.keep(PAGE, "20140502000000")
    asked = find_wanted(report(link(PAGE, BROKEN, LATER, DAY, reason="404")), NOTHING)
    look_up(asked, web.client(), remembered, nothing)
    copies = (Snapshot(near, dt.date(2012, 9, 5)), Snapshot(later, dt.date(2014, 5, 2)))
    assert [*entries_for(asked, remembered, TODAY)] == [
        NewEntry(PAGE, DEAD, copies, is_lost=False, reason="404", last_checked=TODAY)
    ]


def test_one_copy_may_be_the_nearest_to_two_days(web: WebArchive, remembered: Remembered) -> None:
    web.keep(PAGE, "20130101000000")
    asked = [Wanted(PAGE, DEAD, (DAY, LATER))]
    assert answered(remembered, asked, web) == [(PAGE, ("2013-01-01",), False)]


def test_a_page_without_a_copy_is_lost_if_it_is_dead(
    web: WebArchive, remembered: Remembered
) -> None:
    asked = [Wanted(PAGE, DEAD, (DAY, LATER)), Wanted(OTHER, UrlStatus.USURPED, (DAY,))]
    asked.append(Wanted("http://live.example/", LIVE, (DAY,)))
    assert answered(remembered, asked, web) == [(PAGE, (), True)]


@pytest.mark.parametrize(
    "reply", [Reply(429), Reply(503), Reply(302, {"Location": "/"}), Reply(403)]
)
def test_a_page_is_never_lost_because_the_archive_is_busy_or_not_well(
    web: WebArchive, remembered: Remembered, file: Path, reply: Reply
) -> None:
    web.reply("*", reply)
    asked = [Wanted(PAGE, DEAD, (DAY,)), Wanted(OTHER, DEAD, (DAY,))]
    try:
        look_up(asked, web.client(), remembered, nothing)
    except (BusyError, UnwellError):
        assert reply.status != 403
    assert [*entries_for(asked, remembered, TODAY)] == []
    assert not file.exists()


@pytest.mark.parametrize("status", [503, 403])
def test_a_page_is_not_lost_if_one_day_was_not_decided(
    web: WebArchive, remembered: Remembered, status: int
) -> None:
    web.reply(f"/web/20140501/{PAGE}", Reply(status))
    assert answered(remembered, [Wanted(PAGE, DEAD, (DAY, LATER))], web) == []


def test_an_address_waits_until_all_of_its_days_are_answered(
    web: WebArchive, remembered: Remembered
) -> None:
    web.keep(PAGE, "20120905101112")
    web.reply(f"/web/20140501/{PAGE}", Reply(429))
    asked = [Wanted(PAGE, DEAD, (DAY, LATER))]
    with pytest.raises(BusyError):
        look_up(asked, web.client(), remembered, nothing)
    assert [*entries_for(asked, remembered, TODAY)] == []


def test_a_broken_copy_hinders_no_other(web: WebArchive, remembered: Remembered) -> None:
    web.keep(PAGE, "20120905101112", 404)
    web.keep(PAGE, "20140502000000")
    asked = [Wanted(PAGE, DEAD, (DAY, LATER)), Wanted(OTHER, DEAD, (DAY,))]
    web.keep(OTHER, "20120905101112", 404)
    assert answered(remembered, asked, web) == [(PAGE, ("2014-05-02",), False)]
    told = "\n".join(tell_answers(asked, remembered, web.base))
    assert (
        f"{OTHER} (near 2012-09-04): the copy is broken (HTTP 404); see {web.base}*/{OTHER}" in told
    )
    assert "No copy" not in told


def test_the_archive_is_asked_once(web: WebArchive, file: Path) -> None:
    web.keep(PAGE, "20120905101112")
    asked = [Wanted(PAGE, DEAD, (DAY,)), Wanted(OTHER, DEAD, (None,))]
    first = [*answered(Remembered(file, web.base, TODAY), asked, web)]
    assert len(web.asked) == 3
    again = Remembered(file, web.base, TODAY + dt.timedelta(6))
    assert answered(again, asked, web) == first
    assert len(web.asked) == 3
    told = []
    look_up(asked, web.client(), again, lambda *args: told.append(args))
    assert told == []


@pytest.mark.parametrize(("days", "base"), [(7, ""), (-1, ""), (0, "http://other.example/web/")])
def test_answers_are_forgotten(web: WebArchive, file: Path, days: int, base: str) -> None:
    asked = [Wanted(PAGE, DEAD, (DAY,))]
    answered(Remembered(file, web.base, TODAY), asked, web)
    later = Remembered(file, base or web.base, TODAY + dt.timedelta(days))
    assert later.get(Question(PAGE, DAY)) is None


@pytest.mark.parametrize("outcome", [Outcome.UNUSABLE, Outcome.UNDECIDED])
def test_only_what_is_certain_is_remembered(
    file: Path, remembered: Remembered, outcome: Outcome
) -> None:
    question = Question(PAGE, DAY)
    remembered.note(question, Answer(outcome, reason="x"))
    answer = remembered.get(question)
    assert answer
    assert answer.outcome is outcome
    assert not file.exists()


def test_what_is_remembered_is_written_at_once_and_read_again(
    web: WebArchive, remembered: Remembered, file: Path
) -> None:
    answers = {
        Question(PAGE, DAY): Answer(Outcome.FOUND, COPY),
        Question(PAGE, None): Answer(Outcome.NONE),
        Question("http://bücher.example/", DAY): Answer(Outcome.FOUND, COPY),
    }
    for number, (question, answer) in enumerate(answers.items(), start=1):
        remembered.note(question, answer)
        assert len(json.loads(file.read_text(encoding="utf-8"))["answers"]) == number
    again = Remembered(file, web.base, TODAY)
    assert {question: again.get(question) for question in answers} == answers


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"archive": "BASE"}',
        b'{"archive": "BASE", "answers": 5}',
        b'{"archive": "BASE", "answers": [5]}',
        b'{"archive": "BASE", "answers": [{"url": "x"}]}',
        KEPT.replace(b"COPY", b"javascript:"),
        KEPT.replace(b"COPY", b"http://a.example/").replace(b"2012-09-05", b"5 September"),
        b"[" * 100_000,
    ],
)
def test_a_broken_memory_is_none(web: WebArchive, file: Path, content: bytes) -> None:
    file.write_bytes(content.replace(b"BASE", web.base.encode()))
    assert Remembered(file, web.base, TODAY).get(Question(PAGE, DAY)) is None


def test_a_memory_that_is_not_broken_is_read(web: WebArchive, file: Path) -> None:
    file.write_bytes(KEPT.replace(b"BASE", web.base.encode()).replace(b"COPY", COPY.url.encode()))
    answer = Remembered(file, web.base, TODAY).get(Question(PAGE, DAY))
    assert answer == Answer(Outcome.FOUND, COPY)


def test_progress_is_told_before_each_question(web: WebArchive, remembered: Remembered) -> None:
    told = []
    asked = [Wanted(PAGE, DEAD, (DAY, LATER)), Wanted(OTHER, DEAD, (DAY,))]
    look_up(asked, web.client(), remembered, lambda *args: told.append((*args, len(web.asked))))
    assert told == [(1, 3, PAGE, 0), (2, 3, PAGE, 1), (3, 3, OTHER, 2)]


def test_a_copy_that_is_there_is_taken_and_none_is_made(
    web: WebArchive, remembered: Remembered
) -> None:
    near = web.keep(PAGE, "20120905101112")
    asked = [Wanted(PAGE, LIVE, (DAY,))]
    look_up_or_save(asked, web.client(), remembered, nothing)
    [entry] = entries_for(asked, remembered, TODAY)
    assert entry == NewEntry(
        PAGE,
        LIVE,
        (Snapshot(near, dt.date(2012, 9, 5)),),
        is_lost=False,
        reason="",
        last_checked=TODAY,
    )
    assert not any("/save/" in path for path in web.paths)


def test_a_copy_is_made_where_there_is_none(web: WebArchive, file: Path) -> None:
    saved = f"/web/20260901000000/{PAGE}"
    web.reply(f"/save/{PAGE}", Reply(302, {"Location": saved}))
    asked = [Wanted(PAGE, LIVE, (DAY,))]
    remembered = Remembered(file, web.base, TODAY)
    look_up_or_save(asked, web.client(), remembered, nothing)
    [entry] = entries_for(asked, remembered, TODAY)
    assert entry.snapshots == (Snapshot(web.site + saved, TODAY),)
    assert web.paths == [f"/web/20120904/{PAGE}", f"/save/{PAGE}"]
    look_up_or_save(asked, web.client(), Remembered(file, web.base, TODAY), nothing)
    assert len(web.asked) == 2


@pytest.mark.parametrize("reply", [Reply(200), Reply(403), Reply(503)])
def test_a_copy_that_was_not_made_is_asked_for_again(
    web: WebArchive, file: Path, reply: Reply
) -> None:
    web.reply(f"/save/{PAGE}", reply)
    asked = [Wanted(PAGE, LIVE, (DAY,))]
    for _time in range(2):
        remembered = Remembered(file, web.base, TODAY)
        look_up_or_save(asked, web.client(), remembered, nothing)
        assert [*entries_for(asked, remembered, TODAY)] == []
    assert [*map(len, web.paths)].count(len(f"/save/{PAGE}")) == 2
    assert len(web.asked) == 4  # there may be one by now


@pytest.mark.parametrize("reply", [Reply(503), Reply(403), Reply(302, {"Location": "/"})])
def test_nothing_is_saved_unless_there_is_surely_no_copy(
    web: WebArchive, remembered: Remembered, reply: Reply
) -> None:
    web.reply(f"/web/20120904/{PAGE}", reply)
    look_up_or_save([Wanted(PAGE, LIVE, (DAY,))], web.client(), remembered, nothing)
    assert web.paths == [f"/web/20120904/{PAGE}"]


def test_what_was_saved_before_the_archive_was_busy_is_kept(
    web: WebArchive, remembered: Remembered
) -> None:
    web.reply(f"/save/{OTHER}", Reply(302, {"Location": f"/web/20260901000000/{OTHER}"}))
    web.reply(f"/save/{PAGE}", Reply(429))
    asked = [Wanted(OTHER, LIVE, (DAY,)), Wanted(PAGE, LIVE, (DAY,))]
    with pytest.raises(BusyError):
        look_up_or_save(asked, web.client(), remembered, nothing)
    assert [one.url for one in entries_for(asked, remembered, TODAY)] == [OTHER]


def test_the_summary_says_what_was_found(web: WebArchive, remembered: Remembered) -> None:
    near, far = web.keep(PAGE, "20120905101112"), web.keep(OTHER, "20150101000000")
    undecided = "http://undecided.example/"
    web.reply(f"/web/20120904/{undecided}", Reply(503))
    asked = [Wanted(one, DEAD, (DAY,)) for one in (PAGE, OTHER, "http://none.example/", undecided)]
    look_up(asked, web.client(), remembered, nothing)
    assert [*tell_answers(asked, remembered, web.base)] == [
        "Found (2):",
        f"  {PAGE}\n      2012-09-05: {near}",
        f"  {OTHER}\n      2015-01-01, more than a year from 2012-09-04: {far}",
        "",
        "No copy (1):",
        "  http://none.example/",
        "",
        "Not decided, to be asked for again (1):",
        f"  {undecided} (near 2012-09-04): the archive answers with HTTP 503",
        "",
    ]


@pytest.mark.parametrize(
    ("addresses", "time"),
    [(1, "less than a minute"), (9, "about a minute"), (200, "about 20 minutes")],
)
def test_it_is_said_how_long_it_takes(addresses: int, time: str) -> None:
    assert about(addresses) == time


def test_a_difference_has_no_line_ends() -> None:
    lines = ["--- links.toml", "+++ links.toml", "@@ -1 +1,2 @@", " a", "+b"]
    assert diff("a", "a\nb") == diff("a\r\n", "a\r\nb\r\n") == lines
    assert diff("a", "a") == []
    assert diff("", "b\n")[2:] == ["@@ -0,0 +1 @@", "+b"]
