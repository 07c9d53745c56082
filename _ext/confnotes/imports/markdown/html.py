"""HTML as Markdown: its text and its links to the web, and nothing that does something."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup
from markdownify import MarkdownConverter

from ...readers import read_url
from .escaping import escape_all

_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|center|dd|details|div|dl|dt|figure|"
    r"footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|li|main|nav|ol|p|pre|"
    r"section|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_INLINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|br|button|cite|code|del|dfn|em|embed|font|i|"
    r"iframe|img|input|ins|kbd|label|link|mark|meta|noscript|object|picture|q|s|"
    r"samp|script|small|span|strike|strong|style|sub|sup|svg|textarea|time|tt|u|"
    r"var|video|wbr"
)
_CONVERTER = MarkdownConverter(
    heading_style="atx",
    bullets="-",
    newline_style="backslash",
    escape_misc=True,
    strip=["del", "s"],
)
_SILENT = ("script", "style", "template", "noscript", "iframe", "object", "svg", "head", "textarea")
_TAG = re.compile(r"<[^>]*>")
_ITEM = re.compile(r"<li\b", re.IGNORECASE)
_SEVERAL_BREAKS = re.compile(r"(?:\\\n\s*){2,}")


def is_block(name: str) -> bool:
    """Say whether there is an element of that name, and text in it is apart from what is around."""
    return _BLOCK.fullmatch(name) is not None


def is_element(name: str) -> bool:
    """Say whether there is an element of that name."""
    return is_block(name) or _INLINE.fullmatch(name) is not None


def from_html(html: str) -> str:
    """Return the Markdown of some HTML; of what can't be read as such, the text."""
    if "</li" not in html.lower():
        html = _ITEM.sub("</li><li", html)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it could be XML, a file name, an address
            soup = BeautifulSoup(html, "html.parser")
        _make_safe(soup)
        markdown = str(_CONVERTER.convert_soup(soup))
    except (ParserRejectedMarkup, RecursionError):
        return escape_all(_TAG.sub(" ", html))
    return _SEVERAL_BREAKS.sub("\n\n", markdown)


def _make_safe(soup: BeautifulSoup) -> None:
    for element in soup(_SILENT):
        element.decompose()
    for link in soup("a"):
        try:
            link.attrs = {"href": read_url(str(link.get("href", "")).strip())}
        except ValueError:
            link.unwrap()
