"""What an import of notes would do to a notebook: a page for each file, and nothing else."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, cast

from ...model import Conference, ObjectType
from ...records import read_facts
from ..markdown.rendering import options_of, page
from ..notes.reading import read_notes
from .changes import Change, Plan
from .declared import declared_on
from .indexes import with_indexes
from .layout import INDEX, TOCTREE, slug_of
from .listing import advice_on
from .note_names import NoteNames
from .spelling import kinds_named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ..notes.reading import NotesImport
    from .notebook import Notebook

_NO_DAY = (
    "nothing says on which day the conference began; say so, as in --conference "
    "'DjangoCon US 2012' --start 2012-09-04 --end 2012-09-06, or name one that the notebook has: "
    "--into"
)


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """What an author wants of an import of notes.

    ``title`` and ``facts`` are what is known of the conference; ``into`` is one that the notebook
    has, ``name`` what the page is to be called.
    """

    facts: Conference
    title: str = ""
    into: str = ""
    name: str = ""
    folder: str = "conferences"


def plan_notes(
    notebook: Notebook, files: Sequence[tuple[str, str]], choice: NoteChoice
) -> tuple[Plan, list[NotesImport]]:
    """Return what an import of files (name, text) would do, and what was made of each.

    With a title, several files are the pages of one conference, which gets a folder. Raises
    `ValueError` where it cannot be known to which conference talks belong.
    """
    work = _Work(notebook, choice)
    plan = work.plan(files)
    if len(files) > 1:  # now it is known where links from one to another lead
        work = _Work(notebook, choice, work.paths)
        plan = work.plan(files)
    talks = (talk for notes in work.read for talk in notes.talks)
    return with_indexes(notebook, plan, [*kinds_named(talks)]), work.read


class _Work:
    """The pages of one import, as they are planned."""

    def __init__(
        self, notebook: Notebook, choice: NoteChoice, pages: Mapping[str, str] | None = None
    ) -> None:
        self.read: list[NotesImport] = []
        self.paths: dict[str, str] = {}
        self._pages = pages or {}
        self._notebook = notebook
        self._choice = choice
        self._facts = choice.facts
        self._folder = choice.folder
        self._is_declared = False
        self._ids: dict[str, str] = {}
        self._docnames: set[str] = set()
        self._names = NoteNames(notebook)

    def plan(self, files: Sequence[tuple[str, str]]) -> Plan:
        """Plan the pages of files, and keep the paths of those with a name of their own."""
        plan = Plan()
        if self._choice.into:
            self.go_into(self._choice.into)
        elif self._choice.title and len(files) > 1:
            plan += self.make_conference()
        talks = [talk for name, text in files for talk in self._read(name, text).talks]
        self._names.learn(self._facts, talks)
        for name, text in files:
            plan += self.add(name, text)
        names = Counter(name for name, _text in files)
        self.paths = {name: path for name, path in self.paths.items() if names[name] == 1}
        return plan + Plan(remarks=self._names.said())

    def go_into(self, name: str) -> None:
        """Write the pages into the folder of a conference that there is."""
        found = self._notebook.conference_with_folder(name)
        facts, _complaints = read_facts(ObjectType.CONFERENCE, found.options)
        self._facts = cast("Conference", facts)
        self._in_folder(posixpath.dirname(found.path))

    def make_conference(self) -> Plan:
        """Plan the page of a conference of which each file is a page."""
        slug = self._slug(self._choice.name, self._choice.title)
        if self._facts.start is None:
            raise ValueError(_NO_DAY)
        self._in_folder(posixpath.join(self._folder, slug))
        path = posixpath.join(self._folder, INDEX)
        self._refuse_taken(slug, path)
        options = options_of(self._facts)
        text = page(self._choice.title, ObjectType.CONFERENCE, options, "", TOCTREE)
        return self._make(path, text)

    def add(self, name: str, text: str) -> Plan:
        """Plan the page of a file."""
        notes = self._read(name, text)
        if notes.talks and notes.conference is None and not self._is_declared:
            raise ValueError(f"{name}: {_NO_DAY}")
        if notes.is_page and (there := self._notebook.page_with(text)):
            self.read.append(notes)
            return Plan(skipped=((there, "a page of the notebook already"),))
        is_named = self._choice.name and not (self._is_declared and not self._choice.into)
        slug = self._slug(self._choice.name if is_named else "", notes.title, name)
        path = self._path(self._free(slug), notes)
        if notes.conference:
            self._refuse_taken(slug, path)
        self.paths[name] = path
        taken = [talk_id for talk_id, other in self._ids.items() if other != path]
        if taken or self._pages:
            notes = self._read(name, text, taken, posixpath.dirname(path))
        self.read.append(notes)
        self._ids.update((one.id, path) for one in declared_on(path, notes.text))
        return self._make(path, notes.text)

    def _in_folder(self, folder: str) -> None:
        self._is_declared = True
        self._folder = folder
        talks = self._notebook.of_type(ObjectType.TALK)
        own = [one for one in talks if posixpath.dirname(one.path) == folder]
        self._ids = {one.id: one.path for one in own}
        self._names.learn_rooms(one.options.get("room", "") for one in own)

    def _read(
        self, name: str, text: str, taken: Collection[str] = (), folder: str = ""
    ) -> NotesImport:
        pages = {one: posixpath.relpath(path, folder or ".") for one, path in self._pages.items()}
        return read_notes(
            name,
            text,
            conference=self._facts,
            title="" if self._is_declared else self._choice.title,
            is_declared=self._is_declared,
            taken_ids=taken,
            pages=pages,
            spell=self._names.spell,
        )

    def _free(self, slug: str) -> str:
        """Return a name that no other file has got, and that is no id of a talk elsewhere.

        Several pages may have one title, and a page may be called as a talk of another page.
        """
        if not self._is_declared:
            return slug
        numbered = chain([slug], (f"{slug}-{number}" for number in count(2)))
        return next(one for one in numbered if not self._is_taken(one))

    def _is_taken(self, slug: str) -> bool:
        docname = posixpath.join(self._folder, slug)
        other = self._ids.get(slug, docname).removesuffix(".md").removesuffix(".rst")
        return docname in self._docnames or other != docname

    def _path(self, slug: str, notes: NotesImport) -> str:
        """Return where a page goes: where it is already, or where a table of contents lists it.

        A conference can be a page or a folder, and some notebooks list only one of the two.
        """
        path = posixpath.join(self._folder, f"{slug}{notes.suffix}")
        if notes.conference is None:
            return path
        paths = (path, posixpath.join(self._folder, slug, f"index{notes.suffix}"))
        there = (one for one in paths if self._notebook.content(one) is not None)
        docnames = {one: one.rpartition(".")[0] for one in paths}
        listed = (one for one in paths if not advice_on([docnames[one]], self._notebook.text))
        return next(there, next(listed, path))

    def _slug(self, *names: str) -> str:
        slug = next(filter(None, map(slug_of, filter(None, names))), "")
        if not slug:
            raise ValueError(f"no page can be called as {names[-1]!r}; choose a --name")
        return slug

    def _refuse_taken(self, slug: str, path: str) -> None:
        other = self._notebook.conference_names.get(slug)
        if other not in {None, path}:
            is_page = posixpath.splitext(posixpath.basename(other))[0] != "index"
            how = "write there" if is_page else f"add the notes to it with --into {slug}"
            raise ValueError(
                f"there is a conference {slug!r} already, in {other}; {how}, or give this one "
                "another --name"
            )

    def _make(self, path: str, text: str) -> Plan:
        """Plan a page, unless there is one; two files never become one page."""
        new, there = text.encode(), self._notebook.same_page(path)
        docname = path.rpartition(".")[0]
        if docname in self._docnames:
            raise ValueError(
                f"two files would both become {path}; import them one by one, each with a --name"
            )
        self._docnames.add(docname)
        if there is None:
            return Plan((Change(path, None, new),))
        if self._notebook.content(there) == new:
            return Plan(unchanged=(there,))
        return Plan(skipped=((there, "there already, and left as it is"),))
