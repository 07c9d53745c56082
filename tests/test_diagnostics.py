"""The kinds of warnings, their order, and what they suggest."""

from __future__ import annotations

import ast
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes import diagnostics
from confnotes.diagnostics import Problem, Subtype, did_you_mean, suggest
from making import law

NAMES = st.lists(st.text("abc-/", min_size=1, max_size=6), max_size=8)


def test_every_subtype_says_what_it_stands_for() -> None:
    [enum] = [
        node
        for node in ast.parse(inspect.getsource(diagnostics)).body
        if isinstance(node, ast.ClassDef) and node.name == "Subtype"
    ]
    body = enum.body[1:]  # without the docstring of the class
    assert len(body) == 2 * len(Subtype)
    for member, docstring in zip(body[::2], body[1::2], strict=True):
        assert isinstance(member, ast.Assign)
        assert isinstance(docstring, ast.Expr)
        assert isinstance(docstring.value, ast.Constant)


@pytest.mark.parametrize("subtype", Subtype)
def test_a_subtype_is_called_as_its_member_is(subtype: Subtype) -> None:
    assert subtype == subtype.name.lower().replace("_", "-")


def test_problems_are_sorted_by_path_line_subtype_and_message() -> None:
    in_order = [
        Problem("a.md", Subtype.SPELLING, "no line"),
        Problem("a.md:9", Subtype.SPELLING, "a"),
        Problem("a.md:10", Subtype.NO_INDEX, "b"),
        Problem("a.md:10", Subtype.SPELLING, "a"),
        Problem("a.md:10", Subtype.SPELLING, "b"),
        Problem("b.md:1", Subtype.NO_INDEX, "a"),
        Problem("c:/b.md:2", Subtype.NO_INDEX, "a"),
        Problem("c:/b.md:11", Subtype.NO_INDEX, "a"),
    ]
    mixed = in_order[1::2] + in_order[::2]
    assert sorted(mixed, key=lambda problem: problem.place) == in_order


def test_a_location_without_a_line_is_sorted_first() -> None:
    assert Problem("a.md:", Subtype.SPELLING, "").place[:2] == ("a.md", 0)


@pytest.mark.parametrize(
    ("target", "known", "sentence"),
    [
        ("gevnt", ["gevent", "django"], " Did you mean 'gevent'?"),
        ("pyton", ["python", "pythons"], " Did you mean 'python' or 'pythons'?"),
        ("c/intro", ["d/intro"], " Did you mean 'd/intro'?"),
        (
            "intor",
            ["a-very-long-conference/intro"],
            " Did you mean 'a-very-long-conference/intro'?",
        ),
        ("gevent", ["django"], ""),
        ("gevent", [], ""),
        ("", ["gevent"], ""),
    ],
)
def test_near_names_are_suggested(target: str, known: list[str], sentence: str) -> None:
    assert did_you_mean(target, known) == sentence


def test_three_names_are_suggested_at_most() -> None:
    known = [f"talk-{number}" for number in range(9)]
    assert did_you_mean("talk-x", known).count("'talk-") == 3


def test_the_first_three_talks_of_one_short_id_are_suggested() -> None:
    known = [f"a-very-long-conference-{number}/intro" for number in range(9)]
    sentence = suggest(known[:3])
    assert did_you_mean("intro", known) == did_you_mean("intro", known[::-1]) == sentence


def test_a_suggestion_is_a_sentence_behind_another() -> None:
    assert suggest([]) == ""
    assert suggest(["a", "b/c"]) == " Did you mean 'a' or 'b/c'?"


@law
@given(st.text("abc-/", max_size=6), NAMES)
def test_suggestions_do_not_depend_on_the_order_of_names(target: str, known: list[str]) -> None:
    assert did_you_mean(target, known) == did_you_mean(target, reversed(known))
