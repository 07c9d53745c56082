"""Notes as lines: the headings among them, and what may be written in their place.

Lines are counted from 0 here, and from 1 in what people read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .doubts import Doubt

_LINE_END = re.compile(r"\r\n?|\n")


class Suffix(StrEnum):
    """The two languages of notes, by what the names of their files end in."""

    MARKDOWN = ".md"
    RST = ".rst"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was made of a line of the source, or why nothing was; ``line`` is counted from 1."""

    line: int
    text: str
    what: str
    is_understood: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the notes: its lines (``last`` is behind them), and its text as marked up.

    ``plain`` are its words. Of two headings the one with the smaller ``rank`` is above; ``level``
    is what its language counts, from 1. ``style`` is how the heading is written, and what
    ``needs_rewriting`` is a heading for people only. What ``is_odd`` is written otherwise than the
    first heading of its level.
    """

    first: int
    last: int
    rank: int
    level: int
    style: str
    text: str
    plain: str
    needs_rewriting: bool = False
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """Notes, as far as their language says what they are.

    ``removable`` are the lines that can go without a change in what the others mean. ``begin`` is
    the line on which a title can be put; ``title`` is that of the front matter, and lines that
    would harm the page have their text in ``mended``. ``references`` are the addresses that links
    name by a label. What ``is_page`` holds directives of a notebook already. ``doubts`` are lines
    that a build would complain of, and why.
    """

    suffix: Suffix
    lines: tuple[str, ...]
    line_end: str
    headings: tuple[Heading, ...]
    removable: frozenset[int]
    begin: int = 0
    title: str = ""
    mended: Mapping[int, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    is_page: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def has_preamble(self) -> bool:
        """Whether text stands above the first heading, which is none of the first level."""
        if not self.headings or self.headings[0].level == 1:
            return False
        return any(line.strip() for line in self.lines[self.begin : self.headings[0].first])


def split_lines(text: str) -> tuple[tuple[str, ...], str]:
    """Return the lines of a text, where Markdown sees them, and how most of them end."""
    ends = _LINE_END.findall(text)
    return tuple(_LINE_END.split(text)), max(("\n", "\r\n", "\r"), key=ends.count)


class Draft:
    """The lines of a page to be: those of the source, but for what is written anew."""

    def __init__(self, outline: Outline) -> None:
        """Begin with the lines as they are."""
        self._outline = outline
        self._new: dict[int, tuple[str, ...]] = {at: (line,) for at, line in outline.mended.items()}
        self._blocks: dict[int, list[str]] = {}
        self._rewritten: set[int] = set()
        self._top: list[list[str]] = []

    def remove(self, at: int) -> None:
        """Take a line out."""
        self._new[at] = ()

    def rewrite(self, heading: Heading, lines: Iterable[str]) -> None:
        """Write a heading anew."""
        self._new |= dict.fromkeys(range(heading.first, heading.last), ())
        self._new[heading.first] = tuple(lines)
        self._rewritten.add(heading.first)

    def mend(self, at: int, old: str, new: str) -> bool:
        """Write something anew in a line that stays; say whether it was there."""
        line = self._new.get(at, (self._outline.lines[at],))
        if not old or len(line) != 1 or old not in line[0]:
            return False
        self._new[at] = (line[0].replace(old, new, 1),)
        return True

    def put_below(self, heading: Heading, block: str) -> None:
        """Put a block below a heading."""
        self._blocks[heading.last - 1] = block.split("\n")

    def put_on_top(self, block: str) -> None:
        """Put a block where the page begins, below those that are there already."""
        self._top.append(block.split("\n"))

    def text(self) -> str:
        """Return the page; it ends in one line ending at least."""
        paper = _Paper()
        for at, line in enumerate(self._outline.lines):
            if at == self._outline.begin:
                self._write_top(paper)
            lines = self._new.get(at, (line,))
            if not self._is_second_gap(at, lines, paper):
                paper.write(lines, is_apart=at in self._rewritten)
            if at in self._blocks:
                paper.write_block(self._blocks[at])
        if self._outline.begin >= len(self._outline.lines):
            self._write_top(paper)
        text = self._outline.line_end.join(paper.lines)
        return text if text.endswith(("\n", "\r")) else text + self._outline.line_end

    def _write_top(self, paper: _Paper) -> None:
        for block in self._top:
            paper.write_block(block)

    def _is_second_gap(self, at: int, lines: Sequence[str], paper: _Paper) -> bool:
        """Say whether a blank line would follow another because what was between them went."""
        is_blank = len(lines) == 1 and not lines[0].strip()
        follows_removed = self._new.get(at - 1) == () and at - 1 not in self._blocks
        return is_blank and follows_removed and paper.ends_blank


class _Paper:
    """Lines, as they are written one below the other."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._needs_gap = False

    @property
    def ends_blank(self) -> bool:
        return bool(self.lines) and not self.lines[-1].strip()

    def write(self, lines: Sequence[str], *, is_apart: bool) -> None:
        """Write lines, with a blank one above if they are to stand apart."""
        if not lines:
            return
        is_apart = is_apart or self._needs_gap
        if is_apart and lines[0].strip() and self.lines and not self.ends_blank:
            self.lines.append("")
        self.lines += lines
        self._needs_gap = False

    def write_block(self, lines: Sequence[str]) -> None:
        """Write lines that stand apart from those above and below."""
        self.write(lines, is_apart=True)
        self._needs_gap = True
