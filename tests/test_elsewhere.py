"""Notebooks that name each other show what the other has, and stand whatever the other does."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sphinx.util.inventory import InventoryFile

from confnotes.commands import confnotes
from confnotes.elsewhere import copies, notebooks
from confnotes.elsewhere.naming import read_notebooks
from confnotes.elsewhere.notebooks import Notebook, renew
from projects import CONF, INDEXES, Project, contents, times
from webs import hosting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from projects import Built, Site
    from webs import Host

CONFERENCE = "# Conf {0}\n\n:::{{conference}}\n:start: 2012-09-04\n:::\n"
TITLE = 'html_title = "{0}"\n'

ANNA: dict[str, str | None] = {
    "conf-c/index.md": CONFERENCE.format("C"),
    "on-redis/index.md": (
        "# Redis \\<i>at scale\n\n:::{talk}\n:speakers: Ann Lee, Bob Roe\n:date: 2012-09-04\n"
        ":conference: conf-c\n"
        ":topics: redis, caching\n:video: https://youtu.be/abcdefghijk?t=90\n:::\n\nNotes.\n"
    ),
    "bare/index.md": "# Bare\n\n:::{talk}\n:topics: redis\n:conference: conf-c\n:::\n",
    "redis/index.md": "# Redis\n\n:::{topic}\n:::\n",
}
BEN: dict[str, str | None] = {
    "meeting/index.md": CONFERENCE.format("M"),
    "watched/index.md": (
        "# What I watched\n\n:::{talk}\n:speakers: Ann Lee\n:conference: meeting\n"
        ":video: https://www.youtube.com/watch?v=abcdefghijk\n:::\n\n"
        "See {external+anna:conf:talk}`hers <conf-c/on-redis>`.\n"
    ),
    "redis/index.md": "# Redis\n\n:::{topic}\n:::\n",
    "ann/index.md": "# Ann Lee\n\n:::{speaker}\n:::\n",
    "plain/index.md": "# Plain\n\nNothing is here.\n",
}
SHOWING = {"redis/index", "ann/index", "watched/index"}


@pytest.fixture(scope="module")
def annas_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the notebook of Anna, built once."""
    project = Project(tmp_path_factory.mktemp("anna"))
    project.write({"conf.py": CONF + TITLE.format("Anna's <b>notes"), **INDEXES, **ANNA})
    return project.build().outdir


@pytest.fixture
def anna(annas_site: Path) -> Iterator[Host]:
    with hosting(annas_site) as host:
        yield host


@pytest.fixture
def ben(make_project: Callable[..., Project], anna: Host) -> Project:
    return make_project(BEN, conf=TITLE.format("Ben") + naming(anna))


@pytest.fixture
def _always_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every copy old at once."""
    monkeypatch.setattr(copies, "FRESH", 0)
    monkeypatch.setattr(copies, "PAUSE", 0)


def naming(host: Host) -> str:
    return f"confnotes_notebooks = {{'anna': '{host.address}'}}\n"


def links(built: Built, page: str) -> dict[str, str]:
    """Return where the links of a page lead that lead out of its site."""
    found = built.html(page).select("a.external")
    return {link.get_text(): str(link["href"]) for link in found}


def test_what_another_notebook_has_noted_is_shown_and_kept(ben: Project, anna: Host) -> None:
    built = ben.build()
    assert built.warnings == []
    noted = f"{anna.address}on-redis/index.html"
    title = "Anna's <b>notes"
    assert links(built, "redis/index") == {
        title: f"{anna.address}redis/index.html",
        "Redis <i>at scale": noted,
    }
    assert "Ann Lee, Bob Roe · Conf C · 4 September 2012" in built.text("redis/index")
    assert "No talk is about it yet" not in built.text("redis/index")
    assert "Bob Roe · Conf C" in built.text("ann/index")
    assert links(built, "ann/index")["Redis <i>at scale"] == noted
    watched = links(built, "watched/index")
    assert (watched[title], watched["hers"]) == (noted, noted + "#on-redis")
    assert not built.html("redis/index").select("h2 b, h3 b, li i")

    assert sorted(anna.asked) == ["/objects.inv", "/talks.json"]
    anna.asked.clear()
    shown, then = contents(built.outdir), times(built.outdir)
    again = ben.build()  # the copy is fresh
    assert (again.read, again.written, times(built.outdir)) == ([], [], then)
    assert ben.build(fresh=True).warnings == []
    assert contents(built.outdir) == shown
    assert anna.asked == []


def test_two_notebooks_link_to_each_other(
    make_project: Callable[..., Project], ben: Project, anna: Host
) -> None:
    ben.build()
    with hosting(ben.srcdir / "_build" / "html") as bens:
        conf = f"confnotes_notebooks = {{'ben': '{bens.address}'}}\n"
        hers = make_project(ANNA, conf=TITLE.format("Anna") + conf).build()
        assert hers.warnings == []
        assert links(hers, "on-redis/index")["Ben"] == f"{bens.address}watched/index.html"


@pytest.mark.usefixtures("_always_due")
def test_an_old_copy_is_confirmed_and_one_that_differs_shows(ben: Project, anna: Host) -> None:
    built = ben.build()
    then = times(built.outdir)
    again = ben.build()  # the server answers 304 to what it has been told
    assert (again.warnings, again.written, times(built.outdir)) == ([], [], then)
    talks = json.loads((anna.folder / "talks.json").read_bytes())
    for one in talks["talks"]:
        one["label"] = one["label"].replace("Redis", "Valkey")
    anna.answers["/talks.json"] = (200, {}, json.dumps(talks).encode())
    changed = ben.build()
    assert changed.read == []
    assert set(changed.written) - {"index"} == {"redis/index", "ann/index"}
    assert "Valkey <i>at scale" in links(changed, "redis/index")
    rebuilt = contents(changed.outdir)
    ben.build(fresh=True)
    assert contents(changed.outdir) == rebuilt


@pytest.mark.usefixtures("_always_due")
def test_an_inventory_that_differs_shows(ben: Project, anna: Host) -> None:
    ben.write({"by-id/index.md": "# By id\n\n{talk}`conf-c/on-redis`\n"})
    before = links(ben.build(), "watched/index")["hers"]
    head, body = (anna.folder / "objects.inv").read_bytes().split(b"zlib.\n")
    moved = zlib.decompress(body).replace(b"on-redis/index.html", b"elsewhere.html")
    anna.answers["/objects.inv"] = (200, {}, head + b"zlib.\n" + zlib.compress(moved))
    after = ben.build()
    hers = links(after, "watched/index")["hers"]
    assert (before, hers) == tuple(
        f"{anna.address}{name}.html#on-redis" for name in ("on-redis/index", "elsewhere")
    )
    assert hers in links(after, "by-id/index").values()
    assert set(after.written) - {"index"} == {"watched/index", "by-id/index"}


BOMB = zlib.compress(bytes(60 * 2**20))
TALKS = {"version": 1, "conferences": [], "talks": [], "speakers": [], "topics": []}


def talks_with(**fields: Any) -> bytes:
    talk = {"id": "a", "label": "A", "has_notes": True, **fields}
    return json.dumps({**TALKS, "talks": [talk]}).encode()


#: What Anna's host may answer, and the kind of the one warning.
TROUBLES: dict[str, tuple[dict[str, tuple[int, dict[str, str], bytes]], str]] = {
    "gone": ({"/talks.json": (404, {}, b""), "/objects.inv": (404, {}, b"")}, "no-notebook"),
    "without talks": ({"/talks.json": (410, {}, b"")}, "no-notebook"),
    "without an inventory": ({"/objects.inv": (404, {}, b"")}, "no-notebook"),
    "failing": ({"/talks.json": (500, {}, b"")}, "no-notebook"),
    "a file": ({"/talks.json": (302, {"Location": "file:///etc/passwd"}, b"")}, "no-notebook"),
    "a circle": ({"/talks.json": (302, {"Location": "/talks.json"}, b"")}, "no-notebook"),
    "known already": ({"/talks.json": (304, {}, b"")}, "bad-notebook"),
    "a page": ({"/talks.json": (200, {}, b"<html><p>Not found</p>")}, "bad-notebook"),
    "damaged": ({"/talks.json": (200, {"Content-Encoding": "gzip"}, b"no")}, "bad-notebook"),
    "a script": ({"/talks.json": (200, {}, talks_with(page="javascript:x"))}, "bad-notebook"),
    "no text": ({"/talks.json": (200, {}, b'{"version": 1, "title": "\xff"}')}, "bad-notebook"),
    "deep": ({"/talks.json": (200, {}, b"[" * 200_000)}, "bad-notebook"),
    "many": ({"/talks.json": (200, {}, b"[" + b"{},{}," * 2_000_000)}, "bad-notebook"),
    "newer": ({"/talks.json": (200, {}, b'{"version": 2}')}, "newer-notebook"),
    "a bomb": (
        {"/objects.inv": (200, {}, b"# Sphinx inventory version 2\n#\n#\n# zlib\n" + BOMB)},
        "bad-notebook",
    ),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_whatever_is_wrong_costs_one_warning(trouble: str, tmp_path: Path, anna: Host) -> None:
    answers, kind = TROUBLES[trouble]
    anna.answers = answers
    notebook = Notebook.at(anna.address, "anna", tmp_path)
    renew([notebook])
    subtype, sentence = notebook.complaint() or ("", "")
    assert (subtype, len(sentence.splitlines())) == (kind, 1)
    assert "the site does without it" in sentence
    assert InventoryFile.loads(notebook.inventory.file.read_bytes(), uri=anna.address)

    anna.asked.clear()  # it is left alone for a while, and complained of all the same
    again = Notebook.at(anna.address, "anna", tmp_path)
    renew([again])
    assert again.complaint() == (subtype, sentence)
    assert anna.asked == []


@pytest.mark.usefixtures("_always_due")
@pytest.mark.parametrize("trouble", sorted(TROUBLES.keys() - {"known already"}))
def test_a_copy_is_used_whatever_is_wrong(trouble: str, tmp_path: Path, anna: Host) -> None:
    renew([Notebook.at(anna.address, "anna", tmp_path)])
    answers, kind = TROUBLES[trouble]
    anna.answers = answers
    notebook = Notebook.at(anna.address, "anna", tmp_path)
    renew([notebook])
    subtype, sentence = notebook.complaint() or ("", "")
    assert subtype == kind.replace("no-", "old-")
    assert "what it sent on 20" in sentence
    assert len(notebook.read().talks) == 2
    assert InventoryFile.loads(notebook.inventory.file.read_bytes(), uri="").data
    anna.answers = {}
    well = Notebook.at(anna.address, "anna", tmp_path)
    renew([well])
    assert well.complaint() is None


def test_a_notebook_that_is_slow_is_not_waited_for(
    tmp_path: Path, anna: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebooks, "_LONGEST", 0.1)
    anna.answers = {"/talks.json": (0, {}, b"")}
    notebook = Notebook.at(anna.address, "anna", tmp_path)
    renew([notebook])
    subtype, sentence = notebook.complaint() or ("", "")
    assert subtype == "no-notebook"
    assert "talks.json takes longer than 0.1 seconds" in sentence


@pytest.mark.parametrize(
    ("limit", "kind", "words"),
    [
        ({"largest": 100}, "bad-notebook", "is larger than 0 MB, which no notebook is"),
        ({"longest": -1}, "no-notebook", "takes longer than -1 seconds"),
    ],
)
def test_a_notebook_without_an_end_is_left(
    tmp_path: Path,
    anna: Host,
    monkeypatch: pytest.MonkeyPatch,
    limit: dict[str, Any],
    kind: str,
    words: str,
) -> None:
    monkeypatch.setattr(copies, "LIMITS", replace(copies.LIMITS, **limit))
    notebook = Notebook.at(anna.address, "anna", tmp_path)
    asked: list[str] = []
    renew([notebook], asked.append)
    subtype, sentence = notebook.complaint() or ("", "")
    assert (subtype, asked) == (kind, ["anna"])
    assert words in sentence


def test_a_build_without_a_network_and_a_copy_has_one_warning(
    ben: Project, annas_site: Path
) -> None:
    with hosting(annas_site) as host:
        pass  # nobody is there any more
    offline = {"confnotes_notebooks": {"anna": host.address}}
    built = ben.build(**offline)
    assert "does not answer" in built.warning("no-notebook")
    assert len(built.warnings) == 1
    assert "See hers ." in built.text("watched/index") or "See hers." in built.text("watched/index")
    assert not built.html("redis/index").select("a.external")
    assert "No talk is about it yet" in built.text("redis/index")
    quiet = ben.build("text", suppress_warnings=["confnotes.no-notebook"], **offline)
    assert quiet.warnings == []


@pytest.mark.usefixtures("_always_due")
def test_a_build_without_a_network_uses_the_copy(ben: Project, annas_site: Path) -> None:
    with hosting(annas_site) as host:
        there = {"confnotes_notebooks": {"anna": host.address}}
        built = ben.build(**there)
        shown = contents(built.outdir)
    offline = ben.build(**there)
    assert "what it sent on 20" in offline.warning("old-notebook")
    assert len(offline.warnings) == 1
    assert offline.written == []
    assert contents(built.outdir) == shown
    latex = ben.build("latex", suppress_warnings=["confnotes.old-notebook"], **there)
    assert latex.warnings == []
    assert "Noted elsewhere" in next(latex.outdir.glob("*.tex")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"Anna": "https://a.example/"}, "lower-case letters, digits and hyphens"),
        ({"../anna": "https://a.example/"}, "lower-case letters"),
        ({1: "https://a.example/"}, "lower-case letters"),
        ({"anna": None}, "there should be an address"),
        ({"anna": "notes.example"}, "is not a URL"),
        ({"anna": "file:///etc/"}, "is not a URL"),
        ({"anna": "mailto:anna@a.example"}, "no address of a notebook"),
        ({"anna": "https://anna:secret@a.example/"}, "no address of a notebook"),
        ({"anna": "https://a.example/?page=1"}, "no address of a notebook"),
        ({"anna": "https://a.example", "ben": "https://a.example/"}, "already"),
    ],
)
def test_a_setting_that_can_not_be_is_told(setting: dict[Any, Any], words: str) -> None:
    named, [wrong] = read_notebooks(setting)
    assert words in wrong
    assert len(named) == len(setting) - 1


def test_a_name_that_intersphinx_has_already_is_left_to_it(
    ben: Project, anna: Host, annas_site: Path
) -> None:
    mapping = {"anna": ("https://other.example/", str(annas_site / "objects.inv"))}
    built = ben.build(intersphinx_mapping=mapping)
    assert built.warnings == []
    assert links(built, "watched/index")["hers"].startswith("https://other.example/")
    assert links(built, "redis/index")
    same = {"a": (anna.address, str(annas_site / "objects.inv"))}
    assert "'anna'" in "".join(ben.build(intersphinx_mapping=same).warnings)


def test_links_to_a_notebook_that_is_gone_lead_to_the_archive(ben: Project, anna: Host) -> None:
    ben.build()
    dead = f'[[host]]\nprefix = "{anna.address}"\nurl-status = "dead"\n'
    ben.write({"links.toml": dead})
    built = ben.build()
    assert set(built.written) - {"index"} == SHOWING
    assert all("web.archive.org" in link for link in links(built, "redis/index").values())


def test_linkcheck_leaves_the_pages_of_others_alone(ben: Project, anna: Host) -> None:
    ben.build("linkcheck", confnotes_linkcheck_canaries=[], linkcheck_ignore=["https://"])
    assert {"/objects.inv", "/talks.json"} <= set(anna.asked)
    assert not [path for path in anna.asked if path == "/redis/index.html"]


@pytest.mark.xdist_group("site")
def test_a_new_notebook_shows_the_talks_of_this_one(tmp_path: Path, site: Site) -> None:
    """As a reader of the guide makes it."""
    with hosting(site.outdir) as host:
        new = Project(tmp_path / "new")
        toctree = "```{toctree}\n:glob:\n\n*/*\n```\n"
        new.write({"conf.py": CONF + naming(host), "index.md": f"# New\n\n{toctree}"})
        command = ["new", "topic", "testing", "--source", str(new.srcdir)]
        assert CliRunner().invoke(confnotes, command).exit_code == 0
        built = new.build()
        assert built.warnings == []
        noted = [
            link for link in links(built, "topics/testing").values() if "/conferences/" in link
        ]
        assert len(noted) >= 2
        pages = {link.removeprefix(host.address).partition("#")[0] for link in noted}
        assert pages <= site.pages.keys()
