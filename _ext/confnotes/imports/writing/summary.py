"""What a command says at its end: what it has done, what it has not, and why."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from ...telling import section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .changes import Plan

_KINDS = ("made", "changed", "removed")
#: So many pages are named one by one; of more, folders and numbers are enough.
_FEW = 12


def summary(plan: Plan, build: str, *, is_dry: bool) -> Iterator[str]:
    """Yield the lines on what was done, or would be; *build* is the command that shows it."""
    for kind in _KINDS:
        title = f"would be {kind}" if is_dry else kind
        yield from section(f"Pages {title}", _shortened(plan.paths(kind)), len(plan.paths(kind)))
    if plan.unchanged:
        yield f"Pages unchanged: {len(plan.unchanged)}."
        yield ""
    skipped = [f"{place}: {words}" for place, words in plan.skipped]
    yield from section("Left alone", skipped)
    conflicts = [f"{place}: {words}" for place, words in plan.conflicts]
    yield from section("Changed by you and by the source; yours stays", conflicts)
    yield from section("Of the source", plan.remarks)
    for paragraph in plan.advice:
        yield from (f"To do: {paragraph}", "")
    yield _last_line(plan, build, is_dry=is_dry)


def _shortened(paths: Sequence[str]) -> list[str]:
    """Return paths, or how many there are in each folder."""
    if len(paths) <= _FEW:
        return [*paths]
    return [f"{folder or '.'}/: {number}" for folder, number in Counter(_folders(paths)).items()]


def _folders(paths: Iterable[str]) -> Iterator[str]:
    yield from (posixpath.dirname(path) for path in paths)


def _last_line(plan: Plan, build: str, *, is_dry: bool) -> str:
    if not any(one.is_shown for one in plan.changes):
        change = "would change" if is_dry else "has changed"
        return f"Nothing {change}{'.' if plan.skipped else ': the notebook is up to date.'}"
    if is_dry:
        return "Nothing is written; the same command without --dry-run does it."
    return f"To look at it: {build}"
