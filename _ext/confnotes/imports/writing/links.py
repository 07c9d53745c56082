"""Which pages of a notebook link to which, so that none is taken away that others need.

Links are read roughly, as people write them in Markdown and in reStructuredText; of what looks
like a link it is believed that it is one.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...names import slugify
from .listing import entries_of, toctrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROLE = re.compile(r"(?:\{(?:\w+:)?(\w+)\}|:(?:\w+:)?(\w+):)`([^`]+)`")
_EXPLICIT = re.compile(r".*<([^<>]+)>\s*\Z", re.DOTALL)
_LINK = re.compile(
    r"\]\(\s*<?([^)>\s]+)"  # [text](target)
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?([^>\s]+)"  # [name]: target
    r"|<((?:project:|path:)?(?:[^<>\s]+\.md|[^<>\s]+\.rst|#[^<>\s]+|[^<>\s]+#[^<>\s]+))>"
    r"|`[^`<]*<([^`<>\s]+)>`_"  # `text <target>`_
    r"|^[ \t]*\.\. _[^:\n]+:[ \t]+(\S+)",  # .. _name: target
    re.MULTILINE,
)
_ELSEWHERE = re.compile(r"(?!project:|path:)[a-z][\w+.-]*:|//", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:md|rst|html)\Z")


class Links:
    """The pages that link to each page, to each place on one, and to each id."""

    def __init__(self, pages: Iterable[tuple[str, str]]) -> None:
        """Read pages, of which path and text are given."""
        self._from: dict[str, list[str]] = defaultdict(list)
        for path, text in pages:
            for target in _targets(path, text):
                self._from[target].append(path)

    def to_page(self, path: str) -> str:
        """Return the path of another page that links to a page, or an empty string."""
        return self._first(path, [f"/{_ENDING.sub('', path)}"])

    def to_place(self, path: str, object_id: str) -> str:
        """Return the path of another page that links to an object on a page by their names."""
        return self._first(path, [f"/{_ENDING.sub('', path)}#{object_id}"])

    def to_id(self, path: str, object_id: str, conferences: Iterable[str]) -> str:
        """Return the path of another page that links to an object, which is on a page, by its id.

        *conferences* are the names of its conference.
        """
        return self._first(path, [object_id, *(f"{name}/{object_id}" for name in conferences)])

    def _first(self, path: str, targets: Iterable[str]) -> str:
        found = (one for target in targets for one in self._from.get(target, ()) if one != path)
        return next(found, "")


def _targets(path: str, text: str) -> Iterator[str]:
    """Yield what a page links to: ``/page``, ``/page#place``, ``id`` or ``conference/id``."""
    folder = posixpath.dirname(path)
    for match in _ROLE.finditer(text):
        explicit = _EXPLICIT.match(match[3])
        target = (explicit[1] if explicit else match[3]).strip().lstrip("!~")
        if (match[1] or match[2]) == "doc":
            yield _page(folder, target)
        else:
            yield "/".join(map(slugify, target.split("/")))
    for match in _LINK.finditer(text):
        yield from _of_link(folder, next(filter(None, match.groups()), ""))
    if "toctree" in text:
        for toctree in toctrees(text):
            yield from (_page(folder, entry) for entry in entries_of(toctree))


def _of_link(folder: str, target: str) -> Iterator[str]:
    if _ELSEWHERE.match(target):
        return
    page, _, place = unquote(re.sub(r"\A(?:project|path):", "", target)).partition("#")
    if page:
        yield _page(folder, page)
    if page and place:
        yield f"{_page(folder, page)}#{slugify(place)}"
    elif place:
        yield slugify(place)


def _page(folder: str, target: str) -> str:
    """Return the page that is meant on a page in a folder, from the root on."""
    return _ENDING.sub("", posixpath.normpath(posixpath.join("/", folder, target)))
