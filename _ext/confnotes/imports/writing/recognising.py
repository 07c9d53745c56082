"""Whether what a source has now is what was imported before, under whatever key and title."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ...model import ObjectType
from ...names import slugify
from .declared import names_of, plain_title, plain_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...model import Talk
    from ..model import Imported, Programme
    from .declared import Declared
    from .ledger import Entry, Ledger, PageEntry

#: Of fewer talks than that, it can't be known whose they are.
_FEW = 3


def is_same_conference(ledger: Ledger, kind: str, programme: Programme) -> bool:
    """Say whether a ledger is that of a programme: by key and year, else by most of its talks.

    A conference may be renamed, or put off; another one has other talks.
    """
    if ledger.kind != kind:
        return False
    if (ledger.key, ledger.start[:4]) == (programme.conference.key, year_of(programme)):
        return True
    titles = {talk.key: talk.title for talk in programme.talks}
    known = [*talks_of(ledger)]
    shared = [entry for entry in known if entry.key in titles]
    if len(known) < _FEW or 2 * len(shared) <= len(known):
        return False
    same = [entry for entry in shared if _slug(entry) == slugify(titles[entry.key])]
    return 2 * len(same) > len(known)


def year_of(programme: Programme) -> str:
    """Return the year in which a conference begins."""
    return str(programme.conference.facts.start)[:4]


def talks_of(ledger: Ledger) -> Iterator[Entry]:
    """Yield the talks that an import has written."""
    for page in ledger.pages.values():
        yield from (entry for entry in page.objects if entry.type == ObjectType.TALK)


def with_new_keys(ledger: Ledger, programme: Programme) -> Ledger:
    """Return a ledger that knows a conference and its talks by the keys that they have now.

    A talk that is gone, and a new one with its title and one of its speakers, are the same, if no
    other has that title.
    """
    talks = programme.talks
    old, now = {entry.key for entry in talks_of(ledger)}, {talk.key for talk in talks}
    gone: dict[str, list[Entry]] = defaultdict(list)
    new: dict[str, list[Imported[Talk]]] = defaultdict(list)
    for entry in talks_of(ledger):
        if entry.key not in now:
            gone[_slug(entry)].append(entry)
    for talk in talks:
        if talk.key not in old:
            new[slugify(talk.title)].append(talk)
    keys = {
        gone[slug][0].key: new[slug][0].key
        for slug in gone.keys() & new.keys()
        if len(gone[slug]) == len(new[slug]) == 1 and _may_be(gone[slug][0], new[slug][0])
    }
    pages = {
        name: _with_keys(page, programme.conference.key, keys)
        for name, page in ledger.pages.items()
    }
    return ledger.model_copy(update={"pages": pages})


def is_written_already(talk: Imported[Talk], own: Declared) -> bool:
    """Say whether an author has written a talk: one of that title, and of one of the speakers."""
    return slugify(talk.title) == slugify(own.title) and _share(
        names_of(own.options, ["speakers"]), talk.facts.speakers
    )


def _may_be(entry: Entry, talk: Imported[Talk]) -> bool:
    speakers = {"speakers": plain_value(entry.options.get("speakers", ""))}
    return _share(names_of(speakers, ["speakers"]), talk.facts.speakers)


def _share(some: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether two may be the same people; of a talk without any, nothing is known."""
    ones, twos = set(map(slugify, some)), set(map(slugify, others))
    return not ones or not twos or bool(ones & twos)


def _slug(entry: Entry) -> str:
    return slugify(plain_title(entry.heading.split("\n")[0]))


def _with_keys(page: PageEntry, conference: str, talks: Mapping[str, str]) -> PageEntry:
    objects = (
        one.model_copy(
            update={
                "key": talks.get(one.key, one.key) if one.type == ObjectType.TALK else conference
            }
        )
        for one in page.objects
    )
    return page.model_copy(update={"objects": tuple(objects)})
