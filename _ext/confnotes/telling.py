"""How a command ends that cannot do its work: with one sentence, and an exit code."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The exit code of a command that was interrupted.
EX_INTERRUPTED = 130


@contextmanager
def told() -> Iterator[None]:
    """Tell in one sentence what keeps a command from its work."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        raise click.exceptions.Exit(EX_INTERRUPTED) from None
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from None
