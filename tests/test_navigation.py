"""The sidebar: what it shows on each page, and which pages are written when that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from projects import CONF, Project
from rebuilding import Twins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Built

BOOK = '\nhtml_theme = "sphinx_book_theme"\n'
PYDATA = '\nhtml_theme = "pydata_sphinx_theme"\n'


def toctree(*entries: str, title: str = "", options: str = "") -> str:
    heading = f"# {title}\n\n" if title else ""
    lines = "".join(f"{line}\n" for line in (*options.split(","), "", *entries))
    return f"{heading}```{{toctree}}\n{lines}```\n"


def pages(folder: str, count: int) -> dict[str, str | None]:
    return {f"{folder}/p{n:02}.md": f"# {folder.upper()}{n:02}\n" for n in range(count)}


#: Three folders, the first with many pages.
LONG: dict[str, str | None] = {
    "index.md": toctree("a/index", "b/index", "c/index", title="Home"),
    "a/index.md": toctree("*", title="A", options=":glob:"),
    "b/index.md": toctree("*", title="B", options=":glob:"),
    "c/index.md": "# C\n",
    **pages("a", 30),
    **pages("b", 3),
}
BOOKS = [f"A{n:02}" for n in range(30)]


def nav(built: Built, docname: str) -> Tag:
    found = built.html(docname).select_one("nav.bd-links")
    assert found is not None
    return found


def outline(found: Tag) -> list[object]:
    """Return the entries of a list, each followed by a list of what is below it."""
    said: list[object] = []
    for one in found.find_all("ul", recursive=False) or [found]:
        for item in one.find_all("li", recursive=False):
            said.append(item.a.get_text())
            below = item.select(":scope > details > ul")
            said += [outline(BeautifulSoup(str(found), "html.parser")) for found in below]
    return said


def shown(built: Built, docname: str) -> list[object]:
    top = nav(built, docname).select_one(".bd-toc-item")
    assert top is not None
    return outline(top)


def links(built: Built, docname: str) -> dict[str, str]:
    return {one.get_text(): str(one["href"]) for one in nav(built, docname).select("a")}


@pytest.fixture
def make(make_project: Callable[..., Project]) -> Callable[..., Project]:
    """Return a function that makes a project without the indexes of talks."""

    def made(files: dict[str, str | None], conf: str = BOOK) -> Project:
        project = make_project(conf=conf)
        project.write({"speakers.md": None, "topics.md": None, **files})
        return project

    return made


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("long"))
    project.write({"conf.py": CONF + BOOK, **LONG})
    return project.build()


# What it shows


def test_a_page_shows_the_top_and_its_own_branch(long: Built) -> None:
    assert shown(long, "index") == ["A", "B", "C"]
    assert shown(long, "c/index") == ["A", "B", "C"]
    assert shown(long, "b/index") == ["A", "B", ["B00", "B01", "B02"], "C"]
    assert shown(long, "b/p01") == ["A", "B", ["B00", "B01", "B02"], "C"]
    assert shown(long, "search") == ["A", "B", "C"]
    assert shown(long, "genindex") == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("page", "first"), [("index", 0), ("p00", 0), ("p10", 0), ("p15", 5), ("p29", 10)]
)
def test_a_long_level_is_cut_to_what_lies_around_the_page(
    long: Built, page: str, first: int
) -> None:
    branch = [*BOOKS[first : first + 20], "All 30 pages"]
    assert shown(long, f"a/{page}") == ["A", branch, "B", "C"]
    assert links(long, f"a/{page}")["All 30 pages"] == ("#" if page == "index" else "index.html")
    # What comes before is hinted at.
    assert bool(nav(long, f"a/{page}").select(".confnotes-nav-later")) == bool(first)


def test_a_setting_says_how_long_a_level_may_be(make: Callable[..., Project]) -> None:
    built = make(LONG, f"{BOOK}confnotes_sidebar_length = 2\n").build()
    assert shown(built, "a/p15") == ["A", ["A14", "A15", "All 30 pages"], "B", "All 3 pages"]
    assert shown(built, "c/index") == ["B", "C", "All 3 pages"]
    assert links(built, "c/index")["All 3 pages"] == "../index.html"


def test_the_current_page_and_those_above_are_marked(long: Built) -> None:
    found = nav(long, "a/p15")
    assert [one.get_text() for one in found.select("li.current.active > a")] == ["A", "A15"]
    marked = found.select("[aria-current=page]")
    assert [one.get_text() for one in marked] == ["A15"]
    assert marked[0]["href"] == "#"


SHAPES: dict[str, str | None] = {
    "index.md": (
        toctree(
            "a/index",
            "Named *so* <b/index>",
            "https://example.org/",
            "Elsewhere <https://example.org/?a=1&b=2>",
            "self",
            title="Home",
            options=":caption: &_<1>,:numbered:",
        )
        + "\n## Sub\n\n"
        + toctree("z*", "genindex", "search", options=":glob:,:reversed:,:hidden:")
    ),
    "a/index.md": "# A *em* `co<de` & $x<y$\n\n## Below\n\n"
    + toctree("a1", "a2", options=":caption: no")
    + "\n# Second\n",
    "a/a1.md": '# A1 "q" &amp;\n\n## Heading\n',
    "a/a2.md": toctree("deep/one", title="A2"),
    "a/deep/one.md": toctree("two", title="One"),
    "a/deep/two.md": toctree("three", title="Two"),
    "a/deep/three.md": "# Three\n",
    "b/index.md": "---\ntocdepth: 2\n---\n"
    + toctree("b1", title="B")
    + "\n## Sub\n\n### Deep\n\n"
    + toctree("b2"),
    "b/b1.md": "# B1\n",
    "b/b2.md": "# B2\n",
    "z1.md": "# Z1\n",
    "z2.md": "# Z2\n\n# Z2 again\n",
    "untitled.md": "Without a title.\n",
    "orphan.md": "---\norphan: true\n---\n# Orphan\n",
}
OPTIONS = '\nmyst_enable_extensions = ["dollarmath"]\nhtml_theme_options = {{"{0}": {1}}}\n'


@pytest.mark.parametrize(
    ("option", "value"), [("max_navbar_depth", 4), ("max_navbar_depth", 2), ("max_navbar_depth", 0)]
)
def test_it_is_what_the_theme_shows_when_that_is_collapsed(
    make: Callable[..., Project], option: str, value: int
) -> None:
    """As the theme's own, but for what is said aloud; and that one goes round the whole site."""
    conf = f"{BOOK}{OPTIONS.format('collapse_navbar', True)}"
    conf += f"html_theme_options['{option}'] = {value}\n"
    ours = make(SHAPES, conf).build()
    theirs = make(SHAPES, f"{conf}confnotes_sidebar_length = 0\n").build()
    # Collapsed, Sphinx shows nothing at all below a page that has a `tocdepth`.
    same = {page for page in ours.app.env.found_docs if not page.startswith("b/")}
    for page in sorted({*same, "search", "genindex"}):
        mine = nav(ours, page)
        for one in mine.select("[aria-current]"):
            del one["aria-current"]
        for one in mine.select("summary"):
            del one["aria-label"]
        assert mine.prettify() == nav(theirs, page).prettify(), page


def test_a_depth_of_headings_is_one_of_tables_too(make: Callable[..., Project]) -> None:
    built = make(SHAPES, f"{BOOK}{OPTIONS.format('max_navbar_depth', 4)}").build()
    found = nav(built, "b/index").select(".toctree-l2 > a")
    assert [one.get_text() for one in found] == ["3.1. B1"]


def test_captions_can_be_opened(make: Callable[..., Project]) -> None:
    conf = f"{BOOK}{OPTIONS.format('show_navbar_depth', 0)}"
    files = {**SHAPES, "index.md": str(SHAPES["index.md"]).replace(":hidden:", ":caption: Z")}
    ours = make(files, conf).build()
    theirs = make(files, f"{conf}confnotes_sidebar_length = 0\n").build()
    assert [len(nav(one, "z1").select(".toctree-l0 > details")) for one in (ours, theirs)] == [2, 2]
    for built in (ours, theirs):
        opened = nav(built, "z1").select(".toctree-l0 > details[open] > summary > .caption")
        assert [one.get_text() for one in opened] == ["Z"]


def test_a_theme_option_opens_more_levels(make: Callable[..., Project]) -> None:
    conf = f"{BOOK}{OPTIONS.format('show_navbar_depth', 2)}confnotes_sidebar_length = 2\n"
    built = make(LONG, conf).build()
    assert shown(built, "b/p02") == [
        "A",
        ["A00", "A01", "All 30 pages"],
        "B",
        ["B01", "B02", "All 3 pages"],
        "All 3 pages",
    ]


def test_a_page_in_two_tables_is_on_the_branch_of_its_breadcrumbs(
    make: Callable[..., Project],
) -> None:
    files = {
        "index.md": toctree("a", "b", title="Home"),
        "a.md": toctree("both", title="A"),
        "b.md": toctree("both", title="B"),
        "both.md": "# Both\n",
    }
    built = make(files, f"{BOOK}{OPTIONS.format('article_header_start', ['breadcrumbs'])}").build()
    assert shown(built, "both") == ["A", ["Both"], "B"]
    assert shown(built, "b") == ["A", "B", ["Both"]]
    crumbs = built.html("both").select(".bd-breadcrumbs a")
    assert [one.get_text() for one in crumbs if one.get_text().strip()] == ["A"]


def test_tables_that_go_in_a_circle_end(make: Callable[..., Project]) -> None:
    files = {
        "index.md": toctree("a", title="Home"),
        "a.md": toctree("b", title="A"),
        "b.md": toctree("a", "c", "index", title="B"),
        "c.md": "# C\n",
    }
    built = make(files).build()
    assert shown(built, "c") == ["A", ["B", ["C"]]]


def test_what_a_page_without_a_title_lists_stands_in_its_place(
    make: Callable[..., Project],
) -> None:
    files = {
        "index.md": toctree("a", "b", title="Home"),
        "a.md": toctree("one"),
        "b.md": "# B\n",
        "one.md": toctree("two", title="One"),
        "two.md": "# Two\n",
    }
    assert shown(make(files).build(), "two") == ["One", ["Two"], "B"]


def test_a_table_for_other_builders_is_left_out(make: Callable[..., Project]) -> None:
    hidden = "````{{only}} {0}\n{1}````\n"
    files = {
        "index.md": toctree("a", title="Home"),
        "a.md": "# A\n\n"
        + hidden.format("html", toctree("one"))
        + hidden.format("latex", toctree("two")),
        "one.md": "# One\n",
        "two.md": "# Two\n",
    }
    assert shown(make(files).build(), "a") == ["A", ["One"]]


# Where it stands


def test_without_it_the_theme_shows_the_whole_site(make: Callable[..., Project]) -> None:
    built = make(LONG, f"{BOOK}confnotes_sidebar_length = 0\n").build()
    assert shown(built, "c/index") == ["A", BOOKS, "B", ["B00", "B01", "B02"], "C"]


def test_it_stands_where_the_author_put_the_theme_s(make: Callable[..., Project]) -> None:
    order = ["sbt-sidebar-nav", "navbar-logo.html"]
    conf = f'{BOOK}html_sidebars = {{"**": {order}, "c/index": []}}\n'
    built = make(LONG, conf).build()
    first = built.html("b/p00").select_one(".sidebar-primary-item")
    assert first is not None
    assert first.select("nav.bd-links li")
    assert not built.html("c/index").select("nav.bd-links")


def test_pydata_s_theme_has_it_for_a_section(make: Callable[..., Project]) -> None:
    built = make(LONG, f"{PYDATA}confnotes_sidebar_length = 3\n").build()
    assert shown(built, "a/p15") == ["A14", "A15", "A16", "All 30 pages"]
    assert not built.html("index").select("nav.bd-links")


def test_any_template_can_show_it(make: Callable[..., Project]) -> None:
    conf = '\nhtml_sidebars = {"**": ["own.html"]}\ntemplates_path = ["_templates"]\n'
    files = {**LONG, "_templates/own.html": "<nav>{{ confnotes_sidebar(maxdepth=1) }}</nav>"}
    found = make(files, conf).build().html("a/p15").select_one("nav")
    assert found is not None
    assert outline(found) == ["A", "B", "C"]


@pytest.mark.parametrize("builder", ["singlehtml", "dirhtml", "epub", "text", "latex"])
def test_other_builders_have_no_trouble_with_it(make: Callable[..., Project], builder: str) -> None:
    settings = {"version": "1", "project_copyright": "us", "epub_show_urls": "no"}
    assert make(LONG).build(builder, **settings).warnings == []


def test_a_builder_without_a_theme_has_no_trouble_with_it(make: Callable[..., Project]) -> None:
    assert make(LONG, "").build("json").warnings == []


def test_addresses_are_those_of_the_builder(make: Callable[..., Project]) -> None:
    built = make(LONG).build("dirhtml")
    assert links(built, "b/p01/index")["B02"] == "../p02/"
    assert links(built, "b/p01/index")["A"] == "../../a/"


def test_headings_of_a_page_are_listed_as_before(make: Callable[..., Project]) -> None:
    files = {**LONG, "c/index.md": "# C\n\n## One\n\n### Two\n\n## Three\n"}
    ours = make(files).build()
    theirs = make(files, f"{BOOK}confnotes_sidebar_length = 0\n").build()
    for page in ("c/index", "b/p00"):
        right, left = (one.html(page).select_one("main") for one in (ours, theirs))
        assert str(right) == str(left)
    assert ours.html("c/index").select("#pst-page-toc-nav li")
    assert not ours.html("b/p00").select("#pst-page-toc-nav, #pst-secondary-sidebar")


# What is written when a title changes

#: Four entries of a level are shown, two of which come before the page.
SHORT: dict[str, str | None] = {
    **{name: text for name, text in LONG.items() if not name.startswith("a/p")},
    "index.md": toctree("a/index", "b/index", "c/index", title="Home", options=":hidden:"),
    **pages("a", 9),
}
FOUR = f"{BOOK}confnotes_sidebar_length = 4\n"
OF_B = {"b/index", "b/p00", "b/p01", "b/p02"}
EVERY = {name.removesuffix(".md") for name in SHORT}
#: With less of the long level, for what does not depend on it.
SHORTEST = {name: SHORT[name] for name in SHORT if not "a/p00.md" < name < "a/q"}
TITLES = [
    # A page shows the titles of those beside it, and of the previous and the next one; the page
    # that lists them has all of them in its text.
    ("b/p00", OF_B),
    ("b/p01", OF_B),
    # `c/index` comes after the last of B.
    ("b/p02", {*OF_B, "c/index"}),
    ("a/p00", {"a/index", "a/p00", "a/p01", "a/p02"}),
    ("a/p04", {"a/index", "a/p03", "a/p04", "a/p05", "a/p06"}),
    ("a/p08", {"a/index", "a/p07", "a/p08", "b/index"}),
    ("c/index", EVERY),
    ("index", {"index", "a/index"}),
]


def twins_of(folder: Path, files: dict[str, str | None], conf: str) -> Twins:
    """Return a notebook that is built once, in a process of its own: themes change themselves."""
    made = Twins(folder)
    made.begin({"conf.py": CONF + conf, **files})
    return made


def written_for_another_title(twins: Twins, name: str) -> set[str]:
    path = twins.srcdir / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# ", "# Other ", 1), encoding="utf-8")
    return set(twins.build(1).written)


def with_parents(pages: set[str]) -> set[str]:
    """Add the pages that list these: Sphinx itself writes them; they are the same then."""
    lists = {page: f"{page[0]}/index" for page in pages if "/p" in page}
    return {*pages, *(lists.get(page, "index") for page in pages)}


def test_a_changed_title_rewrites_the_pages_that_show_it(tmp_path: Path) -> None:
    twins = twins_of(tmp_path, SHORT, FOUR)
    for name, expected in TITLES:
        assert written_for_another_title(twins, name) == with_parents(expected), name
    twins.check(1)


def test_a_page_that_is_new_rewrites_the_pages_that_show_it(tmp_path: Path) -> None:
    """And those that say how many there are."""
    twins = twins_of(tmp_path, SHORT, FOUR)
    Project(twins.srcdir).write({"b/p00a.md": "# New\n"})
    # Sphinx reads every page with a pattern again.
    assert set(twins.build(1).written) == with_parents({*OF_B, "b/p00a", "a/index"})
    Project(twins.srcdir).write({"a/p00a.md": "# New\n"})
    of_a = {name for name in EVERY if name.startswith("a/")}
    assert set(twins.build(1).written) == with_parents({*of_a, "a/p00a", "b/index"})
    twins.check(1)


PROJECTS = {
    "the theme's own": ("confnotes_sidebar_length = 0", {}),
    "more opened": ('html_theme_options = {"show_navbar_depth": 2}', {}),
    "a template of the project": (
        'templates_path = ["_templates"]',
        {"_templates/breadcrumbs.html": "{{ toctree() }}"},
    ),
    "a template of Sphinx": ('html_sidebars = {"**": ["globaltoc.html"]}', {}),
    "a page that begins with the front page": (
        'html_theme_options = {"home_page_in_toc": True}',
        {},
    ),
}


@pytest.mark.parametrize("kind", PROJECTS)
def test_where_pages_can_show_any_title_all_are_written(tmp_path: Path, kind: str) -> None:
    line, files = PROJECTS[kind]
    twins = twins_of(tmp_path, {**SHORTEST, **files}, f"{BOOK}{line}\n")
    name = "index" if "front page" in kind else "b/p01"
    assert written_for_another_title(twins, name) == {one.removesuffix(".md") for one in SHORTEST}
    twins.check(1)


def test_pydata_s_header_has_the_first_level_on_every_page(tmp_path: Path) -> None:
    twins = twins_of(tmp_path, SHORT, PYDATA)
    assert written_for_another_title(twins, "b/p01") == with_parents(OF_B)
    assert written_for_another_title(twins, "c/index") == EVERY
    twins.check(1)


def test_what_a_page_costs_does_not_depend_on_the_site(make: Callable[..., Project]) -> None:
    """The same HTML, whatever is added elsewhere; and as much of it on a longer level."""
    project = make(LONG)
    built = project.build()
    small = str(nav(built, "b/p01"))
    long = len(nav(built, "a/p15").select("li"))
    project.write({**pages("a", 60), **{f"b/p00/{n}.md": "# More\n" for n in range(30)}})
    built = project.build()
    assert str(nav(built, "b/p01")) == small
    assert len(nav(built, "a/p15").select("li")) == long
