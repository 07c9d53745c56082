"""What lies in an output directory: what is there for the notebook, has to go, and keeps its time.

A file is ours by its name: one that the notebook, the theme or Sphinx gives it. So nothing is
touched that somebody else has put there.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util.matching import DOTFILES

from ..files import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .record import FileState, Record

#: What Sphinx makes for every site.
_ALWAYS = (".buildinfo", "objects.inv", "_static/pygments.css")
#: What Sphinx keeps of an older `.buildinfo`: it is never read, and no clean build has it.
BACKUP = ".buildinfo.bak"
#: What is made for some settings: languages, dark themes.
_FOR_SETTINGS = (
    "translations.js",
    "confnotes-words.js",
    "*-stemmer.js",
    "pygments_dark.css",
    "opensearch.xml",
)


class Outputs:
    """The files of one output directory, to which a builder writes a page for each document."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        """Look at nothing yet."""
        self._builder = builder
        self._env = app.env
        self._config = app.config
        self._confdir = Path(app.confdir)
        self._srcdir = Path(app.srcdir)
        self._outdir = Path(app.outdir)
        self._out = str(app.outdir)
        self._pages: dict[str, str] = {}

    @staticmethod
    def of(app: Sphinx, builder: Builder) -> Outputs | None:
        """Return the outputs of a builder, if it writes a page for each document."""
        if isinstance(builder, StandaloneHTMLBuilder) and not isinstance(
            builder, SingleFileHTMLBuilder
        ):
            return Outputs(app, builder)
        return None

    def page(self, docname: str) -> str:
        """Return the file of a page."""
        if docname not in self._pages:
            path = str(self._builder.get_output_path(docname))
            self._pages[docname] = path.removeprefix(self._out + os.sep).replace(os.sep, "/")
        return self._pages[docname]

    def is_page_as_recorded(self, docname: str, record: Record) -> bool:
        """Say whether a page, and what is there for it alone, is what a finished build has left."""
        beside = (*self._sources.get(docname, ()), *self._images.get(docname, ()))
        # Of a picture's formats, the builder copies the one that it likes best.
        known = [name for name in beside if name in record.files]
        return all(self._is_as_recorded(name, record) for name in (self.page(docname), *known))

    def is_search_index_lost(self, record: Record) -> bool:
        """Say whether there is no search index to which the words of some pages could be added."""
        return self._builder.search and not self._is_as_recorded(self.search_index, record)

    @property
    def search_index(self) -> str:
        """Return the file of Sphinx's search index."""
        return self._builder.searchindex_filename

    @cached_property
    def places(self) -> set[str]:
        """Return the files that are there for a document, an image, a download or an asset."""
        themes = theme_folders(self._builder)
        assets = [*self._config.html_static_path, *(theme / "static" for theme in themes)]
        return {
            *map(self.page, self._env.found_docs),
            *(name for names in self._sources.values() for name in names),
            *(name for names in self._images.values() for name in names),
            *(f"_downloads/{name}" for _docnames, name in self._env.dlfiles.values()),
            *(name for name in self._copied(assets, "_static/") if not DOTFILES(name)),
            *self._copied(
                filter(None, (self._config.html_logo, self._config.html_favicon)), "_static/"
            ),
            *self._copied(self._config.html_extra_path, ""),
            *map(self.page, self._config.html_additional_pages),
        }

    def made_for_settings(self) -> set[str]:
        """Return the files that are made for some settings, and are put there again for these."""
        folder = self._outdir / "_static"
        return {
            f"_static/{file.name}"
            for kind in _FOR_SETTINGS
            for file in (folder.glob(kind) if folder.is_dir() else ())
        }

    def remove(self, names: Iterable[str], record: Record) -> None:
        """Remove files, and the folders that are empty then.

        One that has changed since a finished build has left it is another's, and stays.
        """
        for name in sorted(names):
            file = self._outdir / name
            # The sources may lie in the output, as `docs/source` does in `docs`.
            if file.is_relative_to(self._srcdir) and not self._outdir.is_relative_to(self._srcdir):
                continue
            if not (file.is_file() or file.is_symlink()):
                continue
            if (
                record.is_finished
                and name in record.files
                and not self._is_as_recorded(name, record)
            ):
                continue
            file.unlink()
            for folder in file.parents:
                if folder == self._outdir or any(folder.iterdir()):
                    break
                folder.rmdir()

    def keep_times(self, record: Record, generated: Iterable[str]) -> dict[str, FileState]:
        """Give a file that was written anew, and is the same, the time that it had.

        *generated* are the pages of no document. Return the state of every file of ours.
        """
        sources = {self.page(name): name for name in self._env.found_docs}
        templates = self._template_time()
        ours = {*self.places, *self.made_for_settings(), *generated, *_ALWAYS, self.search_index}
        kept: dict[str, FileState] = {}
        for name in sorted(ours):
            state = stamp(f"{self._out}/{name}")
            known = record.files.get(name)
            if known and known[:2] == state:
                kept[name] = known
                continue
            if state is None or not (self._outdir / name).is_file():
                continue
            time, size = state
            digest = hashlib.sha256((self._outdir / name).read_bytes()).hexdigest()
            # A page that is older than its source, or its template, Sphinx would write each time.
            oldest = max(templates, self._source_time(sources.get(name)))
            if known and digest == known[2] and known[0] >= oldest:
                time = known[0]
                os.utime(self._outdir / name, ns=(time, time))
            kept[name] = (time, size, digest)
        return kept

    def _is_as_recorded(self, name: str, record: Record) -> bool:
        return name in record.files and stamp(f"{self._out}/{name}") == record.files[name][:2]

    def _source_time(self, docname: str | None) -> int:
        state = stamp(str(self._env.doc2path(docname))) if docname is not None else None
        return state[0] if state else 0

    def _template_time(self) -> int:
        templates = self._builder.templates
        return int(templates.newest_template_mtime() * 10**9) if templates else 0

    @cached_property
    def _images(self) -> dict[str, list[str]]:
        """Return the files of each page's images."""
        return {
            docname: [f"_images/{name}" for _path, name in images]
            for docname, images in images_by_page(self._env).items()
        }

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        """Return the file of each page's copied source, if there are any."""
        if not (self._builder.copysource and self._config.html_copy_source):
            return {}
        return {docname: [self._source(docname)] for docname in self._env.found_docs}

    def _source(self, docname: str) -> str:
        ending = self._config.html_sourcelink_suffix
        source = str(self._env.doc2path(docname, base=False)).replace(os.sep, "/")
        suffix = source.removeprefix(docname)
        return f"_sources/{source}{'' if suffix == ending else ending}"

    def _copied(self, entries: Iterable[str | Path], to: str) -> Iterator[str]:
        for entry in entries:
            source = self._confdir / entry
            if source.is_file():
                yield f"{to}{source.name}"
            for file in files_below(source):
                name = file.relative_to(source).as_posix()
                yield f"{to}{without_template_suffix(name) if to else name}"


def images_by_page(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    """Return each page's images, by path, and the names under which they are published."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path, (docnames, name) in sorted(env.images.items()):
        for docname in docnames:
            found.setdefault(docname, []).append((path, name))
    return found


def theme_folders(builder: Builder) -> list[Path]:
    """Return the folders of a builder's theme, and of those that it is made from, if it has one."""
    theme = getattr(builder, "theme", None)
    return theme.get_theme_dirs() if theme else []


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, through links as Sphinx goes, by name."""
    for root, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        yield from (Path(root, name) for name in sorted(names))


def without_template_suffix(name: str) -> str:
    """Return the name under which Sphinx copies an asset: a template's without its suffix."""
    return name.removesuffix(".jinja").removesuffix("_t")
