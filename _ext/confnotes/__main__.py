"""``python -m confnotes``: the command line."""

from __future__ import annotations

import sys
from functools import partial
from io import TextIOWrapper

try:  # it takes a moment, in which somebody may press Ctrl+C
    from . import __version__
    from .commands import confnotes
    from .links.archive import Archive
except KeyboardInterrupt:
    sys.stderr.write("Interrupted.\n")
    sys.exit(130)


def main() -> None:
    """Carry out what the command line says, and end.

    What the terminal has no letter for is written with a backslash.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    confnotes(prog_name="confnotes", obj=partial(Archive, agent=f"confnotes/{__version__}"))


if __name__ == "__main__":
    main()
