"""What servers have answered is remembered for some days; a broken file has nothing."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.links.answers import Answers
from confnotes.links.report import Finding
from confnotes.links.verdicts import Verdict
from making import law

TODAY = dt.date(2026, 11, 20)
URL = "http://example.org/talk"
BROKEN = Verdict(Finding.BROKEN, "404 Not Found")
VERDICTS = st.builds(Verdict, st.sampled_from(Finding), st.text(), st.text())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


def day(ago: int) -> dt.date:
    return TODAY - dt.timedelta(days=ago)


def test_without_a_file_nothing_is_remembered(file: Path) -> None:
    assert Answers(file, TODAY, 7).get(URL) is None
    assert not file.exists()


def test_what_was_noted_is_remembered_the_next_time(file: Path) -> None:
    verdict = Verdict(Finding.MOVED, "moved for good", "http://example.org/neü")
    answers = Answers(file, TODAY, 7)
    answers.note(URL, BROKEN, is_kept=True)
    answers.note("http://b.org", verdict, is_kept=True)
    assert answers.get(URL) == BROKEN
    answers.save()
    again = Answers(file, TODAY, 7)
    assert again.get(URL) == BROKEN
    assert again.get("http://b.org") == verdict
    assert isinstance(again.get(URL), Verdict)
    assert again.get(f"{URL}/") is None


def test_what_is_not_saved_is_not_remembered(file: Path) -> None:
    Answers(file, TODAY, 7).note(URL, BROKEN, is_kept=True)
    assert Answers(file, TODAY, 7).get(URL) is None


def test_a_new_answer_takes_the_place_of_an_old_one(file: Path) -> None:
    old = Answers(file, day(6), 7)
    old.note(URL, BROKEN, is_kept=True)
    old.save()
    new = Answers(file, TODAY, 7)
    new.note(URL, Verdict(Finding.WORKS), is_kept=True)
    new.save()
    assert Answers(file, TODAY, 1).get(URL) == Verdict(Finding.WORKS)


@pytest.mark.parametrize(
    ("ago", "days", "is_remembered"),
    [
        (0, 7, True),
        (6, 7, True),
        (7, 7, False),
        (8, 7, False),
        (0, 1, True),
        (1, 1, False),
        (0, 0, False),
        (0, -1, False),
        (-1, 7, False),  # a clock that was wrong
    ],
)
def test_an_answer_is_remembered_for_some_days(
    file: Path, ago: int, days: int, *, is_remembered: bool
) -> None:
    answers = Answers(file, day(ago), 7)
    answers.note(URL, BROKEN, is_kept=True)
    answers.save()
    assert Answers(file, TODAY, days).get(URL) == (BROKEN if is_remembered else None)


def test_an_answer_keeps_its_day_when_others_are_saved(file: Path) -> None:
    first = Answers(file, day(4), 7)
    first.note(URL, BROKEN, is_kept=True)
    first.save()
    second = Answers(file, TODAY, 7)
    second.note("http://b.org", BROKEN, is_kept=True)
    second.save()
    third = Answers(file, day(-3), 7)
    assert third.get(URL) is None
    assert third.get("http://b.org") == BROKEN


def test_old_answers_leave_the_file(file: Path) -> None:
    old = Answers(file, day(7), 7)
    old.note(URL, BROKEN, is_kept=True)
    old.save()
    Answers(file, TODAY, 7).save()
    assert json.loads(file.read_text(encoding="utf-8")) == {}


def test_what_is_not_kept_is_asked_for_again_the_next_time(file: Path) -> None:
    answers = Answers(file, TODAY, 7)
    answers.note(URL, BROKEN, is_kept=False)
    assert answers.get(URL) == BROKEN
    answers.save()
    assert Answers(file, TODAY, 7).get(URL) is None


def test_the_file_depends_on_no_order_and_is_alone(file: Path) -> None:
    urls = ["http://b.org", "http://a.org", "http://c.org"]
    for order in (urls, urls[::-1]):
        answers = Answers(file, TODAY, 0)
        for url in order:
            answers.note(url, BROKEN, is_kept=True)
        answers.save()
        assert [*json.loads(file.read_text(encoding="utf-8"))] == sorted(urls)
    assert [*file.parent.iterdir()] == [file]


def test_a_directory_in_the_place_of_the_file_has_nothing(tmp_path: Path) -> None:
    assert Answers(tmp_path, TODAY, 7).get(URL) is None


def test_answers_can_be_remembered_for_ever(file: Path) -> None:
    answers = Answers(file, TODAY, 1_000_000)
    answers.note(URL, BROKEN, is_kept=True)
    assert answers.get(URL) == BROKEN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 100_000,
        b'{"http://example.org/talk": null}',
        b'{"http://example.org/talk": []}',
        b'{"http://example.org/talk": ["2026-11-20", "broken", "404"]}',
        b'{"http://example.org/talk": ["2026-11-20", "broken", "404", "", ""]}',
        b'{"http://example.org/talk": ["2026-13-20", "broken", "404", ""]}',
        b'{"http://example.org/talk": [20261120, "broken", "404", ""]}',
        b'{"http://example.org/talk": ["2026-11-20", "rotten", "404", ""]}',
        b'{"http://example.org/talk": ["2026-11-20", [], "404", ""]}',
    ],
)
def test_a_broken_file_has_nothing_and_is_written_anew(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    answers = Answers(file, TODAY, 7)
    assert answers.get(URL) is None
    answers.note(URL, BROKEN, is_kept=True)
    answers.save()
    assert Answers(file, TODAY, 7).get(URL) == BROKEN


@law
@given(st.binary() | JSON.map(lambda value: json.dumps({URL: value}).encode()))
def test_whatever_the_file_has_is_read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answers.json")
        file.write_bytes(content)
        answers = Answers(file, TODAY, 7)
        assert isinstance(answers.get(URL), Verdict | None)


@law
@given(st.dictionaries(st.text(), VERDICTS, max_size=5))
def test_every_answer_comes_back_as_it_was(verdicts: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answers.json")
        answers = Answers(file, TODAY, 1)
        for url, verdict in verdicts.items():
            answers.note(url, verdict, is_kept=True)
        answers.save()
        again = Answers(file, TODAY, 1)
        assert {url: again.get(url) for url in verdicts} == verdicts
