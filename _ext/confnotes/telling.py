"""How a command ends that cannot do its work: with one sentence, and an exit code."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The exit code of a command that was interrupted.
EX_INTERRUPTED = 130

#: What ends a process beside Ctrl+C: a system that shuts down, a terminal that is closed.
_ENDINGS = ("SIGTERM", "SIGHUP")


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
        endings = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
        before = {one: signal.getsignal(one) for one in endings}
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


def _sentence(error: OSError | ValueError) -> str:
    """Return what an error says, without the number that the system has for it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
