"""What makers of exports get to know of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..lookup import Lookup
    from ..model import Target


@dataclass(frozen=True, slots=True)
class Published:
    """A notebook, as it is published.

    ``address`` gives where an object is: absolute where the site knows its own address, ``base``,
    and else relative to the site's root; empty for what has no home. ``language`` is a BCP 47 tag.
    """

    lookup: Lookup
    address: Callable[[Target], str]
    base: str = ""
    title: str = ""
    language: str = ""


if TYPE_CHECKING:
    #: A function that makes some of the exports: (path in the output, content).
    Maker = Callable[[Published], Iterable[tuple[str, bytes]]]
