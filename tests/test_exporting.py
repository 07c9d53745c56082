"""When what can be taken away is made, by real builds."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from confnotes.lookup import Lookup
from projects import CONF, INDEXES, Project, times
from rebuilding import Twins
from taken_away import check_schedule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Site

TALK = "# {0}\n\n:::{{talk}}\n:speakers: Ann\n:topics: redis\n:date: 2012-09-04\n:::\n\nNotes.\n"
CONFERENCE = "# Conf\n\n:::{conference}\n:start: 2012-09-04\n:::\n"
FILES: dict[str, str | None] = {
    **INDEXES,
    "conf.py": CONF,
    "c/index.md": CONFERENCE,
    "c/a.md": TALK.format("Alpha"),
    "c/b.md": TALK.format("Beta"),
    "d/index.md": f"{CONFERENCE}\n## Gamma\n\n:::{{talk}}\n:::\n".replace("Conf", "Other"),
}
OF_ALL = {"talks.json", "talks.schema.json", "talks.bib", "talks.csl.json"}
MADE = OF_ALL | {"schedules/c.json", "schedules/d.json", "calendars/c.ics", "calendars/d.ics"}


def load(outdir: Path, name: str = "talks.json") -> Any:
    return json.loads((outdir / name).read_text(encoding="utf-8"))


def talk_ids(outdir: Path) -> list[str]:
    return [one["id"] for one in load(outdir)["talks"]]


def exports_in(outdir: Path) -> set[str]:
    files = (*outdir.glob("talks.*"), *outdir.glob("schedules/*"), *outdir.glob("calendars/*"))
    return {file.relative_to(outdir).as_posix() for file in files}


def newer(outdir: Path, then: dict[str, int]) -> set[str]:
    now = times(outdir)
    return {name for name in MADE & now.keys() if now[name] != then.get(name)}


def links(built: Any, docname: str) -> list[str]:
    return [str(one["href"]) for one in built.html(docname).find_all("link", rel="alternate")]


def test_pages_say_where_it_is_and_it_says_where_pages_are(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES)
    built = project.build()
    assert not [line for line in built.warnings if "[confnotes." in line]
    assert links(built, "index") == links(built, "genindex") == ["talks.json"]
    assert links(built, "c/a") == ["../talks.json"]
    said = load(built.outdir)
    Draft202012Validator(load(built.outdir, said["$schema"])).validate(said)
    assert {one["page"] for one in said["talks"]} == {"c/a.html", "c/b.html", "d/index.html#gamma"}
    built = project.build("dirhtml", html_baseurl="https://notes.example/en")
    said = load(built.outdir)
    assert said["base"] == "https://notes.example/en/"
    assert [one["page"] for one in said["conferences"]] == [
        "https://notes.example/en/c/",
        "https://notes.example/en/d/",
    ]


def test_a_setting_says_what_is_made(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES)
    assert exports_in(project.build(confnotes_exports=["talks"]).outdir) == {
        "talks.json",
        "talks.schema.json",
    }
    built = project.build(confnotes_exports=["shedules", "schedules"])
    assert exports_in(built.outdir) == {"schedules/c.json", "schedules/d.json"}
    assert "'shedules', which is no export. Did you mean 'schedules'?" in built.warning("no-export")
    assert links(built, "c/a") == []
    built = project.build(confnotes_exports=[])
    assert exports_in(built.outdir) == set()
    assert not (built.outdir / "schedules").exists()


def test_other_builders_make_none(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build("singlehtml")
    assert exports_in(built.outdir) == set()
    assert links(built, "index") == []


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    made = Twins(tmp_path)
    Project(made.srcdir).write(FILES)
    made.check(1)
    return made


def test_a_rebuild_makes_what_a_clean_build_makes_and_touches_nothing_else(twins: Twins) -> None:
    outdir, project = twins.outdir(1), Project(twins.srcdir)
    twins.check_unchanged(1)
    then = times(outdir)
    project.write({"c/a.md": TALK.format("Alpha") + "\nMore words.\n"})
    twins.check(1)
    assert newer(outdir, then) == set()
    project.write({"c/a.md": TALK.format("Alpha again")})
    twins.check(1)
    changed = {"talks.json", "talks.bib", "talks.csl.json", "schedules/c.json"}
    assert newer(outdir, then) == changed
    project.write({"c/b.md": None, "d/index.md": "# Other\n"})
    twins.check(1)
    assert talk_ids(outdir) == ["c/a"]
    assert exports_in(outdir) == MADE - {"schedules/d.json", "calendars/d.ics"}


def test_an_address_that_somebody_else_has_now_is_gone_from_what_is_there(twins: Twins) -> None:
    """Though no note is read anew for it."""
    outdir, project = twins.outdir(1), Project(twins.srcdir)
    noted = TALK.format("Alpha").replace(":topics:", ":video: https://v.example/1\n:topics:")
    project.write({"c/a.md": noted})
    twins.check(1)
    assert "https://v.example/1" in (outdir / "talks.json").read_text(encoding="utf-8")
    host = '[[host]]\nprefix = "https://v.example/"\nurl-status = "usurped"\n'
    project.write({"links.toml": host})
    twins.check(1)
    assert "v.example" not in (outdir / "talks.json").read_text(encoding="utf-8")


def test_what_was_removed_or_changed_by_hand_is_made_again(twins: Twins) -> None:
    outdir = twins.outdir(1)
    (outdir / "talks.json").unlink()
    (outdir / "schedules/c.json").write_text("{}", encoding="utf-8")
    twins.check(1, knows_times=False)


def test_a_file_of_the_author_comes_first(twins: Twins) -> None:
    """And the export comes back when that goes."""
    outdir, project = twins.outdir(1), Project(twins.srcdir)
    conf = f'{CONF}html_extra_path = ["extra"]\n'
    project.write({"conf.py": conf, "extra/talks.json": "mine"})
    for _ in range(2):
        outcome = twins.build(1)
        assert (outdir / "talks.json").read_text(encoding="utf-8") == "mine"
        [warning] = outcome.own_warnings
        assert "'talks.json'" in warning
        assert "[confnotes.no-export]" in warning
    twins.check(1)
    project.write({"extra/talks.json": None})
    twins.check(1)
    assert exports_in(outdir) == MADE


def test_a_folder_or_a_page_of_the_author_comes_first(make_project: Callable[..., Project]) -> None:
    files = {**FILES, "extra/talks.json/own.txt": "mine", "talks.schema.json.md": "# Mine\n"}
    built = make_project(files).build("dirhtml", html_extra_path=["extra"])
    assert (built.outdir / "talks.json/own.txt").is_file()
    assert (built.outdir / "talks.schema.json/index.html").is_file()
    assert len([line for line in built.warnings if "[confnotes.no-export]" in line]) == 2
    built = make_project({**FILES, "extra/schedules": "mine"}).build(html_extra_path=["extra"])
    assert (built.outdir / "schedules").read_text(encoding="utf-8") == "mine"
    assert (built.outdir / "talks.json").is_file()


@pytest.mark.xdist_group("site")
def test_our_own_importer_reads_the_schedules_of_the_site(site: Site) -> None:
    """And they are those of the notebook, as the build has kept it."""
    kept = (site.outdir.parent / "doctrees/environment.pickle").read_bytes()
    lookup = Lookup(pickle.loads(kept).domaindata["conf"]["pages"])
    assert len(lookup.conferences) >= 2
    for key in lookup.conferences:
        check_schedule(lookup, key, (site.outdir / f"schedules/{key}.json").read_bytes())
