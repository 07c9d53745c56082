"""The command line; here ``confnotes links`` and ``confnotes archive``.

Neither changes ``links.toml`` without ``--write``. What the archive has answered is remembered
beside the report, so that it is asked once, and a command that was stopped goes on where it was.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .exports.commands import bib
from .files import write_whole
from .imports.commands import import_group
from .imports.new_commands import new_group
from .imports.note_commands import import_notes
from .links import proposals
from .links.archive import Archive
from .links.entries import add_entries
from .links.linkfile import LINK_FILE, read_link_file
from .links.polite import StoppedError
from .links.remembered import Remembered
from .links.report import load_report
from .links.summary import about, diff, tell_answers, tell_unused
from .telling import EX_INTERRUPTED, section, show_difference, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .links.entries import NewEntry
    from .links.known import KnownLinks
    from .links.proposals import Tell, Wanted
    from .links.report import Report

    #: Makes what asks the archive at an address.
    MakeArchive = Callable[[str], Archive]
    Ask = Callable[[Iterable[Wanted], Archive, Remembered, Tell], None]

#: The exit code of a command that could not do its work now, and may another time (sysexits.h).
EX_TEMPFAIL = 75

_REPORT = Path("_build", "linkcheck", "report.json")


@dataclass(frozen=True, slots=True)
class Notebook:
    """What is known of links, and the report on all of them.

    ``content`` is ``links.toml`` as it was read, None if there was none.
    """

    file: Path
    content: bytes | None
    known: KnownLinks
    report: Report
    report_file: Path


@dataclass(frozen=True, slots=True)
class End:
    """Why a command could not do all of its work, and its exit code."""

    code: int
    reason: str


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def confnotes() -> None:
    """Look after a notebook of conference notes."""


import_group.add_command(import_notes)
confnotes.add_command(import_group)
confnotes.add_command(new_group)
confnotes.add_command(bib)

_source = click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help=f"The folder of the notebook, in which {LINK_FILE} is.",
)
_report = click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"What `make linkcheck` has found.  [default: {_REPORT.as_posix()} in the source]",
)


@confnotes.command()
@click.option("--write", is_flag=True, help=f"Write what was found into {LINK_FILE}.")
@_source
@_report
@click.pass_obj
def links(make: MakeArchive | None, source: Path, report: Path | None, *, write: bool) -> None:
    """Look for archived copies of the pages that are gone.

    For every link that `make linkcheck` has found broken, or that links.toml says to be gone, the
    web archive is asked for the copies nearest to the talks that have the link. It is shown what
    links.toml would say then; nothing that it says is changed.
    """
    with told():
        notebook = _read(source, report or source / _REPORT)
        notes = [
            *section("To mend", proposals.find_remarks(notebook.report, notebook.known)),
            *tell_unused(proposals.find_unused(notebook.report, notebook.known)),
        ]
        wanted = proposals.find_wanted(notebook.report, notebook.known)
        if wanted:
            hint = "" if write else "Nothing is written; `make links WRITE=1` writes this."
            _carry_out(proposals.look_up, notebook, wanted, make or Archive, notes, hint)
        else:
            _say([*notes, "There is nothing to look for: no page is newly gone."])


@confnotes.command()
@click.option("--write", is_flag=True, help="Do it; otherwise the archive is not asked at all.")
@_source
@_report
@click.pass_obj
def archive(make: MakeArchive | None, source: Path, report: Path | None, *, write: bool) -> None:
    """Have the pages archived that are linked to, while they are there.

    For every link that works, and of which links.toml has no copy, the web archive is asked for
    one, and to make one if it has none. The copies are written into links.toml. Without --write it
    is only shown which pages that would be.
    """
    with told():
        notebook = _read(source, report or source / _REPORT)
        wanted = proposals.find_unarchived(notebook.report, notebook.known)
        if not wanted:
            _say(["There is nothing to archive: a copy is known of every page that is there."])
        elif write:
            _carry_out(proposals.look_up_or_save, notebook, wanted, make or Archive, [], "")
        else:
            _say(section("No copy is known", (one.url for one in wanted)))
            click.echo(f"Nobody was asked yet. `make archive WRITE=1` takes {about(len(wanted))}.")


def _read(source: Path, report_file: Path) -> Notebook:
    """Read both files; what is wrong with ``links.toml`` is told with its lines."""
    file = source / LINK_FILE
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        content = None
    known, mistakes = read_link_file(content or b"")
    for mistake in mistakes:
        click.echo(f"{LINK_FILE}:{mistake.line}: {mistake.message}", err=True)
    if mistakes:
        raise click.exceptions.Exit(1)
    try:
        report = load_report(report_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"there is no report {report_file}; run `make linkcheck` first"
        raise click.ClickException(message) from None
    except ValueError as error:
        message = f"{report_file}: {error}; run `make linkcheck` again"
        raise click.ClickException(message) from None
    return Notebook(file, content, known, report, report_file)


def _carry_out(
    ask: Ask,
    notebook: Notebook,
    wanted: Sequence[Wanted],
    make: MakeArchive,
    notes: Sequence[str],
    hint: str,
) -> None:
    """Ask the archive, tell what it has, and write it; with a *hint*, give that instead."""
    report = notebook.report
    file = notebook.report_file.with_name("archive.json")
    remembered = Remembered(file, report.archive, dt.date.today())
    asked = make(report.archive)
    end = _until_stopped(lambda: ask(wanted, asked, remembered, _progress))
    lines = [*tell_answers(wanted, remembered, report.archive)]
    rest = "Nothing has changed."
    if lines:
        _say([*lines, *notes])
        _settle(notebook, proposals.entries_for(wanted, remembered, report.day), hint)
        rest = "What is known by now is kept; the same command goes on from there."
    if end:
        click.echo(f"Stopped: {end.reason}. {rest}", err=True)
        raise click.exceptions.Exit(end.code)


def _until_stopped(ask: Callable[[], None]) -> End | None:
    """Ask, and return why that came to an early end; None if it did not."""
    try:
        ask()
    except StoppedError as error:
        return End(EX_TEMPFAIL, str(error))
    except KeyboardInterrupt:
        return End(EX_INTERRUPTED, "interrupted")
    except OSError as error:
        return End(1, f"the answers of the archive cannot be kept ({error})")
    return None


def _settle(notebook: Notebook, entries: Iterable[NewEntry], hint: str) -> None:
    """Show how entries change ``links.toml``, and write it, or give a hint."""
    old = (notebook.content or b"").decode("utf-8")
    new = add_entries(old, entries)
    show_difference(diff(old, new))
    if new == old:
        click.echo(f"{LINK_FILE} stays as it is.")
    elif hint:
        click.echo(hint)
    else:
        _write(notebook, new)
        click.echo(f"Written into {LINK_FILE}.")


def _write(notebook: Notebook, text: str) -> None:
    """Write ``links.toml``; raise `ValueError` if somebody else has written it meanwhile."""
    now = notebook.file.read_bytes() if notebook.file.exists() else None
    if now != notebook.content:
        message = f"{LINK_FILE} was changed while the archive was asked, and is left as it is"
        raise ValueError(f"{message}; give the same command again")
    write_whole(notebook.file, text)


def _progress(number: int, of: int, url: str) -> None:
    left = about(of - number + 1)
    click.echo(f"{number} of {of}: {url} ({left} left)", err=True)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
