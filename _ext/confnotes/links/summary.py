"""What the commands say: what was found, what was not, and what changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ..telling import difference, section
from .archive import Outcome
from .copies import list_of_copies
from .linkfile import LINK_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .archive import Answer
    from .known import KnownLink
    from .proposals import Wanted
    from .remembered import Question, Remembered

#: A copy that is further from its day than this may be of another page altogether.
_FAR = dt.timedelta(366)
#: How many seconds an address takes: two requests, of which there are twenty in a minute.
_SECONDS = 6


def about(addresses: int) -> str:
    """Return how long asking for some addresses takes."""
    minutes = round(addresses * _SECONDS / 60)
    if minutes < 1:
        return "less than a minute"
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"


def tell_answers(wanted: Sequence[Wanted], remembered: Remembered, archive: str) -> Iterator[str]:
    """Yield the lines that say what the archive has of each address."""
    answers = [
        (question, answer)
        for one in wanted
        for question in one.questions
        if (answer := remembered.get(question))
    ]

    def those(outcome: Outcome) -> list[tuple[Question, Answer]]:
        return [(question, answer) for question, answer in answers if answer.outcome is outcome]

    yield from section("Found", (_found(*one) for one in those(Outcome.FOUND)))
    yield from section("No copy", dict.fromkeys(one.url for one, _ in those(Outcome.NONE)))
    undecided = (f"{_asked(one)}: {answer.reason}" for one, answer in those(Outcome.UNDECIDED))
    yield from section("Not decided, to be asked for again", undecided)
    unusable = (
        f"{_asked(one)}: {answer.reason}; see {list_of_copies(archive, one.url)}"
        for one, answer in those(Outcome.UNUSABLE)
    )
    yield from section("For you to look at", unusable)


def tell_unused(unused: Iterable[KnownLink]) -> Iterator[str]:
    """Yield the lines that list the entries which could go."""
    lines = (f"{LINK_FILE}:{link.line}: {link.url}" for link in unused)
    yield from section("Entries that no note uses any more", lines)


def diff(old: str, new: str) -> list[str]:
    """Return the lines in which two texts of ``links.toml`` differ, in the unified form."""
    return [*difference(old, new, LINK_FILE, LINK_FILE)]


def _asked(question: Question) -> str:
    return f"{question.url} (near {question.day})" if question.day else question.url


def _found(question: Question, answer: Answer) -> str:
    copy = answer.snapshot
    if copy is None:  # which no answer of that kind has
        return _asked(question)
    far = question.day and abs(copy.date - question.day) > _FAR
    doubt = f", more than a year from {question.day}" if far else ""
    return f"{question.url}\n      {copy.date}{doubt}: {copy.url}"
