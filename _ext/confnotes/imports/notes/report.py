"""The report on notes: what was understood, and what was not, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Talk, objtype_of
from ..markdown.rendering import options_of
from .doubts import LINE_ACROSS
from .lines import Finding

if TYPE_CHECKING:
    from ...model import Facts
    from .doubts import Doubt
    from .fields import Taken
    from .lines import Heading, Outline
    from .talks import Section


class Report:
    """Collects the findings on one file."""

    def __init__(self, outline: Outline) -> None:
        """Take the outline for the lines."""
        self.findings: list[Finding] = []
        self._outline = outline
        self._below_directives: set[int] = set()

    def note(self, at: int, what: str, *, is_understood: bool = True) -> None:
        """Say something of a line."""
        text = self._outline.lines[at]
        self.findings.append(Finding(at + 1, text, what, is_understood))

    def note_title(self, title: str, facts: Facts | None) -> None:
        """Say that the page has a heading which the notes had not."""
        what = f"the page got the heading {title!r}{_say(facts)}"
        self.findings.append(Finding(1, "", what, is_understood=True))

    def note_heading(self, heading: Heading, what: str) -> None:
        """Say what became of a heading."""
        lines = self._outline.lines[heading.first : heading.last]
        text = " ".join(line.strip() for line in lines if any(map(str.isalnum, line)))
        self.findings.append(Finding(heading.first + 1, text, what, is_understood=True))

    def note_declared(self, section: Section, heading: Heading, facts: Facts, level: int) -> None:
        """Say what a heading declares now, and on which level it is, if that is another."""
        moved = f", now of level {level}" if level else ""
        self.note_heading(heading, f"{objtype_of(type(facts))}{_say(facts)}{moved}")
        lines = self._outline.lines
        self._below_directives |= {next((at for at in section.lines if lines[at].strip()), 0)}
        guess = next((one for one in section.reading.guesses if not one.is_habit), None)
        if guess and isinstance(facts, Talk):
            names = ", ".join(guess.names)
            what = f"{names!r} may be a speaker, or part of the title, and stays in it"
            self.note(heading.first, what, is_understood=False)
        if section.reading.is_time_left:
            what = "what stands behind the title can't be read, and stays in it"
            self.note(heading.first, what, is_understood=False)

    def note_taken(self, at: int, taken: Taken) -> None:
        """Say which option a line became."""
        names = " and ".join(options_of(taken.hints.facts)) or "time"
        stays = "" if taken.is_whole else "; the line stays, as it says more"
        self.note(at, f"the talk's {names}{stays}")

    def note_left(self, section: Section, why_not: str) -> None:
        """Say which lines of a talk are no option, and why its day or time is none."""
        for at, line in section.left.items():
            if line.kind or section.taken:
                what = "can't be read" if line.kind else f"{line.label!r} is no option"
                self.note(at, f"{what}, so that the line stays", is_understood=False)
        lines = [at for at, taken in section.taken.items() if taken.hints.says_when]
        if section.heading and section.reading.hints.says_when:
            lines.append(section.heading.first)
        for at in lines if why_not else ():
            self.note(at, f"{why_not}; what says so stays as it is", is_understood=False)

    def note_unsure(self, at: int) -> None:
        """Say that no talk was found."""
        what = "it can't be seen which headings are talks, so that none is declared"
        self.note(at, what, is_understood=False)

    def is_settled(self, doubt: Doubt) -> bool:
        """Say whether a line across has something above it now: the directive."""
        return doubt.what == LINE_ACROSS and doubt.at in self._below_directives

    def note_doubt(self, doubt: Doubt, *, is_mended: bool) -> None:
        """Say what a build would complain of, and what was done about it."""
        then = ", so that it is plain text now" if is_mended else "; it stays as it is"
        if is_mended and doubt.new.endswith(":"):
            then = ", so that it is a comment now"
        self.note(doubt.at, f"{doubt.what}{then}", is_understood=False)


def _say(facts: Facts | None) -> str:
    """Return what a directive says."""
    options = options_of(facts) if facts else {}
    said = "; ".join(f"{name}: {text}" for name, text in options.items())
    return f" ({said})" if said else ""
