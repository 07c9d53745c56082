"""Links to objects, from roles and from Markdown, in this project and from others."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

CONFERENCE = "# Django Conf\n\n:::{conference}\n:start: 2012-09-04\n:aliases: DC\n:::\n"
TALK = "# On C++\n\n:::{talk}\n:speakers: Łukasz Langa\n:topics: C++\n:::\n"
FILES = {"c/index.md": CONFERENCE, "c/on-cpp.md": TALK}


@pytest.mark.parametrize(
    ("markdown", "href", "text"),
    [
        ("{talk}`c/on-cpp`", "c/on-cpp.html", "On C++"),
        ("{talk}`on-cpp`", "c/on-cpp.html", "On C++"),
        ("{conf:talk}`that one <on-cpp>`", "c/on-cpp.html", "that one"),
        ("{conference}`c`", "c/index.html", "Django Conf"),
        ("{conference}`DC`", "c/index.html", "Django Conf"),
        ("{speaker}`Łukasz Langa`", "speakers.html#speaker-lukasz-langa", "Łukasz Langa"),
        ("{speaker}`lukasz-langa`", "speakers.html#speaker-lukasz-langa", "Łukasz Langa"),
        ("{topic}`C++`", "topics.html#topic-c-plus-plus", "C++"),
        ("{any}`c/on-cpp`", "c/on-cpp.html", "On C++"),
        ("[the talk](#on-cpp)", "c/on-cpp.html", "the talk"),
        ("[](#c-plus-plus)", "topics.html#topic-c-plus-plus", "C++"),
    ],
)
def test_a_reference_leads_to_its_object(
    make_project: Callable[..., Project], markdown: str, href: str, text: str
) -> None:
    built = make_project({**FILES, "n/index.md": f"# Note\n\n{markdown}\n"}).build(nitpicky=True)
    assert [line for line in built.warnings if "not_included" not in line] == []
    link = built.html("n/index").find("section").p.a  # type: ignore[union-attr]
    assert (link["href"], link.get_text()) == (f"../{href}", text)  # type: ignore[index, union-attr]


def test_a_disabled_role_is_text(make_project: Callable[..., Project]) -> None:
    built = make_project({**FILES, "n/index.md": "# Note\n\n{talk}`!nothing`\n"}).build()
    assert not [line for line in built.warnings if "confnotes" in line]
    assert "nothing" in built.text("n/index")


def test_a_markdown_link_to_a_neighbour_is_not_ambiguous(
    make_project: Callable[..., Project],
) -> None:
    """The target is the name of a document beside it, and of the object on it."""
    other = "# Other\n\n:::{talk}\n:::\n\nSee [](#on-cpp).\n"
    built = make_project({**FILES, "c/other.md": other}).build()
    assert not [line for line in built.warnings if "xref" in line]


def test_a_speaker_moves_when_a_page_is_written(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES)
    link = {"href": "../speakers.html#speaker-lukasz-langa"}
    assert project.build().html("c/on-cpp").find("a", link)
    project.write({"people/index.md": "# Łukasz Langa\n\n:::{speaker}\n:::\n"})
    built = project.build()
    assert "c/on-cpp" in built.written
    assert "c/on-cpp" not in built.read
    assert built.html("c/on-cpp").find("a", {"href": "../people/index.html"})
    assert not built.html("c/on-cpp").find("a", link)


def test_all_kinds_and_aliases_are_in_the_inventory(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build()
    data = (built.outdir / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="").data
    assert inventory["conf:talk"]["c/on-cpp"].uri == "c/on-cpp.html#on-cpp"
    assert inventory["conf:talk"]["c/on-cpp"].display_name == "On C++"
    assert inventory["conf:conference"]["c"].uri == "c/index.html#c"
    assert inventory["conf:conference"]["dc"].uri == "c/index.html#c"
    assert inventory["conf:speaker"]["lukasz-langa"].uri == "speakers.html#speaker-lukasz-langa"
    assert inventory["conf:topic"]["c-plus-plus"].uri == "topics.html#topic-c-plus-plus"


def test_every_anchor_of_the_inventory_is_on_its_page(
    make_project: Callable[..., Project],
) -> None:
    built = make_project(FILES).build()
    for _name, _label, _kind, docname, anchor, _priority in built.app.env.domains[
        "conf"
    ].get_objects():
        assert built.html(docname).find(id=anchor), (docname, anchor)


def test_all_kinds_are_in_the_search_index(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build()
    script = (built.outdir / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(re.sub(r"^Search.setIndex\(|\)\s*$", "", script))
    names = {entry[4] for entries in index["objects"].values() for entry in entries}
    assert {"On C++", "Django Conf", "DC", "Łukasz Langa", "C++"} <= names
    kinds = {name for _domain, name, _label in index["objnames"].values()}
    assert kinds == {"conference", "talk", "speaker", "topic"}


def test_another_project_links_to_a_talk(make_project: Callable[..., Project]) -> None:
    notes = make_project(FILES).build()
    inventory = str(notes.outdir / "objects.inv")
    page = (
        "# Elsewhere\n\n{external+notes:conf:talk}`c/on-cpp`, {talk}`c/on-cpp`\n"
        "and {external+notes:conf:speaker}`her <lukasz-langa>`.\n"
    )
    other = make_project({"n/index.md": page}, conf='extensions.append("sphinx.ext.intersphinx")\n')
    mapping = {"notes": ("https://notes.example.org/", inventory)}
    built = other.build(intersphinx_mapping=mapping)
    assert not [line for line in built.warnings if "confnotes" in line or "ref." in line]
    links = [str(a["href"]) for a in built.html("n/index").select("section p a.external")]
    talk = "https://notes.example.org/c/on-cpp.html#on-cpp"
    assert links == [talk, talk, "https://notes.example.org/speakers.html#speaker-lukasz-langa"]


def test_an_any_that_nothing_answers_is_said_by_sphinx(
    make_project: Callable[..., Project],
) -> None:
    """Intersphinx asks every domain for the full name of what it looks for."""
    project = make_project(
        {**FILES, "n/index.md": "# Note\n\n{any}`nowhere`\n"},
        conf='extensions.append("sphinx.ext.intersphinx")\n',
    )
    warnings = project.build(intersphinx_mapping={}).warnings
    assert any("ref.any" in line for line in warnings)


def test_what_is_ignored_by_name_is_not_warned_of(make_project: Callable[..., Project]) -> None:
    page = "# Note\n\n{topic}`one` {topic}`two` {topic}`three`\n"
    built = make_project({**FILES, "n/index.md": page}).build(
        nitpick_ignore=[("conf:topic", "one")], nitpick_ignore_regex=[("conf:.*", "tw.")]
    )
    assert "'three'" in built.warning("unknown-topic")


def test_a_common_title_of_conferences_means_none_of_them(
    make_project: Callable[..., Project],
) -> None:
    files = {
        "y1/index.md": CONFERENCE.replace(":aliases: DC\n", ""),
        "y2/index.md": CONFERENCE.replace(":aliases: DC\n", ""),
        "n/index.md": "# Note\n\n{conference}`Django Conf`\n",
    }
    warning = make_project(files).build().warning("unknown-conference")
    assert "Did you mean 'y1' or 'y2'?" in warning


def test_parallel_reading_loses_nothing(make_project: Callable[..., Project]) -> None:
    talks = {
        f"c/t{n:02}.md": f"# T {n}\n\n:::{{talk}}\n:speakers: P {n % 3}\n:::\n" for n in range(24)
    }
    project = make_project({"c/index.md": CONFERENCE, **talks})
    serial = dict(project.build(fresh=True).app.env.domains["conf"].pages)  # type: ignore[attr-defined]
    parallel = dict(project.build(fresh=True, jobs=4).app.env.domains["conf"].pages)  # type: ignore[attr-defined]
    assert {**serial} == {**parallel}
