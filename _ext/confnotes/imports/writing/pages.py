"""Where the headings and the directives of a Markdown page stand, line by line.

The page is read as MyST reads it, but only for its blocks. Lines are kept with the endings that
they have, so that what is not changed can be written as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdit_py_plugins.front_matter import front_matter_plugin

from ...model import ObjectType
from ..markdown.escaping import myst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_INFO = re.compile(r"\{([\w:-]+)\}")
_COLON_OPTION = re.compile(r"[ \t]*:(?!::)([^:]*)(?::(?:[ \t](.*))?)?\Z", re.DOTALL)
#: What belongs to the heading below it: a label that others link to, and attributes.
_ABOVE = re.compile(r"\([^()\s][^()]*\)=[ \t]*\Z|\{[^{}]*\}[ \t]*\Z")
_YAML_OPTION = re.compile(r"([\w-]+):(?:[ \t](.*))?\Z", re.DOTALL)

_PARSER = myst().use(front_matter_plugin)
_PARSER.core.ruler.enableOnly(["normalize", "block"])


@dataclass(frozen=True, slots=True)
class Version:
    """What is written of an object: its heading with its signs, and its directive.

    The values of options are as they are written, in quotation marks for example; ``content`` is
    everything between the options and the end.
    """

    objtype: ObjectType
    heading: str
    options: Mapping[str, str]
    content: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: what it is called, and its lines, of which the first opens it."""

    name: str
    lines: range
    markup: str
    is_closed: bool

    @property
    def inside(self) -> range:
        """The lines between the first and the last."""
        return range(self.lines.start + 1, self.lines.stop - self.is_closed)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an object stands on its page, by line from 0.

    ``section`` goes from the heading, with the labels above it, to the next that is no part of it.
    ``options`` has the lines of each option, of which there is one if it is there once.
    """

    version: Version
    heading: range
    section: range
    fence: Fence
    options: Mapping[str, tuple[int, ...]]
    content: range
    is_yaml: bool


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A page: its byte order mark, its lines with their endings, and what it declares.

    ``top`` is the line of the first heading, which is the whole page's; None if there is none.
    """

    bom: str
    lines: tuple[str, ...]
    top: int | None
    places: tuple[Place, ...]
    fences: tuple[Fence, ...]

    def ending_at(self, line: int) -> str:
        """Return how a line ends, or the one above it, if there are such."""
        near = map(ending_of, reversed(self.lines[max(line - 1, 0) : line + 1]))
        return next(filter(None, near), "\n")


def read_page(text: str) -> MarkdownPage:
    """Read a page; every text is one."""
    bom = BOM if text.startswith(BOM) else ""
    lines = tuple(_LINE.findall(text.removeprefix(BOM)))
    plain = [without_ending(line) for line in lines]
    tokens = _PARSER.parse("\n".join([*plain, ""]))
    headings = [
        (one.map[0], one.map[1], int(one.tag[1]))
        for one in tokens
        if one.type == "heading_open" and one.level == 0 and one.map
    ]
    fences = tuple(_fences(tokens, plain))
    places = tuple(_places(plain, headings, fences))
    top = headings[0][0] if headings else None
    return MarkdownPage(bom, lines, top, places, fences)


def without_ending(line: str) -> str:
    """Return a line without the characters that end it."""
    return line.rstrip("\r\n")


def ending_of(line: str) -> str:
    """Return the characters that end a line, if there are any."""
    return line[len(without_ending(line)) :]


def is_blank(lines: Iterable[str]) -> bool:
    """Say whether there is nothing on some lines."""
    return not any(line.strip() for line in lines)


def _fences(tokens: Sequence[Token], plain: Sequence[str]) -> Iterator[Fence]:
    """Yield the directives that stand in no other block."""
    for token in tokens:
        is_fence = token.type in {"fence", "colon_fence"} and token.level == 0
        if not is_fence or token.map is None or not (match := _INFO.match(token.info.strip())):
            continue
        start, stop = token.map
        last = plain[stop - 1].strip()
        is_closed = (
            stop - start > 1
            and not last.strip(token.markup[0])
            and (len(last) >= len(token.markup))
        )
        name = match[1].removeprefix("conf:")
        yield Fence(name, range(start, stop), token.markup, is_closed)


def _places(
    plain: Sequence[str], headings: Sequence[tuple[int, int, int]], fences: Iterable[Fence]
) -> Iterator[Place]:
    for fence in fences:
        above = [heading for heading in headings if heading[0] < fence.lines.start]
        if fence.name not in set(ObjectType) or not above:
            continue
        start, stop, level = above[-1]
        ends = (first for first, _stop, other in headings if first > start and other <= level)
        end = next(ends, len(plain))
        section = range(_labelled(plain, start), _labelled(plain, end))
        yield _place(plain, fence, range(start, stop), section)


def _labelled(plain: Sequence[str], heading: int) -> int:
    """Return the line of the first label above a heading, or its own."""
    start, line = heading, heading - 1
    while heading < len(plain) and line >= 0:
        if _ABOVE.match(plain[line]):
            start = line
        elif plain[line].strip():
            break
        line -= 1
    return start


def _place(plain: Sequence[str], fence: Fence, heading: range, section: range) -> Place:
    inside = fence.inside
    is_yaml = bool(inside) and plain[inside.start].startswith("---")
    found = _yaml_options(plain, inside) if is_yaml else _colon_options(plain, inside)
    content = range(found.stop, inside.stop)
    version = Version(
        ObjectType(fence.name),
        "\n".join(plain[line] for line in heading),
        {name: "\n".join(values) for name, values in found.values.items()},
        "\n".join(plain[line] for line in content),
    )
    lines = {name: tuple(at) for name, at in found.lines.items()}
    return Place(version, heading, section, fence, lines, content, is_yaml)


class _Options:
    """The options of a directive, and the line behind them."""

    def __init__(self, stop: int) -> None:
        self.values: dict[str, list[str]] = {}
        self.lines: dict[str, list[int]] = {}
        self.stop = stop

    def add(self, line: int, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)
        self.lines.setdefault(name, []).append(line)


def _colon_options(plain: Sequence[str], inside: range) -> _Options:
    found = _Options(inside.start)
    for line in inside:
        match = _COLON_OPTION.match(plain[line])
        if match is None:
            break
        found.add(line, match[1], match[2] or "")
        found.stop = line + 1
    return found


def _yaml_options(plain: Sequence[str], inside: range) -> _Options:
    """Read a block of YAML; a line that begins no option or comment belongs to the one above."""
    end = next((line for line in inside[1:] if plain[line].startswith("---")), inside.stop - 1)
    found = _Options(end + 1)
    name = ""
    for line in range(inside.start + 1, end):
        match = _YAML_OPTION.match(plain[line])
        if plain[line].startswith("#"):
            continue
        name = match[1] if match else name
        found.add(line, name, (match[2] or "") if match else plain[line])
    return found
