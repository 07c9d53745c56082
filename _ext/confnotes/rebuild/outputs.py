"""What lies in an output directory: what is there, what has to go, and what keeps its time.

A record of it is kept beside the environment, for in the output everything is published.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from .readings import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from .readings import Stamp


#: When a file was written (in nanoseconds), its size (in bytes), and its digest.
FileState = tuple[int, int, str]


@dataclass
class Record:
    """What a finished build has left behind."""

    #: A digest of the settings it was made with.
    settings: str = ""
    #: Document name → digest of what its page shows.
    pages: dict[str, str] = field(default_factory=dict)
    #: The files that are there for a document, an image or an asset; relative to the directory.
    places: list[str] = field(default_factory=list)
    #: Every file that a build has written.
    files: dict[str, FileState] = field(default_factory=dict)


def record_path(app: Sphinx) -> Path:
    """Return where the record is of what this kind of builder has written to this directory.

    Several may share an environment: what one of them has written, another has not.
    """
    place = hashlib.sha256(os.fsencode(app.outdir)).hexdigest()[:16]
    return Path(app.doctreedir) / f"confnotes-{app.builder.name}-{place}.json"


def load_record(path: Path) -> Record:
    """Return the record of the build before; an empty one when there is none, or it is broken."""
    try:
        record = Record(**json.loads(path.read_text(encoding="utf-8")))
        record.files = {name: (*found,) for name, found in record.files.items()}
        record.pages = dict(record.pages)
    except (OSError, ValueError, TypeError, AttributeError):
        return Record()
    return record


def save_record(path: Path, record: Record) -> None:
    """Write a record, all of it or nothing."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(asdict(record), indent=0, sort_keys=True), encoding="utf-8")
    draft.replace(path)


class Outputs:
    """The files of one output directory, to which a builder writes a page for each document."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        """Look at nothing yet."""
        self._builder = builder
        self._env = app.env
        self._config = app.config
        self._confdir = Path(app.confdir)
        self._outdir = Path(app.outdir)
        self._doctreedir = Path(app.doctreedir)

    @staticmethod
    def of(app: Sphinx, builder: Builder) -> Outputs | None:
        """Return the outputs of a builder, if it writes a page for each document."""
        if isinstance(builder, StandaloneHTMLBuilder) and not isinstance(
            builder, SingleFileHTMLBuilder
        ):
            return Outputs(app, builder)
        return None

    def page(self, docname: str) -> str:
        """Return the file of a document's page."""
        return self._name(self._builder.get_output_path(docname))

    def is_as_recorded(self, name: str, record: Record) -> bool:
        """Say whether a file is what a finished build has left: not one that was killed."""
        return name in record.files and stamp(str(self._outdir / name)) == record.files[name][:2]

    def is_search_index_lost(self, record: Record) -> bool:
        """Say whether there is no search index to which the words of some pages could be added."""
        if not self._builder.search:
            return False
        return not self.is_as_recorded(self._builder.searchindex_filename, record)

    def places(self) -> set[str]:
        """Return the files that are there for a document, an image, a download or an asset."""
        return {
            *map(self.page, self._env.found_docs),
            *(f"_images/{name}" for _docnames, name in self._env.images.values()),
            *(f"_downloads/{name}" for _docnames, name in self._env.dlfiles.values()),
            *self._sources(),
            *self._copied(self._config.html_static_path, "_static/"),
            *self._copied(self._config.html_extra_path, ""),
            *(self.page(name) for name in self._config.html_additional_pages),
        }

    def scan(self) -> dict[str, Stamp]:
        """Return the state of every file."""
        return {self._name(file): stamp(str(file)) for file in self._files(self._outdir)}

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, and the folders that are empty then."""
        for name in sorted(names):
            file = self._outdir / name
            file.unlink(missing_ok=True)
            for folder in file.parents:
                if folder == self._outdir or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()

    def keep_times(self, record: Record, before: dict[str, Stamp]) -> dict[str, FileState]:
        """Give a file that was written anew, and is the same, the time that it had.

        *before* is the state before anything was written. Return the files that builds have
        written.
        """
        oldest = {self.page(name): self._source_time(name) for name in self._env.found_docs}
        templates = self._template_time()
        kept: dict[str, FileState] = {}
        for name, state in self.scan().items():
            known = record.files.get(name)
            if state is None or (known is None and before.get(name) == state):
                continue
            if known and known[:2] == state:
                kept[name] = known
                continue
            time, size = state
            digest = self._digest(name)
            # A page that is older than its source, or its template, Sphinx would write each time.
            if known and digest == known[2] and known[0] >= max(templates, oldest.get(name, 0)):
                time = known[0]
                os.utime(self._outdir / name, ns=(time, time))
            kept[name] = (time, size, digest)
        return kept

    def _name(self, file: Path) -> str:
        return Path(file).relative_to(self._outdir).as_posix()

    def _digest(self, name: str) -> str:
        return hashlib.sha256((self._outdir / name).read_bytes()).hexdigest()

    def _source_time(self, docname: str) -> int:
        state = stamp(str(self._env.doc2path(docname)))
        return state[0] if state else 0

    def _template_time(self) -> int:
        templates = self._builder.templates
        return int(templates.newest_template_mtime() * 10**9) if templates else 0

    def _sources(self) -> Iterator[str]:
        if self._builder.copysource and self._config.html_copy_source:
            ending = self._config.html_sourcelink_suffix
            for docname in self._env.found_docs:
                source = Path(self._env.doc2path(docname, base=False)).as_posix()
                suffix = source.removeprefix(docname)
                yield f"_sources/{source}{'' if suffix == ending else ending}"

    def _copied(self, entries: Iterable[str], to: str) -> Iterator[str]:
        for entry in entries:
            source = self._confdir / entry
            if source.is_file():
                yield f"{to}{source.name}"
            for file in self._files(source):
                yield f"{to}{file.relative_to(source).as_posix()}"

    def _files(self, folder: Path) -> Iterator[Path]:
        for root, folders, names in os.walk(folder):
            here = Path(root)
            # By default the environment lies in the output.
            folders[:] = [name for name in folders if here / name != self._doctreedir]
            yield from (here / name for name in names)
