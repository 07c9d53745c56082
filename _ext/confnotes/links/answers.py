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
        self._kept: dict[str, tuple[dt.date, Verdict]] = {
            url: (day, verdict)
            for url, (day, verdict) in _load(file).items()
            if 0 <= (today - day).days < days
        }

    def get(self, url: str) -> Verdict | None:
        """Return what was found of an address, if that is remembered."""
        return self._kept[url][1] if url in self._kept else None

    def note(self, url: str, verdict: Verdict) -> None:
        """Remember what was found of an address today."""
        self._kept[url] = (self._today, verdict)

    def forget(self, url: str) -> None:
        """Ask for an address again the next time."""
        self._kept.pop(url, None)

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
