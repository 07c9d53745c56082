"""Facts written as options, in the plainest way, and read as the extension reads them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from confnotes.model import Talk, objtype_of
from confnotes.records import read_facts

if TYPE_CHECKING:
    from confnotes.imports.model import Programme
    from confnotes.model import Facts
    from confnotes.records import Complaint


def check(programme: Programme) -> None:
    """Check that all facts of a programme are such as an author could have written."""
    for one in (programme.conference, *programme.talks):
        assert read_back(one.facts) == (one.facts, []), one.title


def read_back(facts: Facts) -> tuple[Facts, list[Complaint]]:
    """Write the fields that are not empty as options, and read them."""
    options = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if value not in {None, "", ()}:
            options[field.name] = ", ".join(value) if isinstance(value, tuple) else str(value)
    if isinstance(facts, Talk) and facts.date and facts.time:
        options["date"] = f"{facts.date} {facts.time:%H:%M}"
    options.pop("time", None)
    return read_facts(objtype_of(type(facts)), options)
