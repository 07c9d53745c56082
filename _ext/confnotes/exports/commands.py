"""The command that lets notes cite the talks of their own notebook: ``confnotes bib``.

sphinxcontrib-bibtex reads its files before the first note is read, and no talk is known before
that; so no build can make what that same build cites.
"""

from __future__ import annotations

from pathlib import Path

import click

from ..files import write_whole
from ..telling import difference, show_difference, told
from .bibliographies import MARK
from .places import BIBTEX

_BUILT = Path("_build", "html", BIBTEX)


@click.command()
@click.argument("name", default=BIBTEX)
@click.option("--write", is_flag=True, help="Write the file.")
@click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="The folder of the notebook.",
)
@click.option(
    "--built",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The bibliography of the built site.  [default: {_BUILT.as_posix()} in the source]",
)
def bib(name: str, source: Path, built: Path | None, *, write: bool) -> None:
    """Take the bibliography of all talks from the built site, for notes that cite them.

    NAME is the file in the notebook, which bibtex_bibfiles in conf.py has to list; talks.bib, if
    nothing is said. One that you have written yourself is left as it is.
    """
    with told():
        old = _read(source / name, "") if (source / name).exists() else ""
        new = _read(built or source / _BUILT, "; run `make html` first")
        show_difference(difference(old, new, name, name))
        if old == new:
            click.echo(f"{name} stays as it is.")
        elif write:
            write_whole(source / name, new)
            click.echo(f"Written into {name}.")
        else:
            click.echo("Nothing is written; --write writes this.")


def _read(file: Path, hint: str) -> str:
    """Read a bibliography; raise `ValueError` if it is not there, or somebody else's."""
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        raise ValueError(f"there is no {file}{hint}") from None
    if not text.startswith(MARK):
        raise ValueError(f"{file} was not made by confnotes, and is left as it is")
    return text
