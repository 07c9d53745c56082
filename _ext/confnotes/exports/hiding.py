"""Links of facts that are not to be shown, because somebody else has the address now."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from ..lookup import Lookup

if TYPE_CHECKING:
    from ..links.known import KnownLinks
    from ..model import Facts


def without_hidden(lookup: Lookup, known: KnownLinks) -> Lookup:
    """Return tables of the same notebook in which no fact is an address that is not to be shown."""
    if not known:
        return lookup
    pages = {
        docname: replace(
            page,
            declarations=tuple(
                replace(one, facts=_without_hidden(one.facts, known)) for one in page.declarations
            ),
        )
        for docname, page in lookup.pages.items()
    }
    return Lookup(pages)


def _without_hidden(facts: Facts, known: KnownLinks) -> Facts:
    changed: dict[str, object] = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, str) and known.is_hidden(value):
            changed[field.name] = ""
        elif isinstance(value, tuple):
            # A profile is a pair of a site's name and an address.
            kept = tuple(
                one
                for one in value
                if not any(map(known.is_hidden, one if isinstance(one, tuple) else (one,)))
            )
            changed |= {field.name: kept} if kept != value else {}
    return replace(facts, **changed) if changed else facts  # type: ignore[arg-type]
