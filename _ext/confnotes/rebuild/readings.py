"""What the reading of a document depended on, and what its page borrows from others.

Plain values, kept in the environment by document, as Sphinx's own collectors keep theirs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.utils import Reporter
from sphinx.addnodes import pending_xref
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.i18n import get_image_filename_for_language

from ..files import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from ..files import Stamp


@dataclass(frozen=True, slots=True)
class ForeignReference:
    """A reference to what is not of our domain, and can be resolved again."""

    attributes: tuple[tuple[str, Any], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is kept of one document."""

    #: Every file that was read for it → its state then.
    stamps: dict[str, Stamp]
    #: Every file that a Markdown link names, or a picture has in another language, and whether it
    #: was there: what stands on the page is decided by that.
    looked_for: dict[str, bool]
    #: Every pattern of a picture's files → what it has found.
    globs: dict[str, list[str]]
    #: Whether all was well: what is missing may be a file that appears, and is said at every build.
    is_whole: bool
    #: Every explicit label → its anchor and its title.
    labels: dict[str, tuple[str, str]]
    #: Every term of a glossary → its anchor.
    terms: dict[str, str]
    #: Every label of an equation → its number.
    equations: dict[str, int]
    references: tuple[ForeignReference, ...]


@dataclass
class Store:
    """What is kept in the environment."""

    #: A digest of the settings with which all was read.
    settings: str = ""
    #: Document name → what is kept of that document.
    readings: dict[str, Reading] = field(default_factory=dict)


class ReadingCollector(EnvironmentCollector):
    """Notes every document that is read."""

    def __init__(self) -> None:
        """Begin; no document has been read yet."""
        self._started = 0

    def enable(self, app: Sphinx) -> None:
        """Listen to the events of *app*."""
        super().enable(app)
        app.connect("env-before-read-docs", self._note_start)

    def _note_start(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Remember when the reading began: what changes after that may have been read before it."""
        self._started = time.time_ns()

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document that was removed, or is read anew."""
        store_of(env).readings.pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over the documents that a parallel process has read."""
        theirs = store_of(other).readings
        mine = store_of(env).readings
        mine.update((name, theirs[name]) for name in docnames if name in theirs)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note a document; after Sphinx's own collectors, which note the images it depends on."""
        env = app.env
        docname = env.current_document.docname
        _depend_on_bibliographies(env)
        files = {str(env.doc2path(docname)), *map(str, env.dependencies.get(docname, ()))}
        store_of(env).readings[docname] = Reading(
            stamps={file: self._stamp(file) for file in sorted(files)},
            looked_for=dict(_looked_for(env, doctree)),
            globs={pattern: found_by(pattern) for pattern in _patterns(env, doctree)},
            is_whole=not any(map(_is_error, doctree.findall(nodes.system_message))),
            labels=dict(_labels(env, docname, doctree)),
            terms=dict(_terms(env, docname, doctree)),
            equations=dict(_equations(env, docname, doctree)),
            references=tuple(_foreign_references(doctree)),
        )

    def _stamp(self, file: str) -> Stamp:
        found = stamp(file)
        return found if found and found[0] < self._started else None


def store_of(env: BuildEnvironment) -> Store:
    """Return what is kept in an environment."""
    return cast("Store", env.__dict__.setdefault("confnotes_rebuild", Store()))


def _is_error(message: nodes.system_message) -> bool:
    return int(message["level"]) >= Reporter.ERROR_LEVEL


def found_by(pattern: str) -> list[str]:
    """Return the files that a picture's pattern finds now."""
    return sorted(glob(pattern))  # noqa: PTH207 - as Sphinx does


def _depend_on_bibliographies(env: BuildEnvironment) -> None:
    """Let a document with ``footcite`` depend on what it cites, as one with ``bibliography`` does.

    sphinxcontrib-bibtex puts the cited text into the document as it is read.
    """
    if "bibtex_foot_old_refs" in env.current_document:
        for file in env.domaindata["cite"]["bibdata"].bibfiles:
            env.note_dependency(file)


def _looked_for(env: BuildEnvironment, doctree: nodes.document) -> Iterator[tuple[str, bool]]:
    for node in doctree.findall(pending_xref):
        if node["reftype"] != "myst":
            continue
        if node.get("refdomain") == "doc":
            file = str(env.doc2path(node["reftarget"]))
        elif (path := node["reftarget"].partition("#")[0]) and "\0" not in path:
            file = env.relfn2path(path, node["refdoc"])[1]
        else:
            continue
        yield file, is_file(file)
    for image in doctree.findall(nodes.image):
        if "://" not in image["uri"]:
            translated = get_image_filename_for_language(f"/{image['uri']}", env)
            file = env.relfn2path(translated)[1]
            yield file, is_file(file)


def _patterns(env: BuildEnvironment, doctree: nodes.document) -> Iterator[str]:
    for image in doctree.findall(nodes.image):
        if image["uri"].endswith(".*"):
            yield str(env.srcdir / image["uri"])


def is_file(file: str) -> bool:
    """Say whether a file is there; a name that no file can have is of none."""
    try:
        return Path(file).is_file()
    except (OSError, ValueError):
        return False


def _labels(
    env: BuildEnvironment, docname: str, doctree: nodes.document
) -> Iterator[tuple[str, tuple[str, str]]]:
    std: StandardDomain = env.domains.standard_domain
    for name, is_explicit in doctree.nametypes.items():
        if is_explicit and std.anonlabels.get(name, ("",))[0] == docname:
            _docname, node_id = std.anonlabels[name]
            owner, _node_id, title = std.labels.get(name, ("", "", ""))
            yield name, (node_id, title if owner == docname else "")


def _terms(
    env: BuildEnvironment, docname: str, doctree: nodes.document
) -> Iterator[tuple[str, str]]:
    objects = env.domains.standard_domain.objects
    for node in doctree.findall(nodes.term):
        owner, node_id = objects.get(("term", node.astext()), ("", ""))
        if owner == docname:
            yield node.astext(), node_id


def _equations(
    env: BuildEnvironment, docname: str, doctree: nodes.document
) -> Iterator[tuple[str, int]]:
    known = env.domains.math_domain.equations
    for node in doctree.findall(nodes.math_block):
        owner, number = known.get(node.get("label") or "", ("", 0))
        if owner == docname:
            yield node["label"], number


#: What every element of docutils has, and no reference is resolved by.
_GENERAL = {"ids", "names", "dupnames", "backrefs", "classes"}


def _foreign_references(doctree: nodes.document) -> Iterator[ForeignReference]:
    for node in doctree.findall(pending_xref):
        if node.get("refdomain") != "conf" or node.get("intersphinx"):
            attributes = [(key, node[key]) for key in sorted(node.attributes.keys() - _GENERAL)]
            yield ForeignReference(tuple(attributes), node.astext())
