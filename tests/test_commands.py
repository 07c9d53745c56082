"""The command line: what it says, what it writes, and how it ends."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from archives import HANG_UP, Asked, Clock, Reply, WebArchive, playing
from confnotes import __main__ as main_module
from confnotes import __version__, commands
from confnotes.links.archive import Archive
from confnotes.links.linkfile import read_link_file
from confnotes.links.polite import Pacer
from confnotes.links.report import CheckedLink, Finding, Place, Report, dump_report
from projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

DAY, LATER = dt.date(2012, 9, 4), dt.date(2014, 5, 1)
A, B, C = "http://a.example/talk", "http://b.example/talk", "http://c.example/talk"
BROKEN, WORKS, UNASKED = Finding.BROKEN, Finding.WORKS, Finding.UNASKED


@pytest.fixture(scope="module")
def running() -> Iterator[WebArchive]:
    with playing() as archive:
        yield archive


class Bench:
    """A notebook that has a report and perhaps ``links.toml``, an archive, and the commands."""

    def __init__(self, source: Path, web: WebArchive) -> None:
        self.source = source
        self.web = web
        self.clock = Clock()
        self.file = source / "links.toml"
        self.report = source / "_build" / "linkcheck" / "report.json"
        self.memory = self.report.with_name("archive.json")
        self.report.parent.mkdir(parents=True)

    def check(self, findings: dict[str, Finding], day: dt.date | None = DAY) -> None:
        """Write what `make linkcheck` has found."""
        links = [
            CheckedLink(url, finding, (Place("c/one.md", 3, day),), "404 Not Found")
            for url, finding in findings.items()
        ]
        report = Report(dt.date(2026, 9, 1), self.web.base, tuple(links))
        self.report.write_text(dump_report(report), encoding="utf-8")

    def run(self, *arguments: str, color: bool = False) -> Result:
        """Give a command; what goes wrong that is not foreseen is raised."""
        pacer = Pacer(clock=self.clock.time, wait=self.clock.wait)
        make = partial(Archive, agent="confnotes/test", timeout=5, pacer=pacer)
        return CliRunner().invoke(
            commands.confnotes,
            [*arguments, "--source", str(self.source)],
            obj=make,
            color=color,
            catch_exceptions=False,
        )

    @property
    def text(self) -> str:
        return self.file.read_bytes().decode() if self.file.exists() else "(none)"


@pytest.fixture
def bench(running: WebArchive, tmp_path: Path) -> Bench:
    running.reset()
    return Bench(tmp_path, running)


def test_copies_are_shown_and_nothing_is_written(bench: Bench) -> None:
    bench.file.write_text("# mine\n", encoding="utf-8")
    bench.check({A: BROKEN, B: BROKEN})
    copy = bench.web.keep(A, "20120905101112")
    result = bench.run("links")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"1 of 2: {A} (less than a minute left)",
        f"2 of 2: {B} (less than a minute left)",
    ]
    assert result.stdout.splitlines() == [
        "Found (1):",
        f"  {A}",
        f"      2012-09-05: {copy}",
        "",
        "No copy (1):",
        f"  {B}",
        "",
        "--- links.toml",
        "+++ links.toml",
        "@@ -1 +1,15 @@",
        " # mine",
        "+",
        "+[[link]]",
        f'+url = "{A}"',
        '+url-status = "dead"',
        f'+archive-url = "{copy}"',
        '+reason = "404 Not Found"',
        "+last-checked = 2026-09-01",
        "+",
        "+[[link]]",
        f'+url = "{B}"',
        '+url-status = "dead"',
        '+archive-url = ""',
        '+reason = "404 Not Found"',
        "+last-checked = 2026-09-01",
        "Nothing is written; `make links WRITE=1` writes this.",
    ]
    assert bench.text == "# mine\n"


def test_what_was_shown_is_written_without_asking_again(bench: Bench) -> None:
    bench.check({A: BROKEN})
    bench.web.keep(A, "20120905101112")
    shown = bench.run("links").stdout
    assert len(bench.web.asked) == 2
    result = bench.run("links", "--write")
    assert result.exit_code == 0
    assert len(bench.web.asked) == 2
    assert result.stdout.splitlines()[:-1] == shown.splitlines()[:-1]
    assert result.stdout.endswith("\nWritten into links.toml.\n")
    known, mistakes = read_link_file(bench.file.read_bytes())
    assert mistakes == []
    assert [(one.url, str(one.status), len(one.snapshots)) for one in known.links] == [
        (A, "dead", 1)
    ]


@pytest.mark.parametrize("status", ["dead", "usurped"])
def test_twice_changes_nothing(bench: Bench, status: str) -> None:
    old = f'\ufeff[[link]] # by me\r\nurl = "{C}"\r\nurl-status = "{status}"\r\nnote = "x"'
    bench.file.write_bytes(old.encode())
    bench.check({A: BROKEN, B: BROKEN, C: UNASKED}, None)
    bench.web.keep(A, "20120905101112")
    bench.web.keep(C, "20120905101112")
    bench.run("links", "--write")
    once = bench.text
    assert once != old
    bench.memory.unlink()
    bench.web.asked.clear()
    result = bench.run("links", "--write")
    assert result.exit_code == 0
    assert result.stdout == "There is nothing to look for: no page is newly gone.\n"
    assert bench.text == once
    assert bench.web.asked == []


def test_an_entry_that_a_person_wrote_gets_its_copy(bench: Bench) -> None:
    old = f'# why?\n[[link]]\nurl = "{A}"\nurl-status = "deviated"  # mine\nreason = "sold"\n'
    bench.file.write_text(old, encoding="utf-8")
    bench.check({A: UNASKED})
    copy = bench.web.keep(A, "20120905101112")
    bench.run("links", "--write")
    added = f'archive-url = "{copy}"\n'
    assert bench.text == old.replace("# mine\n", f"# mine\n{added}")


def test_nothing_to_do_asks_nothing(bench: Bench) -> None:
    bench.check({A: WORKS})
    result = bench.run("links")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "There is nothing to look for: no page is newly gone.\n"
    assert bench.web.asked == []


def test_a_person_is_told_what_only_a_person_can_do(bench: Bench) -> None:
    entry = '[[link]]\nurl = "{}"\nurl-status = "live"\n\n'
    bench.file.write_text(entry.format(A) + entry.format(B), encoding="utf-8")
    bench.check({A: BROKEN})
    for _time in range(2):
        out = bench.run("links", "--write").stdout
        assert f'{A} is broken, and line 1 of links.toml says "live"' in out
        assert f"(1):\n  links.toml:5: {B}\n" in out
    assert "links.toml stays as it is." in out


@pytest.mark.parametrize("command", [["links"], ["links", "--write"], ["archive", "--write"]])
def test_mistakes_in_links_toml_are_told_and_nothing_is_done(
    bench: Bench, command: list[str]
) -> None:
    bench.file.write_text('[[link]]\nurl = "x"\n\n[[hots]]\n', encoding="utf-8")
    bench.check({A: BROKEN, B: WORKS})
    old = bench.text
    result = bench.run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("links.toml:2: 'x' is not an address of the web")
    assert second.startswith("links.toml:4: there is no table 'hots'")
    assert bench.web.asked == []
    assert bench.text == old


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "run `make linkcheck` first"),
        (b"{}", "run `make linkcheck` again"),
        (b"\xff", "run `make linkcheck` again"),
        (b'{"day": "2026-09-01", "archive": "a", "links": []}', ""),
    ],
)
@pytest.mark.parametrize("command", ["links", "archive"])
def test_a_report_is_needed(
    bench: Bench, command: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        bench.report.write_bytes(content)
    result = bench.run(command)
    assert result.exit_code == (1 if message else 0)
    assert message in result.stderr
    assert result.stderr.count("\n") == bool(message)


def test_an_archive_has_to_have_an_address(bench: Bench) -> None:
    bench.check({A: BROKEN})
    text = bench.report.read_text(encoding="utf-8").replace(bench.web.base, "nowhere")
    bench.report.write_text(text, encoding="utf-8")
    result = bench.run("links")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: the archive 'nowhere' is not an address of the web\n"


def test_the_report_may_be_elsewhere(bench: Bench, tmp_path: Path) -> None:
    bench.check({A: BROKEN})
    elsewhere = tmp_path / "elsewhere.json"
    bench.report.rename(elsewhere)
    assert bench.run("links", "--report", str(elsewhere)).exit_code == 0
    assert elsewhere.with_name("archive.json").exists()


def test_a_folder_in_the_place_of_a_file_is_told(bench: Bench) -> None:
    bench.check({A: BROKEN})
    bench.file.mkdir()
    result = bench.run("links")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "links.toml" in result.stderr


@pytest.mark.parametrize("retry_after", ["", "120"])
def test_what_was_found_before_the_archive_was_busy_is_written(
    bench: Bench, retry_after: str
) -> None:
    bench.check({A: BROKEN, B: BROKEN, C: BROKEN})
    bench.web.keep(A, "20120905101112")
    headers = {"Retry-After": retry_after} if retry_after else {}
    bench.web.reply(f"/web/20120904/{B}", Reply(429, headers))
    result = bench.run("links", "--write")
    assert result.exit_code == 75
    assert "Stopped: the archive asks for a pause" in result.stderr
    assert retry_after in result.stderr
    assert [one.url for one in read_link_file(bench.file.read_bytes())[0].links] == [A]
    bench.web.reply(f"/web/20120904/{B}", Reply(404))
    assert bench.run("links", "--write").exit_code == 0
    assert [one.url for one in read_link_file(bench.file.read_bytes())[0].links] == [A, B, C]
    assert [*map(bench.web.paths.count, bench.web.paths)] == [1, 1, 2, 2, 1]


@pytest.mark.parametrize("write", [[], ["--write"]])
@pytest.mark.parametrize("reply", [HANG_UP, Reply(429)])
def test_without_an_archive_nothing_changes(bench: Bench, write: list[str], reply: Reply) -> None:
    bench.check({A: BROKEN, B: BROKEN})
    bench.web.reply("*", reply)
    result = bench.run("links", *write)
    assert (result.exit_code, result.stdout) == (75, "")
    assert result.stderr.count("Stopped: the archive ") == 1
    assert result.stderr.endswith("Nothing has changed.\n")
    assert len(bench.web.asked) == 1
    assert not bench.file.exists()
    assert not bench.memory.exists()


def test_an_archive_that_is_not_well_is_left_alone(bench: Bench) -> None:
    bench.check({A: BROKEN, B: BROKEN, C: BROKEN})
    bench.web.reply("*", Reply(503))
    result = bench.run("links", "--write")
    assert result.exit_code == 75
    assert len(bench.web.asked) == 2
    assert not bench.file.exists()


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("write", [[], ["--write"]])
def test_an_interrupted_command_keeps_what_was_found_and_goes_on(
    bench: Bench, write: list[str]
) -> None:
    bench.check({A: BROKEN, B: BROKEN})
    bench.clock.on_wait = interrupt
    result = bench.run("links", *write)
    assert result.exit_code == 130
    assert result.stderr.count("\n") == 3
    assert "Stopped: interrupted. What is known by now is kept" in result.stderr
    assert ("archive-url" in bench.text) is bool(write)
    bench.clock.on_wait = int
    result = bench.run("links", "--write")
    assert result.exit_code == 0
    assert [one.url for one in read_link_file(bench.file.read_bytes())[0].links] == [A, B]
    assert len(bench.web.asked) == 2


def test_a_command_may_be_interrupted_at_any_time(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "read_link_file", lambda _content: interrupt())
    result = bench.run("links")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "Interrupted.\n")


def test_a_file_that_changed_meanwhile_is_left_as_it_is(bench: Bench) -> None:
    bench.check({A: BROKEN, B: BROKEN})
    bench.clock.on_wait = lambda: bench.file.write_text("# new\n", encoding="utf-8")
    result = bench.run("links", "--write")
    assert result.exit_code == 1
    assert "links.toml was changed while the archive was asked" in result.stderr
    assert bench.text == "# new\n"
    assert bench.run("links", "--write").exit_code == 0
    assert bench.text.startswith("# new\n\n[[link]]\n")


def hang_up(*_args: object) -> None:
    raise BrokenPipeError(32, "Broken pipe")


def refuse(*_args: object) -> None:
    raise PermissionError(13, "Permission denied", "links.toml.part")


def test_who_does_not_read_on_is_told_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.check({A: WORKS})
    monkeypatch.setattr(commands, "_say", hang_up)
    result = bench.run("archive")
    assert (result.exit_code, result.output) == (1, "")


def test_a_folder_that_cannot_be_written_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.check({A: BROKEN})
    monkeypatch.setattr(commands, "write_whole", refuse)
    result = bench.run("links", "--write")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Error: links.toml.part: Permission denied")


def test_a_memory_that_cannot_be_written_is_told(bench: Bench) -> None:
    bench.check({A: BROKEN, B: BROKEN})
    bench.memory.mkdir()
    result = bench.run("links", "--write")
    assert result.exit_code == 1
    assert "Stopped: the answers of the archive cannot be kept" in result.stderr
    assert [one.url for one in read_link_file(bench.file.read_bytes())[0].links] == [A]


def test_a_file_to_which_nothing_can_be_added_is_told(bench: Bench) -> None:
    old = f'link = [{{url = "{B}", url-status = "dead"}}]\n'
    bench.file.write_text(old, encoding="utf-8")
    bench.check({A: BROKEN, B: UNASKED})
    result = bench.run("links", "--write")
    assert result.exit_code == 1
    assert f'add this by hand:\n\n[[link]]\nurl = "{A}"\n' in result.stderr
    assert bench.text == old


def test_a_difference_has_colours_on_a_terminal_only(bench: Bench) -> None:
    bench.check({A: BROKEN})
    assert "\x1b[32m+[[link]]" in bench.run("links", color=True).stdout
    assert "\x1b" not in bench.run("links").stdout


def test_what_would_be_archived_is_shown_and_nobody_is_asked(bench: Bench) -> None:
    bench.check({A: WORKS, B: BROKEN, C: Finding.MOVED})
    result = bench.run("archive")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "No copy is known (2):",
        f"  {A}",
        f"  {C}",
        "",
        "Nobody was asked yet. `make archive WRITE=1` takes less than a minute.",
    ]
    assert bench.web.asked == []


def test_pages_are_archived(bench: Bench) -> None:
    bench.check({A: WORKS, B: WORKS})
    copy = bench.web.keep(A, "20120905101112")
    bench.web.reply(f"/save/{B}", Reply(302, {"Location": f"/web/20260901000000/{B}"}))
    result = bench.run("archive", "--write")
    assert result.exit_code == 0
    assert f'+archive-url = "{copy}"' in result.stdout
    assert result.stdout.endswith("\nWritten into links.toml.\n")
    found = read_link_file(bench.file.read_bytes())[0].links
    assert [(one.url, str(one.status)) for one in found] == [(A, "live"), (B, "live")]
    assert f"/save/{A}" not in bench.web.paths
    asked = len(bench.web.asked)
    again = bench.run("archive", "--write")
    assert again.stdout.startswith("There is nothing to archive")
    assert len(bench.web.asked) == asked


@pytest.mark.parametrize(("reply", "code"), [(Reply(429), 75), (None, 130)])
def test_what_was_archived_until_then_is_written(
    bench: Bench, reply: Reply | None, code: int
) -> None:
    bench.check({A: WORKS, B: WORKS})
    bench.web.keep(A, "20120905101112")
    if reply:
        bench.web.reply(f"/web/20120904/{B}", reply)
    else:
        bench.clock.on_wait = lambda: interrupt() if len(bench.clock.waits) > 1 else None
    assert bench.run("archive", "--write").exit_code == code
    assert [one.url for one in read_link_file(bench.file.read_bytes())[0].links] == [A]


@pytest.mark.parametrize("arguments", [[], ["links"], ["archive"]])
def test_every_command_has_help(arguments: list[str]) -> None:
    result = CliRunner().invoke(commands.confnotes, [*arguments, "-h"])
    assert result.exit_code == 0
    assert result.stdout.startswith(" ".join(["Usage: confnotes", *arguments]))


def test_a_source_that_is_none_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands.confnotes, ["links", "--source", str(tmp_path / "x")])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_the_archive_learns_who_is_asking(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.check({A: BROKEN})
    monkeypatch.setattr(sys, "argv", ["confnotes", "links", "--source", str(bench.source)])
    with pytest.raises(SystemExit) as caught:
        main_module.main()
    assert caught.value.code == 0
    assert bench.web.asked == [Asked("GET", f"/web/20120904/{A}", f"confnotes/{__version__}")]


def test_the_package_is_a_command(tmp_path: Path) -> None:
    command: list[Any] = [sys.executable, "-m", "confnotes", "links"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    expected = (
        "Error: there is no report _build/linkcheck/report.json; run `make linkcheck` first\n"
    )
    assert done.stderr == expected
