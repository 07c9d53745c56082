"""All talks as one bibliography, in BibTeX and in CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bibtex import bibtex
from .citations import citation_of
from .csl import csl_json
from .places import BIBTEX, CSL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .published import Published

#: How the bibliography begins: by it ``confnotes bib`` knows what it may overwrite.
MARK = "% Made by confnotes from the notes; what is changed here is lost."


def make_bibliographies(published: Published) -> Iterator[tuple[str, bytes]]:
    """Yield both bibliographies, sorted by key."""
    lookup = published.lookup
    cited = [citation_of(lookup, lookup.talks[key]) for key in sorted(lookup.talks)]
    yield BIBTEX, "\n".join([f"{MARK}\n", *map(bibtex, cited)]).encode()
    listed = ",\n".join(map(csl_json, cited))
    yield CSL, f"[\n{listed}\n]\n".encode()
