"""What a notebook on the disk has already: its names, its conferences, and what its notes link to.

It is read roughly and fast, as nothing is built from it: in reStructuredText as well as Markdown.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ...diagnostics import did_you_mean
from ...model import ObjectType
from ...names import is_slug, slugify
from .declared import SUFFIXES, declared_on, names_of
from .links import Links
from .listing import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .declared import Declared

_TALK_ROLE = re.compile(r"(?:\{(?:conf:)?talk\}|:(?:conf:)?talk:)`(?:[^`<]*<)?([^`<>/]+)>?`")
_LINK = re.compile(r"(?:\]\(|<)#([^)>\s/]+)")
_INCLUDED = re.compile(r"^include_patterns\s*=\s*\[([^\[\]]*)\]", re.MULTILINE)
_STRING = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_INDEX = re.compile(r"(conference|speaker|topic)-index(?:\}|::)")

#: The options in which topics and speakers are named, by the kind of what is named.
NAMES = {
    ObjectType.SPEAKER: ("speakers",),
    ObjectType.TOPIC: ("topics", "broader", "related"),
}


@dataclass
class Notebook:
    """A notebook by its folder; everything is read when it is first asked for, and once."""

    root: Path
    declared: list[Declared] = field(default_factory=list, init=False)
    linked: set[str] = field(default_factory=set, init=False)
    indexes: set[str] = field(default_factory=set, init=False)
    _is_read: bool = field(default=False, init=False)
    _folders: dict[Path, list[Path]] = field(default_factory=dict, init=False)

    def read(self) -> Notebook:
        """Read all pages, unless that was done; return the notebook."""
        if not self._is_read:
            self._is_read = True
            for path in pages_below(self.root):
                self._note(path, self._text(path))
        return self

    def content(self, path: str) -> bytes | None:
        """Return what a file of the notebook holds, None if there is none.

        Raises `ValueError` for what is there and is no file, and for a path that leads elsewhere.
        """
        file = self.root / path
        if not file.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(
                f"{path} leads out of the notebook, so nothing is read or written there"
            )
        try:
            return file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def is_link(self, path: str) -> bool:
        """Say whether a file is the name of another one."""
        return (self.root / path).is_symlink()

    def text(self, path: str) -> str | None:
        """Return the text of a page, None if there is none."""
        content = self.content(path)
        return None if content is None else content.decode("utf-8", "replace")

    def same_page(self, path: str) -> str | None:
        """Return the path of a file that is the same page to Sphinx, None if there is none.

        That is one with another ending, and on some systems one with other capitals.
        """
        wanted = Path(path)
        for file in self._folder(self.root / wanted.parent):
            is_same = file.stem.casefold() == wanted.stem.casefold()
            if is_same and file.suffix.lower() in SUFFIXES:
                return (wanted.parent / file.name).as_posix()
        return None

    def page_with(self, text: str) -> str | None:
        """Return the path of the first page that says this and nothing else, None without any."""
        return self._by_content.get(text.encode())

    def is_included(self, path: str) -> bool:
        """Say whether a page belongs to the site by the patterns that ``conf.py`` has, if any."""
        patterns = self._included
        return not patterns or any(fits(one[1:-1], path) for one in patterns)

    @cached_property
    def ids_in_use(self) -> set[str]:
        """The ids that notes link to without a conference; for another talk they are taken.

        Else such a link would mean several things.
        """
        named = (name for objtype in NAMES for name in self.names(objtype))
        known = {one.id for one in self.read().declared} | {slugify(name) for name in named}
        return self.linked & known

    @cached_property
    def links(self) -> Links:
        """The links between pages."""
        return Links((path, self._text(path)) for path in pages_below(self.root))

    def names(self, objtype: ObjectType) -> Counter[str]:
        """Return how often each speaker or topic is named in the options of a directive."""
        found: Counter[str] = Counter()
        for one in self.read().declared:
            found.update(names_of(one.options, NAMES[objtype]))
        return found

    def of_type(self, objtype: ObjectType) -> list[Declared]:
        """Return what is declared of a kind."""
        return [one for one in self.read().declared if one.objtype is objtype]

    def conference(self, name: str) -> Declared | None:
        """Return the conference with that id, title or alias, None if there is none."""
        wanted = slugify(name)
        found = self.of_type(ObjectType.CONFERENCE)
        by_id = {one.id: one for one in reversed(found)}
        by_name = {
            slugify(text): one for one in reversed(found) for text in (one.title, *one.aliases)
        }
        return by_id.get(wanted) or by_name.get(wanted)

    def conference_with_folder(self, name: str) -> Declared:
        """Return the conference with that name, for which pages can be written.

        Raises `ValueError` if there is none, and if it is one page.
        """
        found = self.conference(name)
        if found is None:
            ids = [one.id for one in self.of_type(ObjectType.CONFERENCE)]
            near = did_you_mean(name, ids) or " `confnotes new conference` makes one."
            raise ValueError(f"there is no conference {name!r}.{near}")
        if Path(found.path).stem != "index":
            raise ValueError(
                f"the conference {found.id!r} is one page, {found.path}; "
                f"write there, or move it to {found.path.rpartition('.')[0]}/index.md"
            )
        return found

    @cached_property
    def conference_names(self) -> Mapping[str, str]:
        """The slugs of the ids and aliases of conferences, and the path of each."""
        return {
            slug: one.path
            for one in self.of_type(ObjectType.CONFERENCE)
            for slug in (one.id, *map(slugify, one.aliases))
        }

    @cached_property
    def _by_content(self) -> Mapping[bytes, str]:
        """The first page with each content; what can't be read is none."""
        found: dict[bytes, str] = {}
        for path in pages_below(self.root):
            with suppress(OSError, ValueError):
                found.setdefault(self.content(path) or b"", path)
        return found

    @cached_property
    def _included(self) -> list[str]:
        found = _INCLUDED.search(self.text("conf.py") or "")
        return _STRING.findall(found[1]) if found else []

    def _folder(self, folder: Path) -> list[Path]:
        if folder not in self._folders:
            self._folders[folder] = sorted(folder.iterdir()) if folder.is_dir() else []
        return self._folders[folder]

    def _text(self, path: str) -> str:
        try:
            content = self.content(path) or b""
        except (OSError, ValueError):
            return ""
        return content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")

    def _note(self, path: str, text: str) -> None:
        self.linked.update(slugify(match[1]) for match in _TALK_ROLE.finditer(text))
        self.linked.update(slugify(match[1]) for match in _LINK.finditer(text))
        self.indexes.update(match[1] for match in _INDEX.finditer(text))
        self.declared += declared_on(path, text)


def pages_below(root: Path) -> Iterator[str]:
    """Yield the paths of the pages of a notebook, sorted; not of what was built or installed."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith((".", "_"))
            and name != "node_modules"
            and not Path(folder, name, "pyvenv.cfg").exists()
        )
        for name in sorted(names):
            if name.endswith(SUFFIXES):
                yield Path(folder, name).relative_to(root).as_posix()


def is_named_by_id(objtype: ObjectType, name: str) -> bool:
    """Say whether somebody is named by id; a topic may well be spelled like one."""
    return objtype is ObjectType.SPEAKER and is_slug(name)
