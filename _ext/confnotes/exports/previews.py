"""What other sites show of a page that somebody links to: OpenGraph, and a description.

The tags are made here. sphinxext-opengraph describes a page by what it shows first, which is a card
and not the notes, escapes no ampersands, and its pictures cost a fifth of a second each, stay when
their page has another title, and say neither who speaks nor where. See https://ogp.me.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from .summaries import LENGTH, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown: ``words`` are the first of a page; all addresses are absolute, or empty."""

    title: str
    words: str
    url: str
    site: str
    image: str = ""
    #: What the picture shows, for those who don't see it.
    alt: str = ""

    def as_tags(self) -> str:
        """Return the preview as tags of a head; OpenGraph's only if the page has an address."""
        return "".join(f'<meta {kind} content="{escape(one)}" />\n' for kind, one in self._tags())

    def _tags(self) -> Iterator[tuple[str, str]]:
        if self.words:  # for search engines and for those who show links, in one
            is_public = ' property="og:description"' if self.url else ""
            yield f'name="description"{is_public}', self.words
        if not self.url:
            return
        yield 'property="og:title"', self.title
        yield 'property="og:type"', "article"
        yield 'property="og:url"', self.url
        if self.site:
            yield 'property="og:site_name"', self.site
        if self.image:
            yield 'property="og:image"', self.image
            yield 'property="og:image:alt"', self.alt
            yield 'name="twitter:card"', "summary_large_image"


def words_of(described: Sequence[dict[str, Any]], summary: str) -> str:
    """Return who speaks and where, if a page is a talk, and its first words.

    *described* are the objects of the page (see `metadata`), the page's own first.
    """
    talk = described[0] if described else {}
    people = talk.get("performer", [])
    names = [one["name"] for one in ([people] if isinstance(people, dict) else people)]
    where = talk["superEvent"]["name"] if "superEvent" in talk and names else ""
    known = filter(None, (", ".join(filter(None, (*names, where))), summary))
    return cut(". ".join(known), LENGTH)
