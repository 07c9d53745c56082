"""The first words of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..search.texts import Named, Part

#: How many characters a summary has at most; what previews of links show.
LENGTH = 200
#: An address in a text: its host says enough, and may be read without being a link.
_ADDRESS = re.compile(r"\bhttps?://([^\s/?#,;()<>]+)[^\s,;()<>]*")


def summarise(
    parts: Sequence[Part], name_of: Callable[[Named], str], length: int = LENGTH
) -> dict[int | None, str]:
    """Return the first words of each object of a document, by position; of what is none, by None.

    An abstract stands above the notes, so it comes first.
    """
    found: dict[int | None, str] = {}
    for part in parts:
        known = found.get(part.declaration, "")
        if len(known) <= length:
            words = " ".join(_ADDRESS.sub(r"\1", part.text(name_of)).split())
            found[part.declaration] = f"{known} {words}".strip()
    return {position: cut(text, length) for position, text in found.items()}


def cut(text: str, length: int) -> str:
    """Return a text, or its first words and an ellipsis."""
    if len(text) <= length:
        return text
    words = text[:length].rpartition(" ")[0] or text[: length - 1]
    return f"{words.rstrip(' .,;:–—-')}…"
