"""From a directive's options, as text, to a record of the model.

Nothing is dropped without a word: what cannot be read becomes a `Complaint`, and the rest of the
directive still counts. An option that is left empty is an option that is not given.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from .diagnostics import Subtype, did_you_mean
from .model import RECORDS, Conference, ObjectType, TalkQuery
from .options import NAME_INDEX_OPTIONS, OPTIONS, TALK_LIST_OPTIONS
from .words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .model import Facts
    from .options import Option

_YAML_LIST = re.compile(r"- |\[.*\]\Z")
_FIRST_LINE = re.compile(r"\s*(?:\.\. [\w:-]+::|[:`~]{3,}\{[^}]*\})[ \t]+(\S.*)")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_OPTION_LINE = re.compile(r":([a-z-]+):(?:\s|$)")


class Complaint(NamedTuple):
    """What is wrong with one option: the kind of problem, and a sentence."""

    subtype: Subtype
    message: str


def read_facts(
    objtype: ObjectType, options: Mapping[str, str | None]
) -> tuple[Facts, list[Complaint]]:
    """Read the options of a declaring directive.

    Returns the record, complete but for what could not be read, and what is wrong.
    """
    fields, complaints = _read_fields(OPTIONS[objtype], options)
    if "date" in fields:
        fields["date"], fields["time"] = fields["date"]
    facts = RECORDS[objtype](**fields)
    if isinstance(facts, Conference):
        complaints += _check_days(facts, start_given=bool(options.get("start")))
    return facts, complaints


def find_misplaced(objtype: ObjectType, content: Iterable[str]) -> list[Complaint]:
    """Look for options in the content of a declaring directive.

    An empty line above them, or an option that goes on in a second line, ends the options for
    Markdown and for reStructuredText alike, and what follows would show as text.
    """
    names = [match[1] for line in _outside_fences(content) if (match := _OPTION_LINE.match(line))]
    return [
        Complaint(
            Subtype.MISPLACED_OPTION,
            _(
                "':{name}:' stands in the content, and is no option there; options come right "
                "below the first line of the directive, each on one line, with no empty line "
                "above",
                name=name,
            ),
        )
        for name in names
        if name in OPTIONS[objtype]
    ]


def find_repeated(text: str) -> list[Complaint]:
    """Look for options that a directive, given as it is written, has twice.

    For Markdown: MyST lets the last one count, and says nothing. (reStructuredText does.)
    """
    option_lines = takewhile(bool, map(_OPTION_LINE.match, text.splitlines()[1:]))
    counted = Counter(match[1] for match in option_lines if match)
    return [
        Complaint(
            Subtype.INVALID_VALUE,
            _(
                "option {name!r} is there {count} times, and only the last one counts; write "
                "it once, with commas between the parts of a list",
                name=name,
                count=count,
            ),
        )
        for name, count in counted.items()
        if count > 1
    ]


def find_title(text: str) -> list[Complaint]:
    """Look for words on the first line of a directive, given as it is written.

    Somebody may have taken that for the place of the title; it is read as content.
    """
    match = _FIRST_LINE.match(text)
    if match is None:
        return []
    message = _(
        "{name!r} stands on the first line of the directive, and counts as its "
        "description; the heading above is the name, and a description begins on a "
        "line of its own",
        name=match[1],
    )
    return [Complaint(Subtype.UNEXPECTED_TEXT, message)]


def read_query(options: Mapping[str, str | None]) -> tuple[TalkQuery, list[Complaint]]:
    """Read the options of a ``talk-list``."""
    if "notes" in options:  # a flag has no value, and is given all the same
        options = {**options, "notes": options["notes"] or "yes"}
    fields, complaints = _read_fields(TALK_LIST_OPTIONS, options)
    return TalkQuery(**fields), complaints


def read_letters_of_index(
    objtype: ObjectType, options: Mapping[str, str | None]
) -> tuple[tuple[str, ...], list[Complaint]]:
    """Read the options of an index: the letters of names, in order; empty for all of them."""
    has_names = objtype in {ObjectType.SPEAKER, ObjectType.TOPIC}
    fields, complaints = _read_fields(NAME_INDEX_OPTIONS if has_names else {}, options)
    ranges: tuple[tuple[str, ...], ...] = fields.get("letters", ())
    return tuple(sorted({letter for letters in ranges for letter in letters})), complaints


def _check_days(conference: Conference, *, start_given: bool) -> Iterator[Complaint]:
    if not start_given:
        yield Complaint(
            Subtype.MISSING_OPTION,
            _("a conference needs a ':start:', its first day; write it as :start: 2012-09-04"),
        )
    if conference.start and conference.end and conference.end < conference.start:
        yield Complaint(
            Subtype.END_BEFORE_START,
            _(
                "the conference ends on {end}, before it starts on {start}; exchange the two, "
                "or mend the one that is wrong",
                end=conference.end,
                start=conference.start,
            ),
        )


def _read_fields(
    known: Mapping[str, Option], options: Mapping[str, str | None]
) -> tuple[dict[str, Any], list[Complaint]]:
    fields: dict[str, Any] = {}
    complaints: list[Complaint] = []
    for name, raw in options.items():
        option = known.get(name)
        if option is None:
            complaints.append(_unknown_option(name, known))
            continue
        text = " ".join((raw or "").split())
        if not text:
            continue
        values, wrong = _read_values(name, option, text)
        complaints += wrong
        if option.split:
            fields[option.field] = tuple(dict.fromkeys(values))
        elif option.field == "profiles":
            fields["profiles"] = (*fields.get("profiles", ()), *values)
        elif values:
            fields[option.field] = values[0]
    return fields, complaints


def _read_values(name: str, option: Option, text: str) -> tuple[list[Any], list[Complaint]]:
    """Read the parts of an option, or its one value; a bad part does not take others with it."""
    if option.split and _YAML_LIST.match(text):
        message = _(
            "option {name!r}: write a list on one line, with commas, as in: one, two", name=name
        )
        return [], [Complaint(Subtype.INVALID_VALUE, message)]
    values: list[Any] = []
    complaints: list[Complaint] = []
    for part in option.split(text) if option.split else (text,):
        try:
            values.append(option.read(part))
        except ValueError as error:
            complaints.append(
                Complaint(option.subtype, _("option {name!r}: {error}", name=name, error=error))
            )
    return values, complaints


def _unknown_option(name: str, known: Mapping[str, Option]) -> Complaint:
    allowed = _("it takes none")
    if known:
        allowed = _("the options are {options}", options=", ".join(known))
    near = did_you_mean(name, known)
    return Complaint(
        Subtype.UNKNOWN_OPTION,
        _("there is no option {name!r}; {allowed}.{near}", name=name, allowed=allowed, near=near),
    )


def _outside_fences(content: Iterable[str]) -> Iterator[str]:
    """Yield the lines that stand in no fenced block of code.

    One is closed by a fence of its own kind that is as long as the one that opened it, or longer.
    """
    opened = ""
    for line in content:
        fence = _FENCE.match(line)
        if opened:
            if fence and fence[1].startswith(opened) and not fence[2].strip():
                opened = ""
        elif fence:
            opened = fence[1]
        else:
            yield line
