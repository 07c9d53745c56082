"""What an author has written survives every import; what only the source has changed is taken."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confnotes.imports.writing.layout import Known, PageDraft, lay_out
from confnotes.imports.writing.ledger import PageEntry, entry_of
from confnotes.imports.writing.matching import match_entries
from confnotes.imports.writing.merging import Merged, merge_page
from confnotes.imports.writing.pages import read_page
from confnotes.imports.writing.paging import wanted_on
from confnotes.names import slugify
from making import law
from programmes import programme, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from confnotes.imports.model import Imported
    from confnotes.model import Talk

TEN = dt.time(10)
HALL = talk("1", "Fast tests", "Why tests are slow.", time=TEN, speakers="Ann Lee", room="Hall 1")
MOVED = replace(HALL, facts=replace(HALL.facts, room="Hall 2"))
WELCOME = talk("2", "Welcome", time=dt.time(9), speakers="Cem Aydın")
BREAD = talk("3", "Bread", "A short history.", time=dt.time(11), topics="bread, history")


def draft_of(*talks: Imported[Talk]) -> PageDraft:
    """Return the page of one talk, or the page of a day."""
    known = Known({}, {})
    ids = {one.key: slugify(one.title) for one in talks}
    per = "talk" if len(talks) == 1 else "day"
    return [*lay_out(programme(*talks), ids, known, per)][1]


def base_of(draft: PageDraft) -> PageEntry:
    """Return what a ledger says of a page that was written so."""
    entries = (entry_of(one.key, draft.ids[one.key], one.version) for one in wanted_on(draft))
    return PageEntry(heading=draft.heading, objects=tuple(entries))


def merge(text: str, old: PageDraft, new: PageDraft | None) -> Merged:
    """Put an author's page and the newer version of a source together."""
    merged = merge_page(text, base_of(old), wanted_on(new) if new else [])
    assert merged is not None
    return merged


def rewritten(text: str) -> Merged:
    """Return a page that nobody had touched, as the source has it now."""
    return Merged(text, is_rewritten=True)


def edit(draft: PageDraft, *edits: tuple[str, str]) -> str:
    """Return the text of a page as an author has changed it."""
    text = draft.text
    for old, new in edits:
        assert text.count(old) == 1, (old, text)
        text = text.replace(old, new)
    return text


ONE = draft_of(HALL)
DAY = draft_of(WELCOME, HALL, BREAD)


def test_a_page_that_nobody_has_changed_becomes_the_new_one() -> None:
    for new in (MOVED, BREAD, replace(MOVED, title="Faster tests", content="Again."), HALL):
        draft = draft_of(replace(new, key="1"))
        assert merge(ONE.text, ONE, draft) == Merged(draft.text)


def test_what_the_author_writes_elsewhere_stays_byte_for_byte() -> None:
    text = edit(
        ONE,
        ("# Fast tests\n", "\ufeff---\nx: 1\n---\n\n(here)=\n# Fast tests   \n\nMine.\t\n"),
        (
            ":::\n",
            ":::\n\n## Notes\n\n- one  \n- :room: Hall 1\n\n```\n:::{talk}\n:room: Hall 1\n```",
        ),
    ).replace("\n", "\r\n")
    merged = merge(text, ONE, draft_of(MOVED))
    directive = text[: text.index("Why")]
    expected = directive.replace(":room: Hall 1", ":room: Hall 2") + text[text.index("Why") :]
    assert merged == Merged(expected)


@pytest.mark.parametrize(
    ("edits", "line", "words"),
    [
        ([(":room: Hall 1", ":room: Cellar")], 6, "':room:' is yours; the source has 'Hall 2' now"),
        ([(":room: Hall 1\n", "")], 3, "':room:' was taken out by you; the source has 'Hall 2'"),
        ([(":room: Hall 1", ":room:   Hall 1")], 6, "':room:' is yours"),
        ([(":room: Hall 1", ":room: Hall 1 ")], 6, "':room:' is yours"),
        ([("# Fast tests\n", "# Fast tests\n\nNew.\n\n"), ("Hall 1", "X")], 9, "':room:' is yours"),
    ],
)
def test_what_both_have_changed_stays_the_authors_and_is_said(
    edits: list[tuple[str, str]], line: int, words: str
) -> None:
    text = edit(ONE, *edits)
    merged = merge(text, ONE, draft_of(MOVED))
    assert merged.text == text
    [(where, said)] = merged.conflicts
    assert where == line
    assert words in said


def test_a_changed_title_and_a_changed_text_stay() -> None:
    text = edit(ONE, ("# Fast tests", "Quick tests\n==="), ("Why tests", "Why *my* tests"))
    new = draft_of(replace(MOVED, title="Faster tests", content="Because."))
    merged = merge(text, ONE, new)
    assert merged.text == text.replace("Hall 1", "Hall 2")
    assert [line for line, _words in merged.conflicts] == [1, 8]
    assert merged.conflicts[0][1] == "the title is yours; the source has 'Faster tests' now"


def test_the_lines_of_conflicts_are_those_of_the_new_page() -> None:
    text = edit(ONE, ("Why tests", "Why my tests"))
    track = replace(HALL, content="Other.", facts=replace(HALL.facts, duration=30, track="T"))
    merged = merge(text, ONE, draft_of(track))
    assert merged.text is not None
    [(line, _words)] = merged.conflicts
    assert merged.text.splitlines()[line - 1] == "Why my tests are slow."


def test_what_the_author_has_changed_and_the_source_has_not_is_no_conflict() -> None:
    text = edit(ONE, ("Hall 1", "Cellar"), ("Why", "How"), ("Fast", "Slow"))
    assert merge(text, ONE, ONE) == Merged(text)


def test_both_may_have_changed_something_to_the_same() -> None:
    text = edit(ONE, ("Hall 1", "Hall 2"))
    assert merge(text, ONE, draft_of(MOVED)) == Merged(text)


def test_options_come_in_the_order_of_the_guide_and_the_authors_stay() -> None:
    text = edit(ONE, (":room: Hall 1\n", ":room: Hall 1\n:video: https://v.example/\n"))
    facts = replace(HALL.facts, duration=30, track="T", language="en", speakers=())
    merged = merge(text, ONE, draft_of(replace(HALL, facts=facts)))
    assert merged.text is not None
    assert merged.text.split("\n")[2:10] == [
        ":::{talk}",
        ":date: 2026-05-14 10:00",
        ":duration: 30",
        ":room: Hall 1",
        ":track: T",
        ":language: en",
        ":video: https://v.example/",
        "Why tests are slow.",
    ]


@pytest.mark.parametrize("with_content", [True, False])
def test_options_and_content_may_come_to_a_directive_without_any(with_content: bool) -> None:
    bare = draft_of(talk("1", "Fast tests", "Text." if with_content else "", date=None))
    assert merge(bare.text, bare, ONE) == Merged(ONE.text)
    assert merge(ONE.text, ONE, bare) == Merged(bare.text)


def test_options_in_yaml_and_a_fence_of_backticks_are_understood() -> None:
    text = edit(
        ONE,
        (":::{talk}\n", "```{talk}\n---\n"),
        (":speakers: ", "speakers: "),
        (":date: ", "date: "),
        (":room: Hall 1\n", "room: Hall 1\ntopics: a,\n  b\n---\n"),
        (":::\n", "```\n"),
    )
    facts = replace(HALL.facts, room="Hall 2", track="T", topics=("c",))
    merged = merge(text, ONE, draft_of(replace(HALL, facts=facts)))
    assert merged.text == text.replace("Hall 1\n", "Hall 2\ntrack: T\n")
    assert merged.conflicts == [(9, "':topics:' is yours; the source has 'c' now")]


@pytest.mark.parametrize("fence", [":::", "```", "::::", "~~~~"])
def test_a_fence_is_longer_than_those_in_its_new_content(fence: str) -> None:
    text = edit(ONE, (":::{talk}", f"{fence}{{talk}}"), (":::\n", f"{fence}\n"))
    new = draft_of(replace(HALL, content="A\n\n::::\nb\n::::\n\n`````\nc\n`````\n\n~~~\nd\n~~~"))
    merged = merge(text, ONE, new)
    assert merged.text is not None
    [place] = read_page(merged.text).places
    assert place.version == read_page(new.text).places[0].version


def test_an_option_that_is_there_twice_is_left_alone() -> None:
    text = edit(ONE, (":room: Hall 1\n", ":room: Hall 1\n:room: Hall 1\n"))
    merged = merge(text, ONE, draft_of(MOVED))
    assert merged.text == text
    assert len(merged.conflicts) == 1


def test_a_line_without_an_ending_stays_so() -> None:
    text = ONE.text.removesuffix("\n") + "\n\nMine"
    assert merge(text, ONE, draft_of(MOVED)) == Merged(text.replace("Hall 1", "Hall 2"))


def test_a_talk_that_is_cancelled_goes_if_nobody_has_written_on_it() -> None:
    assert merge(ONE.text, ONE, None) == Merged(None)
    assert merge(ONE.text + "\n \n", ONE, None) == Merged(None)


@pytest.mark.parametrize(
    "text",
    [
        ONE.text + "\nMine\n",
        "Mine\n\n" + ONE.text,
        edit(ONE, ("Hall 1", "Hall 3")),
        edit(ONE, ("slow.", "slow!")),
        edit(ONE, ("# Fast", "# Very fast")),
        edit(ONE, (":room:", ":code: https://c.example/\n:room:")),
        ONE.text.removesuffix(":::\n"),
    ],
)
def test_a_talk_that_is_cancelled_stays_if_the_author_has_written_on_it(text: str) -> None:
    merged = merge(text, ONE, None)
    assert merged.text == text
    assert [key for _line, key in merged.kept] == ["1"]


def test_a_talk_that_the_author_has_taken_out_is_not_written_again() -> None:
    text = "# Fast tests\n\nMine.\n"
    assert merge(text, ONE, draft_of(MOVED)) == Merged(text, lost=["1"])
    assert merge(text, ONE, None) == Merged(text, lost=["1"])
    assert merge("", ONE, None) == Merged("", lost=["1"])


def test_the_sections_of_a_day_are_told_apart() -> None:
    new = draft_of(replace(WELCOME, content="Hello."), MOVED, replace(BREAD, title="Bread!"))
    assert merge(DAY.text, DAY, new) == rewritten(new.text)
    text = edit(DAY, ("## Bread\n", "## Bread, or not\n"), ("\n## Fast", "\nWas full.\n\n## Fast"))
    merged = merge(text, DAY, new)
    expected = edit(
        new, ("## Bread!\n", "## Bread, or not\n"), ("\n## Fast", "\nWas full.\n\n## Fast")
    )
    assert merged.text == expected
    assert len(merged.conflicts) == 1


def test_sections_may_be_moved_by_the_author() -> None:
    head, welcome, fast, bread = re.split(r"(?=^#)", DAY.text, flags=re.MULTILINE)[1:]
    text = head + bread + "\n" + welcome + fast
    merged = merge(text, DAY, draft_of(WELCOME, MOVED, BREAD))
    assert merged == Merged(text.replace("Hall 1", "Hall 2"))


def test_a_new_talk_comes_behind_the_one_before_it() -> None:
    two = draft_of(WELCOME, BREAD)
    assert merge(two.text, two, DAY) == rewritten(DAY.text)
    text = edit(two, ("\n## Bread", "\nMine.\n\n## Bread"))
    assert merge(text, two, DAY) == Merged(edit(DAY, ("\n## Fast", "\nMine.\n\n## Fast")))


def test_lines_may_end_in_several_ways() -> None:
    text = "\ufeff\r\r" + ONE.text.replace("\n:room", "\r\n:room").replace("Hall 1\n", "Hall 1\r")
    new = draft_of(replace(MOVED, title="Faster tests"))
    expected = text.replace("Hall 1", "Hall 2").replace("Fast ", "Faster ")
    assert merge(text, ONE, new) == Merged(expected)


@pytest.mark.parametrize("ending", ["", "\n", "\n\n", "\n\nMine"])
def test_new_talks_at_the_begin_and_at_the_end(ending: str) -> None:
    late = talk("4", "Late", time=dt.time(20))
    later = talk("5", "Later", time=dt.time(21))
    old, new = draft_of(WELCOME, HALL), draft_of(WELCOME, HALL, late, later)
    text = old.text.removesuffix("\n") + ending
    merged = merge(text, old, new)
    assert merged.text is not None
    assert merged.text.startswith(text)
    assert "\n\n\n\n" not in merged.text
    keys = [place.version.heading for place in read_page(merged.text).places]
    assert keys == ["## Welcome", "## Fast tests", "## Late", "## Later"]
    early = draft_of(talk("0", "Early"), WELCOME, HALL)
    assert merge(old.text, old, early).text == early.text


def test_a_cancelled_talk_of_a_day_goes_and_those_with_notes_stay() -> None:
    two = draft_of(WELCOME, BREAD)
    assert merge(DAY.text, DAY, two) == rewritten(two.text)
    assert merge(DAY.text, DAY, draft_of(WELCOME, HALL)) == rewritten(draft_of(WELCOME, HALL).text)
    text = edit(DAY, ("\n## Bread", "\nWas full.\n\n## Bread"))
    assert merge(text, DAY, two) == Merged(text, kept=[(10, "1")])


def test_a_day_whose_talks_are_all_cancelled_goes() -> None:
    assert merge(DAY.text, DAY, None) == Merged(None)
    text = edit(DAY, ("2026\n", "2026\n\nRain.\n"))
    assert merge(text, DAY, None) == Merged("# Thursday, 14 May 2026\n\nRain.\n\n")


def test_two_talks_of_one_title_are_not_mixed_up() -> None:
    lunches = [talk(str(at), "Lunch", time=dt.time(12 + at), room=f"R{at}") for at in range(3)]
    old = draft_of(*lunches)
    new = draft_of(*(replace(one, facts=replace(one.facts, track=one.key)) for one in lunches))
    assert merge(old.text, old, new) == rewritten(new.text)
    head, _first, second, third = re.split(r"(?=^#)", old.text, flags=re.MULTILINE)[1:]
    merged = merge(head + second + third, old, new)
    assert merged.lost == ["0"]
    assert [line for line in (merged.text or "").splitlines() if "track" in line] == [
        ":track: 1",
        ":track: 2",
    ]


def test_a_page_that_would_not_be_read_as_it_should_is_left_alone() -> None:
    """A fence that the author has not closed would swallow the new section."""
    two = draft_of(HALL, WELCOME)
    late = draft_of(HALL, WELCOME, talk("9", "Late", time=dt.time(23)))
    text = two.text + "\n~~~\nnever closed\n"
    assert merge_page(text, base_of(two), wanted_on(late)) is None


_TEXTS = st.text(st.sampled_from("ab :-#`{}\n\r\t*\\\"'[]().&%=~|\ufeff\u2028é視"), max_size=30)
_LINES = st.one_of(
    _TEXTS,
    st.sampled_from(
        [
            ":::",
            ":::{talk}",
            "```",
            "---",
            ":room: X",
            "# Fast tests",
            "## Bread",
            "",
            "  - x",
            "<!--",
        ]
    ),
)
_EDITS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("idr"), _LINES), max_size=5)
_TALKS = st.builds(
    talk,
    st.just("1"),
    st.sampled_from(["Fast tests", "Faster tests"]),
    st.sampled_from(["", "Why tests are slow.", "Other\n\ntext."]),
    speakers=st.sampled_from(["Ann Lee", "Ann Lee, Bo"]),
    room=st.sampled_from(["", "Hall 1", "Hall 2"]),
    time=st.just(TEN),
)


def edited(text: str, edits: Sequence[tuple[int, str, str]]) -> str:
    """Return a text with some lines inserted, deleted or replaced."""
    lines = text.split("\n")
    for at, kind, new in edits:
        place = at % (len(lines) + 1)
        lines[place : place + (kind != "i")] = [] if kind == "d" else [new]
    return "\n".join(lines)


def outside(text: str) -> list[str]:
    """Return the lines of a page that stand in no heading and no directive of an object."""
    page = read_page(text)
    inside = {
        line
        for place in page.places
        for part in (place.heading, place.fence.lines)
        for line in part
    }
    return [line for at, line in enumerate(page.lines) if at not in inside]


def parts(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return what is written of each object of a page."""
    versions = [place.version for place in read_page(text).places]
    return [(one.heading, dict(one.options), one.content) for one in versions]


@settings(law, max_examples=150)
@given(_TALKS, _EDITS, st.sampled_from(["\n", "\r\n"]))
def test_whatever_an_author_does_survives(
    new: Imported[Talk], edits: list[tuple[int, str, str]], ending: str
) -> None:
    text = edited(ONE.text, edits).replace("\n", ending)
    merged = merge_page(text, base_of(ONE), wanted_on(draft_of(new)))
    if merged is None or merged.text is None:
        assert merged is None
        return
    assert outside(merged.text) == outside(text)
    theirs = parts(draft_of(new).text)[0]
    base = parts(ONE.text)[0]
    for before, after in zip(parts(text), parts(merged.text), strict=True):
        assert after[0] == before[0] or (before[0], after[0]) == (base[0], theirs[0])
        assert after[2] == before[2] or (before[2].strip(), after[2]) == (base[2], theirs[2])
        for name in before[1].keys() | after[1].keys():
            mine, now = before[1].get(name), after[1].get(name)
            assert now == mine or (mine, now) == (base[1].get(name), theirs[1].get(name))


@settings(law, max_examples=100)
@given(_TALKS, _EDITS)
def test_putting_together_twice_is_putting_together_once(
    new: Imported[Talk], edits: list[tuple[int, str, str]]
) -> None:
    draft = draft_of(new)
    merged = merge_page(edited(ONE.text, edits), base_of(ONE), wanted_on(draft))
    if merged and merged.text is not None:
        again = merge_page(merged.text, base_of(draft), wanted_on(draft))
        assert again is not None
        assert (again.text, again.conflicts) == (merged.text, [])


@settings(law, max_examples=100)
@given(
    _EDITS, st.lists(st.sampled_from([WELCOME, HALL, MOVED, BREAD]), unique_by=lambda one: one.key)
)
def test_whatever_an_author_writes_on_a_day_survives(
    edits: list[tuple[int, str, str]], talks: list[Imported[Talk]]
) -> None:
    words = [(at, kind, f"mine {at} {new.strip()}") for at, kind, new in edits if kind != "d"]
    text = edited(DAY.text, words)
    draft = replace(DAY, drafts=draft_of(*talks, WELCOME).drafts[: len(talks)]) if talks else None
    merged = merge_page(text, base_of(DAY), wanted_on(draft) if draft else [])
    written = [line for line in text.split("\n") if line.startswith("mine")]
    if merged:
        assert [
            line for line in (merged.text or "").split("\n") if line.startswith("mine")
        ] == written


@law
@given(_TEXTS, _EDITS)
def test_every_text_is_a_page(text: str, edits: list[tuple[int, str, str]]) -> None:
    for one in (text, edited(DAY.text, edits), edited(text, edits)):
        page = read_page(one)
        assert page.bom + "".join(page.lines) == one
        match_entries(base_of(DAY), page)


def test_what_is_read_of_a_page() -> None:
    text = '# A `b`\n\n:::{conf:talk}\n:room: "x #1"\n:x\n\nText\n:::\n\n- :::{talk}\n  :::\n'
    page = read_page(text)
    [place] = page.places
    assert (place.version.heading, place.version.content) == ("# A `b`", "\nText")
    assert place.version.options == {"room": '"x #1"', "x": ""}
    assert (place.section, place.fence.lines) == (range(11), range(2, 8))


def test_a_directive_without_a_heading_is_no_object() -> None:
    assert read_page(":::{talk}\n:::\n\n# Heading\n").places == ()


def test_a_day_may_have_many_talks() -> None:
    talks = [talk(str(at), f"Talk {at}", time=dt.time(at % 24)) for at in range(300)]
    draft = draft_of(*talks)
    assert merge(draft.text, draft, draft) == rewritten(draft.text)


def test_a_label_above_a_heading_stays_with_it() -> None:
    text = edit(DAY, ("\n## Bread", "\n(loaf)=\n\n{.big}\n## Bread"))
    late = talk("4", "Late", time=dt.time(10, 30))
    merged = merge(text, DAY, draft_of(WELCOME, HALL, late, BREAD))
    assert merged.text is not None
    assert "## Late\n" in merged.text
    assert "\n(loaf)=\n\n{.big}\n## Bread\n" in merged.text
    merged = merge(text, DAY, draft_of(WELCOME, HALL))
    assert merged.text == text
    assert [key for _line, key in merged.kept] == ["3"]
    merged = merge(text, DAY, draft_of(WELCOME, BREAD))
    assert merged.text == edit(
        draft_of(WELCOME, BREAD), ("\n## Bread", "\n(loaf)=\n\n{.big}\n## Bread")
    )


def test_what_others_link_to_is_kept() -> None:
    base = base_of(DAY)
    merged = merge_page(DAY.text, base, wanted_on(draft_of(WELCOME, BREAD)), {"1"})
    assert merged == Merged(DAY.text, kept=[(10, "1")])
    merged = merge_page(DAY.text, base, [], {""})
    assert merged == Merged(f"{DAY.heading}\n\n")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_day_that_nobody_has_changed_gets_the_order_of_the_source(ending: str) -> None:
    early = replace(BREAD, facts=replace(BREAD.facts, time=dt.time(8)))
    new = draft_of(early, WELCOME, MOVED)
    text = "\ufeff" + DAY.text.replace("\n", ending)
    assert merge(text, DAY, new) == rewritten("\ufeff" + new.text.replace("\n", ending))
    merged = merge(edit(DAY, ("\n## Fast", "\nMine.\n\n## Fast")), DAY, new)
    assert "Mine.\n" in (merged.text or "")


@pytest.mark.parametrize(
    "edits",
    [
        [(":::{talk}", "```{talk}"), (":::\n", "```\n")],
        [(":room: ", ":room:\t")],
        [(":room: ", " :room: ")],
        [(":::{talk}", ":::{conf:talk}")],
    ],
)
def test_a_directive_that_is_written_otherwise_is_the_authors(
    edits: list[tuple[str, str]],
) -> None:
    text = edit(ONE, *edits)
    merged = merge(text, ONE, None)
    assert merged.text == text
    assert [key for _line, key in merged.kept] == ["1"]


def test_a_comment_in_yaml_belongs_to_no_option() -> None:
    text = "# Fast tests\n\n```{talk}\n---\nspeakers: Ann Lee\n# mine\nroom: Hall 1\n---\n```\n"
    old = draft_of(talk("1", "Fast tests", date=None, speakers="Ann Lee", room="Hall 1"))
    new = draft_of(talk("1", "Fast tests", date=None, speakers="Bo", room="Hall 2"))
    expected = text.replace("Ann Lee", "Bo").replace("Hall 1", "Hall 2")
    assert merge(text, old, new) == Merged(expected)
