"""The pages that list others: made where there is none, and never changed.

What only the author can do is said: a page of the author's needs a line more, for example.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import TYPE_CHECKING

from ...model import ObjectType
from .changes import Change, Plan, kind_of
from .layout import FOLDERS
from .ledger import LEDGER
from .listing import advice_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .notebook import Notebook

_NO_FENCES = (
    "the pages have directives between colons, which MyST reads once conf.py says so:\n\n"
    '    myst_enable_extensions = ["colon_fence"]'
)


def with_indexes(notebook: Notebook, plan: Plan, named: Iterable[ObjectType]) -> Plan:
    """Return a plan after which every new page is found, or the author is told how.

    *named* are the kinds of those who are named on pages, and need an index.
    """
    work = _Work(notebook, plan)
    for objtype in named:
        if objtype not in notebook.read().indexes:
            work.list_all(objtype)
    for folder, docnames in work.new_pages().items():
        if folder and advice_on(docnames, work.read):
            work.list_in(folder, docnames)
    advice = [advice_on(docnames, work.read) for docnames in work.new_pages().values()]
    settings = notebook.text("conf.py")
    if advice and settings is not None and "colon_fence" not in settings:
        advice.append(_NO_FENCES)
    advice += work.left_out()
    return work.plan + Plan(advice=tuple(filter(None, advice)))


class _Work:
    """A plan that grows by indexes."""

    def __init__(self, notebook: Notebook, plan: Plan) -> None:
        self.plan = plan
        self._notebook = notebook
        self._planned = {one.path: one.after for one in plan.changes}

    def read(self, path: str) -> str | None:
        """Return the text of a page as it will be, None if there will be none."""
        if path not in self._planned:
            return self._notebook.text(path)
        content = self._planned[path]
        return None if content is None else content.decode("utf-8", "replace")

    def new_pages(self) -> dict[str, list[str]]:
        """Return the pages that are made, by the folder whose index should list them."""
        pages: dict[str, list[str]] = defaultdict(list)
        for change in self.plan.changes:
            if change.is_shown and kind_of(change) == "made":
                docname = change.path.rpartition(".")[0]
                folder, name = posixpath.split(docname)
                pages[posixpath.dirname(folder) if name == "index" else folder].append(docname)
        return pages

    def left_out(self) -> list[str]:
        """Return what to add to the patterns in ``conf.py``, so that they take every new page."""
        made = (one.path for one in self.plan.changes if one.is_shown and kind_of(one) == "made")
        folders = {posixpath.dirname(path) for path in made if not self._notebook.is_included(path)}
        patterns = sorted({f"{folder.split('/')[0]}/**" for folder in folders if folder})
        return [
            "the site doesn't have the new pages yet; add this to include_patterns in conf.py:\n\n"
            f'    "{pattern}"'
            for pattern in patterns
        ]

    def list_all(self, objtype: ObjectType) -> None:
        """Make the complete index of a kind, or say that there has to be one."""
        if not self._make(FOLDERS[objtype], objtype, ()):
            advice = (
                f"no page lists all {objtype}s; write this into one, such as "
                f"{FOLDERS[objtype]}/index:\n\n    :::{{{objtype}-index}}\n    :::"
            )
            self.plan += Plan(advice=(advice,))

    def list_in(self, folder: str, docnames: Sequence[str]) -> None:
        """Make the index of a folder, unless there is one; an author may have deleted its page."""
        if self.read(posixpath.join(folder, LEDGER)) is not None:
            return
        kinds = {name: objtype for objtype, name in FOLDERS.items()}
        are_indexes = [posixpath.basename(docname) == "index" for docname in docnames]
        patterns = ["*"] * (not all(are_indexes)) + ["*/index"] * any(are_indexes)
        self._make(folder, kinds.get(folder, ObjectType.CONFERENCE), patterns)

    def _make(self, folder: str, objtype: ObjectType, patterns: Sequence[str]) -> bool:
        path = posixpath.join(folder, "index.md")
        if path in self._planned or self._notebook.same_page(path):
            return False
        blocks = [f"# {objtype.capitalize()}s"]
        if objtype not in self._notebook.read().indexes:
            blocks.append(f":::{{{objtype}-index}}\n:::")
        if patterns:
            entries = "\n".join(patterns)
            blocks.append(f"```{{toctree}}\n:hidden:\n:glob:\n\n{entries}\n```")
        content = ("\n\n".join(blocks) + "\n").encode()
        self._planned[path] = content
        self.plan += Plan((Change(path, None, content),))
        return True
