"""Which headings of notes are talks: by what they say, and by where they stand.

People use ``#`` for the conference or for each talk, and ``##`` for talks or for the parts of one.
So it is seen first which headings can only be talks (they name a speaker, a room or a time); the
others of their rank are talks, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING

from ...names import slugify
from .kinds import CONFERENCE, GROUP, INDEX, is_day, is_no_talk, is_plural

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    ``file`` is that of the file. ``name`` is the conference's, if it was given; ``has_conference``
    says that the page is to declare it, and ``is_beside`` that another page does. What
    ``has_preamble`` begins with text, and then with a heading of a lower level.
    """

    title: Signs
    is_written: bool
    file: str
    name: str
    has_conference: bool
    is_beside: bool
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
    if top is Role.CONFERENCE and has_title and _is_called_otherwise(title, wishes):
        top = Role.GROUP
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
    if not equals or (_is_of_file(first, wishes) and not any(one.is_talk for one in others)):
        return True
    is_meant = _is_conference(first, wishes) and not first.is_talk and not is_day(first.plain)
    return is_meant and not any(_is_conference(one, wishes) for one in equals)


def _is_of_file(first: Signs, wishes: Wishes) -> bool:
    """Say whether the one talk of the notes is called as the file is."""
    return (
        first.is_talk
        and bool(slugify(wishes.file))
        and slugify(wishes.file) == slugify(first.plain)
    )


def _talk_ranks(below: Sequence[Signs]) -> tuple[int | None, int | None]:
    """Return the rank of the talks by what headings say, and the one that it is otherwise."""
    counted = [one for one in below if not is_day(one.plain) and not is_no_talk(one.plain)]
    signed = [one.rank for one in counted if one.is_talk]
    for rank in sorted({one.rank for one in counted}):
        same = [one for one in counted if one.rank == rank]
        linked = {one.plain for one in same if one.is_linked}
        if not signed and 2 * len(linked) >= len(same):
            signed = [rank]
    days = [one.rank for one in below if is_day(one.plain)]
    ungrouped = [
        one.rank
        for one in counted
        if not GROUP.fullmatch(one.plain) and one.rank > min(days, default=-1)
    ]
    return min(signed, default=None), min(ungrouped, default=None)


def _role_of_title(
    title: Signs, wishes: Wishes, below: Sequence[Signs], *, has_title: bool
) -> tuple[Role, int | None]:
    """Return the role of the title, and the rank of the talks below it, None without any."""
    signed, assumed = _talk_ranks(below)
    first = assumed if signed is None else signed
    if is_day(title.plain):
        return Role.GROUP if has_title else Role.CONFERENCE, first
    is_talk = title.is_talk and not any(one.is_talk for one in below)
    if _is_conference(title, wishes) and not (is_talk and wishes.is_beside):
        return Role.CONFERENCE, signed if INDEX.fullmatch(wishes.file) else first
    if is_talk:
        return Role.TALK, None
    if signed is not None:
        return Role.CONFERENCE, signed
    is_list = is_plural(title.plain) or bool(INDEX.fullmatch(wishes.file))
    if is_list or is_no_talk(title.plain):
        return Role.CONFERENCE if wishes.has_conference else Role.SECTION, None
    return _role_without_signs(wishes, assumed, is_alone=not below, has_title=has_title)


def _role_without_signs(
    wishes: Wishes, assumed: int | None, *, is_alone: bool, has_title: bool
) -> tuple[Role, int | None]:
    """Return the same where no heading says what it is of.

    A page beside that of its conference is on one talk then.
    """
    is_conference = wishes.has_conference and not wishes.name
    is_titled = wishes.has_conference and wishes.name and has_title
    if is_alone or is_titled or wishes.is_beside:
        return Role.CONFERENCE if is_conference else Role.TALK, None
    if wishes.has_conference:
        return Role.CONFERENCE, None if has_title or wishes.is_written else assumed
    return Role.SECTION, None


def _roles_below(below: Sequence[Signs], talk_rank: int | None) -> list[Role]:
    roles: list[Role] = []
    inner: int | None = None  # the rank of talks in a group that stands among the talks
    has_days = any(is_day(one.plain) and one.rank < (talk_rank or 0) for one in below)
    is_apart = has_days  # what stands on no day, where there are days, is no talk
    for at, one in enumerate(below):
        if talk_rank is None:
            roles.append(Role.SECTION)
        elif one.rank > talk_rank:
            roles.append(Role.TALK if one.rank == inner else Role.SECTION)
        elif one.rank < talk_rank:
            is_apart = has_days and not is_day(one.plain)
            roles.append(Role.GROUP)
        else:
            inner = _inner_rank(below[at + 1 :], one) if _can_group(one) else None
            is_other = is_apart or is_day(one.plain) or is_no_talk(one.plain)
            is_talk = (one.is_talk or not (is_other or is_plural(one.plain))) and bool(one.plain)
            roles.append(Role.GROUP if inner else Role.TALK if is_talk else Role.SECTION)
    return roles


def _inner_rank(following: Sequence[Signs], group: Signs) -> int | None:
    """Return the rank of the talks in a group, if its headings show that they are some."""
    inside = list(takewhile(lambda one: one.rank > group.rank, following))
    return min((one.rank for one in inside if one.is_talk), default=None)


def _can_group(one: Signs) -> bool:
    return not one.is_talk and bool(is_day(one.plain) or GROUP.fullmatch(one.plain))


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


def _is_called_otherwise(title: Signs, wishes: Wishes) -> bool:
    """Say whether the conference that the page declares was given another name."""
    is_given = wishes.has_conference and bool(wishes.name)
    return is_given and slugify(title.plain) != slugify(wishes.name)


def _is_conference(title: Signs, wishes: Wishes) -> bool:
    slug, name = slugify(title.plain), slugify(wishes.name)
    return bool(name and f"-{name}-" in f"-{slug}-") or bool(CONFERENCE.search(title.plain))
