"""After an edit, the pages that show something else are written again, and no other."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from confnotes import stale
from projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Built, Project

CONFERENCE = "# Conf {0}\n\n:::{{conference}}\n:start: 2012-09-04\n:::\n"


def talk(title: str, *options: str, notes: str = "") -> str:
    lines = "".join(f"{option}\n" for option in options)
    return f"# {title}\n\n:::{{talk}}\n{lines}:::\n\n{notes}\n"


FILES: dict[str, str | None] = {
    "c/index.md": CONFERENCE.format("C"),
    "d/index.md": CONFERENCE.format("D"),
    "c/alpha.md": talk("Alpha", ":speakers: Ann", ":topics: redis", ":date: 2012-09-04"),
    "c/beta.md": talk("Beta", ":speakers: Bob", ":topics: redis", notes="See {talk}`c/alpha`."),
    "d/gamma.md": talk("Gamma", ":speakers: Cid", ":topics: celery"),
    "lists/index.md": "# Lists\n\n:::{talk-list}\n:topic: celery\n:::\n",
    "redis/index.md": "# Redis\n\n:::{topic}\n:::\n",
    "plain/index.md": "# Plain\n\nNothing of ours is here.\n",
}


def bodies(built: Built) -> dict[str, str]:
    """Return every page's body: what this extension answers for."""
    return {
        str(path.relative_to(built.outdir)): str(
            built.html(str(path.relative_to(built.outdir).with_suffix(""))).find(
                attrs={"role": "main"}
            )
        )
        for path in sorted(built.outdir.rglob("*.html"))
        if path.name not in {"search.html", "genindex.html"}
    }


def digests(outdir: Path) -> dict[str, str]:
    return {
        str(path.relative_to(outdir)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(outdir.rglob("*"))
        if path.is_file()
    }


#: What is edited → the files, and the pages that have to be written (those read among them).
EDITS: dict[str, tuple[dict[str, str | None], set[str]]] = {
    "a word of a note": (
        {"c/alpha.md": f"{FILES['c/alpha.md']}\nMore.\n"},
        # The talk has notes now, which every list of it says.
        {"c/alpha", "c/beta", "c/index", "redis/index", "speakers"},
    ),
    "a word of an ordinary page": ({"plain/index.md": "# Plain\n\nWords.\n"}, {"plain/index"}),
    "a title": (
        {"c/alpha.md": str(FILES["c/alpha.md"]).replace("# Alpha", "# Omega")},
        {"c/alpha", "c/beta", "c/index", "redis/index", "speakers", "index"},
    ),
    "the topics": (
        {"c/alpha.md": str(FILES["c/alpha.md"]).replace("redis", "celery")},
        {"c/alpha", "c/beta", "d/gamma", "lists/index", "redis/index", "topics"},
    ),
    "the slides": (
        {
            "c/alpha.md": str(FILES["c/alpha.md"]).replace(
                ":date:", ":slides: https://a.org/\n:date:"
            )
        },
        {"c/alpha"},
    ),
    "a new talk": (
        {"d/delta.md": talk("Delta", ":speakers: Cid", ":topics: celery")},
        {"d/delta", "d/gamma", "d/index", "lists/index", "topics", "speakers"},
    ),
    "a talk removed": (
        {"d/gamma.md": None},
        {"d/index", "lists/index", "topics", "speakers"},
    ),
    "a topic declared": (
        {"celery/index.md": "# Celery\n\n:::{topic}\n:::\n"},
        {"celery/index", "d/gamma", "lists/index", "topics", "index"},
    ),
    "the conference's name": (
        {"d/index.md": CONFERENCE.format("Dee")},
        {"d/index", "d/gamma", "lists/index", "speakers", "topics", "index"},
    ),
}


@pytest.mark.parametrize("jobs", [1, 4])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_what_a_clean_build_gives(
    make_project: Callable[..., Project], edit: str, jobs: int
) -> None:
    changed, written = EDITS[edit]
    project = make_project(FILES)
    project.build(jobs=jobs)
    project.write(changed)
    incremental = project.build(jobs=jobs)
    known = {*bodies(incremental)}
    after = bodies(incremental)
    clean = make_project(FILES)
    clean.write(changed)
    expected = bodies(clean.build())
    # A page of a removed source stays on disk; that it goes is another matter.
    assert {name: after[name] for name in expected} == expected
    assert known >= set(expected)
    # Sphinx's own toctree pages may be written, too, when a title or a page comes or goes.
    assert set(incremental.written) - {"index"} == written - {"index"}


@pytest.mark.parametrize("edit", ["a title", "the topics", "a talk removed", "a topic declared"])
def test_without_the_logic_the_same_edits_leave_old_pages(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    """The control: what the test above compares does differ when nothing is returned."""
    monkeypatch.setattr("confnotes.on_env_updated", lambda _app, _env: [])
    changed, _written = EDITS[edit]
    project = make_project(FILES)
    project.build()
    project.write(changed)
    after = bodies(project.build())
    clean = make_project(FILES)
    clean.write(changed)
    expected = bodies(clean.build())
    assert {name: after[name] for name in expected} != expected


def test_a_build_in_which_nothing_changed_writes_no_page(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES)
    first = project.build()
    before = digests(first.outdir)
    second = project.build()
    assert second.read == second.written == []
    assert "no targets are out of date" in second.log
    assert digests(second.outdir) == before


def test_another_builder_does_not_hide_what_went_stale(
    make_project: Callable[..., Project],
) -> None:
    """They share one environment: what the text builder has seen, HTML has not."""
    project = make_project(FILES)
    project.build()
    project.build("text")
    project.write({"c/alpha.md": str(FILES["c/alpha.md"]).replace("# Alpha", "# Omega")})
    project.build("text")
    assert "Omega" in project.build().text("c/beta")


def test_another_output_directory_does_not_hide_what_went_stale(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES)
    build = [sys.executable, "-m", "sphinx", "-q", "-d", "_doctrees", "."]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    for outdir in ("_one", "_two"):
        subprocess.run([*build, outdir], cwd=project.srcdir, env=environment, check=True)
    project.write({"c/alpha.md": str(FILES["c/alpha.md"]).replace("# Alpha", "# Omega")})
    for outdir in ("_one", "_two"):
        subprocess.run([*build, outdir], cwd=project.srcdir, env=environment, check=True)
        page = project.srcdir / outdir / "c" / "beta.html"
        assert "Omega" in page.read_text(encoding="utf-8")


def test_a_build_that_was_interrupted_is_mended_by_the_next(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES)
    project.build()
    project.write({"c/alpha.md": str(FILES["c/alpha.md"]).replace("# Alpha", "# Omega")})
    conf = (project.srcdir / "conf.py").read_text(encoding="utf-8")
    project.write({"conf.py": conf + INTERRUPT})
    with pytest.raises(KeyboardInterrupt):
        project.build()
    project.write({"conf.py": conf})
    assert "Omega" in project.build().text("c/beta")


#: In a conf.py, stops the build before the first page is written.
INTERRUPT = """
def setup(app):
    def interrupt(app, doctree, docname):
        raise KeyboardInterrupt

    app.connect("doctree-resolved", interrupt)
"""


def test_a_second_claim_to_an_id_moves_the_links_to_the_first(
    make_project: Callable[..., Project],
) -> None:
    """The mention is of whoever has the id: the view says where its link leads."""
    topic = "# DS\n\n:::{topic}\n:::\n\nSee {talk}`c/alpha`.\n"
    files = {**FILES, "t/x1.md": topic}
    project = make_project(files)
    project.build()
    rival = "# DS\n\n:::{topic}\n:::\n"
    project.write({"t/x0.md": rival})
    after = project.build().html("c/alpha").find(attrs={"role": "main"})
    clean = make_project({**files, "t/x0.md": rival}).build()
    assert after == clean.html("c/alpha").find(attrs={"role": "main"})


def test_the_digest_does_not_depend_on_where_the_project_is(
    make_project: Callable[..., Project],
) -> None:
    def all_digests() -> dict[str, str]:
        domain = make_project(FILES).build().app.env.domains["conf"]
        return {
            docname: stale.fingerprint(domain.lookup, page)  # type: ignore[attr-defined]
            for docname, page in domain.pages.items()  # type: ignore[attr-defined]
        }

    assert all_digests() == all_digests()
