"""What abstracts have of reStructuredText, and of text that is neither, as Markdown.

Many of pyvideo's abstracts are in reStructuredText. It isn't read as a whole: what reads the same
in both stays, and what would stand in the page as a sign of the other is translated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FENCED = re.compile(
    r"^ *(`{3,})[^`\n]*\n.*?(?:^ *\1`* *$|\Z)|<pre\b.*?(?:</pre>|\Z)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"(?<![`\\])`([^`<>]+?)\s*<((?:https?://|mailto:)[^\s<>`]+)>`__?(?![^\W_])")
_TARGET = re.compile(r"^\.\. _`?([^:`\n]+)`?: +(https?://\S+) *\n?", re.MULTILINE)
_TITLE = re.compile(r"""(?:\A|(?<=\n\n))(\S.*)\n((["#'*+.:^_`~])\3{3,}) *$""", re.MULTILINE)
_CODE_BELOW = re.compile(r"^(?:\.\. code(?:-block)?::.*|::)$(?=\s*\n +\S)", re.MULTILINE)
_COLON_AND_CODE_BELOW = re.compile(r"(?<=[^\s:])::$(?=\s*\n +\S)", re.MULTILINE)
_LINE = re.compile(r"^\| +([^|\n]*[^|\s]) *$", re.MULTILINE)
_ROLE = re.compile(r"(?<![\w`:]):[a-z][\w:+.-]*:(?=`[^`])")
_NO_BLANK = re.compile(r"(?<=[`_*])\\ |\\ (?=[`*])")
_UNWRAPPED = re.compile(r"^(?=.{121}).{100,}? \S", re.MULTILINE)
_LINE_END = re.compile(r"(<br\s*/?>|\\)?[ ]*\n", re.IGNORECASE)
_BEFORE_REFERENCE = re.compile(r"(?<!\\)\n(?= *\\?\[\w{1,3}\\?\][: ])")
_GAP = re.compile(r"(\n *\n)")
_FOOTNOTE = re.compile(r"^( *)(\[\^[^\]\n]+\]:)", re.MULTILINE)
_BULLET = re.compile(r"^( *)[•·▪◦‣●∙] +", re.MULTILINE)


def translate(text: str) -> str:
    """Return a text with its reStructuredText, and what else plain Markdown lacks, as Markdown."""
    pieces, at = [], 0
    for fenced in _FENCED.finditer(text):
        pieces += [text[at : fenced.start()], fenced[0]]
        at = fenced.end()
    pieces.append(text[at:])
    targets = {
        " ".join(name.split()).lower(): url
        for piece in pieces[::2]
        for name, url in _TARGET.findall(piece)
    }
    pieces[::2] = [_translate(piece, targets) for piece in pieces[::2]]
    return "".join(pieces)


def _translate(text: str, targets: Mapping[str, str]) -> str:
    text = _NO_BLANK.sub("", _TARGET.sub("", text))
    text = _ROLE.sub("", text)
    text = _LINK.sub(r"[\1](\2)", text)
    text = _TITLE.sub(_as_heading, text)
    text = _COLON_AND_CODE_BELOW.sub(":", _CODE_BELOW.sub("", text))
    text = _BULLET.sub(r"\1- ", _LINE.sub(r"\1  ", text))
    text = _FOOTNOTE.sub(r"\1\\\2", text)
    text = "".join(map(_keep_lines, _GAP.split(text)))
    return _link_names(text, targets) if targets else text


def _keep_lines(paragraph: str) -> str:
    """Keep the ends of lines where lines aren't wrapped, so that each end is meant.

    Of others, those in front of ``[1]`` and the like are meant.
    """
    if _UNWRAPPED.search(paragraph):
        return _LINE_END.sub(lambda end: end[0] if end[1] else "  \n", paragraph)
    return _BEFORE_REFERENCE.sub("  \n", paragraph)


def _as_heading(match: re.Match[str]) -> str:
    """Return a heading, if the line below it is about as long as the title is."""
    return f"## {match[1]}" if len(match[2]) + 2 >= len(match[1]) else match[0]


def _link_names(text: str, targets: Mapping[str, str]) -> str:
    """Make links of the names that have an address in the text."""
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in targets)
    reference = re.compile(rf"`({names})`_|(?<![\w`])({names})_(?![\w`])", re.IGNORECASE)

    def link(match: re.Match[str]) -> str:
        name = " ".join((match[1] or match[2]).split())
        return f"[{name}]({targets[name.lower()]})"

    return reference.sub(link, text)
