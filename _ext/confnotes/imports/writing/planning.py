"""What an import of programmes would do to a notebook: nothing is written here."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import ObjectType
from .changes import Change, Plan
from .folders import Folders
from .indexes import with_indexes
from .layout import Known, PageDraft, lay_out, name_talks
from .ledger import LEDGER, Ledger, dump_ledger
from .matching import is_untouched, match_entries
from .pages import read_page
from .paging import Paging
from .recognising import is_written_already, with_new_keys
from .spelling import kinds_named
from .tidying import Tidier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..model import Programme
    from .choice import Choice
    from .layout import Draft
    from .notebook import Notebook

    #: Says whose turn it is: the number of a programme, how many there are, its title.
    Tell = Callable[[int, int, str], None]


def plan_import(
    notebook: Notebook, programmes: Sequence[Programme], choice: Choice, tell: Tell
) -> Plan:
    """Return what an import of programmes would do.

    Raises `ValueError` for what cannot be written, and for what the author cannot have meant.
    """
    choice.check(programmes)
    folders = Folders.read(notebook, choice.folder, choice.kind)
    tidier = Tidier(notebook, programmes, [*folders.written(programmes)])
    plan = Plan()
    for number, programme in enumerate(programmes, 1):
        tell(number, len(programmes), programme.conference.title)
        try:
            plan += _Conference(notebook, folders, choice, tidier.tidy(programme)).plan()
        except ValueError as error:
            if len(programmes) == 1:
                raise
            plan += Plan(remarks=(f"left out: {programme.conference.title}: {error}",))
    talks = (talk.facts for programme in programmes for talk in programme.talks)
    return with_indexes(notebook, plan, kinds_named(talks))


class _Conference:
    """The plan of one programme."""

    def __init__(
        self, notebook: Notebook, folders: Folders, choice: Choice, programme: Programme
    ) -> None:
        self._notebook = notebook
        self._choice = choice
        slug, ledger = folders.find(programme, choice.name)
        self._folder = folders.path(slug)
        self._ledger = ledger and with_new_keys(ledger, programme)
        self._known = Known.of(self._ledger)
        self._pages = self._ledger.pages if self._ledger else {}
        self._skipped: list[tuple[str, str]] = []
        talks = {talk.key for talk in programme.talks}
        if self._known.entries and not talks & self._known.entries.keys():
            raise ValueError(
                f"{choice.source} has none of the talks any more that {self._folder} was made of, "
                "so nothing is done; it may be the wrong file, or not be published yet; if it is "
                f"the right one, delete {posixpath.join(self._folder, LEDGER)}, and the pages "
                "that are there stay as they are"
            )
        self._programme = self._chosen(folders.with_free_aliases(slug, programme))

    def plan(self) -> Plan:
        """Return what is done to the folder of the conference."""
        programme = self._programme
        ids = name_talks(programme.talks, self._known, self._notebook.ids_in_use)
        programme = self._without_those_of_the_author(programme, ids)
        per = self._choice.pages_per(self._ledger)
        pages = self._at_home(lay_out(programme, ids, self._known, per))
        talks = {talk.key for talk in programme.talks}
        paging = Paging(self._notebook, self._folder, self._pages, talks)
        for name in [*pages, *(name for name in self._pages if name not in pages)]:
            paging.add(pages.get(name) or PageDraft(name, self._pages[name].heading, ()))
        ledger = Ledger(
            kind=self._choice.kind,
            source=self._choice.source,
            key=programme.conference.key,
            start=str(programme.conference.facts.start),
            per="day" if per == "day" else "talk",
            pages=dict(sorted(paging.remembered.items())),
        )
        rest = Plan(skipped=tuple(self._skipped), remarks=self._remarks(programme))
        return paging.plan() + rest + self._remembered(ledger)

    def _chosen(self, programme: Programme) -> Programme:
        """Return the talks that are wanted; those that are there are kept up to date."""
        talks = (
            talk
            for talk in programme.talks
            if talk.key in self._known.entries or self._choice.fits(talk.facts)
        )
        return replace(programme, talks=tuple(talks))

    def _without_those_of_the_author(
        self, programme: Programme, ids: Mapping[str, str]
    ) -> Programme:
        """Leave out the talks that the author has written into the folder already."""
        own = [
            one
            for one in self._notebook.of_type(ObjectType.TALK)
            if posixpath.dirname(one.path) == self._folder
            and posixpath.basename(one.path) not in self._pages
        ]
        talks, there = [], defaultdict(list)
        for talk in programme.talks:
            by_id = (one for one in own if one.id == ids[talk.key])
            by_title = (one for one in own if is_written_already(talk, one))
            found = next(by_id, None) or next(by_title, None)
            path = posixpath.join(self._folder, f"{ids[talk.key]}.md")
            if found is None or found.path == path or talk.key in self._known.entries:
                talks.append(talk)
            else:
                own.remove(found)
                there[found.path].append(repr(talk.title))
        self._skipped += [
            (path, f"has this already, and not by this import: {', '.join(titles)}")
            for path, titles in there.items()
        ]
        return replace(programme, talks=tuple(talks))

    def _at_home(self, pages: Iterable[PageDraft]) -> dict[str, PageDraft]:
        """Return the pages by name; a talk that has moved stays where the author has notes on it.

        So does one that the author has taken out: it is not written again elsewhere.
        """
        drafts: dict[str, list[Draft]] = defaultdict(list)
        found: dict[str, PageDraft] = {}
        for page in pages:
            found[page.name] = page
            for draft in page.drafts:
                name = self._known.pages.get(draft.key, page.name)
                is_free = name == page.name or self._is_untouched(name, draft.key)
                drafts[page.name if is_free else name].append(draft)
        for name in drafts.keys() - found.keys():
            found[name] = PageDraft(name, self._pages[name].heading, ())
        return {
            name: replace(page, drafts=tuple(drafts[name]))
            for name, page in found.items()
            if drafts[name]
        }

    def _is_untouched(self, name: str, key: str) -> bool:
        """Say whether nobody has changed a talk where it was written, or links to that place."""
        path, entry = posixpath.join(self._folder, name), self._known.entries[key]
        try:
            content = self._notebook.content(path)
        except (OSError, ValueError):
            return False
        if content is None or self._notebook.links.to_place(path, entry.id):
            return False
        page, base = read_page(content.decode("utf-8", "replace")), self._pages[name]
        place = match_entries(base, page).get(key)
        return place is not None and is_untouched(page, base, entry, place)

    def _remarks(self, programme: Programme) -> tuple[str, ...]:
        return tuple(f"{self._folder}: {remark}" for remark in programme.remarks)

    def _remembered(self, ledger: Ledger) -> Plan:
        path = posixpath.join(self._folder, LEDGER)
        before, after = self._notebook.content(path), dump_ledger(ledger)
        if before == after:
            return Plan()
        return Plan((Change(path, before, after, is_shown=False),))
