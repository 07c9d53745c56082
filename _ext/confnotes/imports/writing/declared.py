"""What a page declares, in Markdown or in reStructuredText, with the words that are meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...model import ObjectType
from ...names import slugify, split_list
from ..markdown.escaping import myst
from ..notes.rst import read_rst
from .pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: How the names of pages end.
SUFFIXES = (".md", ".rst")
_DIRECTIVE = re.compile(r"\{(?:conf:)?(?:conference|talk|speaker|topic)\}")
_RST = re.compile(
    r"^(?P<heading>\S.*)\n(?P<line>([=\-~^\"'#*+`:.])\3*)[ \t]*\n"
    r"(?:(?:[ \t]*|\.\. _.*:)\n)*"
    r"\.\. (?:conf:)?(?P<type>conference|talk|speaker|topic)::[ \t]*\n"
    r"(?P<options>(?:[ \t]+:.*\n?)*)",
    re.MULTILINE,
)
_RST_OPTION = re.compile(r"^[ \t]+:([\w-]+):[ \t]*(.*)$", re.MULTILINE)
_INLINE = myst()


@dataclass(frozen=True, slots=True)
class Declared:
    """Something that a page declares, with the options as they are meant."""

    objtype: ObjectType
    title: str
    path: str
    is_page: bool
    options: Mapping[str, str]

    @property
    def id(self) -> str:
        """The id, for a talk without that of its conference (as in `confnotes.identity`)."""
        page = Path(self.path)
        name = page.parent.name if page.stem == "index" else page.stem
        by_page = self.is_page and self.objtype in {ObjectType.CONFERENCE, ObjectType.TALK}
        return self.options.get("id") or (slugify(name) if by_page else "") or slugify(self.title)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names."""
        return names_of(self.options, ["aliases"])


def declared_on(path: str, text: str) -> Iterator[Declared]:
    """Yield what a page declares, of which path and text are given."""
    return (_read_rst if path.endswith(".rst") else _read_markdown)(path, text)


def names_of(options: Mapping[str, str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are listed in some options."""
    listed = (split_list(options.get(name, "")) for name in wanted)
    return tuple(name for names in listed for name in names if name)


def plain_title(heading: str) -> str:
    """Return the words of a heading that is written in Markdown."""
    [token] = _INLINE.parseInline(heading.strip().lstrip("#").strip())
    words = (child.content or " " for child in token.children or [])
    return " ".join("".join(words).split())


def plain_value(value: str) -> str:
    """Return what an option means that is written in quotation marks, or behind which is more."""
    value = value.strip()
    for quote in ('"', "'"):
        if value.startswith(quote) and quote in value[1:]:
            inside = value[1 : value.rindex(quote)]
            return re.sub(r"\\(.)", r"\1", inside) if quote == '"' else inside.replace("''", "'")
    return " ".join(value.partition(" #")[0].split())


def _read_markdown(path: str, text: str) -> Iterator[Declared]:
    if not _DIRECTIVE.search(text):
        return
    page = read_page(text)
    for place in page.places:
        version = place.version
        options = {name: plain_value(value) for name, value in version.options.items()}
        is_page = place.heading.start == page.top
        title = plain_title(version.heading.splitlines()[0])
        yield Declared(version.objtype, title, path, is_page, options)


def _read_rst(path: str, text: str) -> Iterator[Declared]:
    first = next(iter(read_rst(text).headings), None)
    for match in _RST.finditer(text):
        options = {name: value.strip() for name, value in _RST_OPTION.findall(match["options"])}
        title = " ".join(match["heading"].split())
        line = text.count("\n", 0, match.start())
        is_page = first is not None and line in range(first.first, first.last)
        yield Declared(ObjectType(match["type"]), title, path, is_page, options)
