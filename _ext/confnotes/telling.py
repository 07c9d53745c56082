"""What commands say: what was done, what changes, and in one sentence what keeps them from it."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from contextlib import contextmanager
from difflib import unified_diff
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The exit code of a command that was interrupted.
EX_INTERRUPTED = 130

#: What ends a process beside Ctrl+C: a system that shuts down, a terminal that is closed.
ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@contextmanager
def told() -> Iterator[None]:
    """Tell in one sentence what keeps a command from its work."""
    try:
        with _interruptible():
            yield
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        raise click.exceptions.Exit(EX_INTERRUPTED) from None
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise click.ClickException(_sentence(error)) from None


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let whatever ends the process do so as Ctrl+C does, so that there is time to tidy up."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {one: signal.getsignal(one) for one in ENDINGS}
    changed = [one for one, handler in before.items() if handler is signal.SIG_DFL]
    for ending in changed:
        signal.signal(ending, signal.default_int_handler)
    try:
        yield
    finally:
        for ending in changed:
            signal.signal(ending, signal.SIG_DFL)


def tell(what: str, number: int, of: int, name: str) -> None:
    """Show on a terminal how far a long command is, in one line that is gone at the end."""
    if of > 1 and sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        line = f"{what} {number} of {of}: {name}"[:width]
        click.echo(f"\r\x1b[K{line}" if number < of else "\r\x1b[K", nl=False, err=True)


def section(title: str, lines: Iterable[str], number: int | None = None) -> Iterator[str]:
    """Yield a title with a number, that of the lines if it isn't another, and the lines.

    Nothing if there are none.
    """
    lines = [*lines]
    if lines:
        yield f"{title} ({len(lines) if number is None else number}):"
        yield from (f"  {line}" for line in lines)
        yield ""


def difference(before: str, after: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines in which two texts differ, in the unified form; *old* and *new* name them."""
    yield from unified_diff(_lines(before), _lines(after), old, new, lineterm="")


def show_difference(lines: Iterable[str]) -> None:
    """Show the lines of a difference, in colours where a terminal has them."""
    for line in lines:
        click.secho(line, fg=_COLOURS.get(line[:1]))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _sentence(error: OSError | ValueError) -> str:
    """Return what an error says, without the number that the system has for it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
