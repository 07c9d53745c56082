"""What an import has read: a conference and its talks, in the notebook's own words.

The facts are the records that directives are read into, so that what an import writes is what the
extension reads back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ..model import Conference, Facts, Talk

_FactsT_co = TypeVar("_FactsT_co", bound="Facts", covariant=True)


@dataclass(frozen=True, slots=True)
class Imported(Generic[_FactsT_co]):
    """One object of a source.

    ``key`` is what the source knows it by, the same in each of its exports; ``content`` is
    Markdown: a description, an abstract.
    """

    key: str
    title: str
    facts: _FactsT_co
    content: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A conference and its talks, as a source has them.

    ``remarks`` are sentences on what was left out, and why.
    """

    conference: Imported[Conference]
    talks: tuple[Imported[Talk], ...] = ()
    remarks: tuple[str, ...] = ()
