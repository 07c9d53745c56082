"""What of an author's own reStructuredText a build would complain of.

Notes that were written for another site list and include files that aren't in the notebook, and
use what extensions of that site define. A directive with one colon less is a comment, and a
backslash makes plain text of a role.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .doubts import Doubt, is_web

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DIRECTIVE = re.compile(r"\s*\.\. (?:\|[^|]+\| )?(?P<name>[\w:+.-]+)::(?:\s+(?P<argument>\S+))?")
_ROLE = re.compile(r"(?<![\w\\:`]):(?P<name>[\w.+:-]+):`")
_DIRECTIVES = """
    admonition attention caution centered class code code-block codeauthor compound container
    contents csv-table danger default-role deprecated epigraph error footer glossary header
    highlight highlights hint hlist image figure important index line-block list-table literal math
    meta note only parsed-literal pull-quote raw replace role rst-class rubric sectionauthor
    sectnum seealso sidebar sourcecode table tabularcolumns tip title topic unicode
    versionadded versionchanged warning date
"""
_ROLES = """
    abbr code command dfn emphasis file guilabel kbd literal mailheader makevar manpage math
    menuselection mimetype newsgroup pep PEP program regexp rfc RFC samp strong sub subscript sup
    superscript t title-reference title
"""
_KNOWN_DIRECTIVES = frozenset(_DIRECTIVES.split())
_KNOWN_ROLES = frozenset(_ROLES.split())
#: What holds text that is no reStructuredText.
_VERBATIM = {"code", "code-block", "sourcecode", "raw", "math", "parsed-literal", "highlight"}


def find_rst_doubts(lines: Sequence[str]) -> Iterator[Doubt]:
    """Yield the directives and the roles that mean nothing in a notebook, outside of examples."""
    inside: int | None = None  # how far that is indented below which nothing is read
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if not line.strip() or (inside is not None and indent > inside):
            continue
        inside = None
        match = _DIRECTIVE.match(line)
        if match and (what := _doubt_directive(match["name"], match["argument"] or "")):
            yield Doubt(at, what, f"{match['name']}::", f"{match['name']}:")
        elif not match:
            yield from _doubt_roles(at, line)
        is_verbatim = match["name"] in _VERBATIM if match else line.rstrip().endswith("::")
        if is_verbatim or (match and match["name"] not in _KNOWN_DIRECTIVES):
            inside = indent


def _doubt_directive(name: str, argument: str) -> str:
    if name in {"image", "figure"} and not is_web(argument):
        return f"the picture {argument!r} isn't in the notebook"
    is_known = name in _KNOWN_DIRECTIVES
    return "" if is_known else f"{name!r} is no directive that works in the notebook"


def _doubt_roles(at: int, line: str) -> Iterator[Doubt]:
    for match in _ROLE.finditer(line):
        is_literal = line.count("``", 0, match.start()) % 2
        if match["name"] not in _KNOWN_ROLES and not is_literal:
            what = f"{match['name']!r} is no role that works in the notebook"
            yield Doubt(at, what, match[0], f"\\{match[0]}")
