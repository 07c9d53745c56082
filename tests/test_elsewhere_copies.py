"""Copies are asked for again when they are old, by what they are known by, and else left alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from confnotes.downloads import Download, UnusableError
from confnotes.elsewhere import copies
from confnotes.elsewhere.copies import FRESH, PAUSE, Copy, Trouble
from confnotes.elsewhere.reading import NewerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

URL = "https://notes.example/talks.json"
NOW = 1_790_000_000.0


def check(content: bytes) -> bytes:
    if content.startswith(b"bad"):
        raise UnusableError("it is bad\nand long" * 1000)
    if content.startswith(b"newer"):
        raise NewerError("it is newer")
    return content.strip()


def copy_in(folder: Path, address: str = URL) -> Copy:
    copy = Copy(folder / "copies" / "anna.talks.json", address, check)
    copy.load()
    return copy


def sent(content: bytes | None, **headers: str) -> Download:
    return Download(content, {name.replace("_", "-"): value for name, value in headers.items()})


def headers_of(copy: Copy) -> dict[str, str]:
    """Return what is asked with."""
    seen: dict[str, str] = {}

    def ask(_url: str, headers: Mapping[str, str]) -> Download:
        seen.update(headers)
        return sent(None)

    copy.ask(ask)
    return {name: value for name, value in seen.items() if name.startswith("If-")}


def test_a_copy_is_asked_for_once_a_day(tmp_path: Path) -> None:
    assert copy_in(tmp_path).is_due(NOW)
    copy_in(tmp_path).take(sent(b" here "), NOW)
    copy = copy_in(tmp_path)
    assert (copy.content, copy.trouble) == (b"here", None)
    assert not copy.is_due(NOW)
    assert not copy.is_due(NOW + FRESH - 1)
    assert copy.is_due(NOW + FRESH)
    assert copy.is_due(NOW - 1)  # the clock was wrong, then or now


def test_it_is_asked_for_by_what_it_is_known_by(tmp_path: Path) -> None:
    assert headers_of(copy_in(tmp_path)) == {}
    copy_in(tmp_path).take(sent(b"a", ETag='W/"1"', Last_Modified="Tue, 4 Sep 2012"), NOW)
    assert headers_of(copy_in(tmp_path)) == {
        "If-None-Match": 'W/"1"',
        "If-Modified-Since": "Tue, 4 Sep 2012",
    }
    copy_in(tmp_path).take(sent(None, ETag="other"), NOW + FRESH)
    copy = copy_in(tmp_path)
    assert copy.content == b"a"
    assert not copy.is_due(NOW + FRESH + 1)
    assert headers_of(copy)["If-None-Match"] == 'W/"1"'


@pytest.mark.parametrize("value", ["a\r\nb", "ü", "x" * 600])
def test_a_header_that_can_not_be_sent_back_is_not_kept(tmp_path: Path, value: str) -> None:
    copy_in(tmp_path).take(sent(b"a", ETag=value), NOW)
    assert headers_of(copy_in(tmp_path)) == {}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Trouble("unanswered", "it is gone"), "unanswered"),
        (sent(b"bad"), "unusable"),
        (sent(b"newer"), "newer"),
    ],
)
def test_what_can_not_be_used_leaves_the_copy(
    tmp_path: Path, answer: Download | Trouble, kind: str
) -> None:
    copy_in(tmp_path).take(sent(b"a", ETag="1"), NOW)
    copy_in(tmp_path).take(answer, NOW + FRESH)
    copy = copy_in(tmp_path)
    assert (copy.content, copy.state.confirmed) == (b"a", NOW)
    assert copy.trouble
    assert copy.trouble.kind == kind
    assert len(copy.trouble.reason.splitlines()) == 1
    assert len(copy.trouble.reason) < 500
    assert headers_of(copy)["If-None-Match"] == "1"
    assert not copy.is_due(NOW + FRESH + PAUSE - 1)
    assert copy.is_due(NOW + FRESH + PAUSE)
    copy.take(sent(None), NOW + FRESH + PAUSE)
    assert copy_in(tmp_path).trouble is None


def test_trouble_without_a_copy_is_remembered_too(tmp_path: Path) -> None:
    copy_in(tmp_path).take(Trouble("unanswered", "it is gone"), NOW)
    copy = copy_in(tmp_path)
    assert copy.trouble == Trouble("unanswered", "it is gone")
    assert not copy.is_due(NOW + 1)
    assert headers_of(copy) == {}


def test_another_address_is_another_copy(tmp_path: Path) -> None:
    copy_in(tmp_path).take(sent(b"a", ETag="1"), NOW)
    moved = copy_in(tmp_path, "https://other.example/talks.json")
    assert (moved.content, headers_of(moved), moved.is_due(NOW)) == (None, {}, True)


@pytest.mark.parametrize("name", ["anna.talks.json", "anna.talks.json.state"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"etag": 1}', b"[" * 99_999, b"\xff"])
def test_what_somebody_has_changed_is_asked_for_anew(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    copy_in(tmp_path).take(sent(b"a", ETag="1"), NOW)
    file = tmp_path / "copies" / name
    file.unlink() if content is None else file.write_bytes(content)
    copy = copy_in(tmp_path)
    assert (copy.content, headers_of(copy), copy.is_due(NOW)) == (None, {}, True)


def test_what_other_code_has_kept_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_in(tmp_path).take(sent(b"a"), NOW)
    refused = Copy(tmp_path / "copies" / "anna.talks.json", URL, lambda _content: check(b"bad"))
    refused.load()
    assert refused.content == b"a"
    monkeypatch.setattr(copies, "_CHECKER", "other code")
    refused.load()
    assert refused.content is None
    assert copy_in(tmp_path).content == b"a"


def test_a_fresh_copy_is_not_written(tmp_path: Path) -> None:
    copy_in(tmp_path).take(sent(b"a"), NOW)
    files = {file: file.stat().st_mtime_ns for file in (tmp_path / "copies").iterdir()}
    assert len(files) == 2
    copies.ask_together([], lambda *_: sent(None), 1)
    copy_in(tmp_path)
    assert files == {file: file.stat().st_mtime_ns for file in (tmp_path / "copies").iterdir()}
    assert (
        json.loads((tmp_path / "copies" / "anna.talks.json.state").read_bytes())["address"] == URL
    )


def test_a_mistake_of_ours_is_no_traceback_either(tmp_path: Path) -> None:
    def ask(_url: str, _headers: Any) -> Download:
        raise ZeroDivisionError

    copy = copy_in(tmp_path)
    copies.ask_together([copy], ask, 5)
    assert copy.trouble == Trouble("unanswered", f"{URL} cannot be asked (ZeroDivisionError)")
