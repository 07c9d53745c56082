"""The page that notes become, and the report of what became of their lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from .days import date_talks
from .lines import Draft
from .markdown import moved_anchors
from .named import Namer
from .places import find_talks
from .report import Report
from .roles import Role
from .writing import Writer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ...model import Conference, Facts, Talk
    from .conference import Announced
    from .days import Dated
    from .lines import Finding, Heading, Outline
    from .named import Spell
    from .roles import Roles
    from .talks import Section


class Titles(NamedTuple):
    """Titles for want of a heading: of the notes, of a conference above them, and the file's.

    If the conference's ``is_given``, it comes before that of a post.
    """

    of_notes: str
    of_conference: str
    of_file: str
    is_given: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """Notes, and what is what in them.

    ``top`` is what stands above the first heading. ``conference`` is what is known of it, and
    ``declared`` what the page declares of it; ``announced`` are the lines that said so. ``pages``
    are other files that become pages, each with the address of its page.
    """

    outline: Outline
    titles: Titles
    top: Section
    sections: tuple[Section, ...]
    roles: Roles
    conference: Conference | None
    declared: Conference | None
    announced: Announced
    pages: Mapping[str, str] = field(default_factory=dict)


class ComposedPage(NamedTuple):
    """The text of a page, its title, the talks that it declares, and the report."""

    text: str
    title: str
    talks: tuple[Talk, ...]
    findings: tuple[Finding, ...]


def compose(notes: Understood, taken_ids: Collection[str], spell: Spell) -> ComposedPage:
    """Write the page."""
    talks = find_talks(notes)
    sections = [section for section, _ in talks]
    dated = date_talks(sections, [place for _, place in talks], notes.conference)
    is_page = notes.roles.top is Role.TALK and not notes.roles.has_conference_above
    namer = Namer([one.facts for one in dated], taken_ids, spell, is_page=is_page)
    composer = _Composer(notes)
    for section, one in zip(sections, dated, strict=True):
        title = composer.writer.plain(section.reading.title)
        facts = namer.finish(one.facts, title)
        composer.talks[section.begin] = replace(one, facts=facts)
    return composer.compose()


class _Composer:
    """Writes one page and keeps the report; ``talks`` are by where they begin."""

    def __init__(self, notes: Understood) -> None:
        self.notes = notes
        self.draft = Draft(notes.outline)
        self.writer = Writer(notes.outline, self.draft)
        self.report = Report(notes.outline)
        self.talks: dict[int, Dated] = {}

    def compose(self) -> ComposedPage:
        title, roles = self._put_titles(), self.notes.roles
        for section, role, depth in zip(
            self.notes.sections, roles.roles, roles.depths, strict=True
        ):
            if section.heading is not None:
                self._put_section(section, section.heading, role, depth)
        if roles.is_unsure:
            self.report.note_unsure(self.notes.sections[0].begin)
        self._put_announced(self.notes.announced)
        self._mend()
        talks = tuple(talk.facts for talk in self.talks.values())
        return ComposedPage(self.draft.text(), title, talks, tuple(self.report.findings))

    def _mend(self) -> None:
        """Make plain text of what a build would complain of; links to headings follow these."""
        outline = self.notes.outline
        anchored = any(doubt.anchor for doubt in outline.doubts)
        moved = moved_anchors(outline, self.draft.text()) if anchored else {}
        for doubt in outline.doubts:
            anchor = moved.get(doubt.anchor)
            page = self.notes.pages.get(doubt.file)
            if page and doubt.old.startswith("]("):
                self.draft.mend(doubt.at, doubt.old, f"]({page}{doubt.old[-1]}")
                self.report.note(doubt.at, f"the link to {doubt.file!r} leads to {page!r} now")
            elif anchor is not None:
                self.draft.mend(doubt.at, f"](#{doubt.anchor}", f"](#{anchor}")
            elif not self.report.is_settled(doubt):
                is_mended = self.draft.mend(doubt.at, doubt.old, doubt.new)
                self.report.note_doubt(doubt, is_mended=is_mended)

    def _put_announced(self, announced: Announced) -> None:
        """Take out the lines that became options of the conference."""
        for at, what in announced.lines.items():
            self.draft.remove(at)
            self.report.note(at, f"the conference's {what}")
        for at, what in announced.more.items():
            self.report.note(at, f"the conference's {what}; the line stays, as it says more")

    def _put_titles(self) -> str:
        """Write the titles that the notes don't have; return that of the page."""
        roles, titles = self.notes.roles, self.notes.titles
        if roles.has_conference_above:
            self._put_title(titles.of_conference, self.notes.declared)
        if not roles.has_title:
            talk = self.talks.get(self.notes.top.begin)
            title = titles.of_conference if titles.is_given else titles.of_notes
            title = self.notes.top.reading.title if talk else title
            self._put_title(title, talk.facts if talk else self._declared_here())
            if talk:
                self._put_lines(self.notes.top, talk)
        else:
            first = self.notes.sections[0]
            is_talk = first.begin in self.talks
            title = self.writer.plain(first.reading.title) if is_talk else first.signs.plain
        return titles.of_conference if roles.has_conference_above else title

    def _put_title(self, title: str, facts: Facts | None) -> None:
        self.writer.put_title(title, facts)
        self.report.note_title(title, facts)

    def _declared_here(self) -> Conference | None:
        """Return the conference if the notes' own title is its heading."""
        return None if self.notes.roles.has_conference_above else self.notes.declared

    def _put_section(self, section: Section, heading: Heading, role: Role, depth: int) -> None:
        """Write a heading, and what it declares."""
        talk = self.talks.get(section.begin)
        facts = talk.facts if talk else self._declared_here() if role is Role.CONFERENCE else None
        text = section.title_of(talk.why_not) if talk else heading.text
        is_raised = self._is_raised(section)
        is_plain = facts is None and not self._is_mixed(depth)
        is_moved = self.writer.put_heading(
            heading, text, depth, is_raised=is_raised, is_plain=is_plain
        )
        level = min(depth, 6) if is_moved else 0
        if facts is not None:
            self.writer.put_below(heading, facts)
            self.report.note_declared(section, heading, facts, level)
        elif level:
            self.report.note_heading(heading, f"stays a heading, now of level {level}")
        if talk:
            self._put_lines(section, talk)

    def _is_raised(self, section: Section) -> bool:
        """Say whether a heading is now above others that were its equals."""
        first, *others = self.notes.sections
        is_title = section is first and self.notes.roles.has_title
        return is_title and any(one.signs.rank == first.signs.rank for one in others)

    def _is_mixed(self, depth: int) -> bool:
        """Say whether a heading of that depth is written with signs now."""
        depths = zip(self.notes.outline.headings, self.notes.roles.depths, strict=True)
        signed = {
            now
            for one, now in depths
            if one.style == "#" or one.level != now or one.needs_rewriting
        }
        return depth in signed

    def _put_lines(self, section: Section, talk: Dated) -> None:
        """Take out the lines that became options."""
        for at, taken in section.taken.items():
            is_late = bool(talk.why_not) and taken.hints.says_when
            if taken.is_whole and not is_late:
                self.draft.remove(at)
            if not is_late:
                self.report.note_taken(at, taken)
        self.report.note_left(section, talk.why_not)
