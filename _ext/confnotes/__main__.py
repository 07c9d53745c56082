"""``python -m confnotes``: the command line."""

from __future__ import annotations

from functools import partial

from . import __version__
from .commands import confnotes
from .links.archive import Archive


def main() -> None:
    """Carry out what the command line says, and end."""
    confnotes(prog_name="confnotes", obj=partial(Archive, agent=f"confnotes/{__version__}"))


if __name__ == "__main__":
    main()
