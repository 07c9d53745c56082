"""After an edit, the pages that show something else are written again, and no other."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from confnotes import stale
from confnotes.rebuild.borrowed import Borrowed
from confnotes.rebuild.rebuilding import Rebuild
from confnotes.search import searching
from projects import CONF as BASE
from projects import INDEXES, ROOT, Kept, Project, contents, times
from rebuilding import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Built

CONFERENCE = "# Conf {0}\n\n:::{{conference}}\n:start: 2012-09-04\n:::\n"


def talk(title: str, *options: str, notes: str = "") -> str:
    lines = "".join(f"{option}\n" for option in options)
    return f"# {title}\n\n:::{{talk}}\n{lines}:::\n\n{notes}\n"


BOOK = (
    "@book{{{0}, author={{Ann {1}}}, title={{{1}}}, year={{2001}}, publisher={{P}}, "
    "url={{http://cited.example/}}}}\n"
)
GONE_HOST = '[[host]]\nprefix = "http://{0}.example/"\nurl-status = "dead"\n'
COPY = """
[[link]]
url = "http://gone.example/slides"
url-status = "dead"
archive-url = "https://web.archive.org/web/20120906000000/http://gone.example/slides"
"""
CONF = """
extensions += ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["references.bib"]
html_static_path = ["_static"]
html_css_files = ["own.css"]
templates_path = ["_templates"]
"""

FILES: dict[str, str | None] = {
    "c/index.md": CONFERENCE.format("C"),
    "d/index.md": CONFERENCE.format("D"),
    "c/alpha.md": talk("Alpha", ":speakers: Ann", ":topics: redis", ":date: 2012-09-04"),
    "c/beta.md": talk("Beta", ":speakers: Bob", ":topics: redis", notes="See {talk}`c/alpha`."),
    "d/gamma.md": talk("Gamma", ":speakers: Cid", ":topics: celery"),
    "d/first.md": talk("First", ":date: 2012-09-04"),
    "lists/index.md": "# Lists\n\n:::{talk-list}\n:topic: celery\n:::\n",
    "redis/index.md": "# Redis\n\n:::{topic}\n:aliases: Rediss\n:::\n",
    "late/index.md": "# Late\n\n:::{topic}\n:::\n",
    "plain/index.md": "# Plain\n\nNothing of ours is here but {topic}`Rediss`.\n",
    "refs/index.md": "# References\n\n```{bibliography}\n```\n",
    "cites/index.md": "# Cites\n\n{cite}`one`\n",
    "picture/index.md": "# Picture\n\n![](/photo.png)\n\n```{include} /part.txt\n```\n",
    "old/index.md": talk("Old", ":date: 2012-09-05", ":slides: http://gone.example/slides"),
    "web/index.md": "# Web\n\n[A page](http://gone.example/page), <https://moved.example/x>.\n",
    "links.toml": GONE_HOST.format("moved"),
    "photo.png": "PNG",
    "part.txt": "A part.",
    "_static/own.css": "p { color: green }",
    "_templates/relations.html": "No relations",
    "references.bib": BOOK.format("one", "One") + BOOK.format("two", "Two"),
}

#: A theme shows titles in its sidebar, in previous and next, and in breadcrumbs: on every page.
EVERY = {*(name.removesuffix(".md") for name in FILES if name.endswith(".md"))}
EVERY |= {"index", "speakers", "topics"}


class Edit(NamedTuple):
    """An edit, and what has to come of it."""

    #: What the guide calls edits of this kind.
    kind: str
    changes: dict[str, str | None]
    read: set[str]
    written: set[str]


def replaced(name: str, old: str, new: str) -> dict[str, str | None]:
    text = str(FILES[name])
    assert old in text
    return {name: text.replace(old, new)}


EDITS = {
    "the first words": Edit(
        "the first words of a note",
        {"c/alpha.md": f"{FILES['c/alpha.md']}\nMore.\n"},
        {"c/alpha"},
        {"c/alpha", "c/beta", "c/index", "redis/index", "speakers"},
    ),
    "a word": Edit("a word in a note", replaced("c/beta.md", "See", "Cf."), {"c/beta"}, {"c/beta"}),
    "a heading": Edit(
        "a heading in a note",
        {"c/beta.md": f"{FILES['c/beta.md']}\n## Questions\n"},
        {"c/beta"},
        EVERY,  # with this theme
    ),
    "a page of no object": Edit(
        "a word in a note",
        replaced("plain/index.md", "Nothing", "Little"),
        {"plain/index"},
        {"plain/index"},
    ),
    "the title": Edit("a title", replaced("c/alpha.md", "# Alpha", "# Omega"), {"c/alpha"}, EVERY),
    "the conference's name": Edit(
        "a title", {"d/index.md": CONFERENCE.format("Dee")}, {"d/index"}, EVERY
    ),
    "the topics": Edit(
        "a talk's topics or speakers",
        replaced("c/alpha.md", "redis", "celery"),
        {"c/alpha"},
        {"c/alpha", "c/beta", "d/gamma", "lists/index", "redis/index", "topics"},
    ),
    "the speakers": Edit(
        "a talk's topics or speakers",
        replaced("c/alpha.md", "Ann", "Cid"),
        {"c/alpha"},
        {"c/alpha", "c/beta", "d/gamma", "c/index", "redis/index", "speakers"},
    ),
    "the date": Edit(
        "a date, a room, a type",
        replaced("c/alpha.md", "09-04", "09-04 10:00"),
        {"c/alpha"},
        {"c/alpha", "c/beta", "c/index", "redis/index", "speakers"},
    ),
    "the time": Edit(
        "a date, a room, a type",
        replaced("d/first.md", "09-04", "09-04 10:00"),
        {"d/first"},
        {"d/first", "d/gamma", "d/index"},
    ),
    "the successor": Edit(
        "a status, a `broader`, a description",
        replaced("redis/index.md", ":aliases:", ":successor: Late\n:aliases:"),
        {"redis/index"},
        {"redis/index", "late/index"},
    ),
    "the slides": Edit(
        "slides, a video, an abstract",
        replaced("c/alpha.md", ":date:", ":slides: https://a.org/\n:date:"),
        {"c/alpha"},
        {"c/alpha"},
    ),
    "an alias": Edit(
        "an id or an alias",
        replaced("redis/index.md", "Rediss", "Rediss, Ready"),
        {"redis/index"},
        {"redis/index", "topics"},
    ),
    "the id": Edit(
        "an id or an alias",
        replaced("c/alpha.md", ":date:", ":id: first\n:date:"),
        {"c/alpha"},
        {"c/alpha", "c/beta", "c/index", "redis/index", "speakers"},
    ),
    "a broader topic": Edit(
        "a status, a `broader`, a description",
        replaced("redis/index.md", ":aliases:", ":broader: celery\n:aliases:"),
        {"redis/index"},
        {"redis/index", "topics"},
    ),
    "a page declares": Edit(
        "a directive on a page that had none, or the reverse",
        {"plain/index.md": "# Plain\n\n:::{topic}\n:id: celery\n:::\n"},
        {"plain/index"},
        {"plain/index", "d/gamma", "lists/index", "topics"},
    ),
    "a new talk": Edit(
        "a page that is new, deleted or moved",
        {"d/delta.md": talk("Delta", ":speakers: Cid", ":topics: celery")},
        {"d/delta", "index"},
        {*EVERY, "d/delta"},
    ),
    "a talk removed": Edit(
        "a page that is new, deleted or moved", {"d/gamma.md": None}, {"index"}, EVERY - {"d/gamma"}
    ),
    "a talk moved": Edit(
        "a page that is new, deleted or moved",
        {"d/gamma.md": None, "c/gamma.md": FILES["d/gamma.md"]},
        {"c/gamma", "index"},
        {*EVERY, "c/gamma"} - {"d/gamma"},
    ),
    "another citation": Edit(
        "a citation",
        {"plain/index.md": "# Plain\n\n{cite}`two`, {topic}`Rediss`\n"},
        {"plain/index"},
        {"plain/index", "refs/index"},
    ),
    "an entry": Edit(
        "`references.bib`",
        {"references.bib": str(FILES["references.bib"]).replace("Ann One", "Zoë Three")},
        {"refs/index"},
        {"refs/index", "cites/index"},
    ),
    "a site is gone": Edit(
        "`links.toml`",
        {"links.toml": f"{FILES['links.toml']}\n{GONE_HOST.format('gone')}"},
        set(),
        {"old/index", "web/index"},
    ),
    "a copy is known": Edit(
        "`links.toml`",
        {"links.toml": f"{FILES['links.toml']}\n{COPY}"},
        set(),
        {"old/index"},
    ),
    "a cited page is gone": Edit(
        "`links.toml`",
        {"links.toml": f"{FILES['links.toml']}\n{GONE_HOST.format('cited')}"},
        set(),
        {"refs/index"},
    ),
    "no links are known": Edit("`links.toml`", {"links.toml": None}, set(), {"web/index"}),
    "a picture": Edit(
        "a picture, an included file",
        {"photo.png": "Another"},
        {"picture/index"},
        {"picture/index"},
    ),
    "an included file": Edit(
        "a picture, an included file",
        {"part.txt": "Another part."},
        {"picture/index"},
        {"picture/index"},
    ),
    "a style sheet": Edit(
        "a style sheet or a script in `_static`",
        {"_static/own.css": "p { color: blue }"},
        set(),
        EVERY,
    ),
    "a template removed": Edit("a template", {"_templates/relations.html": None}, set(), EVERY),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Project]:
    """Return a function that gives a project which was built with so many jobs."""

    @cache
    def kept(jobs: int) -> Kept:
        project = Project(tmp_path_factory.mktemp("begun") / "now")
        project.write({"conf.py": BASE + CONF, **INDEXES, **FILES})
        project.build(jobs=jobs)
        return Kept(project.srcdir)

    def give(jobs: int) -> Project:
        kept(jobs).go_back()
        return Project(kept(jobs).folder)

    return give


def rebuilt_and_clean(
    begun: Callable[[int], Project],
    make_project: Callable[..., Project],
    changes: dict[str, str | None],
    jobs: int = 1,
) -> tuple[Built, Built]:
    """Edit what was built and build again; and build what was edited with nothing to begin from."""
    project = begun(jobs)
    project.write(changes)
    clean = make_project(FILES, conf=CONF)
    clean.write(changes)
    return project.build(jobs=jobs), clean.build()


@pytest.mark.parametrize(("edit", "jobs"), [*zip(EDITS, cycle([1, 4]), strict=False)])
def test_an_edit_gives_what_a_clean_build_gives(
    begun: Callable[[int], Project], make_project: Callable[..., Project], edit: str, jobs: int
) -> None:
    _kind, changes, read, written = EDITS[edit]
    incremental, clean = rebuilt_and_clean(begun, make_project, changes, jobs)
    assert contents(incremental.outdir) == contents(clean.outdir)
    assert set(incremental.read) == read
    # Sphinx itself writes the page whose toctree lists a page that was read; it is the same then.
    assert set(incremental.written) - {"index"} == written - {"index"}


def test_the_guide_has_every_kind_of_edit() -> None:
    guide = (ROOT / "guide" / "rebuilds.md").read_text(encoding="utf-8")
    table = guide.partition("| edit |")[2].partition("\n\n")[0]
    rows = {line.split("|")[1].strip() for line in table.splitlines()[2:]}
    tested_elsewhere = {"nothing", "`conf.py`; a package that was upgraded"}
    assert rows == {edit.kind for edit in EDITS.values()} | tested_elsewhere


@pytest.mark.parametrize(
    "edit", ["the title", "the topics", "a talk removed", "a page declares", "another citation"]
)
def test_without_the_logic_the_same_edits_leave_old_pages(
    begun: Callable[[int], Project],
    make_project: Callable[..., Project],
    monkeypatch: pytest.MonkeyPatch,
    edit: str,
) -> None:
    """The control: what the test above compares does differ when nothing is returned."""
    monkeypatch.setattr(Rebuild, "on_env_get_updated", lambda _self, _app, _env: [])
    incremental, clean = rebuilt_and_clean(begun, make_project, EDITS[edit].changes)
    assert contents(incremental.outdir) != contents(clean.outdir)


def test_the_index_of_all_talks_is_written_for_what_it_shows(
    make_project: Callable[..., Project],
) -> None:
    project = make_project({**FILES, "all/index.md": "# All\n\n:::{talk-index}\n:::\n"}, conf=CONF)
    project.build()
    project.write(replaced("c/alpha.md", ":date:", ":room: 2\n:date:"))
    assert "all/index" not in project.build().written
    project.write(replaced("c/alpha.md", ":date:", ":room: 2\n:video: https://v.example/\n:date:"))
    assert set(project.build().written) - {"index"} == {"c/alpha", "all/index"}


def test_a_build_in_which_nothing_changed_writes_no_page(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES, conf=CONF)
    first = project.build()
    before = times(first.outdir)
    second = project.build()
    assert second.read == second.written == []
    assert "no targets are out of date" in second.log
    assert times(second.outdir) == before


def test_few_pages_are_asked_what_they_show_when_nobody_else_is_concerned(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the page itself, and those that list others or refer to them."""
    asked: list[str] = []
    digest = Rebuild._digest

    def noted(self: Rebuild, env: Any, docname: str, borrowed: Any) -> str:
        asked.append(docname)
        return digest(self, env, docname, borrowed)

    project = make_project(
        {f"c/talk{number}.md": talk(f"T{number}", notes="A") for number in "123"}
    )
    project.write({"c/index.md": CONFERENCE.format(1), "c/more.md": "# More\n\n[T](talk1.md)\n"})
    project.build()
    monkeypatch.setattr(Rebuild, "_digest", noted)
    project.build()
    assert asked == []
    project.write({"c/talk1.md": talk("T1", notes="B")})
    assert project.build().written == ["c/talk1"]
    assert set(asked) == {"index", "c/more", "c/talk1"}


def test_what_resolves_references_by_other_means_is_asked_every_time(
    make_project: Callable[..., Project],
) -> None:
    conf = """
from docutils import nodes
from pathlib import Path

def find(app, env, node, contnode):
    if node["reftarget"] == "elsewhere":
        return nodes.reference("", "", contnode, refuri=Path(app.srcdir, "place").read_text())

def setup(app):
    app.connect("missing-reference", find)
"""
    files = {"c/page.md": "# Page\n\n{any}`elsewhere`\n", "place": "https://one.example/"}
    project = make_project(files, conf=conf)
    project.build()
    project.write({"place": "https://two.example/"})
    built = project.build()
    assert built.written == ["c/page"]
    assert built.html("c/page").find("a", href="https://two.example/")


def test_what_others_change_when_all_is_read_is_looked_at_every_time(
    make_project: Callable[..., Project],
) -> None:
    conf = """
from docutils import nodes
from pathlib import Path

def name(app, env):
    env.titles["c/index"].children = [nodes.Text(Path(app.srcdir, "name").read_text())]

def setup(app):
    app.connect("env-updated", name)
"""
    files = {"c/index.md": "# C\n", "d/index.md": "# The next\n", "name": "One"}
    project = make_project(files, conf=conf)
    project.build()
    project.write({"name": "Two"})
    assert 'title="Two"' in (project.build().outdir / "d/index.html").read_text(encoding="utf-8")


def test_nobody_goes_through_what_was_read_before_and_is_the_same(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(FILES, conf=CONF)
    project.build(confnotes_search="pagefind")
    looked: list[str] = []
    monkeypatch.setattr(Borrowed, "navigation", lambda _self: looked.append("titles"))
    monkeypatch.setattr(searching, "findables", lambda _site: looked.append("texts") or [])
    project.build(confnotes_search="pagefind")
    assert looked == []
    project.write({"c/alpha.md": f"{FILES['c/alpha.md']}\nMore.\n"})
    project.build(confnotes_search="pagefind")
    assert looked == ["texts", "titles"]


def test_another_builder_does_not_hide_what_went_stale(
    make_project: Callable[..., Project],
) -> None:
    """They share one environment: what the text builder has seen, HTML has not."""
    project = make_project(FILES, conf=CONF)
    project.build()
    project.build("text")
    project.write({"c/alpha.md": str(FILES["c/alpha.md"]).replace("# Alpha", "# Omega")})
    project.build("text")
    assert "Omega" in project.build().text("c/beta")


def test_another_output_directory_does_not_hide_what_went_stale(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES, conf=CONF)
    arguments = ["-d", str(project.srcdir / "_doctrees")]
    outdirs = [project.srcdir / "_one", project.srcdir / "_two"]
    for outdir in outdirs:
        assert build(project.srcdir, outdir, arguments=arguments).code == 0
    project.write({"c/alpha.md": str(FILES["c/alpha.md"]).replace("# Alpha", "# Omega")})
    for outdir in outdirs:
        assert build(project.srcdir, outdir, arguments=arguments).code == 0
        assert "Omega" in (outdir / "c" / "beta.html").read_text(encoding="utf-8")


def test_a_build_that_was_interrupted_is_mended_by_the_next(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES, conf=CONF)
    project.build()
    project.write({"c/alpha.md": str(FILES["c/alpha.md"]).replace("# Alpha", "# Omega")})
    conf = (project.srcdir / "conf.py").read_text(encoding="utf-8")
    project.write({"conf.py": conf + INTERRUPT})
    with pytest.raises(KeyboardInterrupt):
        project.build()
    project.write({"conf.py": conf})
    assert "Omega" in project.build().text("c/beta")


#: In a conf.py, stops the build before the first page is written.
INTERRUPT = """
def setup(app):
    def interrupt(app, doctree, docname):
        raise KeyboardInterrupt

    app.connect("doctree-resolved", interrupt)
"""


def test_a_second_claim_to_an_id_moves_the_links_to_the_first(
    make_project: Callable[..., Project],
) -> None:
    """The mention is of whoever has the id: the view says where its link leads."""
    topic = "# DS\n\n:::{topic}\n:::\n\nSee {talk}`c/alpha`.\n"
    files = {**FILES, "t/x1.md": topic}
    project = make_project(files, conf=CONF)
    project.build()
    rival = "# DS\n\n:::{topic}\n:::\n"
    project.write({"t/x0.md": rival})
    after = project.build().html("c/alpha").find(attrs={"role": "main"})
    clean = make_project({**files, "t/x0.md": rival}, conf=CONF).build()
    assert after == clean.html("c/alpha").find(attrs={"role": "main"})


def test_what_is_compared_does_not_depend_on_where_the_project_is(
    make_project: Callable[..., Project],
) -> None:
    def all_shown() -> dict[str, str]:
        env = make_project(FILES, conf=CONF).build().app.env
        return {docname: repr(stale.shown_by(env, docname, ())) for docname in env.found_docs}

    assert all_shown() == all_shown()
