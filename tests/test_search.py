"""What can be found on a site, read back from the index that Pagefind has made."""

from __future__ import annotations

import gzip
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from confnotes.search.pagefind import EVERYTHING
from confnotes.search.settling import settle
from projects import CONF, INDEXES, Project, fragments, times
from rebuilding import CleanBuilds, Twins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGEFIND = CONF.replace('confnotes_search = "sphinx"', 'confnotes_search = "pagefind"')
SOUTH = """\
# Moving data

:::{talk}
:speakers: Ann Example, Łukasz Langa
:date: 2012-09-05
:type: keynote
:topics: migrations, django-south
:video: https://videos.example/1
The abstract says
parrot.
:::

Notes that name {topic}`django-south` and {talk}`on-caching`.

## A heading below

Something on walruses & `<tags>`.
"""
FILES: dict[str, str | None] = {
    **INDEXES,
    "conf.py": PAGEFIND,
    "c/index.md": (
        "# Conf 2012\n\n:::{conference}\n:start: 2012-09-04\n:end: 2012-09-06\n:city: Oslo\n:::\n"
        "\n## On caching\n\n:::{talk}\n:speakers: Ann Example\n:topics: migrations\n:::\n"
    ),
    "c/south.md": SOUTH,
    "south.md": "# South\n\n:::{topic}\n:aliases: django-south\n:status: superseded\n:::\n",
    "plain.md": "# A plain page\n\nNobody talks here, see {ref}`genindex`.\n",
    "hidden.md": "---\nnosearch: true\n---\n# Hidden\n\nNobody finds this.\n",
}


@pytest.fixture
def found(make_project: Callable[..., Project]) -> dict[str, dict[str, Any]]:
    built = make_project(FILES).build()
    assert not [line for line in built.warnings if "[confnotes." in line]
    every = fragments(built.outdir)
    assert all(one["meta"].pop("any") == EVERYTHING for one in every.values())
    return every


def test_a_talk_is_found_by_its_words_its_facts_and_its_facets(
    found: dict[str, dict[str, Any]],
) -> None:
    talk = found["c/south.html"]
    assert talk["meta"] == {
        "title": "Moving data",
        "speakers": "Ann Example, Łukasz Langa",
        "topics": "migrations, South",
        "conference": "Conf 2012",
        "date": "2012-09-05",
    }
    assert talk["filters"] == {
        "kind": ["talk"],
        "conference": ["Conf 2012"],
        "year": ["2012"],
        "type": ["keynote"],
        "speaker": ["Ann Example", "Łukasz Langa"],
        "topic": ["migrations", "South"],
        "with": ["notes", "video"],
    }
    assert "The abstract says parrot." in talk["content"]
    assert "walruses & <tags>" in talk["content"]
    assert [anchor["id"] for anchor in talk["anchors"]] == ["a-heading-below"]


def test_text_names_things_as_they_are_called_today(found: dict[str, dict[str, Any]]) -> None:
    assert "Notes that name South and On caching." in found["c/south.html"]["content"]


def test_what_stands_elsewhere_is_not_found_here(found: dict[str, dict[str, Any]]) -> None:
    """Cards and lists show the titles of other talks."""
    assert "Moving data" not in found["c/index.html"]["content"]
    assert "parrot" not in str([one for url, one in found.items() if url != "c/south.html"])


def test_a_talk_that_is_a_section_is_found_as_itself(found: dict[str, dict[str, Any]]) -> None:
    talk = found["c/index.html#on-caching"]
    assert talk["meta"]["title"] == "On caching"
    assert talk["filters"]["year"] == ["2012"]
    assert found["c/index.html"]["filters"]["kind"] == ["conference"]
    assert found["c/index.html"]["meta"]["talks"] == "2"


def test_who_is_only_named_is_found_in_the_index_of_the_kind(
    found: dict[str, dict[str, Any]],
) -> None:
    person = found["speakers.html#speaker-ann-example"]
    assert person["meta"] == {"title": "Ann Example", "talks": "2"}
    assert person["filters"] == {"kind": ["speaker"]}


def test_an_alias_and_a_status_are_found(found: dict[str, dict[str, Any]]) -> None:
    assert found["south.html"]["meta"] == {
        "title": "South",
        "talks": "1",
        "also": "django-south",
        "status": "superseded",
    }


def test_a_page_of_no_object_is_found_unless_it_says_otherwise(
    found: dict[str, dict[str, Any]],
) -> None:
    assert found["plain.html"]["filters"] == {"kind": ["page"]}
    assert found["plain.html"]["content"] == "Nobody talks here, see Index."
    assert "hidden.html" not in found


def test_what_has_no_word_is_found_by_its_title(make_project: Callable[..., Project]) -> None:
    talk = "# A pause\n\n:::{talk}\n.\n:::\n"
    found = fragments(make_project({**FILES, "c/pause.md": talk}).build().outdir)
    assert found["c/pause.html"]["meta"]["title"] == "A pause"


def test_addresses_are_those_of_the_builder(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build("dirhtml")
    assert {"c/#on-caching", "c/south/", "plain/"} <= fragments(built.outdir).keys()


def test_no_page_loads_the_index_of_sphinx(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build(html_theme="sphinx_book_theme")
    for page in (*built.outdir.glob("*.html"), *built.outdir.glob("c/*.html")):
        text = page.read_text(encoding="utf-8")
        assert "searchindex.js" not in text
        assert "searchtools.js" not in text
        assert 'content="width=device-width' in text, "the rest of the head is the theme's"
    assert not (built.outdir / "searchindex.js").exists()


def test_the_search_page_leads_to_the_indexes_without_scripts(
    make_project: Callable[..., Project],
) -> None:
    noscript = make_project(FILES).build().html("search").find("noscript")
    assert noscript
    assert {"speakers.html", "topics.html"} <= {a["href"] for a in noscript.find_all("a")}


def test_sphinx_makes_the_index_where_the_setting_says_so(
    make_project: Callable[..., Project],
) -> None:
    built = make_project(FILES).build(confnotes_search="sphinx", html_theme="sphinx_book_theme")
    assert (built.outdir / "searchindex.js").is_file()
    assert "searchindex.js" in str(built.html("index"))
    assert not (built.outdir / "pagefind").exists()
    assert "confnotes-search.js" not in str(built.html("index"))


@pytest.mark.parametrize("search", ["sphinx", "pagefind"])
def test_only_the_index_of_all_talks_loads_what_filters_it(
    make_project: Callable[..., Project], search: str
) -> None:
    files = {**FILES, "all.md": "# All\n\n:::{talk-index}\n:::\n"}
    built = make_project(files).build(confnotes_search=search)
    scripts = [str(one["src"]) for one in built.html("all").select("script[src*=confnotes]")]
    names = [one.partition("?")[0].removeprefix("_static/confnotes-") for one in scripts]
    of_search = ["search.js"] if search == "pagefind" else []
    assert names == ["finding.js", *of_search, "talks.js"]
    assert "confnotes-search.css" in str(built.html("all"))
    assert "confnotes-talks.js" not in str(built.html("c/south"))


def test_without_pagefind_there_is_one_warning_and_the_index_of_sphinx(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    built = make_project(FILES).build()
    assert "install pagefind_bin" in built.warning("no-pagefind")
    assert (built.outdir / "searchindex.js").is_file()


def test_a_pagefind_that_fails_is_a_warning(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("confnotes.search.pagefind.find_program", lambda: program)
    project = make_project(FILES)
    assert "could not make the search index" in project.build().warning("no-pagefind")
    monkeypatch.undo()
    assert fragments(project.build().outdir), "the next build makes up for it"


# Rebuilds


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


def newer(outdir: Path, then: dict[str, int]) -> set[str]:
    now = times(outdir / "pagefind")
    return {name for name in now if now[name] != then.get(name)}


def test_the_index_is_the_same_with_any_number_of_processes(twins: Twins) -> None:
    twins.check(4, clean_jobs=2)


def test_an_index_is_touched_only_when_what_is_found_has_changed(twins: Twins) -> None:
    then = times(twins.outdir(1) / "pagefind")
    Project(twins.srcdir).write({"c/south.md": SOUTH.replace("# A heading", "#  A heading")})
    twins.check(1)
    assert newer(twins.outdir(1), then) == set()
    twins.check_unchanged(1)


def test_an_edit_leaves_what_is_found_of_other_pages(twins: Twins) -> None:
    then = times(twins.outdir(1) / "pagefind")
    Project(twins.srcdir).write({"c/south.md": SOUTH.replace("parrot", "cockatoo")})
    twins.check(1)
    fragments_written = [one for one in newer(twins.outdir(1), then) if "fragment" in one]
    assert len(fragments_written) == 1


def test_a_page_that_goes_is_found_no_more(twins: Twins) -> None:
    Project(twins.srcdir).write({"c/south.md": None, "plain.md": "# A plain page\n"})
    twins.check(1)
    assert "c/south.html" not in fragments(twins.outdir(1))


def test_a_title_that_changes_is_found_where_it_is_named(twins: Twins) -> None:
    text = str(FILES["c/index.md"]).replace("# On caching", "# Of caching")
    Project(twins.srcdir).write({"c/index.md": text, "c/south.md": SOUTH.replace("on-c", "of-c")})
    twins.check(1)
    Project(twins.srcdir).write({"south.md": str(FILES["south.md"]).replace("# South", "# North")})
    twins.check(1)
    assert "Notes that name North" in fragments(twins.outdir(1))["c/south.html"]["content"]


@pytest.mark.parametrize("name", ["", "filter", "pagefind.js", "pagefind-entry.json"])
def test_what_was_removed_by_hand_is_there_again(twins: Twins, name: str) -> None:
    path = twins.outdir(1) / "pagefind" / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    twins.check(1, knows_times=False)


def test_what_was_changed_by_hand_is_put_right(twins: Twins) -> None:
    (twins.outdir(1) / "pagefind/pagefind-entry.json").write_text("{}", encoding="utf-8")
    twins.check(1, knows_times=False)


def test_a_file_of_somebody_else_stays(twins: Twins) -> None:
    own = twins.outdir(1) / "pagefind/own.txt"
    own.write_text("mine", encoding="utf-8")
    Project(twins.srcdir).write({"plain.md": "# Another plain page\n"})
    twins.build(1)
    assert own.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kill_at", [1, 20, 40])
def test_a_build_that_was_killed_is_made_up_for(twins: Twins, kill_at: int) -> None:
    Project(twins.srcdir).write({"c/south.md": None, "plain.md": "# New\n\nAnother word.\n"})
    twins.build(1, kill_at=kill_at)
    twins.check(1, knows_times=False)


def test_one_search_takes_the_place_of_the_other(twins: Twins) -> None:
    for conf in (CONF, PAGEFIND):
        Project(twins.srcdir).write({"conf.py": conf})
        twins.check(1, knows_times=False)


# What Pagefind leaves in no order


def a_file(*values: bytes) -> bytes:
    """Return a filter called ``a`` with values on page 1 each."""
    array = bytes([0x80 | len(values)]) + b"".join(
        b"\x82\x61" + one + b"\x81\x01" for one in values
    )
    return gzip.compress(b"pagefind_dcd\x82\x61a" + array)


def an_index(digest: bytes, *values: bytes) -> dict[str, bytes]:
    name = digest.decode()
    filters = b"\x81\x82\x61a\x6a" + digest
    orders = b"\x82" + b"".join(b"\x82\x61" + one + b"\x81\x01" for one in values[:2])
    return {
        f"filter/{name}.pf_filter": a_file(*values),
        "pagefind.en_0123456789.pf_meta": gzip.compress(
            b"pagefind_dcd" + filters + orders + b"\x80"
        ),
        "pagefind-entry.json": b'{"hash":"en_0123456789"}',
    }


def test_values_have_one_order_and_files_one_name() -> None:
    one = settle(an_index(b"en_1111111", b"x", b"y"))
    other = settle(an_index(b"en_2222222", b"y", b"x"))
    assert one == other
    (name,) = (name for name in one if name.startswith("filter/"))
    assert name[7:17].encode() in gzip.decompress(
        next(content for path, content in one.items() if path.endswith(".pf_meta"))
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("filter/en_1111111.pf_filter", b"pagefind_new\x82"),
        ("filter/en_1111111.pf_filter", b"pagefind_dcd\x82\x61a\x85"),
        ("filter/en_1111111.pf_filter", b""),
        ("pagefind.en_0123456789.pf_meta", b"pagefind_dcd\x80"),
    ],
)
def test_files_of_another_form_stay_as_they_are(name: str, content: bytes) -> None:
    files = an_index(b"en_1111111", b"x") | {name: gzip.compress(content, mtime=0)}
    assert settle(files) == files


def test_files_that_are_not_compressed_stay_as_they_are() -> None:
    files = an_index(b"en_1111111", b"x") | {"filter/en_1111111.pf_filter": b"pagefind_dcd"}
    assert settle(files) == files
