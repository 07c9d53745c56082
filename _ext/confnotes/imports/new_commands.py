"""The commands that make one page: ``confnotes new``."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import click

from ..diagnostics import Subtype
from ..model import Conference, Facts, ObjectType, Talk, objtype_of
from ..records import read_facts
from ..telling import told
from .commands import folder_option, several, source_option
from .new import new_conference, new_named, new_talk
from .writing.changes import apply
from .writing.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .writing.changes import Plan

_CommandT = TypeVar("_CommandT", bound="Callable[..., object]")
_FactsT = TypeVar("_FactsT", bound=Facts)


def _given(name: str, text: str) -> Callable[[_CommandT], _CommandT]:
    return click.option(f"--{name}", default="", help=text)


#: What can be said of a conference.
facts_options = (
    _given("start", "The first day, as in 2012-09-04."),
    _given("end", "The last day, if it took more than one."),
    _given("series", "What its editions have in common."),
    _given("venue", "Where it is."),
    _given("city", "Where that is."),
    _given("timezone", "Its time zone, as in America/New_York."),
    _given("url", "Its site."),
)


@click.group("new")
def new_group() -> None:
    """Make a page, ready to fill in.

    A file that is there already is left as it is.
    """


@new_group.command("conference")
@click.argument("title")
@click.option("--start", required=True, help="The first day, as in 2012-09-04.")
@several(
    *facts_options[1:],
    folder_option,
    source_option,
)
def conference_command(title: str, folder: str, source: Path, **options: str) -> None:
    """Make the page of a conference that is called TITLE.

    It needs its first day, as the programme and all lists are sorted by that.
    """
    with told():
        facts = read_given(Conference, options)
        _make(source, new_conference(Notebook(source), title, facts, folder))


@new_group.command("talk")
@click.argument("title")
@click.option("--conference", required=True, help="The id or the name of its conference.")
@several(
    _given("speakers", "Who gives it, with commas between."),
    _given("date", "When, as in 2012-09-04 14:20."),
    _given("room", "Where."),
    _given("topics", "What it is about, with commas between."),
    source_option,
)
def talk_command(title: str, conference: str, source: Path, **options: str) -> None:
    """Make the page of a talk that is called TITLE."""
    with told():
        facts = read_given(Talk, options)
        _make(source, new_talk(Notebook(source), title, facts, conference))


@new_group.command("topic")
@click.argument("name")
@source_option
def topic_command(name: str, source: Path) -> None:
    """Make the page of a topic that is called NAME."""
    with told():
        _make(source, new_named(Notebook(source), name, ObjectType.TOPIC))


@new_group.command("speaker")
@click.argument("name")
@source_option
def speaker_command(name: str, source: Path) -> None:
    """Make the page of a person who is called NAME."""
    with told():
        _make(source, new_named(Notebook(source), name, ObjectType.SPEAKER))


def read_given(record: type[_FactsT], options: dict[str, str]) -> _FactsT:
    """Read the options as the directive would; raise `ValueError` if it would complain."""
    given = {name: text for name, text in options.items() if text}
    facts, complaints = read_facts(objtype_of(record), given)
    for subtype, message in complaints:
        if subtype is not Subtype.MISSING_OPTION:
            raise ValueError(message)
    return cast("_FactsT", facts)


def _make(source: Path, plan: Plan) -> None:
    """Write the page, and say what is left to do."""
    apply(source, plan.changes)
    for change in plan.changes:
        click.echo(f"Made {change.path}")
    for paragraph in plan.advice:
        click.echo(f"To do: {paragraph}\n")
    click.echo("Fill in what you know; what stays empty counts as not given.")
