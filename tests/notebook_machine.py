"""A notebook that is edited step by step, at random, and compared with a clean build each time."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from rebuilding import Twins

if TYPE_CHECKING:
    from collections.abc import Callable

CONF = """\
extensions = ["confnotes", "myst_parser", "sphinxcontrib.bibtex"]
primary_domain = "conf"
exclude_patterns = ["parts"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
bibtex_bibfiles = ["references.bib"]
html_static_path = ["_static"]
html_css_files = ["custom.css"]
"""

#: What may be added to conf.py.
SETTINGS = [
    "# A comment.",
    'html_title = "Another title"',
    'html_theme_options = {"show_toc_level": 2}',
    'html_theme = "basic"',
    'bibtex_default_style = "plain"',
    'bibtex_reference_style = "author_year"',
    "numfig = True",
    'html_additional_pages = {"more": "page.html"}',
    'exclude_patterns = ["parts", "guide/two.md"]',
    'language = "de"',
    "html_copy_source = False",
    "confnotes_sidebar_length = 2",
    "confnotes_sidebar_length = 0",
]

#: Every page that there may be; the first ones are there from the beginning.
PAGES = [
    "index",
    "c/index",
    "c/alpha",
    "c/beta",
    "c/gamma",
    "d/index",
    "d/alpha",
    "d/delta",
    "topics/index",
    "topics/redis",
    "topics/celery",
    "topics/queues",
    "people/index",
    "people/ann",
    "people/bo",
    "plain",
    "guide/one",
    "guide/two",
    "refs",
    "c/late",
    "topics/late",
    "people/late",
    "e/index",
    "e/alpha",
]
AT_FIRST = 19

KINDS = ["", "talk", "conference", "speaker", "topic"]

TITLES = ["Alpha", "Redis", "Ann", "On *queues*", "C", "Zoë", "A & B <c>"]

#: Options, and what they may be; None removes one.
OPTIONS: dict[str, list[str | None]] = {
    "speakers": [None, "Ann", "Ann, Bo", "Zoë", "late"],
    "topics": [None, "redis", "redis, celery", "queues", "Late"],
    "date": [None, "2012-09-04", "2012-09-05 10:00", "2013-01-01"],
    "conference": [None, "c", "d", "nowhere"],
    "slides": [None, "https://example.org/slides", "http://gone.example/slides"],
    "id": [None, "own", "redis", "c/alpha"],
    "aliases": [None, "Rediss", "Queue", "Ann"],
    "broader": [None, "queues", "redis", "unheard-of"],
    "related": [None, "celery"],
    "successor": [None, "celery"],
    "series": [None, "S"],
    "status": [None, "dormant"],
    "start": ["2012-09-04", "2012-09-05", "2013-01-01"],
    "end": [None, "2012-09-06"],
    "url": [None, "https://example.org/"],
}
OPTIONS_OF = {
    "": [],
    "talk": ["speakers", "topics", "date", "conference", "slides", "id"],
    "conference": ["series", "start", "end", "aliases", "url", "id"],
    "speaker": ["aliases", "url", "id"],
    "topic": ["aliases", "broader", "related", "status", "successor", "id"],
}

BODIES = [
    "",
    "Words that nobody else says.",
    "A note, with a [link](https://example.org/).",
    "[Gone](http://gone.example/), [lost](http://gone.example/lost), <http://moved.example/a>.",
    "{talk}`alpha`, {topic}`redis`, {speaker}`Ann` and {conference}`c`.",
    "{talk}`c/gamma`, {topic}`unheard-of`, {speaker}`Zoë`.",
    "[](#redis), [](#alpha) and [that one](#late).",
    "[](/plain.md), [](/topics/late.md) and [](/guide/two.md#a-heading).",
    "[picture](/pictures/a/photo.png) and [](/pictures/late.png)",
    "(here)=\n## Here\n\nText.",
    "(there)=\n## There *now*\n\nText with [](#here).",
    "{ref}`here` and {ref}`there`, {ref}`text <here>`.",
    "{doc}`/c/alpha`, {doc}`/e/index` and {any}`redis`.",
    "{cite}`one2001` and {cite:t}`two2002`.",
    "{cite}`three2003,one2001`.",
    "{footcite}`one2001`\n\n```{footbibliography}\n```",
    "```{bibliography}\n```",
    "```{bibliography}\n:all:\n:style: unsrt\n:labelprefix: X\n```",
    "```{toctree}\n:maxdepth: 2\n\n/guide/two\n/topics/late\n```",
    "```{toctree}\n:glob:\n\n*\n```",
    "```{toctree}\n:numbered:\n:titlesonly:\n:glob:\n\n/people/*\n```",
    "{index}`worker` and {index}`single: queue; broker`.",
    "![](/pictures/a/photo.png) ![](/pictures/b/photo.png)",
    "```{figure} /pictures/b/photo.png\n:name: figure\n\nA caption.\n```",
    "{numref}`figure` and {download}`/pictures/a/photo.png`.",
    "## A heading\n\nText.\n\n### Deeper\n\nText.",
    "```{include} /parts/part.md\n```",
    "```{literalinclude} /parts/part.md\n```",
    ":::{talk-list}\n:topic: redis\n:::\n\n:::{talk-list}\n:sort: newest\n:limit: 2\n:::",
    ":::{topic-index}\n:::\n\n:::{talk-index}\n:::",
    ":::{speaker-index}\n:::\n\n:::{conference-index}\n:::",
    ":::{speaker-index}\n:letters: A–L\n:::\n\n:::{topic-index}\n:letters: C, M–Z\n:::",
    "```{glossary}\nworker\n  It works.\n```",
    "{term}`worker`",
    "# Another\n\n:::{talk}\n:topics: redis\n:speakers: Bo\n:::\n\nIts notes.",
]

FRONT_MATTER = ["", "orphan: true", "nosearch: true", "tocdepth: 1"]

BIBLIOGRAPHIES = {
    "one2001": "@book{one2001, author={Ann One}, title={First}, year={2001}, publisher={P}}",
    "two2002": "@book{two2002, author={Bo Two}, title={Second}, year={2002}, publisher={P}}",
    "three2003": "@book{three2003, author={Ann One}, title={Third}, year={2001}, publisher={P}, "
    "url={http://gone.example/three}}",
}

GONE = '[[host]]\nprefix = "http://gone.example/"\nurl-status = "dead"\n'
LOST = '[[link]]\nurl = "http://gone.example/lost"\nurl-status = "dead"\narchive-url = ""\n'
MOVED = '[[host]]\nprefix = "http://moved.example"\nreplacement = "https://new.example/"\n'
COPIES = """\
[[link]]
url = "http://gone.example/slides"
url-status = "usurped"
archive-url = [
    "https://web.archive.org/web/20120101000000/http://gone.example/slides",
    "https://web.archive.org/web/20130101000000/http://gone.example/slides",
]
"""

#: Other files → what may be in them; None removes one.
FILES: dict[str, list[str | None]] = {
    "_static/custom.css": ["", "p { color: green }", "p { color: blue }"],
    "_static/more.js": [None, "// more"],
    "pictures/a/photo.png": ["PNG a", "PNG a, another", None],
    "pictures/b/photo.png": ["PNG b", "PNG b, another", None],
    "pictures/late.png": [None, "PNG late"],
    "parts/part.md": [
        "A part.",
        None,
        "A part with {topic}`redis`.",
        "## A part of its own\n\nText.",
    ],
    "links.toml": [None, GONE, GONE + LOST, MOVED + COPIES, GONE + COPIES, "not = [toml"],
    "references.bib": [
        "\n".join(BIBLIOGRAPHIES.values()),
        BIBLIOGRAPHIES["one2001"],
        "\n".join([BIBLIOGRAPHIES["two2002"], BIBLIOGRAPHIES["one2001"]]),
        "\n".join(BIBLIOGRAPHIES.values()).replace("First", "Firstly"),
    ],
}


@dataclass(frozen=True)
class Note:
    """A page, as its author thinks of it."""

    kind: str
    title: str
    options: dict[str, str] = field(default_factory=dict)
    body: str = ""
    front_matter: str = ""

    def markdown(self) -> str:
        """Return the page as it stands in its file."""
        parts = [f"---\n{self.front_matter}\n---\n" if self.front_matter else "", f"# {self.title}"]
        if self.kind:
            wanted = {name: self.options.get(name) for name in OPTIONS_OF[self.kind]}
            if self.kind == "conference":
                wanted["start"] = wanted["start"] or "2012-09-04"
            lines = [f":{name}: {value}\n" for name, value in wanted.items() if value]
            parts.append(f":::{{{self.kind}}}\n{''.join(lines)}:::")
        return "\n\n".join([*parts, self.body]) + "\n"


def _hidden(*entries: str) -> str:
    return "```{toctree}\n:hidden:\n\n" + "\n".join(entries) + "\n```"


def first_notes() -> dict[str, Note]:
    """Return the notebook that every run begins with."""
    kinds = {"c": "talk", "d": "talk", "topics": "topic", "people": "speaker"}
    notes = {}
    for docname in PAGES[:AT_FIRST]:
        folder, _, name = docname.rpartition("/")
        kind = "" if name == "index" else kinds.get(folder, "")
        notes[docname] = Note(kind, name.title() if kind else docname.title().replace("/", " "))
    bodies = {
        "index": _hidden("c/index", "d/index", "topics/index", "people/index", "plain", "refs")
        + "\n\n```{toctree}\n:glob:\n\nguide/*\n```",
        "c/index": "```{toctree}\n:glob:\n\n*\n```",
        "d/index": _hidden("alpha", "delta"),
        "topics/index": f"{BODIES[29]}\n\n"
        "```{toctree}\n:maxdepth: 2\n\nredis\ncelery\nqueues\n```",
        "people/index": ":::{speaker-index}\n:::\n\n" + _hidden("ann", "bo"),
        "plain": BODIES[4],
        "guide/one": BODIES[7],
        "guide/two": BODIES[25],
        "refs": BODIES[16],
        "c/alpha": BODIES[13],
        "d/alpha": BODIES[22],
    }
    for docname, body in bodies.items():
        notes[docname] = replace(notes[docname], body=body)
    options = {
        "c/alpha": {"speakers": "Ann, Bo", "topics": "redis", "date": "2012-09-04 10:00"},
        "c/beta": {"speakers": "Bo", "topics": "redis, celery"},
        "d/alpha": {"speakers": "Ann", "topics": "queues"},
        "topics/redis": {"broader": "queues"},
    }
    for docname, chosen in options.items():
        notes[docname] = replace(notes[docname], options=chosen)
    for docname in ("c/index", "d/index"):
        notes[docname] = replace(notes[docname], kind="conference")
    return notes


_pages = st.sampled_from(PAGES)
_editable = st.sampled_from(PAGES[1:])
_choices = [(name, value) for name, values in OPTIONS.items() for value in values]
_files = [(name, text) for name, texts in FILES.items() for text in texts]


#: How any machine is run: a build takes its time, and no run knows of another.
unhurried = settings(deadline=None, database=None, suppress_health_check=[*HealthCheck])


class NotebookMachine(RuleBasedStateMachine):
    """Edits of a notebook; after each, rebuilding has to give what a clean build gives."""

    #: A script may choose another.
    theme: str = "sphinx_book_theme"
    #: Each tree is rebuilt with that many jobs.
    jobs: ClassVar[tuple[int, ...]] = (1, 4)
    #: How many edits and builds all runs of this process have made.
    edits: ClassVar[int] = 0
    builds: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self._notes = first_notes()
        self._steps = 0
        self._begin()

    def _begin(self) -> None:
        """Build the first notes."""
        self._folder = tempfile.TemporaryDirectory(prefix="notebook-")
        self._twins = Twins(Path(self._folder.name) / "now")
        self._write_all()
        self._compare()

    def _write_all(self) -> None:
        for docname in self._notes:
            self._save(docname)
        for name, texts in FILES.items():
            self._write(name, texts[0])
        self._write_settings([])

    @rule(page=_pages, title=st.sampled_from(TITLES))
    def name(self, page: str, title: str) -> None:
        """Give a page another title; a page that isn't there is made."""
        self._change(page, lambda note: replace(note, title=title))

    @rule(page=_editable, kind=st.sampled_from(KINDS))
    def declare(self, page: str, kind: str) -> None:
        """Declare something else with a page, or nothing."""
        self._change(page, lambda note: replace(note, kind=kind))

    @rule(page=_editable, option=st.sampled_from(_choices))
    def set_option(self, page: str, option: tuple[str, str | None]) -> None:
        """Write, change or remove an option."""
        name, value = option

        def changed(note: Note) -> Note:
            others = {key: known for key, known in note.options.items() if key != name}
            return replace(note, options={**others, **({name: value} if value else {})})

        self._change(page, changed)

    @rule(page=_editable, body=st.sampled_from(BODIES))
    def write_notes(self, page: str, body: str) -> None:
        """Write the text of a page."""
        self._change(page, lambda note: replace(note, body=body))

    @rule(page=_editable, body=st.sampled_from(BODIES))
    def add_notes(self, page: str, body: str) -> None:
        """Add to the text of a page."""
        self._change(page, lambda note: replace(note, body=f"{note.body}\n\n{body}"))

    @rule(page=_editable, text=st.sampled_from(FRONT_MATTER))
    def write_front_matter(self, page: str, text: str) -> None:
        """Write what stands above the title of a page."""
        self._change(page, lambda note: replace(note, front_matter=text))

    @rule(page=_editable)
    def delete(self, page: str) -> None:
        """Delete a page."""
        if self._notes.pop(page, None):
            (self._twins.srcdir / f"{page}.md").unlink()
        self._compare()

    @rule(page=_editable, to=_editable)
    def move(self, page: str, to: str) -> None:
        """Move a page, perhaps over another; it stays as old as it is."""
        if page in self._notes and page != to:
            self._notes[to] = self._notes.pop(page)
            target = self._twins.srcdir / f"{to}.md"
            target.parent.mkdir(exist_ok=True)
            (self._twins.srcdir / f"{page}.md").replace(target)
        self._compare()

    @rule(page=_editable, body=st.sampled_from(BODIES))
    def restore(self, page: str, body: str) -> None:
        """Put back an older copy of a page."""
        if page in self._notes:
            self._notes[page] = replace(self._notes[page], body=body)
            self._save(page)
            os.utime(self._twins.srcdir / f"{page}.md", (1_000_000_000, 1_000_000_000))
        self._compare()

    @rule(page=_pages)
    def touch(self, page: str) -> None:
        """Save a page as it is."""
        if page in self._notes:
            self._save(page)
        self._compare()

    @rule(file=st.sampled_from(_files))
    def write_file(self, file: tuple[str, str | None]) -> None:
        """Write or remove what is no page: a picture, a style sheet, the bibliography."""
        self._write(*file)
        self._compare()

    @rule(lines=st.lists(st.sampled_from(SETTINGS), max_size=2, unique=True))
    def change_settings(self, lines: list[str]) -> None:
        """Change conf.py."""
        self._write_settings(lines)
        self._compare()

    @rule(
        page=_editable,
        body=st.sampled_from(BODIES),
        jobs=st.sampled_from([1, 4]),
        at=st.integers(1, 60),
    )
    def edit_and_kill(self, page: str, body: str, jobs: int, at: int) -> None:
        """Edit a page, and kill the build that follows when it opens the so-manieth file."""
        self._notes[page] = replace(self._notes.get(page, Note("", "New")), body=body)
        self._save(page)
        self._twins.build(jobs, kill_at=at)
        self._compare()

    @rule(jobs=st.sampled_from([1, 4]))
    def do_nothing(self, jobs: int) -> None:
        """Build once more."""
        self._twins.check_unchanged(jobs)

    def teardown(self) -> None:
        NotebookMachine.builds += self._twins.builds
        NotebookMachine.edits += self._steps
        self._folder.cleanup()

    def _change(self, page: str, change: Callable[[Note], Note]) -> None:
        self._notes[page] = change(self._notes.get(page, Note("", "New")))
        self._save(page)
        self._compare()

    def _save(self, docname: str) -> None:
        self._write(f"{docname}.md", self._notes[docname].markdown())

    def _write(self, name: str, text: str | None) -> None:
        path = self._twins.srcdir / name
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")

    def _write_settings(self, lines: list[str]) -> None:
        all_lines = [f'html_theme = "{self.theme}"', *lines]
        self._write("conf.py", CONF + "".join(f"{line}\n" for line in all_lines))

    def _compare(self) -> None:
        self._steps += 1
        self._twins.check(*self.jobs, clean_jobs=(1, 2, 4, 8)[self._steps % 4])
