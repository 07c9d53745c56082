"""The command ``confnotes import notes``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model import Conference
from ..telling import told
from .commands import carry_out, dry_run_option, folder_option, several, source_option
from .new_commands import facts_options, read_given
from .sources.fetching import fetch_file
from .writing.changes import Plan
from .writing.note_planning import NoteChoice, plan_notes
from .writing.notebook import Notebook, pages_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .notes.reading import NotesImport


@click.command("notes")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--conference", default="", help="The name of the conference they are of.")
@several(
    *facts_options,
    click.option("--into", default="", help="The id of a conference that the notebook has."),
    click.option("--name", default="", help="The name of the page.  [default: of its title]"),
    folder_option,
    source_option,
    dry_run_option,
)
def import_notes(
    files: tuple[Path, ...],
    conference: str,
    into: str,
    name: str,
    folder: str,
    source: Path,
    *,
    dry_run: bool,
    **options: str,
) -> None:
    """Import notes in Markdown or reStructuredText, as people keep them.

    What is recognised becomes directives, and everything else stays as it was written; what was
    made of each line is said. A FILE may be notes on a conference, a day or a talk. With
    --conference, several become the pages of that conference. The files themselves stay.
    """
    with told():
        if name and len(files) > 1 and not conference:
            raise ValueError(f"{len(files)} files can't all have one --name")
        facts = read_given(Conference, options)
        choice = NoteChoice(facts, conference, into, name, folder)
        notebook = Notebook(source)
        texts = [(file.name, _text(file)) for file in files]
        plan, read = plan_notes(notebook, texts, choice)
        for file, notes in zip(files, read, strict=True):
            for line in _report(file.name, notes):
                click.echo(line)
        if plan.changes:
            plan += Plan(advice=_told_twice(notebook, files))
        carry_out(notebook, plan, is_dry=dry_run)


def _told_twice(notebook: Notebook, files: Iterable[Path]) -> tuple[str, ...]:
    """Return what to do about files that are pages of the notebook as they are."""
    root = notebook.root.resolve()
    paths = [
        file.resolve().relative_to(root) for file in files if file.resolve().is_relative_to(root)
    ]
    pages = {*pages_below(root)}
    return tuple(
        f"{path} is a page of the notebook itself, so that its text is there twice now; take the "
        "file out of the notebook's folder, or out of what conf.py includes"
        for path in map(Path.as_posix, paths)
        if path in pages and notebook.is_included(path)
    )


def _text(file: Path) -> str:
    content, name = fetch_file(file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{name} cannot be read: byte {error.start} is no UTF-8; save the file as UTF-8"
        ) from None


def _report(name: str, notes: NotesImport) -> Iterator[str]:
    """Yield what was made of each line of a file, and what was not understood."""
    for finding in notes.report:
        sign = " " if finding.is_understood else "?"
        yield f"{sign} {name}:{finding.line}: {finding.what}"
    unclear = sum(not finding.is_understood for finding in notes.report)
    doubts = f"; look at what is marked with ? ({unclear})" if unclear else ""
    number = len(notes.talks)
    yield f"{name}: {number} {'talk' if number == 1 else 'talks'}{doubts}."
    yield ""
