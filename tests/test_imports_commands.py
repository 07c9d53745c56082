"""The commands that write pages: what they say, what they write, and how they end."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import signal
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from confnotes.commands import confnotes
from confnotes.imports import commands
from confnotes.imports.sources import fetching
from confnotes.imports.writing.ledger import LEDGER
from confnotes.model import Conference, Talk, TalkType
from confnotes.telling import tell
from programmes import DAY, make_notebook, programme, run, talk, tree
from projects import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    from projects import Project

HOME = "conferences/exampleconf-2026"
CONF = 'myst_enable_extensions = ["colon_fence"]\n'


def schedule(*talks: dict[str, Any]) -> str:
    """Return a schedule, as pretalx exports it."""
    days: dict[str, list[dict[str, Any]]] = {}
    for number, one in enumerate(talks, 1):
        date = one.get("date", "2026-05-14T10:00:00+01:00")
        common = {"guid": f"g{number}", "start": date[11:16], "duration": "00:30", "room": "Hall"}
        days.setdefault(date[:10], []).append({**common, "date": date, "persons": [], **one})
    conference = {
        "acronym": "ec26",
        "title": "Exampleconf 2026",
        "start": "2026-05-14",
        "end": "2026-05-15",
        "time_zone_name": "Europe/Lisbon",
        "days": [
            {"index": at, "date": day, "rooms": {"Hall": listed}}
            for at, (day, listed) in enumerate(days.items(), 1)
        ],
    }
    return json.dumps({"schedule": {"version": "1", "conference": conference}})


TALKS = (
    {"title": "Fast tests", "persons": [{"public_name": "Ann Lee"}], "abstract": "<p>Why?</p>"},
    {"title": "Bread", "date": "2026-05-15T11:00:00+01:00", "track": "Food"},
)


class Bench:
    """A notebook, and the commands."""

    def __init__(self, root: Path) -> None:
        self.root = make_notebook(root / "notebook", {"conf.py": CONF, "Makefile": "html:\n"})
        self.file = root / "schedule.json"

    def give(self, *arguments: str | Path) -> Result:
        """Give a command; what goes wrong that is not foreseen is raised."""
        words = [*map(str, arguments), "--source", str(self.root)]
        return CliRunner().invoke(confnotes, words, catch_exceptions=False)

    def schedule(self, *talks: dict[str, Any], options: tuple[str, ...] = ()) -> Result:
        """Import a schedule."""
        self.file.write_text(schedule(*talks), encoding="utf-8")
        return self.give("import", "schedule", self.file, *options)

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_schedule_is_imported_and_that_is_said(bench: Bench) -> None:
    result = bench.schedule(*TALKS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Pages made (3):",
        f"  {HOME}/index.md",
        f"  {HOME}/fast-tests.md",
        f"  {HOME}/bread.md",
        "",
        "To look at it: make html",
    ]
    assert bench.text(f"{HOME}/fast-tests.md") == (
        "# Fast tests\n\n:::{talk}\n:speakers: Ann Lee\n:date: 2026-05-14 10:00\n:duration: 30\n"
        ":room: Hall\nWhy?\n:::\n"
    )


def test_a_setting_that_the_pages_need_is_told(bench: Bench) -> None:
    (bench.root / "conf.py").write_text("", encoding="utf-8")
    assert 'myst_enable_extensions = ["colon_fence"]' in bench.schedule(*TALKS).stdout
    assert "myst_enable_extensions" not in bench.schedule(*TALKS).stdout  # no page is new


def test_a_second_import_says_what_has_changed_and_what_has_not(bench: Bench) -> None:
    bench.schedule(*TALKS, {"title": "Old"})
    for name in ("fast-tests", "bread"):
        path = bench.root / HOME / f"{name}.md"
        path.write_text(bench.text(f"{HOME}/{name}.md").replace("Hall", "Cellar"), "utf-8")
    (bench.root / HOME / "new.md").write_text("# Mine\n", encoding="utf-8")
    newer = [{**one, "room": "Attic"} for one in TALKS[:1]]
    result = bench.schedule(*newer, {**TALKS[1], "guid": "g2"}, {"title": "New", "guid": "g9"})
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Pages removed (1):",
        f"  {HOME}/old.md",
        "",
        "Pages unchanged: 3.",
        "",
        "Left alone (1):",
        f"  {HOME}/new.md: there already, and not written by this import",
        "",
        "Changed by you and by the source; yours stays (1):",
        f"  {HOME}/fast-tests.md:7: ':room:' is yours; the source has 'Attic' now",
        "",
        "To look at it: make html",
    ]
    again = bench.schedule(*newer, {**TALKS[1], "guid": "g2"}, {"title": "New", "guid": "g9"})
    assert "Changed by you" not in again.stdout
    assert again.stdout.endswith("Nothing has changed.\n")


def test_a_dry_run_shows_everything_and_writes_nothing(bench: Bench) -> None:
    bench.schedule(*TALKS)
    before = tree(bench.root)
    result = bench.schedule({**TALKS[0], "room": "Attic"}, options=("--dry-run",))
    assert result.exit_code == 0
    assert tree(bench.root) == before
    assert "-:room: Hall\n+:room: Attic\n" in result.stdout
    assert f"--- {HOME}/bread.md\n+++ /dev/null\n" in result.stdout
    assert "Pages would be changed (1):" in result.stdout
    assert result.stdout.endswith(
        "Nothing is written; the same command without --dry-run does it.\n"
    )
    assert LEDGER not in result.stdout
    nothing = bench.schedule(*TALKS, options=("--dry-run",))
    assert nothing.stdout.endswith("Nothing would change: the notebook is up to date.\n")


def test_the_options_of_a_schedule(bench: Bench) -> None:
    options = ("--track", "food", "--per", "day", "--folder", "events", "--name", "ec")
    assert bench.schedule(*TALKS, options=options).exit_code == 0
    assert sorted(path.name for path in (bench.root / "events/ec").iterdir()) == [
        LEDGER,
        "2026-05-15.md",
        "index.md",
    ]
    result = bench.schedule(*TALKS, options=("--room", "Barn"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: no talk has the room 'Barn'; those there are: Hall\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "schedule.json"),
        (b"\xff\xfe\x00", "schedule.json"),
        (b'{"schedule": ', "schedule.json"),
        (b"<schedule", "schedule.json"),
        (b"[]", "schedule.json"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_what_is_no_schedule_is_told_in_one_sentence(
    bench: Bench, content: bytes | None, words: str
) -> None:
    before = tree(bench.root)
    if content is not None:
        bench.file.write_bytes(content)
    result = bench.give("import", "schedule", bench.file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert tree(bench.root) == before


def test_a_folder_is_no_schedule(bench: Bench) -> None:
    result = bench.give("import", "schedule", bench.root)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {bench.root} cannot be read: Is a directory\n"


def test_an_interrupted_import_leaves_everything_as_it_was(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    before = tree(bench.root)
    monkeypatch.setattr(commands, "plan_import", interrupt)
    result = bench.schedule(*TALKS)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "Interrupted.\n")
    assert tree(bench.root) == before


def test_a_folder_that_cannot_be_written_is_told(bench: Bench) -> None:
    (bench.root / HOME).write_text("a file", encoding="utf-8")
    before = tree(bench.root)
    result = bench.schedule(*TALKS)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert tree(bench.root) == before


DROPS = 300


class Answers(BaseHTTPRequestHandler):
    """Answers for schedules on the web; what an answer waits for is there at the end."""

    end = threading.Event()
    dripped = 0

    def do_GET(self) -> None:
        body = schedule(*TALKS).encode()
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "/schedule.json")
        elif self.path.startswith("/gone"):
            self.send_error(404)
            return
        elif self.path.startswith("/file"):
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
        else:
            self.send_response(200)
        if self.path == "/broken":
            self.send_header("Content-Length", str(len(body) + 1))
        elif self.path in {"/damaged", "/packed"}:
            self.send_header("Content-Encoding", "gzip")
            body = body if self.path == "/damaged" else gzip.compress(body)
        self.end_headers()
        if self.path == "/slow":
            self.end.wait(30)
        elif self.path == "/drip":
            self.drip()
        self.wfile.write(body)

    def drip(self) -> None:
        """Answer byte by byte."""
        while Answers.dripped < DROPS and not self.end.wait(0.02):
            self.wfile.write(b" ")
            Answers.dripped += 1

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    with serving(Answers) as address:
        try:
            yield address
        finally:
            Answers.end.set()


@pytest.mark.parametrize("path", ["/schedule.json?token=secret", "/moved", "/packed"])
def test_a_schedule_may_be_on_the_web(bench: Bench, web: str, path: str) -> None:
    address = web.replace("http://", "http://me:password@")
    result = bench.give("import", "schedule", f"{address}{path}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f'"source": "{web}{path.partition("?")[0]}"' in bench.text(f"{HOME}/{LEDGER}")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("{}/gone", "{}/gone answers 404 Not Found"),
        ("{}/slow", "{}/slow does not answer (it takes too long)"),
        ("{}/file", "{}/file does not answer ("),
        ("{}/broken", "{}/broken does not answer (it broke off)"),
        ("{}/damaged", "{}/damaged does not answer (what it sends is damaged)"),
        ("{}/large", "{}/large is larger than 0 MB, which no schedule is"),
        ("http://127.0.0.1:1/x", "http://127.0.0.1:1/x does not answer (there is no connection"),
        ("http://[x", "http://[x is no address of the web"),
        ("http://", "does not answer (that is no address)"),
        ("ftp://a.example/x", "ftp://a.example/x cannot be asked for; only http:// and https://"),
        ("file:///etc/passwd", "file:///etc/passwd cannot be asked for"),
    ],
)
def test_what_the_web_does_not_give_is_told(
    bench: Bench, web: str, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    if address.endswith("slow"):
        monkeypatch.setattr(fetching, "_PATIENCE", (5, 0.2))
    if address.endswith("large"):
        monkeypatch.setattr(fetching.fetch, "__defaults__", (100,))
    before = tree(bench.root)
    result = bench.give("import", "schedule", address.format(web))
    assert (result.exit_code, result.stdout) == (1, "")
    assert words.format(web) in result.stderr
    assert tree(bench.root) == before


def test_a_download_has_a_time_limit(bench: Bench, web: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(fetching, "_LONGEST", -1)
    result = bench.give("import", "schedule", f"{web}/schedule.json")
    assert "takes longer than" in result.stderr


def test_a_server_that_answers_byte_by_byte_is_left(
    bench: Bench, web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_LONGEST", 0.1)
    result = bench.give("import", "schedule", f"{web}/drip")
    assert "takes longer than" in result.stderr
    assert Answers.dripped < DROPS


def write_events(root: Path, titles: dict[str, str | None]) -> Path:
    """Write events as pyvideo has them; one without a title is none."""
    for folder, title in titles.items():
        (root / folder / "videos").mkdir(parents=True)
        category = json.dumps({"title": title} if title else {})
        (root / folder / "category.json").write_text(category, encoding="utf-8")
        video = {"title": "A talk", "recorded": "2014-05-01", "speakers": ["Ann Lee"]}
        (root / folder / "videos/a.json").write_text(json.dumps(video), encoding="utf-8")
    return root


def test_an_event_and_the_whole_set_are_imported(bench: Bench, tmp_path: Path) -> None:
    data = write_events(tmp_path / "data", {"one": "One", "two": "Two", "bad": None})
    result = bench.give("import", "pyvideo", data / "one")
    assert (result.exit_code, result.stderr) == (0, "")
    result = bench.give("import", "pyvideo", data)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "  conferences/two/index.md" in result.stdout
    assert "Pages unchanged: 2." in result.stdout
    assert "left out: " in result.stdout
    again = bench.give("import", "pyvideo", data)
    assert again.stdout.endswith("Nothing has changed: the notebook is up to date.\n")


def test_of_an_event_that_is_none_nothing_is_made(bench: Bench, tmp_path: Path) -> None:
    data = write_events(tmp_path / "data", {"one": "One", "two": "Two", "bad": None})
    for arguments in ([data / "bad"], [tmp_path / "notebook"], [data, "--name", "x"]):
        result = bench.give("import", "pyvideo", *arguments)
        assert result.exit_code == 1
        assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert not (bench.root / "conferences/one").exists()


NOTES = "Fast tests (2-10:15)\n--------------------\n- slow is bad\n\nBread (1-2:20)\n---\nMine.\n"
MAY = ("--start", "2026-05-14")
DAYS = ("--conference", "Exampleconf 2026", "--start", "2026-05-14")


def test_notes_that_are_a_page_of_the_notebook_are_told(bench: Bench) -> None:
    (bench.root / "old.md").write_text(NOTES, encoding="utf-8")
    result = bench.give("import", "notes", bench.root / "old.md", *DAYS)
    assert "To do: old.md is a page of the notebook itself" in result.stdout
    elsewhere = bench.root.parent / "old.md"
    elsewhere.write_text(NOTES, encoding="utf-8")
    assert "To do" not in bench.give("import", "notes", elsewhere, *DAYS).stdout


def test_what_the_site_does_not_include_is_told(bench: Bench) -> None:
    patterns = 'include_patterns = ["index.md", "conferences/**", "speakers*"]\n'
    (bench.root / "conf.py").write_text(CONF + patterns, encoding="utf-8")
    (bench.root / "old.md").write_text(NOTES, encoding="utf-8")
    assert (
        "old.md is a page" not in bench.give("import", "notes", bench.root / "old.md", *DAYS).stdout
    )
    told = bench.schedule(*TALKS, options=("--folder", "talks")).stdout
    assert 'include_patterns in conf.py:\n\n    "talks/**"\n' in told


def test_notes_become_a_page_and_each_line_is_reported(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "day.txt"
    file.write_text(NOTES, encoding="utf-8")
    result = bench.give("import", "notes", file, *DAYS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "  day.txt:1: " in result.stdout
    assert "day.txt: 2 talks." in result.stdout
    text = bench.text(f"{HOME}/index.md")
    assert "- slow is bad\n" in text
    assert ":date: 2026-05-14 10:15\n" in text
    assert file.read_text(encoding="utf-8") == NOTES
    again = bench.give("import", "notes", file, *DAYS)
    assert again.stdout.endswith("Nothing has changed: the notebook is up to date.\n")
    (bench.root / HOME / "index.md").write_text("# Mine\n", encoding="utf-8")
    again = bench.give("import", "notes", file, *DAYS)
    assert f"{HOME}/index.md: there already, and left as it is" in again.stdout
    assert bench.text(f"{HOME}/index.md") == "# Mine\n"


def test_notes_go_where_the_notebook_lists_them(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text(NOTES, encoding="utf-8")
    make_notebook(bench.root, {"conferences/index.md": "# C\n\n```{toctree}\n:glob:\n\n*\n```\n"})
    bench.give("import", "notes", tmp_path / "day.txt", *DAYS)
    assert (bench.root / "conferences/exampleconf-2026.md").exists()


def test_several_notes_become_the_pages_of_a_conference(bench: Bench, tmp_path: Path) -> None:
    for name in ("one.md", "two.rst"):
        notes = NOTES.replace("\n---\n", "\n--------------\n")
        (tmp_path / name).write_text(notes, encoding="utf-8")
    result = bench.give("import", "notes", tmp_path / "one.md", tmp_path / "two.rst", *DAYS)
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in (bench.root / HOME).iterdir()) == [
        "index.md",
        "one.md",
        "two.rst",
    ]
    once = tree(bench.root)
    bench.give("import", "notes", tmp_path / "one.md", tmp_path / "two.rst", *DAYS)
    assert tree(bench.root) == once


def test_notes_may_go_into_a_conference_that_there_is(bench: Bench, tmp_path: Path) -> None:
    bench.schedule(*TALKS)
    before = tree(bench.root)
    file = tmp_path / "day.md"
    file.write_text("# Day 1\n\n## Fast tests\n\nMine.\n\n## Other by Ánn Lee\n\nMine.\n", "utf-8")
    result = bench.give("import", "notes", file, "--into", "exampleconf 2026")
    assert result.exit_code == 0
    [new] = tree(bench.root).keys() - before.keys()
    assert new == f"{HOME}/day-1.md"
    assert "Ánn Lee" not in bench.text(new)
    again = bench.give("import", "notes", file, "--into", "exampleconf-2026")
    assert "Pages unchanged: 1." in again.stdout
    assert (tree(bench.root).keys() - before.keys()) == {new}


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        (NOTES.encode(), (), "nothing says on which day the conference began"),
        (b"\xff", DAYS, "day.txt cannot be read: byte 0 is no UTF-8"),
        (NOTES.encode(), ("--into", "exampleconf-202"), "there is no conference 'exampleconf-202'"),
        (NOTES.encode(), ("--into", "meetup"), "the conference 'meetup' is one page"),
        (NOTES.encode(), (*DAYS[:2], "--start", "May"), "'May' is not a date"),
        (
            NOTES.encode(),
            ("--conference", "Meetup", *DAYS[2:]),
            "in meetup.md; write there, or give",
        ),
        (NOTES.encode(), ("--conference", "??", *DAYS[2:]), ""),
    ],
)
def test_notes_that_belong_nowhere_are_told(
    bench: Bench, tmp_path: Path, content: bytes, arguments: tuple[str, ...], words: str
) -> None:
    meetup = "# Meetup\n\n:::{conference}\n:start: 2026-01-01\n:::\n"
    make_notebook(bench.root, {"meetup.md": meetup})
    (tmp_path / "day.txt").write_bytes(content)
    before = tree(bench.root)
    result = bench.give("import", "notes", tmp_path / "day.txt", *arguments)
    if words:
        assert (result.exit_code, result.stdout) == (1, "")
        assert words in result.stderr
        assert tree(bench.root) == before
    else:
        assert result.exit_code in {0, 1}


def test_new_pages_are_ready_to_fill_in(bench: Bench) -> None:
    result = bench.give("new", "conference", "Exampleconf 2026", "--start", "2026-05-14")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"Made {HOME}/index.md",
        "Fill in what you know; what stays empty counts as not given.",
    ]
    assert bench.text(f"{HOME}/index.md").startswith(
        "# Exampleconf 2026\n\n:::{conference}\n:start: 2026-05-14\n:end:\n:venue:\n"
    )
    options = ("--conference", "exampleconf 2026", "--speakers", "Ann Lee, Bo")
    result = bench.give("new", "talk", "Fast tests", *options)
    assert bench.text(f"{HOME}/fast-tests.md").startswith(
        "# Fast tests\n\n:::{talk}\n:speakers: Ann Lee, Bo\n:date:\n"
    )
    assert f"add this to the toctree of {HOME}/index.md:\n\n    fast-tests\n" in result.stdout
    assert bench.give("new", "speaker", "Cem Aydın").exit_code == 0
    assert bench.text("speakers/cem-aydin.md").startswith("# Cem Aydın\n\n:::{speaker}\n")
    assert bench.give("new", "topic", "C++").exit_code == 0
    assert bench.text("topics/c-plus-plus.md").startswith("# C++\n\n:::{topic}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("conference", "???", *MAY), "'???' has no letter or digit to make the name of a page of"),
        (("conference", " ", *MAY), "there is no title"),
        (("conference", "X", "--start", "soon"), "'soon' is not a date"),
        (("conference", "X", *MAY, "--timezone", "Moon"), "'Moon' is not a time zone"),
        (
            ("conference", "Old", *MAY),
            "the conference 'Old' has a page already: conferences/old/index.md",
        ),
        (("conference", "X", *MAY, "--folder", ".."), "leads out of the notebook"),
        (
            ("talk", "A", "--conference", "olds"),
            "there is no conference 'olds'. Did you mean 'old'",
        ),
        (
            ("talk", "There", "--conference", "old"),
            "the talk 'There' is there already: conferences/old/there.rst",
        ),
        (("talk", "File", "--conference", "old"), "conferences/old/file.rst is there already"),
        (("talk", "X", "--conference", "old", "--date", "soon"), "'soon' is not a date"),
        (("topic", "???"), "no letter or digit"),
        (("topic", "ORM"), "the topic 'ORM' has a page already: conferences/old/orm.md"),
        (("speaker", "!"), "no letter or digit"),
    ],
)
def test_what_cannot_be_made_is_told(bench: Bench, arguments: tuple[str, ...], words: str) -> None:
    files = {
        "conferences/old/index.md": "# Old\n\n:::{conference}\n:start: 2020-01-01\n:::\n",
        "conferences/old/there.rst": "There\n=====\n\n.. talk::\n",
        "conferences/old/file.rst": "File\n====\n",
        "conferences/old/orm.md": "# Mappers\n\n:::{topic}\n:aliases: ORM\n:::\n",
    }
    make_notebook(bench.root, files)
    before = tree(bench.root)
    result = bench.give("new", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert words in result.stderr
    assert tree(bench.root) == before


@pytest.mark.parametrize(
    "command",
    [
        ("import",),
        ("import", "schedule"),
        ("import", "pyvideo"),
        ("import", "notes"),
        ("new",),
        ("new", "conference"),
        ("new", "talk"),
        ("new", "topic"),
        ("new", "speaker"),
    ],
)
def test_every_command_and_every_option_has_help(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(confnotes, [*command, "--help"])
    assert result.exit_code == 0
    group: Any = confnotes
    for word in command:
        group = group.commands[word]
    assert group.help
    for parameter in group.params:
        assert parameter.param_type_name == "argument" or parameter.help


def test_completion_is_mentioned() -> None:
    assert "_CONFNOTES_COMPLETE" in CliRunner().invoke(confnotes, ["import", "--help"]).stdout


FULL = Talk(
    speakers=("Ann Lee", "Cem Aydın"),
    date=DAY,
    time=dt.time(10, 30),
    duration=45,
    room="Hall #2",
    track="Practice: 'a'",
    type=TalkType.KEYNOTE,
    language="pt-BR",
    topics=("C++", "testing"),
    video=("https://v.example/1", "https://v.example/2"),
    slides=("https://s.example/",),
    code=("https://c.example/",),
    url=("https://u.example/?a=1,2#x",),
    elsewhere=("https://e.example/",),
)
CONFERENCE = Conference(
    series="Exampleconf",
    start=DAY,
    end=DAY + dt.timedelta(2),
    venue="Old #Fish",
    city="Porto",
    timezone="Europe/Lisbon",
    url="https://exampleconf.example/",
    videos=("https://v.example/",),
    elsewhere=("https://e.example/",),
    aliases=("EC26",),
)


@pytest.mark.parametrize("per", ["talk", "day"])
def test_what_is_imported_is_read_back_and_builds_without_a_warning(
    make_project: Callable[..., Project], per: str
) -> None:
    old = "# Old\n\n:::{conference}\n:start: 2020-01-01\n:::\n\n"
    old += "## Keynote\n\n:::{talk}\n:speakers: Ann Lee\n:::\n\n{talk}`keynote`\n"
    listing = "# C\n\n```{toctree}\n:glob:\n\n*\n*/index\n```\n"
    project = make_project({"conferences/index.md": listing, "conferences/old.md": old})
    talks = (
        replace(
            talk("1", "Full <b> *talk* #1 {x} & [y]"),
            facts=FULL,
            content="An *abstract*.\n\n```\n:::\n```",
        ),
        talk("2", "Keynote", speakers="Ann Lee", time=dt.time(9)),
        talk("3", "Keynote", speakers="Ann Lee", time=dt.time(11)),
        talk("4", "???", date=None),
        talk("5", "Index", date=DAY + dt.timedelta(4)),
        talk("6", "Speakers", speakers="ann lee, ANN LEE"),
    )
    several = programme(*talks, content="About *it*.")
    conference = replace(several.conference, facts=CONFERENCE)
    run(project.srcdir, replace(several, conference=conference), per=per)
    built = project.build(nitpicky=True)
    assert built.warnings == []
    pages = built.app.env.domaindata["conf"]["pages"]
    declared = [one for name in pages if name.startswith(HOME) for one in pages[name].declarations]
    found = {one.title: replace(one.facts, id="") for one in declared}
    assert sorted(one.title for one in declared) == sorted(
        ["Exampleconf 2026", *(one.title for one in talks)]
    )
    assert found["Exampleconf 2026"] == replace(CONFERENCE, end=DAY + dt.timedelta(4))
    assert found[talks[0].title] == FULL
    assert not any(one.has_notes for one in declared)


def test_a_folder_that_is_no_notebook_is_refused(bench: Bench, tmp_path: Path) -> None:
    (bench.root / "conf.py").unlink()
    before = tree(bench.root)
    for result in (
        bench.schedule(*TALKS),
        bench.give("new", "topic", "X"),
        bench.give("import", "notes", bench.file, *DAYS),
    ):
        assert result.exit_code == 2
        assert f"there is no conf.py in {bench.root}, so it is no notebook" in result.stderr
    assert tree(bench.root) == before


def test_without_a_makefile_another_command_shows_the_pages(bench: Bench) -> None:
    (bench.root / "Makefile").unlink()
    said = bench.schedule(*TALKS).stdout.splitlines()[-1]
    assert said == f"To look at it: sphinx-build -M html {bench.root} {bench.root}/_build"


def test_a_conference_needs_its_first_day(bench: Bench) -> None:
    before = tree(bench.root)
    result = bench.give("new", "conference", "Exampleconf 2026")
    assert result.exit_code == 2
    assert "Missing option '--start'" in result.stderr
    assert tree(bench.root) == before


def test_how_far_it_is_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tell("Reading", 1, 2, "One")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    tell("Reading", 1, 2, "One")
    tell("Reading", 1, 1, "Alone")
    tell("Reading", 2, 2, "Two" * 99)
    shown = capsys.readouterr().err
    assert "Reading 1 of 2: One" in shown
    assert "Alone" not in shown
    assert "Two" not in shown


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_ends_an_import_it_says_so_and_tidies_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals
) -> None:
    bench.schedule(*TALKS)
    before, write = tree(bench.root), Path.write_bytes

    def disturbed(self: Path, content: bytes) -> int:
        os.kill(os.getpid(), ending)
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", disturbed)
    result = bench.schedule({**TALKS[0], "room": "Attic"}, {"title": "New", "guid": "g7"})
    assert (result.exit_code, result.stderr) == (130, "Interrupted.\n")
    assert tree(bench.root) == before
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_what_the_system_refuses_is_said_without_its_number(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    before = tree(bench.root)
    bench.file.write_text(schedule(*TALKS), encoding="utf-8")
    monkeypatch.setattr(Path, "write_bytes", full)
    result = bench.give("import", "schedule", bench.file)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {bench.root / HOME}/index.md: No space left on device\n"
    assert tree(bench.root) == before


def test_a_dry_run_makes_no_folder(bench: Bench) -> None:
    before = tree(bench.root)
    result = bench.schedule(*TALKS, options=("--dry-run", "--folder", "events/more"))
    assert result.exit_code == 0
    assert tree(bench.root) == before
