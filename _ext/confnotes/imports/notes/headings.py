"""Headings of talks: the title, and what else stands in the line.

Whether "Take Two: a second look" is by somebody called Take Two can't be seen from the heading
alone. So the ways in which a heading can name somebody are read as guesses, and count only if the
notes name the speakers of most talks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from ...model import Talk, TalkType
from .dates import names_a_day
from .links import option_of, unlink
from .names import affiliated, named, persons
from .parts import Hints, facts_of, merge, read_parts
from .times import read_clocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...model import Conference

#: How many characters a line may have that says something of a talk.
LONGEST = 400
_NUMBER = re.compile(
    r"\A(?:#?\d{1,3}[.)]|#\d{1,3}|(?:talk|session)\s?#?\d{1,3}\s*[-–—:.])\s+(?=\S)", re.IGNORECASE
)
_BRACKETS = re.compile(r"(?P<title>.*?[^\s\]])\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\Z")
_TIME = re.compile(r"(?<!\d)\d{1,2}[:h][0-5]\d(?!\d)|(?<!\d)\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_LEADING_TIME = re.compile(
    r"(?P<time>\d{1,2}[:h]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[-–—]\s*\d{1,2}[:h]\d{2}(?:\s*[ap]\.?m\.?)?)?)"
    r"(?:\s*[-–—:|]\s*|\s+)(?P<title>\S.*)\Z",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?P<title>.*\S)\s*[,;:–—-]?\s+(?:presented |given )?by:?\s+(?P<names>\S.*)\Z", re.IGNORECASE
)
_DASH = re.compile(r"(?P<one>.*\S)\s+(?:[-–—|]|--|---)\s+(?P<other>\S.*)\Z")
_COLON = re.compile(r"(?P<one>[^:]*[^\s:]):\s+(?P<other>\S.*)\Z")
_TYPES = (
    (re.compile(r"(?:opening |closing )?keynote\b", re.IGNORECASE), TalkType.KEYNOTE),
    (re.compile(r"lightning talks?\b", re.IGNORECASE), TalkType.LIGHTNING),
    (re.compile(r"tutorials?(?::|\s+[-–—])", re.IGNORECASE), TalkType.TUTORIAL),
    (re.compile(r"workshops?(?::|\s+[-–—])", re.IGNORECASE), TalkType.WORKSHOP),
    (re.compile(r"panels?(?: discussion)?(?::|\s+[-–—]|\Z)", re.IGNORECASE), TalkType.PANEL),
)
_KEYNOTE = re.compile(
    r"(?P<title>(?:opening |closing )?keynote)(?: speakers?)?\s*(?::|[-–—]\s)\s*(?P<names>\S.*)\Z",
    re.IGNORECASE,
)
_AFTER_KIND = re.compile(
    r"(?:(?:lightning )?talks?|tutorials?|workshops?)\s+[-–—]\s+(?P<one>[^:]*[^\s:]):\s+"
    r"(?P<other>\S.*)\Z",
    re.IGNORECASE,
)
#: How names are put into headings: what it is called, and which part they are.
_WAYS = (
    ("by", _BY, "names", "title"),
    ("after a kind", _AFTER_KIND, "one", "other"),
    ("brackets", _BRACKETS, "inside", "title"),
    ("after a dash", _DASH, "other", "one"),
    ("before a dash", _DASH, "one", "other"),
    ("before a colon", _COLON, "one", "other"),
    ("after a colon", _COLON, "other", "one"),
)
_KEPT_TOGETHER = re.compile(r"\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?|`[^`]*`_{0,2}|<[^<>]*>")


class Guess(NamedTuple):
    """A way to divide a title, the rest of it, and the names that would then be in it.

    Names of a ``habit`` may have any shape; they count where every heading is written alike.
    """

    way: str
    title: str
    names: tuple[str, ...]
    is_habit: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a heading says: the title as marked up, what is sure, and who may be the speaker.

    ``before`` and ``behind`` the title stands what says when the talk was.
    """

    title: str
    hints: Hints = field(default_factory=Hints)
    guesses: tuple[Guess, ...] = ()
    before: str = ""
    behind: str = ""

    @property
    def is_linked(self) -> bool:
        """Whether the heading is a link."""
        facts = self.hints.facts
        return bool(facts.slides or facts.video or facts.url)

    @property
    def is_time_left(self) -> bool:
        """Whether the title ends in brackets with a time or a day that could not be read."""
        match = _BRACKETS.match(self.title)
        return bool(match and (_TIME.search(match["inside"]) or names_a_day(match["inside"])))

    @property
    def timed_title(self) -> str:
        """The title with what says when the talk was."""
        return f"{self.before}{self.title}{self.behind}"

    def trusting(self, guess: Guess) -> Reading:
        """Return the reading with a guess taken for right."""
        hints = merge(self.hints, Hints(Talk(speakers=guess.names)))
        return replace(self, title=guess.title, hints=hints, guesses=())


def read_heading(
    text: str, references: Mapping[str, str], conference: Conference | None
) -> Reading:
    """Read the heading of a talk, from the outside in; no title is as long as some lines are."""
    if len(text) > LONGEST:
        return Reading(text)
    reading = Reading(_NUMBER.sub("", text.strip()))
    for read in (_read_link, _read_time, _read_brackets, _read_link, _read_by, _read_link):
        reading = read(reading, references, conference)
    kind = next((kind for pattern, kind in _TYPES if pattern.match(reading.title)), TalkType.TALK)
    hints = merge(reading.hints, Hints(Talk(type=kind)))
    guesses = () if hints.facts.speakers else tuple(_guesses(reading.title))
    return replace(reading, hints=hints, guesses=guesses)


def _read_link(
    reading: Reading, references: Mapping[str, str], conference: Conference | None
) -> Reading:
    found = unlink(reading.title, references)
    if found is None or not found[0]:
        return reading
    option = option_of(found[1])
    link = Hints(facts_of(**{option: (found[1],)}))
    return replace(reading, title=found[0], hints=merge(reading.hints, link))


def _read_time(
    reading: Reading, references: Mapping[str, str], conference: Conference | None
) -> Reading:
    match = _LEADING_TIME.match(reading.title)
    clocks = read_clocks(match["time"]) if match else None
    if match is None or clocks is None:
        return reading
    hints = merge(reading.hints, Hints(Talk(duration=clocks[1]), clocks[0]))
    before = reading.title[: match.start("title")]
    return replace(reading, title=match["title"], hints=hints, before=before)


def _read_brackets(
    reading: Reading, references: Mapping[str, str], conference: Conference | None
) -> Reading:
    match = _BRACKETS.match(reading.title)
    hints = read_parts(match["inside"], conference) if match else None
    if match is None or hints is None:
        return reading
    if hints == Hints(Talk(speakers=hints.facts.speakers)):  # "Title (Ann Lee)" is a guess
        return reading
    behind = reading.title[match.end("title") :] if hints.says_when else ""
    return replace(reading, title=match["title"], hints=merge(reading.hints, hints), behind=behind)


def _read_by(
    reading: Reading, references: Mapping[str, str], conference: Conference | None
) -> Reading:
    match = _KEYNOTE.match(reading.title) or _BY.match(reading.title)
    names = persons(match["names"]) if match else ()
    title = match["title"].rstrip(" ,;:–—-") if match and names else reading.title
    if match and not names and match.re is _BY:
        names = affiliated(match["names"])  # "by Ann Lee, Example Ltd" stays in the title
    return replace(reading, title=title, hints=merge(reading.hints, Hints(Talk(speakers=names))))


def _guesses(title: str) -> Iterator[Guess]:
    """Yield the ways in which a title may hold names, likelier ones first."""
    bare = _KEPT_TOGETHER.sub(lambda match: "_" * len(match[0]), title)
    for way, pattern, who, what in _WAYS:
        match = pattern.match(bare)
        if match is None:
            continue
        text, rest = title[slice(*match.span(who))], title[slice(*match.span(what))]
        if names := persons(text):
            yield Guess(way, rest, names)
        elif text.rstrip().endswith(")") or "@" in text:
            yield from (Guess(way, title, names) for names in [affiliated(text)] if names)
        elif (found := named(text)) and found[1]:
            yield Guess(way, rest, found[0], is_habit=True)
