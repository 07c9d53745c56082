"""Small real projects, which tests build, edit and build again."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup
from jinja2 import FileSystemBytecodeCache
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler

ROOT = Path(__file__).parent.parent

CONF = """\
extensions = ["confnotes", "myst_parser"]
primary_domain = "conf"
html_theme = "basic"
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
confnotes_search = "sphinx"  # faster; that of Pagefind is in `test_search`
"""

#: The pages that nearly every project has.
INDEXES = {
    "index.md": """\
# Notebook

```{toctree}
:glob:

*/index
speakers
topics
```
""",
    "speakers.md": "# Speakers\n\n:::{speaker-index}\n:::\n",
    "topics.md": "# Topics\n\n:::{topic-index}\n:::\n",
}


#: In the environment: the folder of compiled templates, if they are kept.
TEMPLATES = "CONFNOTES_COMPILED_TEMPLATES"


def keep_templates(builder: Any) -> None:
    """Take a theme's templates as an earlier build has compiled them, which is long work."""
    if TEMPLATES in os.environ and hasattr(builder, "templates"):
        kept = FileSystemBytecodeCache(os.environ[TEMPLATES])
        builder.templates.environment.bytecode_cache = kept


@dataclass
class Built:
    """What a build left behind."""

    outdir: Path
    warnings: list[str]
    log: str
    written: list[str]
    read: list[str]
    app: SphinxTestApp = field(repr=False)

    def html(self, docname: str) -> BeautifulSoup:
        """Return a page, parsed."""
        text = (self.outdir / f"{docname}.html").read_text(encoding="utf-8")
        return BeautifulSoup(text, "html.parser")

    def text(self, docname: str) -> str:
        """Return the words of a page's body, with single blanks."""
        body = self.html(docname).find(attrs={"role": "main"})
        assert body is not None
        return " ".join(body.get_text(" ").split())

    def warning(self, subtype: str) -> str:
        """Return the one warning of a subtype."""
        found = [line for line in self.warnings if f"[confnotes.{subtype}]" in line]
        assert len(found) == 1, self.warnings
        return found[0]


class _Server(ThreadingHTTPServer):
    """A server for browsers, which hang up when they go on to the next page."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answer requests on this machine; give the address."""
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Project:
    """A small project on disk, which can be edited and built again."""

    def __init__(self, srcdir: Path) -> None:
        self.srcdir = srcdir
        srcdir.mkdir(parents=True, exist_ok=True)

    def write(self, files: dict[str, str | None]) -> None:
        """Write files; None removes one."""
        for name, text in files.items():
            path = self.srcdir / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def build(
        self,
        builder: str = "html",
        *,
        jobs: int = 1,
        fresh: bool = False,
        **config: Any,
    ) -> Built:
        """Build in this process; what was read and written is taken from Sphinx's own events."""
        _file_checksum_inner.cache_clear()  # kept for a process, which builds once elsewhere
        app = SphinxTestApp(
            builder,
            srcdir=self.srcdir,
            builddir=self.srcdir / "_build",
            freshenv=fresh,
            parallel=jobs,
            confoverrides=config,
        )
        keep_templates(app.builder)
        read: list[str] = []
        written: list[str] = []
        app.connect("env-before-read-docs", lambda _app, _env, docnames: read.extend(docnames))
        app.connect("doctree-resolved", lambda _app, _tree, docname: written.append(docname))
        try:
            app.build()
            warnings = strip_colors(app.warning.getvalue()).replace(f"{self.srcdir}/", "")
            return Built(
                Path(app.outdir),
                warnings.splitlines(),
                strip_colors(app.status.getvalue()),
                sorted(set(written)),
                sorted(set(read)),
                app,
            )
        finally:
            app.cleanup()


class Kept:
    """A folder that can be made again what it was: in the same place, which environments know."""

    def __init__(self, folder: Path) -> None:
        """Keep everything in a folder as it is now, with its times, in another beside it."""
        self.folder = folder
        self._copy = folder.with_name(f"{folder.name}-kept")
        shutil.copytree(folder, self._copy)

    def go_back(self) -> None:
        """Make everything what it was."""
        shutil.rmtree(self.folder)
        shutil.copytree(self._copy, self.folder)


def contents(outdir: Path) -> dict[str, str]:
    """Return the digest of every file of a tree."""
    return {
        file.relative_to(outdir).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(outdir.rglob("*"))
        if file.is_file()
    }


def times(outdir: Path) -> dict[str, int]:
    """Return when each file of a tree was last written, in nanoseconds."""
    return {
        file.relative_to(outdir).as_posix(): file.stat().st_mtime_ns
        for file in sorted(outdir.rglob("*"))
        if file.is_file()
    }


class Site:
    """The built site, as its readers have it: pages, and what each links to."""

    def __init__(self, outdir: Path) -> None:
        self.outdir = outdir
        self.pages = {
            str(path.relative_to(outdir)): BeautifulSoup(
                path.read_text(encoding="utf-8"), "html.parser"
            )
            for path in sorted(outdir.rglob("*.html"))
            if "_static" not in path.parts
        }
        inventory = InventoryFile.loads((outdir / "objects.inv").read_bytes(), uri="").data
        #: kind → id → (label, address)
        self.objects = {
            kind.removeprefix("conf:"): {
                # A hyphen says that the label is the name.
                name: (name if entry.display_name == "-" else entry.display_name, entry.uri)
                for name, entry in entries.items()
            }
            for kind, entries in inventory.items()
            if kind.startswith("conf:")
        }

    def links(self, page: str) -> set[str]:
        """Return where a page's own text leads: pages of the site, with anchors, and elsewhere."""
        main = self.pages[page].find("article") or self.pages[page]
        found = set()
        for link in main.find_all("a", href=True):
            href = str(link["href"])
            found.add(href if "://" in href else unquote(urljoin(page, href)))
        return found

    def clicks(self) -> dict[str, int]:
        """Return how many clicks from the front page each page and anchor is."""
        distance = {"index.html": 0}
        queue = deque(["index.html"])
        while queue:
            page = queue.popleft()
            for link in self.links(page):
                target = urldefrag(link).url or page
                for address in (link, target):
                    if "://" not in address and address not in distance:
                        distance[address] = distance[page] + 1
                if (
                    target in self.pages
                    and target not in queue
                    and distance[target] > distance[page]
                ):
                    queue.append(target)
        return distance


def build_site(outdir: Path) -> Site:
    """Build the notebook as `make html` does, outside of it, and list its inventory."""
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-j", "2"]
    command += ["-d", str(outdir / "doctrees"), str(ROOT), str(outdir / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Site(outdir / "html")


def fragments(outdir: Path) -> dict[str, dict[str, Any]]:
    """Return what Pagefind's index has, by address."""
    found = {}
    for file in (outdir / "pagefind/fragment").iterdir():
        one = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[one["url"]] = one
    return found
