"""Where imports write, what pages are called, and how a notebook stays of one piece."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.imports.model import Imported, Programme
from confnotes.imports.writing.layout import Known, name_talks
from confnotes.imports.writing.ledger import LEDGER, load_ledger
from confnotes.imports.writing.notebook import Notebook
from confnotes.model import Conference, TalkType
from confnotes.names import is_slug, slugify
from making import law
from programmes import DAY, make_notebook, plan, programme, run, talk, tree

if TYPE_CHECKING:
    from pathlib import Path

HOME = "conferences/exampleconf-2026"
FAST = talk("1", "Fast tests", "Why tests are slow.", speakers="Ann Lee", topics="testing")
BREAD = talk("2", "Bread", speakers="Cem Aydın", date=DAY + dt.timedelta(1))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_notebook(tmp_path / "notebook")


def names(root: Path, folder: str = HOME) -> list[str]:
    return sorted(path.name for path in (root / folder).iterdir())


def test_a_conference_gets_a_folder_and_each_talk_a_page(root: Path) -> None:
    found = run(root, programme(FAST, BREAD))
    assert names(root) == [LEDGER, "bread.md", "fast-tests.md", "index.md"]
    assert found.paths("made") == [f"{HOME}/{name}.md" for name in ("index", "fast-tests", "bread")]
    assert (root / HOME / "fast-tests.md").read_text(encoding="utf-8") == (
        "# Fast tests\n\n:::{talk}\n:speakers: Ann Lee\n:date: 2026-05-14\n:topics: testing\n"
        "Why tests are slow.\n:::\n"
    )
    assert (root / HOME / "index.md").read_text(encoding="utf-8") == (
        "# Exampleconf 2026\n\n:::{conference}\n:start: 2026-05-14\n:end: 2026-05-15\n:::\n\n"
        "```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"
    )
    assert found.advice == ()


def test_a_page_may_hold_a_day(root: Path) -> None:
    late = talk("3", "Late", time=dt.time(20), date=DAY)
    run(root, programme(late, FAST, BREAD, talk("4", "Some time", date=None)), per="day")
    assert names(root) == [LEDGER, "2026-05-14.md", "2026-05-15.md", "index.md", "undated.md"]
    text = (root / HOME / "2026-05-14.md").read_text(encoding="utf-8")
    assert text.startswith("# Thursday, 14 May 2026\n\n## Fast tests\n\n:::{talk}\n")
    assert text.index("## Fast tests") < text.index("## Late")


@pytest.mark.parametrize("per", ["talk", "day"])
def test_importing_twice_is_importing_once(root: Path, per: str) -> None:
    several = programme(FAST, BREAD, talk("3", "Bread"), talk("4", "???"))
    run(root, several, per=per)
    once = tree(root)
    again = run(root, several)
    assert again.changes == ()
    assert len(again.unchanged) == {"talk": 5, "day": 3}[per]
    assert tree(root) == once


def test_a_newer_schedule_changes_makes_and_removes_pages(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    moved = replace(FAST, title="Faster tests", facts=replace(FAST.facts, room="2"))
    found = run(root, programme(moved, talk("3", "New")))
    assert [found.paths(kind) for kind in ("made", "changed", "removed")] == [
        [f"{HOME}/new.md"],
        [f"{HOME}/fast-tests.md"],
        [f"{HOME}/bread.md"],
    ]
    text = (root / HOME / "fast-tests.md").read_text(encoding="utf-8")
    assert text.startswith("# Faster tests\n")
    assert "bread" not in (root / HOME / LEDGER).read_text(encoding="utf-8")


def test_the_authors_notes_are_kept_and_conflicts_have_their_place(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    for name in ("fast-tests.md", "bread.md"):
        path = root / HOME / name
        text = path.read_text(encoding="utf-8").replace(":speakers: ", ":speakers: Bo, ")
        path.write_text(f"{text}\nMy notes.\n", encoding="utf-8")
    before = tree(root)
    found = run(root, programme(replace(FAST, facts=replace(FAST.facts, speakers=("Eve",)))))
    assert found.conflicts == (
        (f"{HOME}/fast-tests.md:4", "':speakers:' is yours; the source has 'Eve' now"),
    )
    assert found.skipped == (
        (f"{HOME}/bread.md:1", "'Bread' is not in the source any more; your notes stay"),
    )
    after = tree(root)
    assert {name for name in before if before[name] != after[name]} == {f"{HOME}/{LEDGER}"}
    back = run(root, programme(FAST, replace(BREAD, facts=replace(BREAD.facts, room="9"))))
    assert back.paths("changed") == [f"{HOME}/bread.md"]
    assert (root / HOME / "bread.md").read_text(encoding="utf-8").count(":room: 9") == 1


def test_a_page_that_was_deleted_is_not_made_again(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    (root / HOME / "bread.md").rename(root / HOME / "sourdough.md")
    for room in ("2", "3"):
        moved = replace(BREAD, facts=replace(BREAD.facts, room=room))
        found = run(root, programme(FAST, moved))
        assert found.skipped == (
            (f"{HOME}/bread.md", "deleted or renamed by you, and not made again"),
        )
    assert names(root) == [LEDGER, "fast-tests.md", "index.md", "sourdough.md"]
    assert run(root, programme(FAST)).skipped == ()


@pytest.mark.parametrize("name", ["fast-tests.md", "Fast-Tests.md", "fast-tests.rst", "index.md"])
def test_a_file_that_is_there_is_not_overwritten(root: Path, name: str) -> None:
    path = root / HOME / name
    path.parent.mkdir()
    path.write_bytes(b"mine")
    found = run(root, programme(FAST, BREAD))
    assert found.skipped == ((f"{HOME}/{name}", "there already, and not written by this import"),)
    assert path.read_bytes() == b"mine"
    assert run(root, programme(FAST, BREAD)).changes == ()


def test_a_talk_that_the_author_has_written_is_not_written_again(root: Path) -> None:
    make_notebook(root, {f"{HOME}/other.md": "# Other\n\n## Fast tests\n\n:::{talk}\n:::\n"})
    for per in ("talk", "day"):
        found = plan(root, programme(FAST, BREAD), per=per)
        [(place, words)] = found.skipped
        assert place == f"{HOME}/other.md"
        assert words == "has this already, and not by this import: 'Fast tests'"
        assert not any("Fast" in str(one.after) for one in found.changes if one.is_shown)


def test_after_a_lost_ledger_what_is_there_is_taken_for_written(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    once = tree(root)
    (root / HOME / LEDGER).unlink()
    (root / HOME / "bread.md").write_text("# Mine\n", encoding="utf-8")
    found = run(root, programme(FAST, BREAD))
    assert [place for place, _words in found.skipped] == [f"{HOME}/bread.md"]
    assert {name for name, content in tree(root).items() if once[name] != content} == {
        f"{HOME}/{LEDGER}",
        f"{HOME}/bread.md",
    }


def test_a_page_in_another_encoding_is_left_alone(root: Path) -> None:
    run(root, programme(FAST))
    path = root / HOME / "fast-tests.md"
    path.write_bytes(path.read_bytes() + "Zoë".encode("latin-1"))
    found = run(root, programme(replace(FAST, title="New")))
    assert found.skipped[0][1] == "not in UTF-8, and left as it is; save it in UTF-8"


def test_a_talk_that_moves_to_another_day_moves_unless_there_are_notes(root: Path) -> None:
    talks = [FAST, talk("3", "Other"), BREAD]
    run(root, programme(*talks), per="day")
    path = root / HOME / "2026-05-14.md"
    moved = [replace(one, facts=replace(one.facts, date=BREAD.facts.date)) for one in talks]
    notes = path.read_text(encoding="utf-8").replace("\n## Other", "\nMine.\n\n## Other")
    path.write_text(notes, encoding="utf-8")
    run(root, programme(*moved), per="day")
    assert path.read_text(encoding="utf-8") == (
        notes[: notes.index("\n## Other")].replace("05-14\n", "05-15\n")
    )
    other = (root / HOME / "2026-05-15.md").read_text(encoding="utf-8")
    assert other.count("## ") == 2
    assert "## Other" in other


def test_an_export_without_any_talk_removes_nothing(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    with pytest.raises(ValueError, match="it may be the wrong file"):
        plan(root, programme())


def test_a_conference_without_talks_has_no_table_of_contents(root: Path) -> None:
    run(root, programme())
    assert "toctree" not in (root / HOME / "index.md").read_text(encoding="utf-8")
    found = run(root, programme(FAST))
    assert "add this to conferences/exampleconf-2026/index.md" in found.advice[0]


def test_filters_choose_what_is_new_and_keep_what_is_there(root: Path) -> None:
    talks = [
        talk("1", "One", track="A", room="1"),
        talk("2", "Two", track="a", room="2", type=TalkType.KEYNOTE),
        talk("3", "Three", track="B", room="1"),
    ]
    run(root, programme(*talks), tracks=("A",))
    assert names(root) == [LEDGER, "index.md", "one.md", "two.md"]
    newer = [replace(one, facts=replace(one.facts, duration=30)) for one in talks]
    found = run(root, programme(*newer), tracks=("B",), rooms=("1",), types=("talk",))
    assert found.paths("changed") == [f"{HOME}/one.md", f"{HOME}/two.md"]
    assert found.paths("made") == [f"{HOME}/three.md"]
    with pytest.raises(ValueError, match="no talk has the track 'C'; those there are: A, B, a"):
        plan(root, programme(*talks), tracks=("C",))
    with pytest.raises(ValueError, match=r"no talk has the track 'B' and the room '2'$"):
        plan(root, programme(*talks), tracks=("B",), rooms=("2",))
    with pytest.raises(ValueError, match="no talk has the type 'poster'; those there are: keyn"):
        plan(root, programme(*talks), types=(TalkType.POSTER,))


def test_pages_stay_for_what_they_were_made(root: Path) -> None:
    run(root, programme(FAST), per="day")
    with pytest.raises(ValueError, match="with a page for each day"):
        plan(root, programme(FAST), per="talk")


def test_of_two_talks_of_one_title_the_second_is_told_apart() -> None:
    talks = [
        talk("1", "Keynote", speakers="Ann Lee"),
        talk("2", "Keynote", speakers="김영근"),
        talk("3", "Keynote"),
        talk("4", "keynote!", speakers="Ann Lee"),
        talk("5", "Index"),
        talk("6", "???", speakers="Bo"),
        talk("7", "???"),
        talk("../../etc", "…"),
        talk("??", "…"),
        talk("8", "taken", speakers="Bo"),
        talk("9", "A very long title " * 9),
    ]
    assert [*name_talks(talks, Known({}, {}), {"taken"}).values()] == [
        "keynote",
        "keynote-gimyeonggeun",
        "keynote-2",
        "keynote-ann-lee",
        "index-2",
        "bo",
        "7",
        "etc",
        "talk",
        "taken-bo",
        "a-very-long-title-a-very-long-title-a-very-long-title-a-very-long-title-a-very",
    ]


_KEYS = st.text(st.sampled_from("ab./\\~:%é視 \n\x00-"), max_size=8)
_TALKS = st.lists(
    st.builds(talk, _KEYS, _KEYS.filter(str.strip), speakers=st.sampled_from(["Ann", "Bo, Ann"])),
    unique_by=lambda one: one.key,
    max_size=6,
)


@pytest.mark.parametrize("title", ["Con", "AUX", "lpt1", "Index"])
def test_no_page_is_called_as_something_else(title: str) -> None:
    assert [*name_talks([talk("1", title)], Known({}, {}), ()).values()] == [f"{slugify(title)}-2"]


def test_no_name_of_a_page_is_too_long() -> None:
    talks = [talk(str(at), "a b " * 99, speakers="c d " * 99) for at in range(3)]
    assert max(map(len, name_talks(talks, Known({}, {}), ()).values())) < 200


@law
@given(_TALKS)
def test_names_are_slugs_that_differ_and_stay(talks: list[Any]) -> None:
    ids = name_talks(talks, Known({}, {}), ())
    assert len(set(ids.values())) == len(talks)
    assert all(is_slug(name) for name in ids.values())


@law
@given(_TALKS, _KEYS, _KEYS, st.sampled_from(["talk", "day"]))
def test_whatever_ids_and_titles_there_are_all_stays_in_the_folder(
    tmp_path_factory: pytest.TempPathFactory, talks: list[Any], key: str, title: str, per: str
) -> None:
    above = tmp_path_factory.mktemp("above")
    root = make_notebook(above / "notebook")
    before = tree(above).keys()
    try:
        run(root, programme(*talks, key=key, title=title), per=per)
    except ValueError:
        assert tree(above).keys() == before
        return
    new = tree(above).keys() - before
    assert all(name.startswith("notebook/conferences/") for name in new)
    once = tree(above)
    run(root, programme(*talks, key=key, title=title))
    assert tree(above) == once


def test_the_folder_is_found_again_under_whatever_name(root: Path) -> None:
    run(root, programme(FAST))
    (root / HOME).rename(root / "conferences/mine")
    found = run(root, programme(replace(FAST, content="New"), title="Another title"))
    assert found.paths("changed") == ["conferences/mine/index.md", "conferences/mine/fast-tests.md"]


def test_the_next_year_gets_a_folder_of_its_own(root: Path) -> None:
    run(root, programme(FAST, title="Exampleconf"))
    later = {"start": dt.date(2027, 5, 1), "end": None, "title": "Exampleconf"}
    old = talk("1", "Fast tests", date=dt.date(2027, 5, 1))
    assert run(root, programme(old, **later)).paths("made") == [
        "conferences/exampleconf-2027/index.md",
        "conferences/exampleconf-2027/fast-tests.md",
    ]
    assert run(root, programme(old, **later)).changes == ()
    assert run(root, programme(FAST, title="Exampleconf")).changes == ()


def test_a_conference_that_the_author_has_a_page_of_is_no_other(root: Path) -> None:
    make_notebook(root, {f"{HOME}.md": "# C\n\n:::{conference}\n:start: 2020-01-01\n:::\n"})
    assert plan(root, programme(FAST)).paths("made")[0] == f"{HOME}-2/index.md"


def test_the_author_may_choose_names(root: Path) -> None:
    run(root, programme(FAST), name="EC 26", folder="events")
    assert names(root, "events/ec-26") == [LEDGER, "fast-tests.md", "index.md"]
    with pytest.raises(ValueError, match="no letter or digit"):
        plan(root, programme(FAST), name="??")
    with pytest.raises(ValueError, match="imported from another source"):
        plan(root, programme(FAST, key="other"), name="EC 26", folder="events")


@pytest.mark.parametrize("folder", ["..", "/tmp", "a/../../b", "link"])
def test_a_folder_outside_of_the_notebook_is_refused(root: Path, folder: str) -> None:
    (root / "link").symlink_to(root.parent)
    with pytest.raises(ValueError, match="is not in the notebook"):
        plan(root, programme(FAST), folder=folder)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"[]",
        b"\xff",
        b"{",
        lambda text: text.replace(b'"version": 1', b'"version": 0'),
        lambda text: text.replace(b"fast-tests.md", b"../../fast-tests.md"),
        lambda text: text.replace(b'"options"', b'"option"'),
    ],
)
def test_a_damaged_ledger_is_told_and_nothing_is_done(root: Path, damage: Any) -> None:
    run(root, programme(FAST))
    path = root / HOME / LEDGER
    path.write_bytes(damage(path.read_bytes()) if callable(damage) else damage)
    with pytest.raises(ValueError, match=rf"^{HOME}/\.import\.json is damaged \(.*\); bring back"):
        plan(root, programme(FAST))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (
            lambda text: text.replace(b'"version": 1', b'"version": 2, "more": 3'),
            "was written by a later version of confnotes; update",
        ),
        (
            lambda text: b"<<<<<<< HEAD\n" + text + b"=======\n" + text + b">>>>>>> other\n",
            "has the marks of a merge in it .*; take one of its two sides",
        ),
    ],
)
def test_a_ledger_that_is_not_readable_yet_is_told(root: Path, damage: Any, words: str) -> None:
    run(root, programme(FAST))
    path = root / HOME / LEDGER
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=rf"^{HOME}/\.import\.json {words}"):
        plan(root, programme(FAST))


@law
@given(
    st.one_of(
        st.binary(max_size=20),
        st.recursive(
            st.none() | st.text(max_size=3),
            lambda part: (
                st.lists(part, max_size=2)
                | st.dictionaries(st.sampled_from(["version", "pages", "key"]), part, max_size=3)
            ),
        ).map(lambda value: json.dumps(value).encode()),
    )
)
def test_no_ledger_makes_a_traceback(content: bytes) -> None:
    with pytest.raises(ValueError, match="is damaged"):
        load_ledger(content, "x")


def test_names_are_spelled_as_the_notebook_has_them(root: Path) -> None:
    make_notebook(
        root,
        {
            "speakers/cem.md": "# Cem Aydın\n\n:::{speaker}\n:aliases: Caydin\n:::\n",
            "speakers/hora.md": "# Josef Hora, Jr.\n\n:::{speaker}\n:::\n",
            "talks.rst": "T\n=\n\n.. talk::\n   :topics: Data Science\n   :speakers: Ann Léé\n",
        },
    )
    several = [
        talk("1", "A", speakers="Cem Aydin, caydin, Bo", topics="data-science, SQL"),
        talk("2", "B", speakers="Cem Aydın, Ann Lee, BÖ", topics="sql, Sql"),
        Imported("3", "C", replace(FAST.facts, speakers=("Josef Hora, Jr.", "??", "Bö"))),
        talk("4", "D", speakers="Bö", topics="Sql"),
    ]
    found = run(root, programme(*several))
    text = "".join((root / HOME / f"{name}.md").read_text(encoding="utf-8") for name in "abcd")
    assert [line for line in text.splitlines() if line.startswith((":speakers", ":topics"))] == [
        ":speakers: Cem Aydın, caydin, Bö",
        ":topics: Data Science, Sql",
        ":speakers: Cem Aydın, Ann Léé, Bö",
        ":topics: Sql",
        ":speakers: josef-hora-jr, Bö",
        ":topics: testing",
        ":speakers: Bö",
        ":topics: Sql",
    ]
    remarks = "\n".join(found.remarks)
    assert "the speaker 'Cem Aydin' is written 'Cem Aydın'" in remarks
    assert "the speaker '??' is left out: there is no letter or digit in the name" in remarks
    assert run(root, programme(*several)).changes == ()


def test_a_conference_lasts_as_long_as_its_talks_and_wrong_dates_are_left_out(root: Path) -> None:
    sprint = talk("3", "Sprint", date=DAY + dt.timedelta(3))
    wrong = talk("4", "Wrong", date=dt.date(2031, 1, 1), time=dt.time(9))
    found = run(root, programme(FAST, sprint, wrong))
    assert ":end: 2026-05-17" in (root / HOME / "index.md").read_text(encoding="utf-8")
    assert ":date:" not in (root / HOME / "wrong.md").read_text(encoding="utf-8")
    assert found.remarks == (
        f"{HOME}: there are talks on 2026-05-17, after the last day, 2026-05-15",
        f"{HOME}: 'Wrong' is dated 2031-01-01, which is no day of the conference: left out",
    )


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        (Conference(), (DAY, None)),
        (Conference(start=DAY), (DAY, None)),
        (Conference(end=DAY), (DAY, DAY)),
        (Conference(start=DAY, end=DAY - dt.timedelta(1)), (DAY - dt.timedelta(1), DAY)),
        (Conference(start=DAY + dt.timedelta(1)), (DAY, DAY + dt.timedelta(1))),
    ],
)
def test_the_days_of_a_conference(
    root: Path, facts: Conference, days: tuple[dt.date, dt.date | None]
) -> None:
    run(root, Programme(Imported("ec26", "Exampleconf 2026", facts), (FAST,)))
    text = (root / HOME / "index.md").read_text(encoding="utf-8")
    assert f":start: {days[0]}\n" in text
    assert (f":end: {days[1]}\n" in text) is (days[1] is not None)


def test_a_conference_without_a_day_is_told(root: Path) -> None:
    undated = Programme(Imported("x", "X", Conference()), (talk("1", "T", date=None),))
    with pytest.raises(ValueError, match="on which day"):
        plan(root, undated)


def test_what_no_option_can_say_is_left_out_and_said(root: Path) -> None:
    facts = replace(FAST.facts, url=("javascript:alert(1)",), video=("https://v.example/",))
    found = run(root, programme(Imported("1", "A", facts), talk("2", " \n", speakers="Bo")))
    text = (root / HOME / "a.md").read_text(encoding="utf-8")
    assert "javascript" not in text
    assert ":video: https://v.example/" in text
    assert "javascript" in found.remarks[0]
    assert found.remarks[1:] == (f"{HOME}: a talk without a title is left out (2)",)


def test_no_alias_is_shared(root: Path) -> None:
    text = "# Old\n\n:::{conference}\n:start: 2020-01-01\n:aliases: EC\n:::\n"
    make_notebook(root, {"conferences/old/index.md": text})
    first = programme(FAST, aliases=("ec", "EC 26"))
    second = programme(FAST, key="2", title="Two", aliases=("EC 26", "Second"))
    for _time in range(2):
        run(root, first, second)
        assert ":aliases: EC 26\n" in (root / HOME / "index.md").read_text(encoding="utf-8")
        assert ":aliases: Second\n" in (
            (root / "conferences/two/index.md").read_text(encoding="utf-8")
        )


def test_links_of_the_notebook_keep_their_meaning(root: Path) -> None:
    text = "# Old\n\n:::{conference}\n:start: 2020-01-01\n:topics: Bread\n:::\n"
    notes = "# Fast tests\n\n:::{talk}\n:topics: Bread\n:::\n\n"
    notes += "As {talk}`here <fast-tests>`, [](#bread).\n"
    make_notebook(root, {"conferences/old/index.md": text, "conferences/old/fast-tests.md": notes})
    found = plan(root, programme(FAST, BREAD))
    assert found.paths("made")[1:] == [
        f"{HOME}/fast-tests-ann-lee.md",
        f"{HOME}/bread-cem-aydin.md",
    ]


@pytest.mark.parametrize(
    ("toctree", "advice"),
    [
        (
            "```{toctree}\nold/index\n```",
            "toctree of conferences/index.md:\n\n    exampleconf-2026/i",
        ),
        ("```{toctree}\n/conferences/example*/index\n```", "toctree of conferences/index.md"),
        ("", "this to conferences/index.md:\n\n    ```{toctree}\n    :hidden:\n\n    exampleconf"),
        (":::{toctree}\n:glob: \nexample[!c]*/i?dex\n:::", "exampleconf"),
        (":::{toctree}\n:glob: \nexample[b-d]*/i?dex\n:::", ""),
        ("```{toctree}\nThe <exampleconf-2026/index.md>\n```", ""),
        ("```{toctree}\n/conferences/exampleconf-2026/index\n```", ""),
        ("```{toctree}\n:glob:\n\n**\n```", ""),
    ],
)
def test_what_to_add_to_which_table_of_contents_is_said(
    root: Path, toctree: str, advice: str
) -> None:
    make_notebook(root, {"conferences/index.md": f"# C\n\n{toctree}\n"})
    before = tree(root)
    found = run(root, programme(FAST))
    assert len(found.advice) == bool(advice)
    assert advice in "".join(found.advice)
    assert {name: tree(root)[name] for name in before} == before


def test_tables_of_contents_in_restructuredtext(root: Path) -> None:
    page = "C\n=\n\n.. toctree::\n   :maxdepth: 1\n\n   old/index\n"
    index = root / "conferences/index.rst"
    index.with_suffix(".md").unlink()
    index.write_text(page, encoding="utf-8")
    [advice] = plan(root, programme(FAST)).advice
    assert advice.startswith("conferences/exampleconf-2026/index is in no table of contents; add ")
    assert advice.endswith("toctree of conferences/index.rst:\n\n    exampleconf-2026/index")
    index.write_text(page.replace("old/index", "exampleconf-2026/index"), encoding="utf-8")
    assert plan(root, programme(FAST)).advice == ()


def test_missing_indexes_are_made(tmp_path: Path) -> None:
    listing = "# N\n\n```{toctree}\n:glob:\n\n*/index\n```\n"
    (tmp_path / "index.md").write_text(listing, encoding="utf-8")
    found = run(tmp_path, programme(FAST))
    assert found.advice == ()
    assert found.paths("made")[2:] == [
        "speakers/index.md",
        "topics/index.md",
        "conferences/index.md",
    ]
    assert run(tmp_path, programme(FAST)).changes == ()


def test_an_index_that_is_there_is_not_changed(tmp_path: Path) -> None:
    make_notebook(tmp_path, {"speakers.md": "# S\n", "topics.md": "# T\n", "topics/index.rst": "T"})
    found = plan(tmp_path, programme(FAST))
    assert found.paths("made")[2:] == ["speakers/index.md"]
    assert "no page lists all topics; write this into one" in found.advice[0]


def test_a_notebook_is_read_in_both_languages(tmp_path: Path) -> None:
    make_notebook(
        tmp_path,
        {
            "a.md": "Title `x`\n===\n\n````{conf:conference}\n---\nstart: 2020-01-01\n---\n````\n",
            "b/index.rst": "Über\n====\n\n.. conference::\n   :start: 2020-01-01\n   :id: b2\n\n",
            "_build/c.md": "# C\n\n:::{conference}\n:::\n",
            "venv/c.md": "# C\n\n:::{conference}\n:::\n",
            "venv/pyvenv.cfg": "",
            "d.md": "# D\n\n```md\n# C\n\n:::{conference}\n:::\n```\n",
            "e.md": '# E\n\n:::{talk}\n:topics: "a #1", b\n:speakers: Ann # Bo\n:::\n',
        },
    )
    (tmp_path / "f.md").write_bytes(b"\xff{talk}")
    notebook = Notebook(tmp_path)
    found = [one for one in notebook.read().declared if one.options]
    assert [(one.id, one.title, one.path) for one in found] == [
        ("a", "Title x", "a.md"),
        ("e", "E", "e.md"),
        ("b2", "Über", "b/index.rst"),
    ]


def test_a_page_that_notes_link_to_is_not_taken_away(root: Path) -> None:
    """However the link is written: it would lead nowhere."""
    links = {
        "a.md": "# A\n\n[bread](conferences/exampleconf-2026/bread.md#top)\n",
        "b.rst": "B\n=\n\n:doc:`conferences/exampleconf-2026/bread`\n",
        "conferences/c.md": "# C\n\n{doc}`text <exampleconf-2026/bread>`\n",
        "d.md": "# D\n\n{talk}`exampleconf-2026/bread`\n",
        "e.rst": "E\n=\n\n:conf:talk:`text <bread>`\n",
        "f.md": "# F\n\n[](#bread)\n",
        "g.md": "# G\n\n[x][y]\n\n[y]: /conferences/exampleconf-2026/bread.md\n",
        "h.md": "# H\n\n<project:conferences/exampleconf-2026/bread.md>\n",
        "i.md": "# I\n\n```{toctree}\nBread <conferences/exampleconf-2026/bread>\n```\n",
        "j.rst": "J\n=\n\n`text <conferences/exampleconf-2026/bread.html>`_\n",
    }
    run(root, programme(FAST, BREAD))
    for name, text in links.items():
        make_notebook(root, {name: text})
        found = plan(root, programme(FAST))
        why = f"'Bread' is not in the source any more; it stays, as {name} links to it"
        assert found.skipped == ((f"{HOME}/bread.md:1", why),), name
        assert found.paths("removed") == []
        (root / name).unlink()
    others = "{talk}`other/bread`, [](other/bread.md), https://bread, [](#fast-tests), `bread`\n"
    make_notebook(root, {"conferences/k.md": f"# K\n\n{others}"})
    assert plan(root, programme(FAST)).paths("removed") == [f"{HOME}/bread.md"]


def test_a_talk_that_has_moved_keeps_links_to_its_place(root: Path) -> None:
    run(root, programme(FAST, talk("3", "Other")), per="day")
    later = replace(FAST, facts=replace(FAST.facts, date=BREAD.facts.date))
    make_notebook(root, {"a.md": "# A\n\n{talk}`exampleconf-2026/fast-tests`\n"})
    found = plan(root, programme(later, talk("3", "Other")))
    assert found.paths("made") == [f"{HOME}/2026-05-15.md"]
    assert found.skipped == ()
    make_notebook(root, {"a.md": f"# A\n\n[]({HOME}/2026-05-14.md#fast-tests)\n"})
    found = plan(root, programme(later, talk("3", "Other")))
    assert found.paths("made") == []
    assert found.paths("changed") == [f"{HOME}/2026-05-14.md"]


def test_a_day_that_notes_link_to_is_not_taken_away(root: Path) -> None:
    run(root, programme(FAST, BREAD), per="day")
    make_notebook(root, {"a.md": f"# A\n\n[]({HOME}/2026-05-15.md)\n"})
    run(root, programme(FAST))
    assert (root / HOME / "2026-05-15.md").read_text(encoding="utf-8") == "# Friday, 15 May 2026\n"


def test_the_page_of_a_conference_that_was_deleted_is_not_made_again(root: Path) -> None:
    run(root, programme(FAST))
    (root / HOME / "index.md").unlink()
    found = run(root, programme(FAST, BREAD, title="Renamed"))
    assert found.paths("made") == [f"{HOME}/bread.md"]
    assert "exampleconf-2026/bread is in no table of contents" in found.advice[0]
    assert run(root, programme(FAST, BREAD, title="Renamed")).changes == ()


def test_a_talk_with_another_key_is_the_same_one(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    notes = root / HOME / "bread.md"
    notes.write_text(notes.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    moved = replace(BREAD, key="other", facts=replace(BREAD.facts, room="9"))
    found = run(root, programme(FAST, moved))
    assert found.paths("changed") == [f"{HOME}/bread.md"]
    assert found.skipped == ()
    assert run(root, programme(FAST, moved)).changes == ()


def test_a_talk_of_the_same_title_by_somebody_else_is_another_one(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    notes = root / HOME / "bread.md"
    notes.write_text(notes.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    found = run(root, programme(FAST, talk("9", "Bread", speakers="Eve")))
    assert found.paths("made") == [f"{HOME}/bread-eve.md"]
    assert "your notes stay" in found.skipped[0][1]


FOUR = (FAST, BREAD, talk("3", "Third"), talk("4", "Fourth"))


@pytest.mark.parametrize("per", ["talk", "day"])
def test_a_conference_that_is_renamed_or_put_off_is_the_same_one(root: Path, per: str) -> None:
    run(root, programme(*FOUR), per=per)
    assert run(root, programme(*FOUR, key="ec-2026")).paths("made") == []
    assert run(root, programme(*FOUR, key="ec-2026")).changes == ()
    year = dt.timedelta(365)
    later = [
        replace(one, facts=replace(one.facts, date=(one.facts.date or DAY) + year)) for one in FOUR
    ]
    put_off = programme(*later, key="put-off", start=DAY + year, end=DAY + year + year / 365)
    assert f"{HOME}/index.md" in run(root, put_off).paths("changed")
    text = (root / HOME / "index.md").read_text(encoding="utf-8")
    assert text.count("{conference}") == 1
    assert ":start: 2027-05-14\n" in text
    other = programme(*(replace(one, title=f"Not {one.title}") for one in FOUR), key="new")
    assert plan(root, other).paths("made")[0] == f"{HOME}-2/index.md"


def test_another_source_under_the_same_key_takes_nothing_away(root: Path) -> None:
    run(root, programme(FAST, BREAD))
    with pytest.raises(ValueError, match=r"none of the talks any more that .* was made of"):
        plan(root, programme(talk("7", "Seven"), talk("8", "Eight")))


def test_of_several_conferences_one_that_cannot_be_written_is_left_out(root: Path) -> None:
    undated = Programme(Imported("x", "X", Conference()), (talk("1", "T", date=None),))
    found = run(root, undated, programme(FAST))
    assert found.paths("made")[0] == f"{HOME}/index.md"
    assert found.remarks == ("left out: X: nothing says on which day the conference was",)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../etc", "'../../etc' is no name but a path"),
        ("a\\b", "is no name but a path"),
        ("/etc", "is no name but a path"),
        ("con", "no folder can be called 'con' on every system"),
        ("x" * 300, "on every system"),
        ("old", "there is a conference 'old' already, in conferences/old.md"),
        ("again", "Exampleconf 2026 was imported into conferences/exampleconf-2026; leave out"),
    ],
)
def test_what_is_no_name_of_a_folder_is_told(root: Path, name: str, words: str) -> None:
    old = "# Old\n\n:::{conference}\n:start: 2020-01-01\n:::\n"
    make_notebook(root, {"conferences/old.md": old})
    run(root, programme(FAST))
    with pytest.raises(ValueError, match=re.escape(words)):
        plan(root, programme(FAST), name=name)


def test_the_next_year_does_not_take_the_folder_of_this_one(root: Path) -> None:
    run(root, programme(FAST), name="EC")
    later = {"start": dt.date(2027, 5, 1), "end": None}
    with pytest.raises(ValueError, match="imported from another source"):
        plan(root, programme(talk("9", "New", date=dt.date(2027, 5, 1)), **later), name="EC")


def test_a_talk_with_a_long_title_that_the_author_has_written_is_not_made(root: Path) -> None:
    title = "A very long title " * 9
    own = (
        f"# Mine\n\n## {title}\n\n:::{{talk}}\n:::\n\n## Lunch\n\n:::{{talk}}\n:speakers: Bo\n:::\n"
    )
    make_notebook(root, {f"{HOME}/other.md": own})
    long, lunch = talk("1", title, speakers="Ann"), talk("2", "Lunch", speakers="Ann")
    found = plan(root, programme(long, replace(lunch, title="Lunch!!")))
    assert [place for place, _words in found.skipped] == [f"{HOME}/other.md"]
    page = {f"{HOME}/mine.md": "# Bread\n\n:::{talk}\n:speakers: Cem Aydın\n:::\n"}
    make_notebook(root, page)
    assert plan(root, programme(BREAD)).skipped[0][0] == f"{HOME}/mine.md"
    eve = replace(BREAD, facts=replace(BREAD.facts, speakers=("Eve",)))
    assert plan(root, programme(eve)).skipped == ()


def test_a_name_that_the_source_has_mended_is_mended(root: Path) -> None:
    run(root, programme(talk("1", "A", speakers="Jose"), talk("2", "B", speakers="Jose")))
    mended = [talk("1", "A", speakers="José"), talk("2", "B", speakers="José")]
    found = run(root, programme(*mended))
    assert found.paths("changed") == [f"{HOME}/a.md", f"{HOME}/b.md"]
    assert found.remarks == ()
    path = root / HOME / "a.md"
    path.write_text(path.read_text(encoding="utf-8").replace("José", "Jošé"), encoding="utf-8")
    found = run(root, programme(*mended))
    assert found.conflicts == ()
    assert ":speakers: Jošé" in (root / HOME / "b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["folder", "out", "link"])
def test_what_is_no_file_of_the_notebook_is_left_alone(root: Path, kind: str) -> None:
    run(root, programme(FAST, BREAD))
    path, other = root / HOME / "bread.md", root / "bread.txt"
    other = root.parent / "bread.md" if kind == "out" else other
    path.rename(other)
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(other)
    before = other.read_bytes()
    for newer in (replace(BREAD, content="New."), None):
        found = run(root, programme(FAST, *filter(None, [newer])))
        assert found.paths("removed") == []
        if kind == "link" and newer:
            assert other.read_text(encoding="utf-8").count("New.") == 1
        else:
            assert [place for place, _words in found.skipped] == [f"{HOME}/bread.md"]
            assert other.read_bytes() == before or kind == "link"
