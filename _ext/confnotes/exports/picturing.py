"""When pictures of links are drawn; ties that to Sphinx's events.

A picture's name says what it shows: one that is there is as it should be, and need not be drawn.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..files import write_whole
from .described import base_of
from .offering import PICTURES
from .pictures import FOLDER, picture_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..domain import ConfDomain
    from .pictures import Picture

#: The names of our pictures, and of what a build leaves of one that was killed; another file there
#: is somebody else's.
_OURS = re.compile(r"[0-9a-f]{16}\.png(\.part)?")


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Draw the pictures that are missing, and remove those that no page shows any more."""
    if exception is not None or app.builder.name not in {"html", "dirhtml"}:
        return
    is_chosen = PICTURES in app.config.confnotes_exports
    wanted = _wanted(app) if is_chosen and base_of(app.config) else {}
    folder = Path(app.outdir, FOLDER)
    there = {file.name for file in folder.glob("*") if _OURS.fullmatch(file.name)}
    for name in sorted(wanted.keys() - there):
        folder.mkdir(exist_ok=True)
        write_whole(folder / name, wanted[name].draw())
    for name in there - wanted.keys():
        (folder / name).unlink(missing_ok=True)
    if there and not any(folder.iterdir()):
        folder.rmdir()


def _wanted(app: Sphinx) -> dict[str, Picture]:
    """Return the pictures of all pages, by the names of their files."""
    lookup = cast("ConfDomain", app.env.domains["conf"]).lookup
    site = app.config.html_title
    found = (picture_of(lookup, entry, site) for entry in lookup.talks.values())
    return {one.path.rpartition("/")[2]: one for one in found if one}
