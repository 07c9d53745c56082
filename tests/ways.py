"""Where the pages of objects lead: on, and back again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import Tag

if TYPE_CHECKING:
    from projects import Site

#: What the links of a relation stand in: facts, lists of talks, the programme.
RELATIONS = ".confnotes-card dd a, .confnotes-title a, .confnotes-along a"
#: Of these lists each page has but the nearest or newest; and a broader topic has no link to a talk
#: that is about a narrower one, which leads to that.
ONE_WAY = ("Related", "More by", "Mentioned in", "Talks on narrower topics")


class Ways:
    """The links of a site from one object to another."""

    def __init__(self, site: Site) -> None:
        self._pages = site.pages
        self._leading = cache(self._find_leading)
        self._anchors = cache(self._find_anchors)
        #: kind and id → address, without an anchor for what is a page
        self.objects = {
            f"{kind} {name}": self._address(address)
            for kind, entries in site.objects.items()
            for name, (_label, address) in entries.items()
        }

    def dead_ends(self) -> list[str]:
        """Return the objects from whose part of a page no link leads to an object or an index."""
        places = {*self.objects.values()}
        places |= {urldefrag(address).url for address in places}
        found = []
        for name, address in self.objects.items():
            links = self._leading(address, "a")
            links = links | {urldefrag(link).url for link in links}
            if not places & links - {address, urldefrag(address).url}:
                found.append(name)
        return found

    def one_way(self) -> list[tuple[str, str]]:
        """Return (object, address) where the object leads to a page that doesn't lead back."""
        return [
            (name, other)
            for name, address in self.objects.items()
            for other in sorted(self._leading(address, RELATIONS) & {*self.objects.values()})
            if address not in {other, *self._leading(other, "a")}
            and address not in self._leading(urldefrag(other).url, "a")
            # The entry of a topic lists talks, without those who gave them.
            and not (name.startswith("speaker ") and "#topic-" in other)
        ]

    def _address(self, address: str) -> str:
        page, anchor = urldefrag(address)
        section = self._pages[page].find("section")
        return page if isinstance(section, Tag) and section.get("id") == anchor else address

    def _find_leading(self, address: str, which: str) -> set[str]:
        """Return where links of an object's part of a page lead."""
        page, anchor = urldefrag(address)
        return {
            unquote(urljoin(page, str(link["href"]))).removesuffix("#")
            for link in self._part(page, anchor).select(which)
            if link.get("href") and (which == "a" or not _stands_in(link).startswith(ONE_WAY))
        }

    def _part(self, page: str, anchor: str) -> Tag:
        """Return the section of an object, or its entry of an index; else the text of the page."""
        if not anchor:
            tree = self._pages[page]
            text = tree.find("article") or tree.find(attrs={"role": "main"})
            return text if isinstance(text, Tag) else tree
        found = self._anchors(page)[anchor]
        part = found if found.name == "section" else found.find_parent("li")
        assert part is not None, anchor
        return part

    def _find_anchors(self, page: str) -> dict[str, Tag]:
        return {str(tag["id"]): tag for tag in self._pages[page].find_all(id=True)}


def _stands_in(link: Tag) -> str:
    """Return the name of the fact, or the heading of the list, that a link is in."""
    value = link.find_parent("dd")
    name = value.find_previous_sibling("dt") if value else link.find_previous("h2")
    return name.get_text() if name else ""
