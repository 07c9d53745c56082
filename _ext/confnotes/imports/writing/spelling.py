"""One spelling for each speaker and each topic: the notebook's own, else the most frequent.

Names that give one id are one person or one topic to the extension, and it warns of two spellings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model import ObjectType
from ...names import same_letters, same_spelling, slugify
from ..markdown.rendering import can_be_listed
from .declared import names_of, plain_value
from .notebook import NAMES, is_named_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...model import Talk
    from ..model import Programme
    from .ledger import Entry
    from .notebook import Notebook

#: The options of a talk that name others, and what they name.
NAMING = {"speakers": ObjectType.SPEAKER, "topics": ObjectType.TOPIC}
_SAME = {ObjectType.SPEAKER: same_spelling, ObjectType.TOPIC: same_letters}


@dataclass(slots=True)
class Spelling:
    """How names of a kind are spelled, by their slugs, and which were changed for it.

    ``declared`` has the title of what has a page, and its aliases; ``counted`` all other names.
    Of ``changed`` are only those that the extension would warn of.
    """

    objtype: ObjectType
    declared: Mapping[str, tuple[str, ...]]
    counted: Mapping[str, str]
    changed: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Return how a name is written in an option: as others write it, or as an id."""
        slug, is_same = slugify(name), _SAME[self.objtype]
        allowed = self.declared.get(slug, ())
        found = allowed[0] if allowed else self.counted.get(slug, name)
        if is_named_by_id(self.objtype, name) or any(is_same(name, one) for one in allowed):
            found = name
        if not can_be_listed(found):
            found = slug
        if not is_same(name, found):
            self.changed[name] = found
        return found

    def said(self) -> list[str]:
        """Say once which names were changed."""
        said = [
            f"the {self.objtype} {name!r} is written {found!r}"
            for name, found in self.changed.items()
        ]
        self.changed.clear()
        return said


def spelling_of(
    objtype: ObjectType,
    notebook: Notebook,
    programmes: Iterable[Programme],
    written: Iterable[tuple[str, Entry]] = (),
) -> Spelling:
    """Choose a spelling for each name of a kind in a notebook and in what is to be imported.

    *written* are the talks that may be written anew, each with its page: a source that has mended
    a name is not held to what it said before.
    """
    declared: dict[str, tuple[str, ...]] = {}
    for one in notebook.of_type(objtype):
        names = (one.title, *one.aliases)
        for slug in (one.id, *map(slugify, names)):
            declared.setdefault(slug, names)
    talks = (talk.facts for programme in programmes for talk in programme.talks)
    own = Counter(
        name
        for talk in talks
        for name in (talk.speakers if objtype is ObjectType.SPEAKER else talk.topics)
    )
    there = notebook.names(objtype) - _still_as_written(objtype, notebook, written)
    counted = _most_frequent(objtype, own) | _most_frequent(objtype, there)
    return Spelling(objtype, declared, counted)


def _still_as_written(
    objtype: ObjectType, notebook: Notebook, written: Iterable[tuple[str, Entry]]
) -> Counter[str]:
    """Return how often names stand where an import wrote them, and nobody has changed them."""
    values = {
        (path, option, plain_value(entry.options[option]))
        for path, entry in written
        for option in NAMES[objtype]
        if option in entry.options
    }
    found: Counter[str] = Counter()
    for talk in notebook.of_type(ObjectType.TALK) if values else ():
        for option in NAMES[objtype]:
            if (talk.path, option, talk.options.get(option)) in values:
                found.update(names_of(talk.options, [option]))
    return found


def _most_frequent(objtype: ObjectType, names: Counter[str]) -> dict[str, str]:
    """Return the name for each slug that the extension would show (`confnotes.tables`)."""
    by_slug: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_slug[slugify(name)].append(name)
    return {
        slug: min(found, key=lambda name: (is_named_by_id(objtype, name), -names[name], name))
        for slug, found in by_slug.items()
    }


def kinds_named(talks: Iterable[Talk]) -> Iterator[ObjectType]:
    """Yield the kinds of those that talks name."""
    known = list(talks)
    for option, kind in NAMING.items():
        if any(getattr(talk, option) for talk in known):
            yield kind
