"""The inside of a paragraph: words with their styles, as Markdown has them, and written again."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from ...readers import read_url
from .escaping import MYST, drop_controls, escape, escape_all, write_escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

#: An address in a text, without the punctuation behind it; a bracket in it has to be closed.
_WITHIN = r"[!#-'*-;=?-\[\]^_a-~]"
ADDRESS = re.compile(
    rf"(?<!\w)(?>https?://(?:\({_WITHIN}*\)|{_WITHIN})*(?<![.,;:!?'*_|\]}}\[{{]))(?![^\W_])"
)
_WEB = re.compile(r"https?://[^\s<>]+\Z")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z", re.ASCII)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TICKS = re.compile(r"`+")
_MARKUP = re.compile(r"[\n\\`*_\[!<&{]")
_PIECES = re.compile(r"\s+|\S+")
_LONGEST_CODE = 80
#: A blank inside of code, at which no line may end.
HELD = "\0"


class Word(NamedTuple):
    """A piece of text without a blank, but for `HELD` ones in code, and its style.

    ``before`` is what parts it from the word before: nothing, a blank, or a line break; ``marks``
    is nothing, ``*`` or ``**``; ``url`` is where it links to.
    """

    text: str
    marks: str = ""
    url: str = ""
    is_code: bool = False
    before: str = ""


def read_words(tokens: Iterable[Token]) -> list[Word]:
    """Read the tokens of a paragraph.

    Addresses become links, and so do pictures; a link that leads to no page of the web becomes
    its text.
    """
    return [part for word in _split(_spans(tokens)) for part in _link_addresses(word)]


def plain_words(text: str) -> list[Word]:
    """Return the words of a text that has no Markdown in it."""
    return [part for word in _split([Word(text)]) for part in _link_addresses(word)]


def make_bold(words: Iterable[Word]) -> list[Word]:
    """Return words as one line that stands out."""
    return _split(word._replace(marks="**", before=word.before and " ") for word in words)


def write_words(words: Sequence[Word]) -> str:
    """Return the Markdown of words: one line, but for the line breaks.

    What can't be said in Markdown, such as bold letters inside of a word, loses its style.
    """
    text = "".join(word.before + word.text for word in words)
    if not _MARKUP.search(text) and not any(
        word.url or word.marks or word.is_code for word in words
    ):
        return text

    def is_right(written: str) -> bool:
        (inline,) = MYST.parseInline(written.replace(HELD, " "))
        return _split(_spans(inline.children or [])) == words

    written = write_escaped(text, lambda kinds: _write(words, kinds), is_right)
    if written is not None:
        return written
    if any(word.marks for word in words):
        return write_words(_split(word._replace(marks="") for word in words))
    if any(word.url or word.is_code for word in words):
        return write_words(_split(Word(word.text, before=word.before) for word in words))
    return escape_all(text).replace("\n", "\\\n")


def _spans(tokens: Iterable[Token]) -> Iterator[Word]:
    """Yield the text of tokens as it is, blanks and all."""
    bold = italic = 0
    url = ""
    for token in tokens:
        bold += token.nesting if token.tag == "strong" else 0
        italic += token.nesting if token.tag == "em" else 0
        if token.tag == "a":
            url = _safe_url(token, "href") if token.nesting == 1 else ""
        marks = "**" if bold else "*" if italic else ""
        if token.type in {"text", "code_inline"}:
            # Longer code with blanks is none: somebody forgot a backtick somewhere else.
            is_short = len(token.content) <= _LONGEST_CODE or " " not in token.content
            yield Word(token.content, marks, url, token.type == "code_inline" and is_short)
        elif token.type in {"softbreak", "hardbreak"}:
            yield Word("", before=" " if token.type == "softbreak" else "\n")
        elif token.type == "image":
            src = url or _safe_url(token, "src")
            label = "".join(word.text + word.before for word in _spans(token.children or []))
            yield Word(label or src, marks, src)
        elif not token.nesting:
            yield Word(token.type, "what no word can have")


def _safe_url(token: Token, name: str) -> str:
    try:
        return read_url(str(token.attrs.get(name, "")))
    except ValueError:
        return ""


def _split(spans: Iterable[Word]) -> list[Word]:
    """Split text at its blanks, and join what has one style and nothing in between."""
    words: list[Word] = []
    before = ""
    for span in spans:
        before = "\n" if "\n" in {before, span.before} else before or span.before
        text = drop_controls(span.text.replace(HELD, " "))
        for piece in [HELD.join(text.split())] if span.is_code else _PIECES.findall(text):
            if not piece or piece.isspace():
                before = before or " "
                continue
            if words and not before and words[-1][1:4] == span[1:4]:
                words[-1] = words[-1]._replace(text=words[-1].text + piece)
            else:
                words.append(Word(piece, *span[1:4], before if words else ""))
            before = ""
    return words


def _link_addresses(word: Word) -> Iterator[Word]:
    """Make links of the addresses in a word that is none."""
    if word.url or word.is_code or "://" not in word.text:
        yield word
        return
    at, before = 0, word.before
    for match in ADDRESS.finditer(word.text):
        url = MYST.normalizeLink(match[0])
        if match.start() > at:
            yield word._replace(text=word.text[at : match.start()], before=before)
            before = ""
        yield word._replace(text=MYST.normalizeLinkText(url), url=url, before=before)
        at, before = match.end(), ""
    if at < len(word.text):
        yield word._replace(text=word.text[at:], before=before)


def _write(words: Sequence[Word], kinds: frozenset[str]) -> str:
    """Write words with some kinds of characters escaped: marks outside of links."""
    return "".join(
        _blank(group) + marks + _write_links(group, kinds) + marks
        for marks, group in _groups(words, "marks")
    )


def _write_links(words: Sequence[Word], kinds: frozenset[str]) -> str:
    written = ""
    for at, (url, group) in enumerate(_groups(words, "url")):
        label = _write_label(group, kinds)
        if url and len(group) == 1 and _is_autolink(group[0]):
            label = f"<{group[0].text}>"
        elif url:
            label = f"[{label}]({_write_url(url)})"
        written += (_blank(group) if at else "") + label
    return written


def _write_label(words: Sequence[Word], kinds: frozenset[str]) -> str:
    """Write text and code, without what is before the first word."""
    written = ""
    for is_code, group in _groups(words, "is_code"):
        if is_code:
            written += "".join(_blank([word]) + _write_code(word.text) for word in group)
        else:
            text = "".join(word.before + word.text for word in group)
            written += escape(text, kinds).replace("\n", "\\\n")
    return written.removeprefix(_blank(words))


def _write_code(text: str) -> str:
    longest = max(map(len, _TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1 if longest else 1)
    pad = HELD if "`" in {text[0], text[-1]} else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _write_url(url: str) -> str:
    """Return the destination of a link."""
    url = _ENTITY.sub("&amp;", url)
    return f"<{url}>" if "(" in url or ")" in url else url


def _is_autolink(word: Word) -> bool:
    """Say whether a link is the address itself, so that it can stand in angle brackets."""
    if word.is_code:
        return False
    if _MAIL.match(word.text):
        return word.url == f"mailto:{word.text}"
    url = MYST.normalizeLink(word.text)
    return bool(_WEB.match(word.text)) and url == word.url


def _blank(words: Sequence[Word]) -> str:
    return words[0].before.replace("\n", "\\\n")


def _groups(words: Sequence[Word], name: str) -> Iterator[tuple[str, list[Word]]]:
    for value, group in groupby(words, attrgetter(name)):
        yield value, list(group)
