"""The commands that write pages: ``confnotes import`` and ``confnotes new``."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..model import TalkType
from ..telling import show_difference, tell, told
from .sources.fetching import fetch
from .sources.pyvideo import find_events, read_event
from .sources.schedule import read_schedule
from .writing.changes import Plan, apply, differences
from .writing.choice import Choice
from .writing.notebook import Notebook
from .writing.planning import plan_import
from .writing.summary import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .model import Programme

_CommandT = TypeVar("_CommandT", bound="Callable[..., object]")
_AGENT = "confnotes"
_COMPLETION = (
    "To have words completed by the Tab key, write this into ~/.bashrc (or zsh, with zsh_source): "
    'eval "$(_CONFNOTES_COMPLETE=bash_source confnotes)"'
)


def several(*options: Callable[[_CommandT], _CommandT]) -> Callable[[_CommandT], _CommandT]:
    """Return a decorator that gives a command several options, in this order."""

    def give(command: _CommandT) -> _CommandT:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def _check_source(_context: click.Context, _option: click.Parameter, source: Path) -> Path:
    """Refuse a folder that is no notebook: what is written there, nobody would build."""
    if not (source / "conf.py").is_file():
        raise click.BadParameter(
            f"there is no conf.py in {source.resolve()}, so it is no notebook; give the command in "
            "the folder of yours, or name that folder"
        )
    return source


source_option = click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    callback=_check_source,
    help="The folder of the notebook, in which conf.py is.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show how each file would change, and write nothing."
)
folder_option = click.option(
    "--folder",
    default="conferences",
    show_default=True,
    help="The folder of all conferences, in the notebook.",
)
_programme = several(
    click.option("--track", multiple=True, help="Only talks of this track; may be repeated."),
    click.option("--room", multiple=True, help="Only talks in this room; may be repeated."),
    click.option(
        "--type",
        "types",
        multiple=True,
        type=click.Choice([*TalkType], case_sensitive=False),
        help="Only talks of this type; may be repeated.",
    ),
    click.option(
        "--per",
        type=click.Choice(["talk", "day"]),
        default=None,
        help="What gets a page of its own.  [default: talk, or as it was imported before]",
    ),
    click.option("--name", default="", help="The name of the conference's folder and its id."),
    folder_option,
    source_option,
    dry_run_option,
)


@click.group("import", epilog=_COMPLETION)
def import_group() -> None:
    """Make pages of schedules, of video collections, and of notes.

    An import may be repeated with newer files: what has changed there is changed here, and what
    you have written or changed stays as it is.
    """


@import_group.command("schedule")
@click.argument("file")
@_programme
def import_schedule(file: str, **wishes: Any) -> None:
    """Import the schedule of a conference from FILE, which may be an address of the web.

    It is the JSON or the XML that pretalx, frab and other tools export. The conference gets a
    page, and each talk one with its speakers, time, room and abstract.
    """
    with told():
        content, name = fetch(file, _AGENT)
        _import([read_schedule(content, name)], "schedule", name, wishes)


@import_group.command("pyvideo")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_programme
def import_pyvideo(path: Path, **wishes: Any) -> None:
    """Import recorded conferences of the pyvideo data set.

    PATH is the folder of one event, or that of all of them.
    """
    with told():
        events = find_events(path)
        if wishes["name"] and len(events) > 1:
            raise ValueError(f"{path} has {len(events)} events, which can't all have one --name")
        programmes, remarks = _read_events(events)
        _import(programmes, "pyvideo", path.resolve().name, wishes, remarks)


def _read_events(events: Sequence[Path]) -> tuple[list[Programme], list[str]]:
    """Read events; of several, those that cannot be read are left out, and that is said."""
    programmes: list[Programme] = []
    remarks: list[str] = []
    for number, folder in enumerate(events, 1):
        tell("Reading", number, len(events), folder.name)
        try:
            programmes.append(read_event(folder))
        except ValueError as error:
            if len(events) == 1:
                raise
            remarks.append(f"left out: {error}")
    return programmes, remarks


def _import(
    programmes: Sequence[Programme],
    kind: str,
    source: str,
    wishes: dict[str, Any],
    remarks: Sequence[str] = (),
) -> None:
    """Plan an import, and carry it out."""
    choice = Choice(
        kind,
        source,
        wishes["folder"],
        wishes["name"],
        wishes["per"] or "",
        wishes["track"],
        wishes["room"],
        wishes["types"],
    )
    notebook = Notebook(wishes["source"])
    plan = plan_import(notebook, programmes, choice, partial(tell, "Importing"))
    carry_out(notebook, Plan(remarks=tuple(remarks)) + plan, is_dry=wishes["dry_run"])


def carry_out(notebook: Notebook, plan: Plan, *, is_dry: bool) -> None:
    """Make the changes of a plan, or show them; say what there is to say."""
    if is_dry:
        show_difference(differences(plan.changes))
    else:
        apply(notebook.root, plan.changes)
    for line in summary(plan, _build_of(notebook.root), is_dry=is_dry):
        click.echo(line)


def _build_of(root: Path) -> str:
    """Return the command that builds a notebook."""
    if (root / "Makefile").is_file():
        return "make html"
    return f"sphinx-build -M html {shlex.quote(str(root))} {shlex.quote(str(root / '_build'))}"
