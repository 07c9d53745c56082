"""What the talks of a programme have to do with each other, whatever they were read from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from .wording import one_spelling, shorten

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from ...model import Conference, Talk
    from ..model import Imported, Programme


#: So many others of which the same is said need no line each.
_MANY = 3


def tell_apart(talks: Iterable[Imported[Talk]], remarks: list[str]) -> Iterator[Imported[Talk]]:
    """Give each talk a key of its own; a talk that is there twice is read once."""
    known: dict[str, Imported[Talk]] = {}
    for talk in talks:
        number, key = 1, talk.key
        while key in known and replace(known[key], key=talk.key) != talk:
            number += 1
            key = f"{talk.key}-{number}"
        if key in known:
            remarks.append(f"{shorten(talk.title)}: it is there twice, and was read once")
            continue
        known[key] = replace(talk, key=key)
        yield known[key]


def about_talks(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield remarks on talks, of which titles and sentences are given.

    What is said of many talks is said once, with their number.
    """
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for title, sentence in said:
        titles[sentence].append(shorten(title))
    for sentence, (first, *others) in titles.items():
        if len(others) < _MANY:
            yield from (f"{title}: {sentence}" for title in (first, *others))
        else:
            yield f"{first} and {len(others)} others: {sentence}"


def spell_alike(programmes: Iterable[Programme]) -> list[Programme]:
    """Spell each person in one way on all talks of all programmes."""
    programmes = list(programmes)
    talks = [talk for programme in programmes for talk in programme.talks]
    spelling = one_spelling(name for talk in talks for name in talk.facts.speakers)

    def spelled(talk: Imported[Talk]) -> Imported[Talk]:
        names = tuple(dict.fromkeys(spelling[name] for name in talk.facts.speakers))
        return replace(talk, facts=replace(talk.facts, speakers=names))

    return [
        replace(programme, talks=tuple(map(spelled, programme.talks))) for programme in programmes
    ]


def last_for(
    facts: Conference, days: Iterable[dt.date], talks: Iterable[Imported[Talk]]
) -> Conference:
    """Let a conference last for some days, and from its first talk to its last one.

    The last talk may be on the day after, when it is after midnight. Raises `ValueError` where
    there is no day at all.
    """
    all_days = {*days, *(talk.facts.date for talk in talks if talk.facts.date)}
    if not all_days:
        raise ValueError("nothing says when it was: neither the conference nor a talk has a date")
    start, end = min(all_days), max(all_days)
    return replace(facts, start=start, end=end if end > start else None)
