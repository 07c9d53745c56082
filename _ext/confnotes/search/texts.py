"""The text of a document, part by part, as it is kept between builds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a text that shows what something is called.

    ``kind`` is an object's kind, ``ref`` for a label, or empty where any object will do.
    """

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Part:
    """What stands below one heading, or above the first.

    ``declaration`` is the position on the page of the object in whose section it stands, None
    outside of all. Blocks of ``words`` are separated by newlines.
    """

    node_id: str
    heading: str
    declaration: int | None
    words: tuple[str | Named, ...]

    def text(self, name_of: Callable[[Named], str]) -> str:
        """Return the text, a line for each block, with the names as they are today."""
        text = "".join(word if isinstance(word, str) else name_of(word) for word in self.words)
        lines = (" ".join(line.split()) for line in text.splitlines())
        return "\n".join(filter(None, lines))
