"""What can be wrong with a notebook: the kinds of warnings, and their form."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Subtype(StrEnum):
    """Subtypes of the warnings of type ``confnotes``.

    ``suppress_warnings = ["confnotes.spelling"]`` in ``conf.py`` silences one of them.
    """

    UNKNOWN_CONFERENCE = "unknown-conference"
    """A role or an option names a conference that nobody declares."""
    UNKNOWN_TALK = "unknown-talk"
    """A role names a talk that does not exist."""
    UNKNOWN_SPEAKER = "unknown-speaker"
    """A role or an option names a person who has neither a page nor a talk."""
    UNKNOWN_TOPIC = "unknown-topic"
    """A role or an option names a topic that is neither declared nor on any talk."""
    AMBIGUOUS_TALK = "ambiguous-talk"
    """A talk is named without its conference, and several conferences have one of that id."""
    DUPLICATE_ID = "duplicate-id"
    """Two declarations claim one id, or one claims another's alias."""
    INVALID_DATE = "invalid-date"
    """A date, or a date and time, that is none."""
    END_BEFORE_START = "end-before-start"
    """A conference ends before it starts."""
    OUTSIDE_CONFERENCE = "outside-conference"
    """A talk is dated to a day on which its conference did not take place."""
    NO_CONFERENCE = "no-conference"
    """A talk belongs to no conference."""
    UNKNOWN_OPTION = "unknown-option"
    """A directive has an option that it does not know."""
    MISPLACED_OPTION = "misplaced-option"
    """An option stands in the content of its directive, where it is text."""
    UNEXPECTED_TEXT = "unexpected-text"
    """Text stands on the first line of a directive, behind its name."""
    SHARED_SECTION = "shared-section"
    """Two directives of a kind stand in one section, so that both have its heading."""
    MISSING_OPTION = "missing-option"
    """A directive lacks an option that it needs."""
    INVALID_VALUE = "invalid-value"
    """An option's value is not one of those that it can have."""
    INVALID_URL = "invalid-url"
    """A URL that is none, or whose scheme is not http, https or mailto."""
    EMPTY_NAME = "empty-name"
    """A heading or a name in a list is empty, or has no letter to make an id of."""
    SPELLING = "spelling"
    """One person's name is spelled in two ways, or one topic's in other letters."""
    OUTSIDE_SECTION = "outside-section"
    """A directive stands above the first heading, so that there is nothing to describe."""
    BROADER_CIRCLE = "broader-circle"
    """A topic is, over some steps, broader than itself."""
    CIRCULAR_TOCTREE = "circular-toctree"
    """A page is in a table of contents that, over some steps, is in its own."""
    INVALID_LINKS = "invalid-links"
    """``links.toml`` says something that cannot be."""
    FIXED_LINK = "fixed-link"
    """A picture, raw HTML or a toctree has the address of what is gone, and stays as it is."""
    BROKEN_LINK = "broken-link"
    """A link is broken, and ``links.toml`` does not know of it. Only ``linkcheck`` says so."""
    NO_NETWORK = "no-network"
    """Nothing on the web answers, so that no link could be checked. Only ``linkcheck`` says so."""
    NO_PAGEFIND = "no-pagefind"
    """The program that makes the search index is not installed, or fails."""
    NO_EXPORT = "no-export"
    """A file to take away is not made: its name is taken, or nobody knows such a file."""
    INVALID_NOTEBOOK = "invalid-notebook"
    """``confnotes_notebooks`` names something that is no address of a notebook."""
    NO_NOTEBOOK = "no-notebook"
    """Another notebook does not answer, and there is no copy of it."""
    OLD_NOTEBOOK = "old-notebook"
    """Another notebook does not answer, and is shown as it was before."""
    BAD_NOTEBOOK = "bad-notebook"
    """Another notebook sends what cannot be used."""
    NEWER_NOTEBOOK = "newer-notebook"
    """Another notebook is written by a version of the extension that is newer than this one."""
    NO_INDEX = "no-index"
    """A speaker or a topic is only named, and no page has the index of its kind."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    ``location`` is ``path:line``, as Sphinx's logging takes it; ``message`` is a sentence that says
    what is wrong and what to write instead.
    """

    location: str
    subtype: Subtype
    message: str

    @property
    def place(self) -> tuple[str, int, str, str]:
        """What problems are sorted by: path, line, and then whatever tells two apart."""
        path, _, line = self.location.rpartition(":")
        return path, int(line) if line.isdecimal() else 0, self.subtype, self.message


def did_you_mean(target: str, known: Iterable[str]) -> str:
    """Return a sentence (with a leading space) that names up to three ids near to *target*.

    Returns the empty string where nothing is near. A talk is also found by its short id.
    """
    names = sorted(known)
    near = get_close_matches(target, names, n=3, cutoff=0.6)
    if len(near) < 3:
        short = target.rpartition("/")[2]
        last_parts = {name: name.rpartition("/")[2] for name in names if name not in near}
        close = set(get_close_matches(short, sorted(set(last_parts.values())), n=3, cutoff=0.6))
        near += [name for name, last in last_parts.items() if last in close][: 3 - len(near)]
    return suggest(near)


def suggest(names: Sequence[str]) -> str:
    """Return a sentence (with a leading space) that proposes names; empty if there are none."""
    if not names:
        return ""
    some, *others = map(repr, names)
    for other in others:
        some = _("{some} or {other}", some=some, other=other)
    return " " + _("Did you mean {names}?", names=some)
