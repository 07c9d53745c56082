"""How headings and directives are written in each language of notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model import objtype_of
from ..markdown.rendering import directive, heading, options_of
from . import markdown as note_markdown
from . import rst as note_rst
from .lines import Suffix

if TYPE_CHECKING:
    from ...model import Facts
    from .lines import Draft, Heading, Outline

_ATX = re.compile(r" {0,3}#{1,6}(?=\s)")
_CLOSING = re.compile(r"(?:(?<=\s)|\A)(#+)\Z")


class Writer:
    """Writes into a draft, in the language of the notes."""

    def __init__(self, outline: Outline, draft: Draft) -> None:
        """Take the outline for the styles of headings that there are."""
        self._outline = outline
        self._draft = draft
        self._is_rst = outline.suffix is Suffix.RST
        self._new = 0

    def put_title(self, title: str, facts: Facts | None) -> None:
        """Write a title, in plain text, above all headings, and what it declares."""
        self._new += 1
        if self._is_rst:
            style = note_rst.free_styles(self._outline.headings)[self._new - 1]
            self._draft.put_on_top("\n".join(note_rst.underlined(note_rst.escape(title), style)))
        else:
            self._draft.put_on_top(heading(title, self._new))
        if facts is not None:
            self._draft.put_on_top(self.directive(facts))

    def put_heading(
        self, at: Heading, text: str, depth: int, *, is_raised: bool, is_plain: bool
    ) -> bool:
        """Write a heading anew if something of it changes; say whether its level is another now.

        *is_raised* says that it is above headings that were its equals, *is_plain* that it
        can stay as it is underlined.
        """
        if self._is_rst:
            style = note_rst.free_styles(self._outline.headings)[0] if is_raised else at.style
            if text != at.text or is_raised or at.needs_rewriting:
                self._draft.rewrite(at, note_rst.underlined(text, style))
            return is_raised
        level = min(depth, 6)
        is_moved = level != at.level
        if at.style == "#" and text == at.text:
            if is_moved:
                line = _ATX.sub("#" * level, self._outline.lines[at.first] + " ", count=1)
                self._draft.rewrite(at, [line[:-1]])
        elif is_moved or text != at.text or at.needs_rewriting or not is_plain:
            escaped = _CLOSING.sub(r"\\\1", text)
            self._draft.rewrite(at, [f"{'#' * level} {escaped}".rstrip()])
        return is_moved

    def put_below(self, at: Heading, facts: Facts) -> None:
        """Write what a heading declares."""
        self._draft.put_below(at, self.directive(facts))

    def directive(self, facts: Facts) -> str:
        """Return the block of a directive."""
        objtype, options = objtype_of(type(facts)), options_of(facts)
        if not self._is_rst:
            return directive(objtype, options)
        lines = [f".. {objtype}::", *(f"   :{name}: {text}" for name, text in options.items())]
        return "\n".join(lines)

    def plain(self, text: str) -> str:
        """Return the words of a heading's text."""
        return (note_rst if self._is_rst else note_markdown).plain_text(text)
