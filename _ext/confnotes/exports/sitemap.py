"""``sitemap.xml``, the pages of the site and when they were changed; see https://www.sitemaps.org.

It is made here, for sphinx-sitemap lists the pages that a build has written, in the order in which
its processes were done: after an edit, those are one page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .dates import Dates

SITEMAP = "sitemap.xml"
#: How many addresses one file may have.
LENGTH = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def make_sitemap(
    pages: Mapping[str, str], dates: Mapping[str, Dates], base: str, *, length: int = LENGTH
) -> Iterator[tuple[str, bytes]]:
    """Make the sitemap of pages, document → address; nothing, if the site doesn't know its own.

    One of more pages than a file may have lists further sitemaps.
    """
    if not base:
        return
    listed = [
        {"loc": address, **({"lastmod": dates[name].updated.isoformat()} if name in dates else {})}
        for name, address in sorted(pages.items())
    ]
    if len(listed) <= length:
        yield SITEMAP, _xml("urlset", "url", listed)
        return
    names = []
    for number, at in enumerate(range(0, len(listed), length), 1):
        names.append(f"sitemap-{number}.xml")
        yield names[-1], _xml("urlset", "url", listed[at : at + length])
    yield SITEMAP, _xml("sitemapindex", "sitemap", [{"loc": base + name} for name in names])


def _xml(root: str, tag: str, rows: list[dict[str, str]]) -> bytes:
    top = ET.Element(root, xmlns=_NAMESPACE)
    for row in rows:
        one = ET.SubElement(top, tag)
        for name, value in row.items():
            ET.SubElement(one, name).text = value
    ET.indent(top, space="")
    made: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
