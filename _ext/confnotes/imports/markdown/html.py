"""HTML as Markdown: its text and its links to the web, and nothing that does something."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
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
#: Marks of lists that somebody has written into a paragraph; a single number is that of a day.
_MARK = re.compile(r"[ \t\xa0]*(?:[-*+•·]|(?P<number>\d{1,2})[.)])[ \t]+(?=\S)")
_BULLET_MARK = re.compile(r"[ \t\xa0]*[-*+•·](?P<number>)[ \t]+(?=\S)")
_NUMBERED = re.compile(r"^\s*1[.)]\s.*^\s*2[.)]\s", re.MULTILINE | re.DOTALL)
_LAST_MARK = re.compile(r"(?<=\n)[ \t]*[-*+•·][ \t]+\Z")
#: What holds the place of a mark, of a number and of an empty line while HTML is converted.
_BULLET, _NUMBER, _GAP = "\x01", "\x02", "\x03"
_HELD_MARK = re.compile(rf"(?:\\?\n)?[ ]*(?:{_BULLET}|{_NUMBER}(\d+){_NUMBER})")
_EMPTY_LINE = re.compile(r"\n(?=[ \t]*\n)")
_GAPS = re.compile(rf"\s*{_GAP}[\s{_GAP}]*")
#: Ends of lines that mean no more than a blank.
_LINE_END = re.compile(r"(?:(?<=\S)|^)[ \t]*\n[ \t]*(?=[^\s\x01-\x03\[]|\Z)")
_FLOWING = ("p", "li", "td", "dd")
#: Elements whose lines are indented or marked, so that no empty line may come in later.
_NARROW = ("li", "td", "th", "dt", "dd", "blockquote")
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
            soup = BeautifulSoup(_EMPTY_LINE.sub(f"\n{_GAP}", html), "html.parser")
        _make_safe(soup)
        markdown = str(_CONVERTER.convert_soup(soup))
    except (ParserRejectedMarkup, RecursionError):
        return escape_all(_TAG.sub(" ", html))
    markdown = _HELD_MARK.sub(lambda held: f"\n{held[1]}. " if held[1] else "\n- ", markdown)
    markdown = markdown.replace(_GAP, "\n\n")
    return _SEVERAL_BREAKS.sub("\n\n", markdown)


def _make_safe(soup: BeautifulSoup) -> None:
    for element in soup(_SILENT):
        element.decompose()
    for link in soup("a"):
        try:
            link.attrs = {"href": read_url(str(link.get("href", "")).strip())}
        except ValueError:
            link.unwrap()
    mark = _MARK if _NUMBERED.search(soup.get_text("\n")) else _BULLET_MARK
    texts = [text for text in soup(string=True) if type(text) is NavigableString]  # no comments
    for text in texts:
        is_code = text.find_parent(("pre", "code"))
        text.replace_with(text.replace(_GAP, "") if is_code else _hold_marks(text, mark))


def _hold_marks(text: NavigableString, mark: re.Pattern[str]) -> str:
    """Hold the places of list marks and empty lines, and let the lines of a paragraph flow."""
    first, *lines = str(text).split("\n")
    held = [_hold_mark(line, mark) for line in lines]
    joined = "\n".join([_hold_mark(first, mark) if _begins_line(text) else first, *held])
    if text.next_sibling is not None:
        joined = _LAST_MARK.sub(_BULLET, joined)
    is_wide = text.strip(f"{_GAP} \t\n") or _is_inside_line(text)
    joined = _GAPS.sub(_GAP if is_wide and not text.find_parent(_NARROW) else "\n", joined)
    return _LINE_END.sub(" ", joined) if text.find_parent(_FLOWING) else joined


def _hold_mark(line: str, mark: re.Pattern[str]) -> str:
    if match := mark.match(line):
        held = f"{_NUMBER}{match['number']}{_NUMBER}" if match["number"] else _BULLET
        return held + line[match.end() :]
    return line


def _begins_line(text: NavigableString) -> bool:
    before, parent = text.previous_sibling, text.parent
    if before is None:
        return parent is not None and (parent.parent is None or is_block(parent.name))
    return getattr(before, "name", None) == "br"


def _is_inside_line(text: NavigableString) -> bool:
    around = (text.previous_sibling, text.next_sibling)
    return all(isinstance(one, Tag) and not is_block(one.name) for one in around)
