"""Which headings of notes are talks: by what they say, and by where they stand.

People use ``#`` for the conference or for each talk, and ``##`` for talks or for the parts of one.
So it is seen first which headings can only be talks (they name a speaker, a room or a time); the
others of their rank are talks, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING

from ...names import slugify
from .times import find_days

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONFERENCE = re.compile(
    r"\bconference\b|conf\b|(?<!\bsili)(?<!\bfal)(?<!\blexi)(?<!\bba)(?<!\bbea)\Bcon\b|\bsummit\b"
    r"|\bmeet-?up\b|camp\b|fest\b|\bsymposium\b|\bcongress\b|\bhighlights\b|\btalks\b"
    r"|\bsessions\b|\btrip report\b|\bprogramme\b|\bschedule\b|\bunconference\b"
    r"|(?<!\bin )(?<!\bfor )\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\W*(?:day\s*\d+\b.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|morning|afternoon|evening)\Z",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"keynotes?|(?:short |long |lightning |invited )?talks|sessions?|tutorials?|workshops?|posters?"
    r"|panels?|(?:track|room)\s+\w+|(?:main |pre-?|post-?)?conference(?: days?)?|sprints?",
    re.IGNORECASE,
)
_PARTS_OF_NOTES = """
    about acknowledgements agenda background break breaks closing coffee conclusion conclusions
    contents credits details dinner discussion exercises faq feedback further general impressions
    intro introduction learnings lessons links lunch misc miscellaneous motivation notes opening
    other outlook overview party preface preparation problem problems prologue q&a question
    questions reading recap references registration related resources setup slides solution
    solutions sources speaker speakers summary takeaways thanks thoughts toc todo topics travel tldr
    venue video videos wrap-up
"""
_NO_TALK = frozenset(_PARTS_OF_NOTES.split())
_FILLERS = {"a", "an", "and", "at", "key", "main", "my", "of", "our", "overall", "some", "the", "&"}


class Role(StrEnum):
    """What a heading is of."""

    CONFERENCE = "conference"
    GROUP = "group"
    TALK = "talk"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Signs:
    """The words of a heading, and what speaks for a talk.

    ``is_talk`` says that it can be nothing else, ``is_linked`` that it is a link.
    """

    plain: str
    rank: int = 0
    is_talk: bool = False
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is known beside the headings.

    ``title`` is that of a page without one; ``is_written`` says that it stands in the notes.
    ``name`` is the conference's, if it was given, and ``has_conference`` says that the page is to
    declare it. What ``has_preamble`` begins with text, and then with a heading of a lower level.
    """

    title: Signs
    is_written: bool
    name: str
    has_conference: bool
    has_preamble: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of each heading, and its depth on the page, from 1.

    ``top`` is the role of the title of the notes: of the first heading if ``has_title``, and
    otherwise of `Wishes.title`. ``has_conference_above`` says that the conference needs a heading
    of its own above it. If ``is_unsure``, it can't be seen which headings are talks.
    """

    roles: tuple[Role, ...]
    depths: tuple[int, ...]
    top: Role
    has_title: bool
    has_conference_above: bool
    is_unsure: bool


def give_roles(headings: Sequence[Signs], wishes: Wishes) -> Roles:
    """Say what each heading is of."""
    depths = _depths([one.rank for one in headings], 0)
    placed = [replace(one, rank=depth) for one, depth in zip(headings, depths, strict=True)]
    has_title = bool(placed) and not wishes.has_preamble and _begins_with_title(placed, wishes)
    if has_title:
        placed[0] = replace(placed[0], rank=0)
    title, below = (placed[0], placed[1:]) if has_title else (wishes.title, placed)
    top, rank = _role_of_title(title, wishes, below, has_title=has_title)
    is_above = wishes.has_conference and top in {Role.TALK, Role.GROUP}
    roles = _roles_below(below, rank)
    return Roles(
        (top, *roles) if has_title else tuple(roles),
        _depths([one.rank for one in placed], is_above + (not has_title)),
        top,
        has_title,
        is_above,
        is_unsure=bool(below) and rank is None and top is not Role.TALK,
    )


def _begins_with_title(headings: Sequence[Signs], wishes: Wishes) -> bool:
    """Say whether the first heading is above all others, or meant to be."""
    first, *others = headings
    equals = [one for one in others if one.rank <= first.rank]
    is_meant = _is_conference(first, wishes) and not first.is_talk and not is_day(first.plain)
    return not equals or (is_meant and not any(_is_conference(one, wishes) for one in equals))


def _talk_ranks(below: Sequence[Signs]) -> tuple[int | None, int | None]:
    """Return the rank of the talks by what headings say, and the one that it is otherwise."""
    counted = [one for one in below if not is_day(one.plain) and not is_no_talk(one.plain)]
    signed = [one.rank for one in counted if one.is_talk]
    for rank in sorted({one.rank for one in counted}):
        same = [one.is_linked for one in counted if one.rank == rank]
        if not signed and 2 * sum(same) >= len(same):
            signed = [rank]
    ungrouped = [one.rank for one in counted if not _GROUP.fullmatch(one.plain)]
    return min(signed, default=None), min(ungrouped, default=None)


def _role_of_title(
    title: Signs, wishes: Wishes, below: Sequence[Signs], *, has_title: bool
) -> tuple[Role, int | None]:
    """Return the role of the title, and the rank of the talks below it, None without any."""
    signed, assumed = _talk_ranks(below)
    first = assumed if signed is None else signed
    if is_day(title.plain):
        return Role.GROUP if has_title else Role.CONFERENCE, first
    if _is_conference(title, wishes):
        return Role.CONFERENCE, first
    if title.is_talk and not any(one.is_talk for one in below):
        return Role.TALK, None
    if signed is not None:
        return Role.CONFERENCE, signed
    return _role_without_signs(wishes, assumed, is_alone=not below, has_title=has_title)


def _role_without_signs(
    wishes: Wishes, assumed: int | None, *, is_alone: bool, has_title: bool
) -> tuple[Role, int | None]:
    """Return the same where no heading says what it is of."""
    is_conference = wishes.has_conference and not wishes.name
    if is_alone or (wishes.has_conference and wishes.name and has_title):
        return Role.CONFERENCE if is_conference else Role.TALK, None
    if wishes.has_conference:
        return Role.CONFERENCE, None if has_title or wishes.is_written else assumed
    return Role.SECTION, None


def _roles_below(below: Sequence[Signs], talk_rank: int | None) -> list[Role]:
    roles: list[Role] = []
    inner: int | None = None  # the rank of talks in a group that stands among the talks
    for at, one in enumerate(below):
        if talk_rank is None:
            roles.append(Role.SECTION)
        elif one.rank > talk_rank:
            roles.append(Role.TALK if one.rank == inner else Role.SECTION)
        elif one.rank < talk_rank:
            roles.append(Role.GROUP)
        else:
            inner = _inner_rank(below[at + 1 :], one) if _can_group(one) else None
            is_talk = one.is_talk or not (is_day(one.plain) or is_no_talk(one.plain))
            is_talk = is_talk and bool(one.plain)
            roles.append(Role.GROUP if inner else Role.TALK if is_talk else Role.SECTION)
    return roles


def _inner_rank(following: Sequence[Signs], group: Signs) -> int | None:
    """Return the rank of the talks in a group, if its headings show that they are some."""
    inside = list(takewhile(lambda one: one.rank > group.rank, following))
    return min((one.rank for one in inside if one.is_talk), default=None)


def _can_group(one: Signs) -> bool:
    return not one.is_talk and bool(is_day(one.plain) or _GROUP.fullmatch(one.plain))


def _depths(ranks: Sequence[int], above: int) -> tuple[int, ...]:
    """Return how deep each heading is, without the steps that are left out."""
    path: list[int] = []
    depths = []
    for rank in ranks:
        while path and path[-1] >= rank:
            path.pop()
        path.append(rank)
        depths.append(above + len(path))
    return tuple(depths)


def is_day(words: str) -> bool:
    """Say whether a heading is only that of a day."""
    days = find_days(words)
    return bool(_DAY.match(words)) or bool(days and not days.rest.strip(" ,:()-–—"))


def _is_conference(title: Signs, wishes: Wishes) -> bool:
    slug, name = slugify(title.plain), slugify(wishes.name)
    return bool(name and f"-{name}-" in f"-{slug}-") or bool(_CONFERENCE.search(title.plain))


def is_no_talk(words: str) -> bool:
    """Say whether a heading is one of those that stand between talks, or in one."""
    found = [word.strip(".,:!?()'\"") for word in words.lower().split()]
    return not _NO_TALK.isdisjoint(found) and _NO_TALK.union(_FILLERS).issuperset(found)
