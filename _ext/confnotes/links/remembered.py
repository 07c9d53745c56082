"""What the archive has answered, remembered for some days, so that it is asked only once."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, NamedTuple

from ..files import write_whole
from .addresses import place_of
from .archive import Answer, Outcome
from .known import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: For how many days an answer is believed.
DAYS = 7


class Question(NamedTuple):
    """Which page the archive is asked for, and near which day; None is the newest copy."""

    url: str
    day: dt.date | None


class Remembered:
    """The answers of an archive, those of this run and of the last days.

    Only what is certain is kept for the next run, a copy or that there is none; it is written as
    soon as it is known.
    """

    def __init__(self, file: Path, archive: str, today: dt.date) -> None:
        """Remember what a file says of an archive; what it cannot be read from says nothing."""
        self._file = file
        self._archive = archive
        self._today = today
        self._kept = {
            question: (asked, answer)
            for question, (asked, answer) in _load(file, archive).items()
            if dt.timedelta() <= today - asked < dt.timedelta(DAYS)
        }
        self._answers = {question: answer for question, (_, answer) in self._kept.items()}

    def get(self, question: Question) -> Answer | None:
        """Return what was answered, None if that is not known."""
        return self._answers.get(question)

    def note(self, question: Question, answer: Answer) -> None:
        """Remember an answer; raise `OSError` if it cannot be written down.

        One that is not certain takes the place of what was: a page that the archive was asked to
        keep may be there the next time.
        """
        self._answers[question] = answer
        was_kept = self._kept.pop(question, None) is not None
        if answer.outcome in {Outcome.FOUND, Outcome.NONE}:
            self._kept[question] = (self._today, answer)
        if was_kept or question in self._kept:
            write_whole(self._file, self._dump())

    def _dump(self) -> str:
        answers = [
            {
                "url": question.url,
                "day": str(question.day) if question.day else "",
                "asked": str(asked),
                "copy": answer.snapshot.url if answer.snapshot else "",
                "date": str(answer.snapshot.date) if answer.snapshot else "",
            }
            for question, (asked, answer) in self._kept.items()
        ]
        kept = {"archive": self._archive, "answers": answers}
        return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _load(file: Path, archive: str) -> dict[Question, tuple[dt.date, Answer]]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        answers = kept["answers"] if kept["archive"] == archive else []
        return dict(map(_read, answers))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _read(kept: Mapping[str, str]) -> tuple[Question, tuple[dt.date, Answer]]:
    """Return one answer; raise `ValueError` and others if it is none."""
    question = Question(kept["url"], dt.date.fromisoformat(kept["day"]) if kept["day"] else None)
    answer = Answer(Outcome.NONE)
    if kept["copy"]:
        if not place_of(kept["copy"]):
            raise ValueError("this is no address of a copy")
        snapshot = Snapshot(kept["copy"], dt.date.fromisoformat(kept["date"]))
        answer = Answer(Outcome.FOUND, snapshot)
    return question, (dt.date.fromisoformat(kept["asked"]), answer)
