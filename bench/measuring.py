"""Builds in turns, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from .contenders import talks_of
from .material import ENVIRONMENT, NOTE
from .running import least, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .contenders import Contender
    from .running import Cost

    Tell = Callable[[str], None]

#: Where search indexes are: Sphinx's, and Pagefind's folder.
_SEARCH_INDEXES = ("searchindex.js", "pagefind/*", "pagefind/**/*", "search/search_index.json")


@dataclass(frozen=True, slots=True)
class Result:
    """What the builds of one notebook by one contender have cost, and left; sizes are in bytes."""

    name: str
    talks: int
    cold: Cost
    noop: Cost
    edit: Cost
    #: How many pages were written after the edit.
    written: int
    pages: int
    html: int
    #: What the pages of talks have beyond the text of their notes: the median.
    beyond: int
    search: int


def measure(
    contenders: Sequence[Contender], notebook: Path, rounds: int, tell: Tell
) -> list[Result]:
    """Build each of them cold, then with nothing to do, then after an edit.

    They take turns, so that what else goes on on the machine falls on all.
    """
    talks = talks_of(notebook)

    def in_turns(step: str, begin: Callable[[Contender, int], None]) -> dict[str, list[Cost]]:
        costs: dict[str, list[Cost]] = {one.name: [] for one in contenders}
        for turn in range(rounds):
            for one in contenders:
                tell(f"{step} {turn + 1} of {rounds}: {one.name}")
                begin(one, turn)
                log = one.output.with_suffix(".log")
                costs[one.name].append(run(one.command, log, ENVIRONMENT))
        return costs

    colds = in_turns("cold", lambda one, _turn: one.start_over())
    sizes = {one.name: _weigh(one, notebook, talks) for one in contenders}
    noops = in_turns("no-op", lambda _one, _turn: None)
    edited = next(talk for talk in talks if NOTE.format(0) in _text(notebook / talk))
    before: dict[str, dict[Path, int]] = {}

    def change(one: Contender, turn: int) -> None:
        note = one.note(edited)
        note.write_text(_text(note).replace(NOTE.format(turn), NOTE.format(turn + 1)), "utf-8")
        before[one.name] = _times(one)

    edits = in_turns("edit", change)
    return [
        Result(
            one.name,
            len(talks),
            least(colds[one.name]),
            least(noops[one.name]),
            least(edits[one.name]),
            sum(before[one.name].get(page) != time for page, time in _times(one).items()),
            *sizes[one.name],
        )
        for one in contenders
    ]


def _weigh(one: Contender, notebook: Path, talks: Sequence[Path]) -> tuple[int, int, int, int]:
    """Return the number of pages, their size, that of a talk beyond its text, the index's."""
    sizes = {page: page.stat().st_size for page in one.output.rglob("*.html")}
    beyond = [
        sizes[one.page(talk)] - (notebook / talk).stat().st_size
        for talk in talks
        if one.page(talk) in sizes
    ]
    index = {file for pattern in _SEARCH_INDEXES for file in one.output.glob(pattern)}
    return (
        len(sizes),
        sum(sizes.values()),
        int(median(beyond)),
        sum(file.stat().st_size for file in index if file.is_file()),
    )


def _times(one: Contender) -> dict[Path, int]:
    return {page: page.stat().st_mtime_ns for page in one.output.rglob("*.html")}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
