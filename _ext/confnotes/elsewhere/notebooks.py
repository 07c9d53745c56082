"""Other notebooks, as they are at the beginning of a build: renewed, and complained of."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, NamedTuple

from ..diagnostics import Subtype
from ..files import write_whole
from ..words import _, later
from .copies import NEWER, UNANSWERED, UNUSABLE, Copy, ask_together, ask_web
from .inventory import empty_inventory, tidy_inventory
from .matching import Elsewhere
from .reading import read_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from .copies import Trouble
    from .records import OtherNotebook

#: For how many seconds a build waits, for all notebooks together.
_LONGEST = 40


class Notebook(NamedTuple):
    """The copies of what a notebook has sent."""

    name: str
    address: str
    talks: Copy
    inventory: Copy

    @classmethod
    def at(cls, address: str, name: str, folder: Path) -> Notebook:
        """Return the notebook at an address, which ends with a slash; its copies are in a folder.

        Nothing is read or asked yet.
        """

        def check(content: bytes) -> bytes:
            read_notebook(content, address)
            return content

        talks = Copy(folder / f"{name}.talks.json", f"{address}talks.json", check)
        inventory = Copy(folder / f"{name}.objects.inv", f"{address}objects.inv", tidy_inventory)
        return cls(name, address, talks, inventory)

    @property
    def copies(self) -> tuple[Copy, Copy]:
        """Both of them, that which matters more first."""
        return self.talks, self.inventory

    def read(self) -> OtherNotebook:
        """Return what it has, of which there has to be a copy."""
        return read_notebook(self.talks.content or b"", self.address)

    def complaint(self) -> tuple[Subtype, str] | None:
        """Return the first thing that is wrong, what comes of it, and what to do; None if nothing.

        That of the one file is most often that of the other.
        """
        troubled = ((copy, copy.trouble) for copy in self.copies)
        found = next(((copy, trouble) for copy, trouble in troubled if trouble), None)
        return _complain(self.name, *found) if found else None


def renew(notebooks: Sequence[Notebook], tell: Callable[[str], object] = str) -> None:
    """Look at the copies, and ask for what is old; there is an inventory for each then.

    *tell* is called before anybody is asked, with a list of those who are.
    """
    copies = [copy for one in notebooks for copy in one.copies]
    for copy in copies:
        copy.load()
    due = [copy for copy in copies if copy.is_due(time.time())]
    if due:
        tell(", ".join(one.name for one in notebooks if any(copy in due for copy in one.copies)))
        ask_together(due, ask_web, _LONGEST)
    for notebook in notebooks:
        if notebook.inventory.content is None:
            _leave_empty(notebook.inventory)


def elsewhere_of(notebooks: Iterable[Notebook]) -> Elsewhere:
    """Return what the notebooks have of which there is a copy."""
    there = [one for one in notebooks if one.talks.content is not None]
    digests = [(one.address, *(copy.digest for copy in one.copies)) for one in notebooks]
    return Elsewhere([one.read for one in there], digests)


def _leave_empty(copy: Copy) -> None:
    """Leave an inventory that has nothing, which intersphinx reads without a warning."""
    content = empty_inventory()
    if not copy.file.is_file() or copy.file.read_bytes() != content:
        copy.file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(copy.file, content)


#: What is said of a notebook, by the kind of its trouble and whether there is a copy of it.
_TOLD: Mapping[tuple[str, bool], tuple[Subtype, str]] = {
    (NEWER, True): (
        Subtype.NEWER_NOTEBOOK,
        later(
            "the notebook {name!r} is too new: {reason}; install a newer confnotes. Until then, "
            "what it sent on {day} is used"
        ),
    ),
    (NEWER, False): (
        Subtype.NEWER_NOTEBOOK,
        later(
            "the notebook {name!r} is too new: {reason}; install a newer confnotes. Until then, "
            "the site does without it"
        ),
    ),
    (UNUSABLE, True): (
        Subtype.BAD_NOTEBOOK,
        later(
            "the notebook {name!r} cannot be used: {reason}; tell whoever publishes it. Until "
            "then, what it sent on {day} is used"
        ),
    ),
    (UNUSABLE, False): (
        Subtype.BAD_NOTEBOOK,
        later(
            "the notebook {name!r} cannot be used: {reason}; tell whoever publishes it. Until "
            "then, the site does without it"
        ),
    ),
    (UNANSWERED, True): (
        Subtype.OLD_NOTEBOOK,
        later("the notebook {name!r} does not answer, and what it sent on {day} is used: {reason}"),
    ),
    (UNANSWERED, False): (
        Subtype.NO_NOTEBOOK,
        later(
            "the notebook {name!r} does not answer, and the site does without it: {reason}; build "
            "again when it is there, or mend its address in confnotes_notebooks"
        ),
    ),
}


def _complain(name: str, copy: Copy, trouble: Trouble) -> tuple[Subtype, str]:
    subtype, words = _TOLD[trouble.kind, copy.content is not None]
    day = dt.datetime.fromtimestamp(copy.state.confirmed, dt.UTC).date()
    return subtype, _(words, name=name, reason=trouble.reason, day=day)
