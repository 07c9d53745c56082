"""Imports go one way, and the core knows nothing of Sphinx."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = Path(__file__).parent.parent / "_ext" / "confnotes"

#: What is about talks rather than about documents; the first is about neither.
CORE = [
    "files",
    "made",
    "telling",
    "digests",
    "words",
    "downloads",
    "diagnostics",
    "names",
    "model",
    "nouns",
    "links/__init__",
    "links/addresses",
    "links/known",
    "links/copies",
    "links/fields",
    "links/linkfile",
    "links/report",
    "links/verdicts",
    "links/answers",
    "links/network",
    "links/news",
    "links/polite",
    "links/archive",
    "links/entries",
    "links/remembered",
    "links/proposals",
    "links/summary",
    "readers",
    "options",
    "records",
    "imports/__init__",
    "imports/model",
    "imports/markdown/__init__",
    "imports/markdown/escaping",
    "imports/markdown/words",
    "imports/markdown/blocks",
    "imports/markdown/html",
    "imports/markdown/reading",
    "imports/markdown/restructured",
    "imports/markdown/prose",
    "imports/markdown/rendering",
    "imports/sources/__init__",
    "imports/sources/fetching",
    "imports/sources/wording",
    "imports/sources/addresses",
    "imports/sources/decoding",
    "imports/sources/moments",
    "imports/sources/programmes",
    "imports/sources/vocabulary",
    "imports/sources/pyvideo_talks",
    "imports/sources/pyvideo_topics",
    "imports/sources/pyvideo",
    "imports/sources/schedule_xml",
    "imports/sources/schedule_file",
    "imports/sources/schedule_talks",
    "imports/sources/schedule",
    "imports/notes/__init__",
    "imports/notes/links",
    "imports/notes/names",
    "imports/notes/dates",
    "imports/notes/kinds",
    "imports/notes/times",
    "imports/notes/parts",
    "imports/notes/headings",
    "imports/notes/fields",
    "imports/notes/conference",
    "imports/notes/lines",
    "imports/notes/doubts",
    "imports/notes/rst_doubts",
    "imports/notes/front",
    "imports/notes/markdown",
    "imports/notes/days",
    "imports/notes/named",
    "imports/notes/roles",
    "imports/notes/places",
    "imports/notes/report",
    "imports/notes/rst",
    "imports/notes/writing",
    "imports/notes/page",
    "imports/notes/talks",
    "imports/notes/subtitles",
    "imports/notes/reading",
    "imports/writing/__init__",
    "imports/writing/exchange",
    "imports/writing/changes",
    "imports/writing/choice",
    "imports/writing/pages",
    "imports/writing/declared",
    "imports/writing/listing",
    "imports/writing/links",
    "imports/writing/notebook",
    "imports/writing/layout",
    "imports/writing/ledger",
    "imports/writing/recognising",
    "imports/writing/folders",
    "imports/writing/indexes",
    "imports/writing/matching",
    "imports/writing/splicing",
    "imports/writing/merging",
    "imports/writing/paging",
    "imports/writing/spelling",
    "imports/writing/tidying",
    "imports/writing/planning",
    "imports/writing/note_names",
    "imports/writing/note_planning",
    "imports/writing/summary",
    "imports/commands",
    "imports/new",
    "imports/new_commands",
    "imports/note_commands",
    "exports/__init__",
    "exports/places",
    "exports/citations",
    "exports/bibtex",
    "exports/csl",
    "exports/bibliographies",
    "exports/commands",
    "commands",
    "search/__init__",
    "search/texts",
    "elsewhere/__init__",
    "elsewhere/records",
    "elsewhere/reading",
    "elsewhere/inventory",
    "elsewhere/copies",
    "elsewhere/naming",
    "identity",
    "homes",
    "related",
    "neighbours",
    "tables",
    "elsewhere/matching",
    "elsewhere/notebooks",
    "lookup",
    "periods",
    "checks",
    "views",
    "viewing",
    "querying",
    "shortening",
    "exports/offering",
    "exports/published",
    "exports/moments",
    "exports/zones",
    "exports/calendars",
    "indexing",
    "search/orders",
    "exports/dates",
    "exports/summaries",
    "exports/feeds",
    "exports/sitemap",
    "exports/metadata",
    "exports/previews",
    "exports/pictures",
    "search/findables",
    "search/settling",
    "search/pagefind",
    "exports/talks",
    "exports/schedules",
]
#: Every module; each imports only from those above it.
ORDER = [
    *CORE,
    "nodes",
    "directives",
    "links/collecting",
    "collect",
    "domain",
    "reporting",
    "links/leading",
    "exports/described",
    "stale",
    "markup",
    "timelines",
    "lists",
    "onward",
    "talk_index",
    "elsewhere/showing",
    "citing",
    "cards",
    "transforms",
    "styles",
    "toctrees",
    "navigation/__init__",
    "navigation/contents",
    "navigation/sidebar",
    "navigation/themes",
    "elsewhere/gathering",
    "links/nodes",
    "links/archived",
    "links/asking",
    "links/checking",
    "rebuild/__init__",
    "rebuild/garbage",
    "rebuild/settings",
    "rebuild/turns",
    "rebuild/readings",
    "rebuild/outdated",
    "rebuild/order",
    "rebuild/record",
    "rebuild/outputs",
    "rebuild/borrowed",
    "rebuild/unchanged",
    "rebuild/search",
    "rebuild/rebuilding",
    "looks/__init__",
    "looks/layout",
    "looks/bodies",
    "looks/pydata",
    "exports/picturing",
    "exports/heads",
    "search/collecting",
    "search/pages",
    "search/searching",
    "exports/hiding",
    "exports/exporting",
    "__init__",
    "__main__",
]


def source(module: str) -> str:
    return (PACKAGE / f"{module}.py").read_text(encoding="utf-8")


def at_runtime(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield the nodes of a tree but for what stands under ``if TYPE_CHECKING``."""
    for node in nodes:
        yield node
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            yield from at_runtime(node.orelse)
        else:
            yield from at_runtime(ast.iter_child_nodes(node))


def imported(nodes: Iterable[ast.AST], package: str = "confnotes") -> Iterator[str]:
    """Yield the absolute names that are imported, ``confnotes.model.Page`` for example.

    *package* is the one that the importing module is in.
    """
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")
            home = [*above[: len(above) + 1 - node.level], *filter(None, [node.module])]
            home = home if node.level else [str(node.module)]
            yield from (".".join([*home, alias.name]) for alias in node.names)


def _module_of(parts: list[str]) -> str:
    """Return the module that is, or that has, the name with the given parts."""
    for length in range(len(parts), 0, -1):
        path = "/".join(parts[:length])
        for module in (path, f"{path}/__init__"):
            if module in ORDER:
                return module
    return "__init__"


def own_imports(text: str, module: str = "model") -> set[str]:
    """Return the modules of the package that a module imports when it runs."""
    package = ".".join(["confnotes", *module.split("/")[:-1]])
    found = set()
    for name in imported(at_runtime([ast.parse(text)]), package):
        first, *parts = name.split(".")
        if first == "confnotes":
            found.add(_module_of(parts))
    return found


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("from .model import Page, Talk", {"model"}),
        ("from . import nodes, model", {"nodes", "model"}),
        ("from . import __version__", {"__init__"}),
        ("from confnotes.model import Page", {"model"}),
        ("import confnotes.model as m", {"model"}),
        ("import confnotes", {"__init__"}),
        ("import datetime as dt\nfrom sphinx import addnodes", set()),
        ("def late():\n    from .lookup import Lookup", {"lookup"}),
        ("if TYPE_CHECKING:\n    from .lookup import Lookup", set()),
        ("if typing.TYPE_CHECKING:\n    pass\nelse:\n    from .lookup import Lookup", {"lookup"}),
        ("try:\n    from .lookup import Lookup\nexcept ImportError:\n    pass", {"lookup"}),
    ],
)
def test_imports_are_read_from_the_source(text: str, modules: set[str]) -> None:
    assert own_imports(text) == modules


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("from .readings import Reading", {"rebuild/readings"}),
        ("from . import readings", {"rebuild/readings"}),
        ("from ..model import Page", {"model"}),
        ("from .. import model", {"model"}),
        ("from confnotes.rebuild import turns", {"rebuild/turns"}),
        ("import confnotes.rebuild", {"rebuild/__init__"}),
        ("from ..imports.notes.lines import Line", {"imports/notes/lines"}),
        ("from ..imports import notes", {"imports/notes/__init__"}),
    ],
)
def test_imports_within_a_package_are_read_from_the_source(text: str, modules: set[str]) -> None:
    assert own_imports(text, "rebuild/outdated") == modules


def test_every_module_has_its_place_in_the_order() -> None:
    paths = [path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py")]
    assert sorted(path.as_posix() for path in paths) == sorted(ORDER)


@pytest.mark.parametrize("module", ORDER)
def test_a_module_imports_only_from_those_above_it(module: str) -> None:
    above = set(ORDER[: ORDER.index(module)])
    assert own_imports(source(module), module) - above == set()


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_neither_sphinx_nor_docutils(module: str) -> None:
    packages = {name.partition(".")[0] for name in imported(ast.walk(ast.parse(source(module))))}
    assert not packages & {"sphinx", "docutils", "myst_parser"}
