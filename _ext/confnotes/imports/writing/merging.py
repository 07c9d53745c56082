"""What the author has made of a page, and what the source says now, put together.

Each title, each option and each content for itself: where only the source has changed it, the new
one is taken; what the author has changed stays, and where both have, that is said. Nothing else of
the page is touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...options import OPTIONS
from .declared import plain_title, plain_value
from .ledger import digest
from .matching import is_untouched, match_entries
from .pages import MarkdownPage, Version, is_blank, read_page, without_ending
from .splicing import Splices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from .ledger import Entry, PageEntry
    from .pages import Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """An object as the source has it now: its text, and what is read of that."""

    key: str
    text: str
    version: Version


@dataclass(slots=True)
class Merged:
    """What a page becomes (None: nothing of it is left), and what there is to say.

    ``is_rewritten`` says that nobody has touched it, so that all of it is in the source's order.
    ``conflicts`` are (line from 1, sentence). ``lost`` are the keys of what the author has taken
    out; ``kept`` are (line, key) of what the source no longer has, and the author has written on or
    others link to.
    """

    text: str | None = ""
    is_rewritten: bool = False
    conflicts: list[tuple[int, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    kept: list[tuple[int, str]] = field(default_factory=list)


def merge_page(
    text: str, base: PageEntry, wanted: Sequence[Wanted], linked: Collection[str] = ()
) -> Merged | None:
    """Put a page and a newer version of it together; None if that cannot be done safely.

    *base* is what the last import left there, *wanted* what the source has for the page now, in
    its order. *linked* are the keys of what others link to; the page itself has an empty one.
    """
    page = read_page(text)
    places = match_entries(base, page)
    by_key = {one.key: one for one in wanted}
    if wanted and not linked and _is_as_written(page, base, places, by_key.keys()):
        return Merged(_rewritten(page, base.heading, wanted), is_rewritten=True)
    work = _Work(page)
    for entry in base.objects:
        place, one = places.get(entry.key), by_key.get(entry.key)
        if place is None:
            work.merged.lost.append(entry.key)
        elif one:
            work.update(entry, place, one.version)
        elif entry.key not in linked and is_untouched(page, base, entry, place):
            work.remove(place)
        else:
            work.merged.kept.append((place.heading.start, entry.key))
    _insert_new(work, base, wanted, places)
    return work.finish(None if "" in linked else base.heading)


def _is_as_written(
    page: MarkdownPage, base: PageEntry, places: Mapping[str, Place], staying: Collection[str]
) -> bool:
    """Say whether a page of several objects is as an import wrote it.

    Those that are *staying* are in the same order: what goes can't be out of it afterwards.
    """
    keys = [entry.key for entry in base.objects]
    if not base.heading or places.keys() != {*keys} or len(keys) != len(page.places):
        return False
    written = [key for key in keys if key in staying]
    if sorted(written, key=lambda key: places[key].section.start) != written:
        return False
    above = page.lines[: page.places[0].section.start] if page.places else page.lines
    return "".join(above).strip() == base.heading and all(
        is_untouched(page, base, one, places[one.key]) for one in base.objects
    )


def _rewritten(page: MarkdownPage, heading: str, wanted: Sequence[Wanted]) -> str:
    text = "\n\n".join([heading, *(one.text for one in wanted)]) + "\n"
    return page.bom + text.replace("\n", page.ending_at(0))


def _insert_new(
    work: _Work, base: PageEntry, wanted: Sequence[Wanted], places: dict[str, Place]
) -> None:
    """Put what is new behind what comes before it in the source."""
    old = {entry.key for entry in base.objects}
    starts = [places[one.key].section.start for one in wanted if one.key in places]
    at = min(starts, default=len(work.page.lines))
    for one in wanted:
        if one.key in places:
            at = places[one.key].section.stop
        elif one.key not in old:
            work.insert(at, one)


class _Work:
    """The changes of one page."""

    def __init__(self, page: MarkdownPage) -> None:
        self.page = page
        self.merged = Merged()
        self._splices = Splices(page)
        #: What has to be read on the page in the end, by the line where it is now.
        self._expected = {place.fence.lines.start: place.version for place in page.places}
        self._inserted: list[tuple[int, Version]] = []

    def update(self, entry: Entry, place: Place, theirs: Version) -> None:
        """Take what only the source has changed."""
        mine = place.version
        version = replace(mine, options=dict(mine.options))
        at = place.heading.start
        words = f"the title is yours; the source has {plain_title(theirs.heading)!r} now"
        if self._is_taken(mine.heading, entry.heading, theirs.heading, at, words):
            self._put(place.heading, theirs.heading)
            version = replace(version, heading=theirs.heading)
        options = self._update_options(entry, place, theirs)
        at = min(place.content.start, place.fence.lines.stop - 1)
        words = "the text of the directive is yours; the source has another one now"
        digests = (digest(mine.content), entry.content, digest(theirs.content))
        if self._is_taken(*digests, at, words):
            self._put(place.content, theirs.content)
            self._widen(place, theirs.content)
            version = replace(version, content=theirs.content)
        self._expected[place.fence.lines.start] = replace(version, options=options)

    def remove(self, place: Place) -> None:
        """Take a section out, with the empty lines that part it from others."""
        start, stop = place.section.start, place.section.stop
        while stop == len(self.page.lines) and start and is_blank([self.page.lines[start - 1]]):
            start -= 1
        self._splices.put(range(start, stop), ())
        del self._expected[place.fence.lines.start]

    def insert(self, at: int, one: Wanted) -> None:
        """Put a section in front of a line."""
        lines = self.page.lines
        new = one.text.split("\n")
        if any(where == at for where, _version in self._inserted):
            is_parted = at < len(lines)
        else:
            is_parted = not at or is_blank([lines[at - 1]])
        new = new if is_parted else ["", *new]
        new = [*new, ""] if at < len(lines) else new
        self._splices.put(range(at, at), new)
        self._inserted.append((at, one.version))

    def finish(self, heading: str | None) -> Merged | None:
        """Return the result, if what has to be on the page is read there.

        A page on which nothing but its *heading* is left goes; with None, it stays.
        """
        lines = self._splices.applied()
        text = self.page.bom + "".join(lines)
        page = read_page(text)
        found = [place.version for place in page.places]
        if found != self._expected_versions() or [*page.lines] != lines:
            return None
        is_bare = self._expected == {} and text.strip("\ufeff \t\r\n") in {"", heading}
        is_gone = is_bare and heading is not None
        has_removed = any(not splice.new for splice in self._splices.made)
        self.merged.text = None if is_gone and has_removed else text
        self.merged.conflicts = [
            (self._splices.now(at), words) for at, words in self.merged.conflicts
        ]
        self.merged.kept = [(self._splices.now(at), key) for at, key in self.merged.kept]
        return self.merged

    def _update_options(self, entry: Entry, place: Place, theirs: Version) -> dict[str, str]:
        mine = place.version.options
        options = dict(mine)
        for name in OPTIONS[entry.type]:
            old, new = mine.get(name), theirs.options.get(name)
            at = place.options[name][0] if name in mine else place.fence.lines.start
            if not self._is_taken(old, entry.options.get(name), new, at, _conflict(name, old, new)):
                continue
            if new is None:
                self._put(_only(place.options[name]), "")
                del options[name]
                continue
            lines = _only(place.options[name]) if name in mine else _where(name, place)
            written = f"{name}: {new}".rstrip()
            self._put(lines, written if place.is_yaml else f":{written}")
            options[name] = new
        return options

    def _is_taken(
        self, mine: str | None, base: str | None, theirs: str | None, at: int, words: str
    ) -> bool:
        """Say whether the source's version of something is taken; note a conflict."""
        if theirs in (base, mine):
            return False
        if mine != base:
            self.merged.conflicts.append((at, words))
        return mine == base

    def _put(self, lines: range, text: str) -> None:
        self._splices.put(lines, text.split("\n") if text else ())

    def _widen(self, place: Place, content: str) -> None:
        """Make a fence longer than those in its content."""
        fence, mark = place.fence, place.fence.markup[0]
        starts = (line.strip() for line in content.split("\n"))
        length = max((len(line) - len(line.lstrip(mark)) for line in starts), default=0) + 1
        if length <= len(fence.markup):
            return
        for line in (fence.lines[0], *([fence.lines[-1]] if fence.is_closed else [])):
            old = without_ending(self.page.lines[line])
            marks = old.strip()[: len(old.strip()) - len(old.strip().lstrip(mark))]
            self._put(range(line, line + 1), old.replace(marks, mark * length, 1))

    def _expected_versions(self) -> list[Version]:
        placed = [*self._inserted, *self._expected.items()]
        return [version for _at, version in sorted(placed, key=lambda one: one[0])]


def _only(lines: Iterable[int]) -> range:
    first, *others = lines
    return range(first, max([first, *others]) + 1)


def _where(name: str, place: Place) -> range:
    """Return the empty place of a new option: behind those that come before it in the guide."""
    order = [*OPTIONS[place.version.objtype]]
    before = (place.options[one][-1] for one in order[: order.index(name)] if one in place.options)
    first = place.fence.lines.start + place.is_yaml
    at = max(before, default=first) + 1
    return range(at, at)


def _conflict(name: str, mine: str | None, theirs: str | None) -> str:
    yours = f"':{name}:' was taken out by you" if mine is None else f"':{name}:' is yours"
    if theirs is None:
        return f"{yours}; the source has none any more"
    return f"{yours}; the source has {plain_value(theirs)!r} now"
