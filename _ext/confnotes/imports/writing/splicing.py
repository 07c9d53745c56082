"""Lines of a page that come in the place of others; all other lines stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .pages import ending_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pages import MarkdownPage


@dataclass(frozen=True, slots=True)
class Splice:
    """Lines that come in the place of others."""

    lines: range
    new: tuple[str, ...]


@dataclass(slots=True)
class Splices:
    """All that is changed on a page."""

    page: MarkdownPage
    made: list[Splice] = field(default_factory=list)

    def put(self, lines: range, new: Sequence[str]) -> None:
        """Put new lines, without endings, in the place of others."""
        self.made.append(Splice(lines, tuple(new)))

    def applied(self) -> list[str]:
        """Return the lines of the page as it will be; new ones end as those do that go."""
        lines = self.page.lines
        written: list[str] = []
        at = 0
        for splice in sorted(self.made, key=lambda one: (one.lines.start, one.lines.stop)):
            written += lines[at : splice.lines.start]
            ending = self.page.ending_at(splice.lines.start)
            if splice.new and written and not ending_of(written[-1]):
                written[-1] += ending
            written += [line + ending for line in splice.new]
            at = splice.lines.stop
        return [*written, *lines[at:]]

    def now(self, line: int) -> int:
        """Return the number from 1 of a line, which may have moved."""
        before = (splice for splice in self.made if splice.lines.stop <= line)
        return line + 1 + sum(len(splice.new) - len(splice.lines) for splice in before)
