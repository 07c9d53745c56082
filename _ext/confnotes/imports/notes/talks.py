"""The sections of notes: what a heading and the lines below it say of a talk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .fields import ADDRESSES, match_field, read_field, read_first_line
from .headings import Reading, read_heading
from .kinds import is_day, is_no_talk
from .parts import Hints, merge
from .roles import Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model import Conference
    from .fields import Line, Taken
    from .headings import Guess
    from .lines import Heading, Outline


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines up to the next one; ``heading`` is None above the first.

    ``taken`` is what lines say, ``guessed`` a line that may be a name, and ``left`` are lines that
    say something that no option can hold.
    """

    heading: Heading | None
    reading: Reading
    lines: range
    taken: dict[int, Taken] = field(default_factory=dict)
    left: dict[int, Line] = field(default_factory=dict)
    guessed: dict[int, Taken] = field(default_factory=dict)

    @property
    def begin(self) -> int:
        """The line of the heading, and -1 without one: what tells sections apart."""
        return self.heading.first if self.heading else -1

    @property
    def hints(self) -> Hints:
        """What heading and lines say together."""
        hints = self.reading.hints
        for taken in self.taken.values():
            hints = merge(hints, taken.hints)
        return hints

    def title_of(self, why_no_time: str) -> str:
        """Return the title, with what says when it was if that is no option for some reason."""
        return self.reading.timed_title if why_no_time else self.reading.title

    @property
    def signs(self) -> Signs:
        """What speaks for a talk."""
        facts = self.hints.facts
        is_talk = bool(facts.speakers or facts.room or facts.track or self.hints.clock)
        is_linked = self.reading.is_linked or bool(facts.slides or facts.video)
        if self.heading is None:
            return Signs(self.reading.title, 0, is_talk, is_linked)
        rank = self.heading.rank - (self.heading.is_odd and is_talk)
        return Signs(self.heading.plain, rank, is_talk, is_linked)


def read_sections(
    outline: Outline, conference: Conference | None, title: str
) -> tuple[Section, list[Section]]:
    """Return what stands above the first heading, below a title to be, and the other sections."""
    ends = [*(one.first for one in outline.headings[1:]), len(outline.lines)]
    first = outline.headings[0].first if outline.headings else len(outline.lines)
    top = _read_section(outline, None, title, range(outline.begin, first), conference)
    sections = [
        _read_section(outline, one, one.text, range(one.last, end), conference)
        for one, end in zip(outline.headings, ends, strict=False)
    ]
    below = [] if outline.has_preamble else sections[1:]
    ranks = sorted({one.signs.rank for one in sections})
    by_rank = [[one for one in sections if one.signs.rank == rank] for rank in ranks]
    trusted = {old.begin: new for same in by_rank for old, new in _trust(same, below)}
    (_, top), *_ = _trust([top], sections)
    return top, [trusted[one.begin] for one in sections]


def _read_section(
    outline: Outline,
    heading: Heading | None,
    text: str,
    lines: range,
    conference: Conference | None,
) -> Section:
    """Read a heading, and the lines below it as long as they say something of the talk."""
    section = Section(heading, read_heading(text, outline.references, conference), lines)
    written = [at for at in lines if outline.lines[at].strip()]
    head = True
    for at in written:
        line = match_field(outline.lines[at]) if at in outline.removable else None
        head = head and (line is not None or at == written[0])
        if line and (head or line.kind in ADDRESSES):
            taken = read_field(line, outline.references, conference)
            if taken and (head or taken.is_whole):
                section.taken[at] = taken
            elif head:
                section.left[at] = line
        elif head and at in outline.removable:
            head = _read_first(section, outline, at, conference)
        else:
            head = False
    return section


def _read_first(section: Section, outline: Outline, at: int, conference: Conference | None) -> bool:
    """Read the first line below a heading; say whether there was anything in it."""
    taken = read_first_line(outline.lines[at], conference)
    following = outline.lines[at + 1] if at + 1 in section.lines else ""
    if taken is None or (taken.is_plain and following.strip() and not match_field(following)):
        return False
    (section.guessed if taken.is_guess else section.taken)[at] = taken
    return True


def _trust(sections: Sequence[Section], below: Sequence[Section]) -> list[tuple[Section, Section]]:
    """Take guesses for right where most headings of a rank name somebody; give old and new.

    What stands *below* the first heading of all tells a title with a colon from "Name: Title".
    """
    counted = [
        one for one in sections if not (is_day(one.signs.plain) or is_no_talk(one.signs.plain))
    ]
    named = [one for one in counted if one.hints.facts.speakers or _strict(one) or one.guessed]
    if not counted or 2 * len(named) < len(counted):
        return [(one, one) for one in sections]
    ways = Counter(guess.way for one in counted for guess in _strict(one))
    habits = {way for way, count in ways.items() if count >= 3 and 2 * count >= len(counted)}
    is_lone_title = bool(below) and all(one.signs.rank > sections[0].signs.rank for one in below)
    return [(one, _settle(one, ways, habits, is_lone_title=is_lone_title)) for one in sections]


def _settle(
    section: Section, ways: Counter[str], habits: set[str], *, is_lone_title: bool
) -> Section:
    """Take the likeliest guess for right: a line of its own, then the way that is usual here."""
    if section.hints.facts.speakers:
        return section
    if section.guessed:
        return replace(section, taken=section.guessed | section.taken, guessed={})
    guesses = sorted(_strict(section), key=lambda guess: -ways[guess.way])
    guesses += [one for one in section.reading.guesses if one.is_habit and one.way in habits]
    if not guesses or (is_lone_title and guesses[0].way.endswith("colon")):
        return section
    return replace(section, reading=section.reading.trusting(guesses[0]))


def _strict(section: Section) -> list[Guess]:
    return [guess for guess in section.reading.guesses if not guess.is_habit]
