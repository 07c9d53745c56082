"""Whether a page is in a table of contents; one that is in none, no reader finds."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from .declared import SUFFIXES
from .pages import read_page, without_ending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    #: Returns the text of a page by its path, None if there is none.
    Read = Callable[[str], str | None]

_EXPLICIT = re.compile(r".*?\s*<([^>]*)>\Z", re.DOTALL)
_OPTION = re.compile(r"\s*:([\w-]+):")
_RST = re.compile(r"^([ \t]*)\.\. toctree::[ \t]*\n((?:\1[ \t]+.*\n?|[ \t]*\n)*)", re.MULTILINE)
_GLOB = re.compile(r"\*\*|\*|\?|\[!?[^\]]*\]|.", re.DOTALL)


def advice_on(docnames: Sequence[str], read: Read) -> str:
    """Return what to write so that pages of one folder are in a table of contents.

    That is empty if they are in one. It is looked for in the ``index`` of the folders above, as
    people write them.
    """
    pages = [f"{index}{suffix}" for index in _indexes_above(docnames[0]) for suffix in SUFFIXES]
    known = {page: text for page in pages if (text := read(page)) is not None}
    listed = [(page, toctree) for page, text in known.items() for toctree in toctrees(text)]
    lost = [name for name in docnames if not any(is_listed(name, *one) for one in listed)]
    if not lost:
        return ""
    page = next(iter(known), pages[0])
    above = posixpath.dirname(page) or "."
    entries = [posixpath.relpath(docname, above) for docname in lost]
    if any(found == page for found, _toctree in listed):
        what, lines = f"to the toctree of {page}", entries
    elif page.endswith(".rst"):
        indented = [f"   {entry}" for entry in entries]
        what, lines = f"to {page}", [".. toctree::", "   :hidden:", "", *indented]
    else:
        what, lines = f"to {page}", ["```{toctree}", ":hidden:", "", *entries, "```"]
    block = "\n".join(f"    {line}".rstrip() for line in lines)
    subject = f"{lost[0]} is" if len(lost) == 1 else f"{len(lost)} new pages are"
    return f"{subject} in no table of contents; add this {what}:\n\n{block}"


def is_listed(docname: str, page: str, toctree: Sequence[str]) -> bool:
    """Say whether a page is in a toctree, of which the lines are given, of another page."""
    folder = posixpath.dirname(page)
    options = {match[1] for line in toctree if (match := _OPTION.match(line))}
    for entry in entries_of(toctree):
        target = re.sub(r"\.(md|rst)\Z", "", entry)
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if path == docname or ("glob" in options and fits(path, docname)):
            return True
    return False


def entries_of(toctree: Sequence[str]) -> Iterator[str]:
    """Yield the pages, or patterns of pages, that a toctree names, of which the lines are given."""
    for line in toctree:
        entry = line.strip()
        if entry and not _OPTION.match(line):
            explicit = _EXPLICIT.match(entry)
            yield explicit[1] if explicit else entry


def toctrees(text: str) -> Iterator[list[str]]:
    """Yield the lines in each toctree of a page, options and entries."""
    page = read_page(text)
    for fence in page.fences:
        if fence.name == "toctree":
            yield [without_ending(page.lines[line]) for line in fence.inside]
    for match in _RST.finditer(text.replace("\r\n", "\n")):
        yield match[2].split("\n")


def _indexes_above(docname: str) -> Iterator[str]:
    folder = docname
    while folder:
        folder = posixpath.dirname(folder)
        index = posixpath.join(folder, "index")
        if index != docname:
            yield index


def fits(pattern: str, docname: str) -> bool:
    """Say whether a name fits a pattern, in which a star stands for no slash, as Sphinx has it."""
    return re.fullmatch("".join(map(_as_regex, _GLOB.findall(pattern))), docname) is not None


def _as_regex(part: str) -> str:
    if part.startswith("[") and len(part) > 2:
        inside = part[1:-1].replace("\\", r"\\")
        return f"[^{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    return {"**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
