"""Tables of contents that go in a circle are cut open, each at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from confnotes.toctrees import find_circles
from making import law

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

PAGES = ["index", "a", "b", "c", "d"]
LISTED = st.dictionaries(
    st.sampled_from(PAGES), st.lists(st.sampled_from(PAGES), max_size=4, unique=True)
)


def goes_round(listed: dict[str, list[str]], page: str, above: tuple[str, ...] = ()) -> bool:
    """Say whether somebody who follows the entries comes back to where he was."""
    return page in above[:-1] or any(
        goes_round(listed, entry, (*above, page)) for entry in listed.get(page, ()) if entry != page
    )


@law
@given(LISTED)
def test_without_what_is_found_there_is_no_circle(listed: dict[str, list[str]]) -> None:
    found = find_circles(listed, "index")
    assert bool(found) == goes_round(listed, "index")
    for page, entry in found:
        listed[page].remove(entry)
    assert not goes_round(listed, "index")
    assert find_circles(listed, "index") == []


def test_many_levels_are_no_circle() -> None:
    assert find_circles({str(n): [str(n + 1)] for n in range(5000)}, "0") == []


def test_it_is_said_until_it_is_mended(make_project: Callable[..., Project]) -> None:
    project = make_project({"c/index.md": "# C\n\n```{toctree}\na\n```\n"})
    project.write({"c/a.md": "# A\n\n```{toctree}\nindex\n```\n"})
    assert "c/a.md:3" in project.build().warning("circular-toctree")
    assert "c/a.md:3" in project.build().warning("circular-toctree")
    project.write({"c/a.md": "# A\n"})
    assert project.build().warnings == []
