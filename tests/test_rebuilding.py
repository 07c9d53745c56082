"""What a rebuild does to the files: what it keeps, removes and repairs, alone and beside others."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from projects import CONF, INDEXES, ROOT, Project, contents, times
from rebuilding import EPOCH, CleanBuilds, Twins, build, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from projects import Site

TALK = "# {0}\n\n:::{{talk}}\n:speakers: Ann\n:topics: redis\n:::\n\nNotes on {{topic}}`celery`.\n"
FILES: dict[str, str | None] = {
    **INDEXES,
    "conf.py": f'{CONF}html_static_path = ["_static"]\nhtml_extra_path = ["extra"]\n',
    "c/index.md": "# C\n\n:::{conference}\n:start: 2012-09-04\n:::\n",
    **{f"c/talk{n}.md": TALK.format(f"Talk {n}") for n in range(8)},
    "picture.md": "# Picture\n\n![](photo.png) {download}`photo.png`\n",
    "photo.png": "PNG",
    "_static/own.css": "p { color: green }",
    "extra/robots.txt": "User-agent: *",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """Return a notebook that is built once, and kept."""
    folder = tmp_path_factory.mktemp("twins")
    made = Twins(folder / "now", clean_builds=CleanBuilds(folder / "clean"))
    Project(made.srcdir).write(FILES)
    made.check(1)
    made.keep()
    return made


@pytest.fixture
def twins(built: Twins) -> Twins:
    """Return a notebook that is built once, whatever another test has done to it."""
    built.go_back()
    return built


def write(twins: Twins, files: dict[str, str | None]) -> None:
    Project(twins.srcdir).write(files)


def newer(outdir: Path, then: dict[str, int]) -> set[str]:
    """Return what was written since, and is no copy of a source, which has the source's time."""
    now = times(outdir)
    return {name for name in now if now[name] != then.get(name) and "_sources/" not in name}


# What is kept


def test_a_touched_note_makes_its_page_newer_and_nothing_else(twins: Twins) -> None:
    then = times(twins.outdir(1))
    (twins.srcdir / "c/talk3.md").touch()
    twins.check(1)
    assert newer(twins.outdir(1), then) == {"c/talk3.html"}


def test_an_edit_of_a_note_makes_its_page_and_the_search_index_newer(twins: Twins) -> None:
    then = times(twins.outdir(1))
    write(twins, {"c/talk3.md": TALK.format("Talk 3") + "\nAnother word.\n"})
    twins.check(1)
    assert newer(twins.outdir(1), then) == {"c/talk3.html", "searchindex.js"}


def test_a_comment_in_the_settings_makes_nothing_newer(twins: Twins) -> None:
    then = times(twins.outdir(1))
    write(twins, {"conf.py": f"{FILES['conf.py']}# A comment.\n"})
    twins.check(1)
    assert newer(twins.outdir(1), then) == set()


def test_what_is_done_once_is_not_done_again(twins: Twins) -> None:
    twins.check_unchanged(1)
    twins.check_unchanged(1)


# What goes


def test_nothing_is_left_of_what_was_removed(twins: Twins) -> None:
    removed: list[str] = [
        "c/talk3.md",
        "picture.md",
        "photo.png",
        "_static/own.css",
        "extra/robots.txt",
    ]
    outdir = twins.outdir(1)
    gone = [
        "c/talk3.html",
        "_sources/c/talk3.md.txt",
        "_images/photo.png",
        "_static/own.css",
        "robots.txt",
    ]
    assert all((outdir / name).is_file() for name in gone)
    assert [*outdir.glob("_downloads/*/photo.png")]
    write(twins, dict.fromkeys(removed))
    twins.check(1)
    assert not any((outdir / name).exists() for name in gone)
    assert not (outdir / "_downloads").exists()


def test_what_somebody_else_put_there_stays(twins: Twins) -> None:
    outdir = twins.outdir(1)
    by_hand = ["CNAME", "c/more.html", "_static/more.css"]
    for name in by_hand:
        (outdir / name).write_text("by hand", encoding="utf-8")
    write(twins, {"c/talk3.md": None, "conf.py": f'{FILES["conf.py"]}html_theme = "alabaster"\n'})
    twins.build(1)
    twins.build(1)
    assert all((outdir / name).read_text(encoding="utf-8") == "by hand" for name in by_hand)
    for name in by_hand:
        (outdir / name).unlink()
    twins.check(1)


def test_what_somebody_saves_during_a_build_stays(twins: Twins) -> None:
    conf = str(FILES["conf.py"])
    notes = twins.outdir(1) / "more" / "notes.txt"
    notes.parent.mkdir()
    write(twins, {"conf.py": conf + meddling(notes)})
    twins.build(1)
    write(twins, {"conf.py": f"{conf}# A comment.\n"})
    twins.build(1)
    assert notes.read_text(encoding="utf-8") == "by hand"


def meddling(path: Path) -> str:
    """Return what writes a file, in a conf.py, while pages are written."""
    return f"""
def setup(app):
    def meddle(app, doctree, docname):
        with open({str(path)!r}, "w") as file:
            file.write("by hand")

    app.connect("doctree-resolved", meddle)
"""


def test_a_page_that_somebody_has_changed_stays_when_its_note_goes(twins: Twins) -> None:
    page = twins.outdir(1) / "c/talk3.html"
    page.write_text("by hand", encoding="utf-8")
    write(twins, {"c/talk3.md": None})
    twins.build(1)
    assert page.read_text(encoding="utf-8") == "by hand"


def test_notes_that_lie_in_the_output_stay(tmp_path: Path) -> None:
    """As in a project with its notes in docs/source and its site in docs."""
    project = Project(tmp_path / "docs" / "source")
    project.write(
        {**FILES, "_static/source/a.md": "# An asset\n", "extra/source/a.md": "Same name"}
    )
    project.write({"a.md": "# A note\n"})
    arguments = ["-d", str(tmp_path / "doctrees")]
    build(project.srcdir, tmp_path / "docs", arguments=arguments)
    project.write({"extra/source/a.md": None})
    build(project.srcdir, tmp_path / "docs", arguments=arguments)
    assert (project.srcdir / "a.md").is_file()


@pytest.mark.parametrize("folder", ["c/talk3.html", "c"])
def test_a_folder_in_the_place_of_a_page_stops_nothing(twins: Twins, folder: str) -> None:
    path = twins.outdir(1) / folder
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    gone = [name for name in FILES if name.startswith("c/")] if folder == "c" else ["c/talk3.md"]
    (path / "by hand").mkdir(parents=True) if folder != "c" else path.write_text("by hand")
    write(twins, dict.fromkeys(gone))
    assert twins.build(1).code == 0
    assert path.exists()


def test_pages_that_extensions_make_go_with_what_they_are_made_of(twins: Twins) -> None:
    write(twins, {"m.md": "# M\n\n```{py:module} m\n```\n"})
    twins.check(1)
    assert (twins.outdir(1) / "py-modindex.html").is_file()
    write(twins, {"m.md": "# M\n"})
    twins.check(1)
    assert not (twins.outdir(1) / "py-modindex.html").exists()


def test_a_page_that_moves_to_a_folder_of_its_own_stays_at_its_address(tmp_path: Path) -> None:
    """For the builder of addresses without .html, both are written to one file."""
    project = Project(tmp_path / "notes")
    project.write({**FILES, "a.md": "# A\n"})
    build(project.srcdir, tmp_path / "out", arguments=["-bdirhtml"])
    project.write({"a.md": None, "a/index.md": "# A\n"})
    build(project.srcdir, tmp_path / "out", arguments=["-bdirhtml"])
    build(project.srcdir, tmp_path / "clean", arguments=["-bdirhtml"])
    assert not [*differences(tmp_path / "out", tmp_path / "clean")]


# What is repaired


@pytest.mark.parametrize(
    ("jobs", "at"), [*((1, at) for at in range(1, 22, 4)), *((4, at) for at in range(2, 16, 4))]
)
def test_a_build_that_was_killed_is_repaired_by_the_next(twins: Twins, jobs: int, at: int) -> None:
    """When it opens the so-manieth file to write, which is made, and left empty."""
    twins.check(jobs)
    write(twins, {"c/talk3.md": TALK.format("Another"), "c/talk4.md": None})
    assert twins.build(jobs, kill_at=at).log == "killed"
    twins.check(jobs)


@pytest.mark.parametrize("at", [3, 15, 30, 40])
def test_a_first_build_that_was_killed_leaves_nothing_behind(tmp_path: Path, at: int) -> None:
    twins = Twins(tmp_path)
    write(twins, {**FILES, "a.md": "# A\n"})
    assert twins.build(1, kill_at=at).log == "killed"
    write(twins, {"a.md": None, "c/talk0.md": None})
    twins.check(1)


def test_another_theme_leaves_nothing_behind_when_its_build_was_killed(twins: Twins) -> None:
    conf = str(FILES["conf.py"])
    write(twins, {"conf.py": f'{conf}html_theme = "alabaster"\n'})
    assert twins.build(1, kill_at=45).log == "killed"
    assert (twins.outdir(1) / "_static/alabaster.css").is_file()
    write(twins, {"conf.py": conf})
    twins.check(1)


def test_an_edit_that_is_taken_back_after_a_build_was_killed(twins: Twins) -> None:
    """The environment knows nothing of it, the document's tree does; the file has its old time."""
    note = twins.srcdir / "c/talk3.md"
    then = note.stat()
    write(twins, {"c/talk3.md": TALK.format("Another")})
    twins.build(1, kill_at=3)
    write(twins, {"c/talk3.md": FILES["c/talk3.md"]})
    os.utime(note, ns=(then.st_atime_ns, then.st_mtime_ns))
    (twins.srcdir / "c/talk5.md").touch()
    twins.check(1)


@pytest.mark.parametrize(
    "damage",
    [
        "{",
        "[]",
        '{"c/talk3": "0"}',
        '"files": {"index.html": [1, 2]}',
        '"places": ["../notes/index.md"]',
        '"places": ["/etc/hostname"]',
        '"pages": 3',
    ],
)
def test_a_record_that_is_broken_or_of_an_older_version_is_made_anew(
    twins: Twins, damage: str
) -> None:
    records = Path(f"{twins.outdir(1)}.doctrees").glob("confnotes-*.json")
    [record] = (one for one in records if len(one.suffixes) == 1)
    whole = '{"is_finished": true, "settings": "", "pages": {}, "places": [], "generated": [], '
    damage = damage if damage[0] in "{[" else f'{whole}"files": {{}}, {damage}}}'
    record.write_text(damage, encoding="utf-8")
    (twins.outdir(1) / "c/talk3.html").write_text("", encoding="utf-8")
    twins.check(1, knows_times=False)
    assert "c/talk3" in json.loads(record.read_text(encoding="utf-8"))["pages"]


@pytest.mark.parametrize(
    "name", ["c/talk3.html", "searchindex.js", "_static/own.css", "_images", ""]
)
def test_output_that_somebody_removed_is_made_again(twins: Twins, name: str) -> None:
    path = twins.outdir(1) / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (twins.srcdir / "c/talk5.md").touch()
    twins.check(1)


@pytest.mark.parametrize("setting", ["html_title=Another", "html_theme=alabaster", "language=de"])
def test_a_setting_on_the_command_line_is_one_like_those_in_the_file(
    twins: Twins, setting: str
) -> None:
    twins.build(1, "-D", setting)
    build(twins.srcdir, twins.folder / "clean", arguments=["-D", setting])
    assert not [*differences(twins.outdir(1), twins.folder / "clean")]
    twins.check(1, knows_times=False)


def test_one_page_is_built_alone_and_the_others_with_the_next_build(twins: Twins) -> None:
    write(twins, {"c/talk3.md": TALK.format("Another")})
    (twins.outdir(1) / "searchindex.js").unlink()
    twins.build(1, str(twins.srcdir / "c/talk5.md"))
    twins.check(1)


def test_an_extension_beside_the_settings_is_code_of_the_project(twins: Twins) -> None:
    extension = 'def setup(app):\n    app.connect("source-read", read)\n\n'
    extension += 'def read(app, docname, source):\n    source[0] += "\\n\\n{0}\\n"\n'
    conf = f'import sys\nsys.path.insert(0, ".")\n{FILES["conf.py"]}extensions.append("own")\n'
    write(twins, {"conf.py": conf, "own.py": extension.format("Hello")})
    twins.check(1)
    write(twins, {"own.py": extension.format("Goodbye")})
    twins.check(1)


# Beside others


def test_the_number_of_processes_and_the_folder_make_no_difference(tmp_path: Path) -> None:
    notes = {**FILES, "c/talk1.md": TALK.format("Same") + "{talk}`no`", "a.md": "{talk}`no`\n"}
    twice = "# {0}\n\n:::{{topic}}\n:id: celery\n:aliases: redis\n:::\n"
    notes.update({f"t{n}.md": twice.format(n) for n in range(6)})
    outcomes = []
    for jobs in (1, 2, 4, 8):
        project = Project(tmp_path / f"{jobs}" / "notes")
        project.write(notes)
        outcomes.append(build(project.srcdir, tmp_path / f"out{jobs}", jobs=jobs))
        assert not [*differences(tmp_path / f"out{jobs}", tmp_path / "out1")]
    assert len(outcomes[0].own_warnings) > 6
    assert all(one.own_warnings == outcomes[0].own_warnings for one in outcomes)


#: In a conf.py, stops the build, with both locks held, until somebody reads what it says.
WAIT = """
def setup(app):
    def wait(app):
        with open("/dev/stderr", "w") as said:
            said.write("waiting\\n")
        input()

    app.connect("builder-inited", wait)
"""


@pytest.fixture
def first(twins: Twins) -> Iterator[subprocess.Popen[str]]:
    """Return a build that goes on when it is given a line."""
    conf = (twins.srcdir / "conf.py").read_text(encoding="utf-8")
    write(twins, {"conf.py": conf + WAIT})
    with start(twins) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "waiting\n"
        write(twins, {"conf.py": conf})
        yield process
        process.kill()


def start(twins: Twins) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sphinx", ".", str(twins.outdir(1))]
    command += ["-d", f"{twins.outdir(1)}.doctrees"]
    return subprocess.Popen(
        command,
        cwd=twins.srcdir,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "SOURCE_DATE_EPOCH": EPOCH},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    assert any(words in line for line in process.stdout)


def test_a_second_build_says_that_it_waits_and_does(
    twins: Twins, first: subprocess.Popen[str]
) -> None:
    write(twins, {"c/talk3.md": TALK.format("Another")})
    with start(twins) as second:
        read_until(second, "another build writes to")
        first.communicate("go on\n", timeout=60)
        read_until(second, "the other build is done")
        second.communicate(timeout=60)
        assert first.returncode == second.returncode == 0
    twins.check(1)


def test_a_build_that_is_killed_keeps_nobody_waiting(
    twins: Twins, first: subprocess.Popen[str]
) -> None:
    with start(twins) as second:
        read_until(second, "another build writes to")
        first.kill()
        read_until(second, "the other build is done")
        second.communicate(timeout=60)
        assert second.returncode == 0
    twins.check(1)


def test_a_folder_that_knows_no_locks_stops_nothing(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int, operation: int) -> None:
        raise OSError(errno.EBADF, "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    project = make_project()
    assert "can't be kept from writing" in project.build().log


@pytest.mark.parametrize("builder", ["latex", "texinfo", "man", "changes", "xml"])
def test_builders_that_make_other_things_have_nothing_to_say(
    make_project: Callable[..., Project], builder: str
) -> None:
    project = make_project({"c/index.md": "# C\n\n{doc}`/index`\n"})
    project.build(builder)
    project.write({"c/index.md": "# D\n\n{doc}`/index`\n"})
    assert project.build(builder).warnings == []


def test_another_builder_and_another_folder_have_records_of_their_own(
    make_project: Callable[..., Project],
) -> None:
    project = make_project({"c/a.md": TALK.format("A")})
    for builder in ("html", "dirhtml", "text", "epub"):
        project.build(builder)
    project.write({"c/a.md": TALK.format("Omega")})
    for builder, page in (("html", "topics.html"), ("dirhtml", "topics/index.html")):
        assert "Omega" in (project.build(builder).outdir / page).read_text(encoding="utf-8")
    assert "Omega" in (project.build("text").outdir / "topics.txt").read_text(encoding="utf-8")
    again = project.build("text")
    assert "no targets are out of date" in again.log


# The real site


def copy_of_the_notebook(folder: Path) -> Path:
    """Copy what belongs to the notebook, so that it can be edited."""
    parts = ["conf.py", "_ext", "_static", "conferences", "topics", "speakers", "guide"]
    parts += ["index.md", "talks.md", "bibliography.md", "references.bib", "links.toml"]
    folder.mkdir()
    for part in parts:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    return folder


@pytest.mark.xdist_group("site")
def test_the_site_is_the_same_elsewhere_and_a_touched_note_makes_one_page_newer(
    site: Site, tmp_path: Path
) -> None:
    notebook = copy_of_the_notebook(tmp_path / "notebook")
    outdir = tmp_path / "out"
    assert build(notebook, outdir, jobs=1).warnings == []
    assert not [*differences(outdir, site.outdir)]
    then = times(outdir)
    (notebook / "conferences/djangocon-us-2012/django-on-gevent.md").touch()
    build(notebook, outdir, jobs=2)
    assert newer(outdir, then) == {"conferences/djangocon-us-2012/django-on-gevent.html"}
    assert contents(outdir) == contents(site.outdir)
