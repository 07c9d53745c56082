"""What servers have answered, remembered from one check of the links to the next."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from ..files import write_whole
from .report import Finding
from .verdicts import Verdict

if TYPE_CHECKING:
    from pathlib import Path


class Answers:
    """The answers of the last days, by address, in a file."""

    def __init__(self, file: Path, today: dt.date, days: int) -> None:
        """Remember what the file has that is less than *days* days old.

        A broken file has nothing.
        """
        self._file = file
        self._today = today
        self._new: dict[str, tuple[dt.date, Verdict]] = {}
        self._kept: dict[str, tuple[dt.date, Verdict]] = {
            url: (day, verdict)
            for url, (day, verdict) in _load(file).items()
            if 0 <= (today - day).days < days
        }

    def get(self, url: str) -> Verdict | None:
        """Return what was found of an address, if that is known."""
        known = self._new.get(url) or self._kept.get(url)
        return known[1] if known else None

    def note(self, url: str, verdict: Verdict, *, is_kept: bool) -> None:
        """Know what was found of an address today, and perhaps keep it for the next time."""
        (self._kept if is_kept else self._new)[url] = (self._today, verdict)

    def save(self) -> None:
        """Write the file."""
        kept = {
            url: [day.isoformat(), *verdict] for url, (day, verdict) in sorted(self._kept.items())
        }
        write_whole(self._file, json.dumps(kept, indent=0, ensure_ascii=False))


def _load(file: Path) -> dict[str, tuple[dt.date, Verdict]]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return {
            str(url): (dt.date.fromisoformat(day), Verdict(Finding(finding), str(why), str(where)))
            for url, (day, finding, why, where) in kept.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
