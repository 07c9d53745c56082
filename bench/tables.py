"""The results, in Markdown: what was measured, and the ratios that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .measuring import Result
    from .running import Cost

_HEADS = (
    "talks",
    "build",
    "cold, s",
    "CPU, s",
    "a page, ms",
    "no-op, s",
    "edit, s",
    "pages written",
    "memory, MB",
    "HTML a page, kB",
    "beyond a talk's text, kB",
    "search index, kB",
)


def table_of_results(results: Iterable[Result]) -> str:
    """Return one line for each notebook and each build of it."""
    return _table(_HEADS, ([str(value) for value in _row(one)] for one in results))


def table_of_ratios(results: Sequence[Result]) -> str:
    """Return what is compared within this run: by the clock, and by the processors' time."""
    return _table(("ratio", "talks", "by the clock", "by CPU"), _ratios(results))


def _row(one: Result) -> Iterator[object]:
    yield from (f"{one.talks:,}", one.name)
    yield from (f"{one.cold.wall:.1f}", f"{one.cold.cpu:.1f}")
    yield f"{1000 * one.cold.cpu / one.pages:.1f}"
    yield from (f"{one.noop.wall:.2f}", f"{one.edit.wall:.2f}", one.written)
    yield f"{one.cold.memory / 1e6:.0f}"
    yield from (f"{one.html / one.pages / 1000:.1f}", f"{one.beyond / 1000:.1f}")
    yield f"{one.search / 1000:.0f}"


def _ratios(results: Sequence[Result]) -> Iterator[list[str]]:
    by_name = {(one.talks, one.name): one for one in results}
    sizes = sorted({one.talks for one in results})
    for talks in sizes:
        ours, floor = by_name[talks, "confnotes"], by_name[talks, "floor"]
        yield _ratio("cold build / floor", ours.cold, floor.cold, talks)
        yield _ratio("no-op / floor's no-op", ours.noop, floor.noop, talks)
        yield _ratio("edit / no-op", ours.edit, ours.noop, talks)
        memory = f"{ours.cold.memory / floor.cold.memory:.2f}"
        yield ["memory / floor", f"{talks:,}", memory, ""]
        fastest = by_name.get((talks, "jobs"), ours)
        for other in ("mkdocs", "pelican"):
            if (talks, other) in by_name:
                what = f"cold build, {fastest.name} / {other}"
                yield _ratio(what, fastest.cold, by_name[talks, other].cold, talks)
    first, last = by_name[sizes[0], "confnotes"], by_name[sizes[-1], "confnotes"]
    if first is not last:
        grown = last.pages / first.pages
        what = f"a page / a page at {sizes[0]:,}"
        wall = last.cold.wall / first.cold.wall / grown
        cpu = last.cold.cpu / first.cold.cpu / grown
        yield [what, f"{sizes[-1]:,}", f"{wall:.2f}", f"{cpu:.2f}"]


def _ratio(what: str, one: Cost, other: Cost, talks: int) -> list[str]:
    return [what, f"{talks:,}", f"{one.wall / other.wall:.2f}", f"{one.cpu / other.cpu:.2f}"]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
