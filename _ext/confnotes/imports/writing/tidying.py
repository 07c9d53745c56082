"""A programme without what the notebook would warn of; what was changed for it is said.

A source may have talks on days on which its conference is over, names without a letter, and one
person under two spellings.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from ...model import Conference, Facts, ObjectType, Talk
from ...names import slugify
from ..markdown.prose import to_markdown
from ..markdown.rendering import heading, options_of
from .spelling import spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Imported, Programme
    from .ledger import Entry
    from .notebook import Notebook
    from .spelling import Spelling

_FactsT = TypeVar("_FactsT", bound=Facts)
#: A talk that is so much before or after its conference has a wrong date; one that is nearer is a
#: sprint, or a tutorial, and the conference was longer than the source says.
_NEAR = dt.timedelta(14)


class Tidier:
    """Tidies the programmes of one import, so that they get on with each other and the notebook."""

    def __init__(
        self,
        notebook: Notebook,
        programmes: Sequence[Programme],
        written: Sequence[tuple[str, Entry]] = (),
    ) -> None:
        """Choose the spellings; *written* are the talks that may be written anew."""
        self._speakers = spelling_of(ObjectType.SPEAKER, notebook, programmes, written)
        self._topics = spelling_of(ObjectType.TOPIC, notebook, programmes, written)

    def tidy(self, programme: Programme) -> Programme:
        """Return a programme that can be written.

        Raises `ValueError` for one that has no day, or no title.
        """
        remarks = [*programme.remarks]
        talks = [self._tidy_talk(talk, remarks) for talk in _titled(programme.talks, remarks)]
        facts = _writable(replace(programme.conference.facts, id=""), "the conference", remarks)
        facts = _with_days(facts, [talk.facts.date for talk in talks if talk.facts.date], remarks)
        heading(programme.conference.title)
        content = to_markdown(programme.conference.content)
        conference = replace(programme.conference, facts=facts, content=content)
        talks = [_within(talk, facts, remarks) for talk in talks]
        remarks += [*self._speakers.said(), *self._topics.said()]
        return replace(programme, conference=conference, talks=tuple(talks), remarks=tuple(remarks))

    def _tidy_talk(self, talk: Imported[Talk], remarks: list[str]) -> Imported[Talk]:
        facts = replace(
            talk.facts,
            id="",
            conference="",
            speakers=_named(talk.facts.speakers, self._speakers, talk.title, remarks),
            topics=_named(talk.facts.topics, self._topics, talk.title, remarks),
        )
        facts = _writable(facts, repr(talk.title), remarks)
        return replace(talk, facts=facts, content=to_markdown(talk.content))


def _titled(talks: Sequence[Imported[Talk]], remarks: list[str]) -> Iterator[Imported[Talk]]:
    """Yield the talks that have a title, each with a key of its own."""
    keys: dict[str, int] = {}
    for talk in talks:
        try:
            heading(talk.title)
        except ValueError:
            remarks.append(f"a talk without a title is left out ({talk.key})")
            continue
        key = talk.key.encode(errors="replace").decode()
        keys[key] = keys.get(key, 0) + 1
        yield replace(talk, key=key if keys[key] == 1 else f"{key} {keys[key]}")


def _named(
    names: Sequence[str], spelling: Spelling, title: str, remarks: list[str]
) -> tuple[str, ...]:
    what = f"of {title!r}, the {spelling.objtype}"
    why = "is left out: there is no letter or digit in the name"
    remarks += [f"{what} {name!r} {why}" for name in names if not slugify(name)]
    return tuple(dict.fromkeys(spelling.of(name) for name in names if slugify(name)))


def _writable(facts: _FactsT, name: str, remarks: list[str]) -> _FactsT:
    """Return a record without the fields that no option can hold."""
    try:
        options_of(facts)
    except ValueError:
        pass
    else:
        return facts
    defaults = type(facts)()
    for one in fields(facts):
        if one.name == "time":
            continue
        try:
            options_of(replace(defaults, **{one.name: getattr(facts, one.name)}))
        except ValueError as error:
            remarks.append(f"of {name}, {error}; it is left out")
            facts = replace(facts, **{one.name: getattr(defaults, one.name)})
    return facts


def _with_days(facts: Conference, days: Sequence[dt.date], remarks: list[str]) -> Conference:
    """Return a conference that lasts from its first talk to its last."""
    start, end = facts.start, facts.end
    if start and end and end < start:
        remarks.append(f"the conference ends on {end}, before it starts; the two are exchanged")
        start, end = end, start
    if start is None and not days:
        raise ValueError("nothing says on which day the conference was")
    start = start or min(days)
    last = end or start
    first_talk = min((day for day in days if start - day <= _NEAR), default=start)
    last_talk = max((day for day in days if day - last <= _NEAR), default=last)
    if facts.start and first_talk < start:
        remarks.append(f"there are talks on {first_talk}, before the first day, {start}")
    if end and last_talk > last:
        remarks.append(f"there are talks on {last_talk}, after the last day, {end}")
    start, last = min(start, first_talk), max(last, last_talk)
    return replace(facts, start=start, end=last if last > start or end else None)


def _within(talk: Imported[Talk], conference: Conference, remarks: list[str]) -> Imported[Talk]:
    """Return a talk without its date, if its conference was at another time."""
    day, start = talk.facts.date, conference.start
    if day is None or start is None or start <= day <= (conference.end or start):
        return talk
    remarks.append(f"{talk.title!r} is dated {day}, which is no day of the conference: left out")
    return replace(talk, facts=replace(talk.facts, date=None, time=None))
