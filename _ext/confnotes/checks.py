"""What is wrong with the notebook as a whole, computed from the lookup."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .diagnostics import Problem, Subtype, did_you_mean, suggest
from .homes import place_in_index
from .model import ObjectType, Talk
from .names import is_slug, same_letters, same_spelling, slugify
from .nouns import kind_of
from .tables import aliases_of
from .words import _, later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .links.known import KnownLinks
    from .lookup import Lookup
    from .model import Reference, Target
    from .tables import Naming

_UNKNOWN = {
    ObjectType.CONFERENCE: Subtype.UNKNOWN_CONFERENCE,
    ObjectType.TALK: Subtype.UNKNOWN_TALK,
    ObjectType.SPEAKER: Subtype.UNKNOWN_SPEAKER,
    ObjectType.TOPIC: Subtype.UNKNOWN_TOPIC,
}

_MISSING = {
    ObjectType.CONFERENCE: later("there is no conference {target!r}."),
    ObjectType.TALK: later("there is no talk {target!r}."),
    ObjectType.SPEAKER: later("there is no speaker {target!r}."),
    ObjectType.TOPIC: later("there is no topic {target!r}."),
}


def find_problems(
    lookup: Lookup, is_known_elsewhere: Callable[[ObjectType, str], bool]
) -> list[Problem]:
    """Return all problems of the notebook, sorted by place, each once.

    *is_known_elsewhere* says of a kind and a target that is not in the notebook whether some other
    one has it (intersphinx).
    """
    found = {problem for page in lookup.pages.values() for problem in page.problems}
    for check in (_duplicates, _talks, _spellings, _circles, _homeless):
        found.update(check(lookup))
    found.update(_references(lookup, is_known_elsewhere))
    return sorted(found, key=lambda problem: problem.place)


def find_fixed_links(lookup: Lookup, known_links: KnownLinks) -> Iterator[Problem]:
    """Yield the links that should lead elsewhere and cannot."""
    for page in lookup.pages.values():
        for link in page.links:
            if link.is_fixed and known_links.lead(link.url, None, ""):
                message = _(
                    "links.toml says that {url!r} is gone or has moved, but pictures, raw HTML and "
                    "toctrees stay as they are; write the new address here, or a copy's",
                    url=link.url,
                )
                yield Problem(link.location, Subtype.FIXED_LINK, message)


def _duplicates(lookup: Lookup) -> Iterator[Problem]:
    for objtype, object_id, first, second in lookup.duplicates:
        if first.location == second.location:
            message = _(
                "{kind} {object_id!r} is on two pages, {one} and {other}, which "
                "include this text; include it once, and link to it from the other",
                kind=kind_of(objtype),
                object_id=object_id,
                one=first.docname,
                other=second.docname,
            )
        else:
            message = _(
                "{kind} {object_id!r} is already at {location}; give one of the two another "
                "heading, alias or ':id:'",
                kind=kind_of(objtype),
                object_id=object_id,
                location=first.location,
            )
        yield Problem(second.location, Subtype.DUPLICATE_ID, message)


def _talks(lookup: Lookup) -> Iterator[Problem]:
    for entry in lookup.declared.values():
        if not isinstance(entry.facts, Talk) or entry.declaration is None:
            continue
        location, facts = entry.declaration.location, entry.facts
        conference = lookup.conference_of(entry.target)
        if conference is None:
            if not facts.conference:  # else it is an unknown conference
                yield Problem(
                    location,
                    Subtype.NO_CONFERENCE,
                    _(
                        "talk {id!r} belongs to no conference; declare one above it or in the "
                        "folder's index, or name it: ':conference: djangocon-us-2012'",
                        id=entry.target.id,
                    ),
                )
            continue
        start, end = conference.facts.start, conference.facts.end or conference.facts.start
        if facts.date and start and end and start <= end and not start <= facts.date <= end:
            days = _("{start} to {end}", start=start, end=end) if end > start else f"{start}"
            yield Problem(
                location,
                Subtype.OUTSIDE_CONFERENCE,
                _(
                    "the talk is dated {date}, outside of {conference} ({days}); mend the "
                    "talk's ':date:' or the conference's ':start:' and ':end:'",
                    date=facts.date,
                    conference=conference.target.id,
                    days=days,
                ),
            )


def _references(
    lookup: Lookup, is_known_elsewhere: Callable[[ObjectType, str], bool]
) -> Iterator[Problem]:
    for page in lookup.pages.values():
        for reference in page.references:
            # Of a link that may mean anything, Sphinx and MyST speak themselves.
            if reference.objtype is None or lookup.resolve_reference(reference):
                continue
            if not is_known_elsewhere(reference.objtype, reference.target):
                yield _unresolved(lookup, reference, reference.objtype)


def _unresolved(lookup: Lookup, reference: Reference, objtype: ObjectType) -> Problem:
    if objtype is ObjectType.TALK and (several := lookup.talk_ids(reference.target)):
        return Problem(
            reference.location,
            Subtype.AMBIGUOUS_TALK,
            _(
                "talk {target!r} can be any of {all}; write which",
                target=reference.target,
                all=", ".join(several),
            ),
        )
    known = lookup.known_ids(objtype)
    wanted = slugify(reference.target)
    entries = lookup.table(objtype).items()
    titled = sorted(key for key, entry in entries if slugify(entry.target.label) == wanted)
    near = (
        suggest(titled[:3]) or did_you_mean(reference.target, known) or did_you_mean(wanted, known)
    )
    return Problem(
        reference.location,
        _UNKNOWN[objtype],
        _(_MISSING[objtype], target=reference.target) + (near or _how_to_make(objtype)),
    )


def _how_to_make(objtype: ObjectType) -> str:
    if objtype in {ObjectType.SPEAKER, ObjectType.TOPIC}:
        words = _("Name it on a talk, or declare it with the '{directive}' directive.")
    else:
        words = _("Declare it with the '{directive}' directive.")
    return " " + words.format(directive=objtype)


def _spellings(lookup: Lookup) -> Iterator[Problem]:
    namings: dict[Target, list[Naming]] = defaultdict(list)
    for naming in lookup.namings:
        target = lookup.resolve(naming.objtype, naming.name)
        if target and not is_slug(naming.name):
            namings[target].append(naming)
    for target, named in namings.items():
        is_same = same_spelling if target.objtype is ObjectType.SPEAKER else same_letters
        allowed = (target.label, *aliases_of(lookup.table(target.objtype)[target.id].facts))
        for naming in named:
            if naming.name not in allowed and not any(is_same(naming.name, one) for one in allowed):
                yield Problem(
                    naming.location,
                    Subtype.SPELLING,
                    _(
                        "{name!r} is elsewhere spelled {label!r}; write it so, or make a page for "
                        "it with the other spelling among its ':aliases:' (or, if they are two, "
                        "each a page with an ':id:')",
                        name=naming.name,
                        label=target.label,
                    ),
                )


def _circles(lookup: Lookup) -> Iterator[Problem]:
    reported: set[frozenset[str]] = set()
    for start in lookup.topics:
        trail = _circle_from(lookup, start)
        if not trail or frozenset(trail) in reported:
            continue
        reported.add(frozenset(trail))
        entry = lookup.topics[start]
        if entry.declaration:
            yield Problem(
                entry.declaration.location,
                Subtype.BROADER_CIRCLE,
                _(
                    "topic {start!r} is broader than itself: {circle}; take one of these "
                    "':broader:' out",
                    start=start,
                    circle=" → ".join([*trail, start]),
                ),
            )


def _circle_from(lookup: Lookup, start: str) -> list[str]:
    """Return the ids from a topic over broader ones back to it; empty if it is in no circle."""
    trails = [[start]]
    seen: set[str] = set()
    while trails:
        trail = trails.pop()
        broader = lookup.resolve_names(ObjectType.TOPIC, lookup.topics[trail[-1]].facts.broader)
        for target in broader:
            if target.id == start:
                return trail
            if target.id not in seen:
                seen.add(target.id)
                trails.append([*trail, target.id])
    return []


def _homeless(lookup: Lookup) -> Iterator[Problem]:
    reported: set[tuple[ObjectType, str]] = set()
    for naming in lookup.namings:
        target = lookup.resolve(naming.objtype, naming.name)
        if target is None or target.docname:
            continue
        letter = ""
        if lookup.homes.all_of(target.objtype):
            letter, _sort_id = place_in_index(target.objtype, target.label, target.id)
        if (target.objtype, letter) not in reported:
            reported.add((target.objtype, letter))
            yield Problem(naming.location, Subtype.NO_INDEX, _where_to_list(target, letter))


def _where_to_list(target: Target, letter: str) -> str:
    """Return what to do: no index has names that begin with a letter, or there is no index."""
    advice = _(
        "{kind} {label!r} has no page to be listed on; make one with the directive "
        "'{directive}-index' in it"
    )
    if letter:
        advice = _(
            "{kind} {label!r} has no page to be listed on; no '{directive}-index' has {letter!r} "
            "among its ':letters:', so add it to one"
        )
    kind, label = kind_of(target.objtype), target.label
    return advice.format(kind=kind, label=label, directive=target.objtype, letter=letter)
