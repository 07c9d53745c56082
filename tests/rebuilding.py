"""A notebook on disk that is edited and built again and again, beside clean builds of the same.

Every build is a process of its own, as with ``make html``. It is forked from one that has loaded
Sphinx, and has built nothing: Sphinx and themes change their own defaults as they build.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import multiprocessing
import os
import shutil
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pygments.styles import get_all_styles, get_style_by_name
from sphinx.application import builtin_extensions
from sphinx.cmd.build import build_main
from sphinx.util.console import strip_colors

import confnotes
from projects import ROOT, Kept, Project, contents, keep_templates, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx

#: What nearly every build loads, so that it is loaded before the fork.
LOADED = [
    importlib.import_module(name)
    for name in (
        *builtin_extensions,
        "docutils.languages.en",
        "docutils.parsers.rst.directives.admonitions",
        "docutils.writers.docutils_xml",
        "jinja2.ext",
        "myst_parser.mdit_to_docutils.sphinx_",
        "myst_parser.parsers.sphinx_",
        "myst_parser.sphinx_ext.directives",
        "myst_parser.sphinx_ext.main",
        "myst_parser.sphinx_ext.mathjax",
        "myst_parser.sphinx_ext.myst_refs",
        "packaging.specifiers",
        "sphinx.ext.doctest",
        "sphinx.ext.mathjax",
        "sphinx.versioning",
        "sphinx_book_theme",
        "sphinxcontrib.bibtex",
        "xml.sax.expatreader",
    )
]
STYLES = [get_style_by_name(name) for name in get_all_styles()]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["rebuilding"])
# For the process that is forked from.
os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT / "_ext", ROOT / "tests")))

#: An hour in 2026, so that two clean builds have nothing of now in them.
EPOCH = "1790000000"


@dataclass
class Outcome:
    """What one build said and did."""

    code: int
    log: str
    warnings: list[str]
    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    @property
    def own_warnings(self) -> list[str]:
        """Return what the extension has warned of, in its order."""
        return [line for line in self.warnings if "[confnotes." in line]


def build(
    srcdir: Path,
    outdir: Path,
    *,
    jobs: int = 1,
    kill_at: int | None = None,
    without_logic: bool = False,
    arguments: Sequence[str] = (),
) -> Outcome:
    """Build in a new process.

    :param arguments: more of them for `sphinx-build`.
    :param kill_at: kill the process (and its children) when it opens that many files to write.
    :param without_logic: switch off what finds stale and outdated pages.
    """
    outdir.mkdir(parents=True, exist_ok=True)
    report = outdir.with_suffix(".report")
    report.unlink(missing_ok=True)
    options = (jobs, kill_at, without_logic, arguments)
    process = _context.Process(target=_build, args=(srcdir, outdir, report, *options))
    process.start()
    process.join()
    if kill_at is not None and process.exitcode == -signal.SIGKILL:
        return Outcome(-signal.SIGKILL, "killed", [])
    return Outcome(**json.loads(report.read_text(encoding="utf-8")))


def _build(
    srcdir: Path,
    outdir: Path,
    report: Path,
    jobs: int,
    kill_at: int | None,
    without_logic: bool,
    arguments: Sequence[str],
) -> None:
    os.setpgid(0, 0)
    if without_logic:
        confnotes.rebuilding.connect = lambda _app, _shown, _around: None  # type: ignore[attr-defined]
    if kill_at is not None:
        _die_at(kill_at, srcdir.parent)
    read: list[str] = []
    written: list[str] = []
    _listen(read, written)
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    os.chdir(srcdir)
    log, warnings = io.StringIO(), outdir.with_suffix(".warnings")
    options = ["-d", f"{outdir}.doctrees", "-n", "-w", str(warnings), f"-j{jobs}"]
    command = [*options, ".", str(outdir), *arguments]
    with contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
        code = build_main(command)
    said = strip_colors(warnings.read_text(encoding="utf-8")).replace(f"{srcdir}/", "")
    outcome = Outcome(
        code,
        strip_colors(log.getvalue()),
        said.splitlines(),
        sorted(set(read)),
        sorted(set(written)),
    )
    report.write_text(json.dumps(vars(outcome)), encoding="utf-8")


def _listen(read: list[str], written: list[str]) -> None:
    """Note what Sphinx reads and writes, of the one application that this process makes."""
    setup: Callable[[Sphinx], Any] = confnotes.setup

    def listening(app: Sphinx) -> Any:
        app.connect("env-before-read-docs", lambda _app, _env, docnames: read.extend(docnames))
        app.connect("doctree-resolved", lambda _app, _tree, docname: written.append(docname))
        app.connect("builder-inited", lambda app: keep_templates(app.builder))
        return setup(app)

    confnotes.setup = listening


def _die_at(count: int, folder: Path) -> None:
    """Kill this process and its children when files below *folder* are opened to write."""
    left = [count]

    def on_event(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], (str, os.PathLike)):
            return
        mode, flags = arguments[1], arguments[2] or 0
        to_write = any(letter in "wax+" for letter in mode or "") or flags & (
            os.O_WRONLY | os.O_RDWR
        )
        if to_write and str(arguments[0]).startswith(str(folder)):
            left[0] -= 1
            if left[0] <= 0:
                # As the file would be: made, and empty.
                Path(arguments[0]).write_bytes(b"") if left[0] == 0 else None
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(on_event)


def differences(one: Path, other: Path) -> Iterator[str]:
    """Yield what two trees differ in: the files, and of one that differs the first place."""
    ours, theirs = contents(one), contents(other)
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            yield f"{name}: only in {one.name}"
        elif name not in ours:
            yield f"{name}: only in {other.name}"
        elif ours[name] != theirs[name]:
            yield f"{name}: {_first_difference(one / name, other / name)}"


def _first_difference(one: Path, other: Path) -> str:
    a, b = one.read_bytes(), other.read_bytes()
    at = next(
        (at for at, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]),
        min(len(a), len(b)),
    )
    start = max(0, at - 60)
    return f"{a[start : at + 80]!r} in {one.name}, {b[start : at + 80]!r} in {other.name}"


class CleanBuilds:
    """Clean builds of copies of notebooks; what was built already is not built again."""

    def __init__(self, folder: Path, *, is_lasting: bool = True) -> None:
        """Begin with none.

        :param is_lasting: keep all of them, not only the last.
        """
        self._folder = folder
        self._is_lasting = is_lasting
        #: With how many jobs what was built → where it is now, and what the build did.
        self._known: dict[tuple[object, ...], tuple[Path, Outcome]] = {}

    def of(self, srcdir: Path, jobs: int) -> tuple[Path, Outcome]:
        """Return the folder of a clean build with that many jobs, and what the build did."""
        key = (jobs, *contents(srcdir).items())
        if key not in self._known:
            if not self._is_lasting:
                self._known.clear()
                shutil.rmtree(self._folder, ignore_errors=True)
            place = self._folder / f"{len(self._known)}"
            shutil.copytree(srcdir, place / "copy")
            self._known[key] = place / "clean", build(place / "copy", place / "clean", jobs=jobs)
        return self._known[key]


class Twins:
    """One notebook with two trees that are rebuilt after each edit, and a clean build elsewhere."""

    def __init__(
        self,
        folder: Path,
        *,
        clean_builds: CleanBuilds | None = None,
        without_logic: bool = False,
    ) -> None:
        """Begin with an empty notebook.

        :param folder: where all is; beside it will be what is kept.
        """
        self.srcdir = folder / "notes"
        self.srcdir.mkdir(parents=True)
        self.folder = folder
        self.without_logic = without_logic
        self.builds = 0
        self._clean_builds = clean_builds or CleanBuilds(folder / "elsewhere", is_lasting=False)
        #: Of each tree, what the last finished build left: contents and times.
        self._left: dict[int, tuple[dict[str, str], dict[str, int]]] = {}
        self._kept: tuple[Kept, dict[int, tuple[dict[str, str], dict[str, int]]]] | None = None

    def begin(self, files: dict[str, str | None], jobs: int = 1) -> None:
        """Write the first files and build them; that is a clean build, and needs no other."""
        Project(self.srcdir).write(files)
        assert self.build(jobs).code == 0
        self._note(jobs)

    @property
    def is_kept(self) -> bool:
        """Tell whether there is something to go back to."""
        return self._kept is not None

    def keep(self) -> None:
        """Keep everything as it is now."""
        self._kept = Kept(self.folder), dict(self._left)

    def go_back(self) -> None:
        """Make everything what it was when it was kept."""
        assert self._kept
        kept, left = self._kept
        kept.go_back()
        self._left = dict(left)

    def outdir(self, jobs: int) -> Path:
        """Return the tree that is rebuilt with that many jobs."""
        return self.folder / "out" / f"j{jobs}"

    def build(self, jobs: int, *arguments: str, kill_at: int | None = None) -> Outcome:
        """Build one of the trees again."""
        self.builds += 1
        return build(
            self.srcdir,
            self.outdir(jobs),
            jobs=jobs,
            kill_at=kill_at,
            without_logic=self.without_logic,
            arguments=arguments,
        )

    def build_clean(self, jobs: int) -> tuple[Path, Outcome]:
        """Build a copy of the notebook, in another folder, with nothing to begin from."""
        self.builds += 1
        return self._clean_builds.of(self.srcdir, jobs)

    def check(self, *jobs: int, clean_jobs: int = 1, knows_times: bool = True) -> None:
        """Rebuild, and compare with a clean build.

        :param knows_times: there is a record of when what was written.
        """
        clean = self.build_clean(clean_jobs)
        for each in jobs:
            touched = self.compare(each, self.build(each), *clean)
            assert not (touched and knows_times), f"written, though the same: {touched}"

    def compare(self, jobs: int, rebuilt: Outcome, clean: Path, outcome: Outcome) -> list[str]:
        """Compare what a build has left with a clean build; return what it touched without need."""
        outdir = self.outdir(jobs)
        assert rebuilt.code == outcome.code == 0, rebuilt.log + outcome.log
        found = [*differences(outdir, clean)]
        assert not found, "\n".join(found)
        assert rebuilt.own_warnings == outcome.own_warnings
        had = self._left.get(jobs, ({}, {}))
        return [*self._touched(had, self._note(jobs))]

    def _note(self, jobs: int) -> tuple[dict[str, str], dict[str, int]]:
        """Note what a build has left."""
        outdir = self.outdir(jobs)
        self._left[jobs] = contents(outdir), times(outdir)
        return self._left[jobs]

    def check_unchanged(self, jobs: int) -> None:
        """Build where nothing has changed, and find that nothing was written."""
        outdir = self.outdir(jobs)
        then = times(outdir)
        rebuilt = self.build(jobs)
        # Else a file that a page names is missing, and Sphinx reads that page each time.
        if not rebuilt.read:
            assert "no targets are out of date" in rebuilt.log
            assert rebuilt.written == []
            assert times(outdir) == then

    def _touched(
        self,
        before: tuple[dict[str, str], dict[str, int]],
        after: tuple[dict[str, str], dict[str, int]],
    ) -> Iterator[str]:
        """Yield what has a new time without having new contents; a touched note's page may."""
        (had, then), (has, now) = before, after
        for name in sorted(has.keys() & had.keys()):
            if has[name] == had[name] and now[name] != then[name]:
                source = self.srcdir / f"{name.removesuffix('.html')}.md"
                copied = self.srcdir / name.removeprefix("_sources/").removesuffix(".txt")
                newest = max(
                    (file.stat().st_mtime_ns for file in (source, copied) if file.is_file()),
                    default=0,
                )
                if newest <= then[name]:
                    yield name
