"""People's own notes, in Markdown or reStructuredText, as pages of the notebook.

What is recognised becomes directives below the headings, and everything else stays as it was
written. Where it isn't sure what a line means, the line stays, and the report names it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...model import Conference
from ..markdown.escaping import squeeze
from .conference import Announced, read_conference
from .lines import Finding, Suffix
from .markdown import read_markdown
from .named import as_written
from .page import Titles, Understood, compose
from .places import find_talks
from .roles import Role, Wishes, give_roles
from .rst import read_rst
from .subtitles import with_names_as_lines
from .talks import read_sections

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ...model import Talk
    from .lines import Outline
    from .named import Spell
    from .talks import Section

_RST_SIGNS = re.compile(r"^\.\. \S|`[^`<]+<[^<>]+>`_|^:\w[\w ]*: ", re.MULTILINE)
_MARKDOWN_SIGNS = re.compile(r"^#{1,6} |^```|^:::|\]\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NotesImport:
    """A page that notes became, and what was made of their lines.

    ``suffix`` is that of the page's file. ``talks`` are those that it declares, and ``conference``
    is the one that it declares, or None. What ``is_page`` was a page of a notebook before.
    """

    text: str
    suffix: Suffix
    title: str
    talks: tuple[Talk, ...]
    conference: Conference | None
    is_page: bool
    report: tuple[Finding, ...]


def read_notes(
    name: str,
    text: str,
    *,
    conference: Conference | None = None,
    title: str = "",
    is_declared: bool = False,
    taken_ids: Collection[str] = (),
    pages: Mapping[str, str] = MappingProxyType({}),
    spell: Spell = as_written,
) -> NotesImport:
    """Make a page of notes.

    Takes the name of the file, its text, what is known of the conference, and its name. The page
    declares the conference once its first day is known, by what is given or by the notes, but not
    if it *is_declared* on another page. *taken_ids* are talks that the conference has already,
    *pages* the addresses of the pages that other files become, and *spell* returns how the notebook
    spells speakers, topics and a room.

    Every text makes a page; one that holds directives of a notebook already stays as it is.
    """
    text = text.removeprefix("\ufeff")
    outline = _read_outline(name, text)
    if outline.is_page:
        return _as_it_is(outline, text, name)
    understood = _understand_names(outline, name, conference, title, is_declared=is_declared)
    page = compose(replace(understood, pages=pages), taken_ids, spell)
    findings = list(page.findings)
    if page.talks and understood.declared is None and not is_declared:
        what = "the first day of the conference isn't known, so that the page declares none"
        findings.append(Finding(1, "", what, is_understood=False))
    report = tuple(sorted(findings, key=lambda finding: finding.line))
    return NotesImport(
        page.text,
        outline.suffix,
        page.title,
        page.talks,
        understood.declared,
        is_page=False,
        report=report,
    )


def _as_it_is(outline: Outline, text: str, name: str) -> NotesImport:
    what = "there are directives of a notebook already, so that the file stays as it is"
    report = (Finding(1, outline.lines[0], what, is_understood=True),)
    title = outline.headings[0].plain if outline.headings else _title_of(name)
    return NotesImport(text, outline.suffix, title, (), None, is_page=True, report=report)


def _read_outline(name: str, text: str) -> Outline:
    suffix = name.lower().rpartition(".")[2]
    is_rst = suffix in {"rst", "rest"} or (
        suffix not in {"md", "markdown", "mdown", "mkd"}
        and bool(_RST_SIGNS.search(text))
        and not _MARKDOWN_SIGNS.search(text)
    )
    return read_rst(text) if is_rst else read_markdown(text)


def _understand_names(
    outline: Outline, name: str, conference: Conference | None, title: str, *, is_declared: bool
) -> Understood:
    """See what is what; headings with a name below titles stay headings unless these are talks."""
    title = squeeze(title)
    lines = with_names_as_lines(outline, PurePath(name).stem)
    understood = _understand(lines, name, conference, title, is_declared=is_declared)
    names = {one.first for one in outline.headings} - {one.first for one in lines.headings}
    if names.issubset(at for section, _place in find_talks(understood) for at in section.taken):
        return understood
    return _understand(outline, name, conference, title, is_declared=is_declared)


def _understand(
    outline: Outline, name: str, conference: Conference | None, title: str, *, is_declared: bool
) -> Understood:
    """See what is what, and look again if the notes themselves say when the conference was."""
    of_file = title or _title_of(name)
    titles = Titles(outline.title or of_file, of_file, name, bool(title))
    has_conference = not is_declared and bool(conference and conference.start)
    top, sections = read_sections(outline, conference, titles.of_notes)
    wishes = Wishes(
        top.signs,
        is_written=bool(outline.title),
        file=PurePath(name).stem,
        name=title,
        has_conference=has_conference,
        is_beside=is_declared,
        has_preamble=outline.has_preamble,
    )
    roles = give_roles([one.signs for one in sections], wishes)
    is_here = roles.top is Role.CONFERENCE and not is_declared
    announced = Announced(conference or Conference())
    if is_here:
        announced = _announced(
            outline, announced.conference, sections[0] if roles.has_title else top
        )
    if announced.conference.start and announced.conference != conference:
        conference = announced.conference
        roles = give_roles([one.signs for one in sections], replace(wishes, has_conference=True))
        top, sections = read_sections(outline, conference, titles.of_notes)
    is_declaring = is_here or roles.has_conference_above
    declared = conference if is_declaring and conference and conference.start else None
    said = announced if declared else Announced(Conference())
    return Understood(outline, titles, top, tuple(sections), roles, conference, declared, said)


def _announced(outline: Outline, known: Conference, head: Section) -> Announced:
    """Return what the title of a conference, and the lines below it, say of it."""
    return read_conference(known, head.signs.plain, outline, head.lines)


def _title_of(name: str) -> str:
    """Return a title made of the name of a file."""
    words = squeeze(re.sub(r"[-_\s]+", " ", PurePath(name).stem)) or "Notes"
    return words[0].upper() + words[1:]
