"""Everything is made of stock nodes, so every builder can show it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from projects import ROOT
from test_transforms import FILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

BUILDERS = [
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "text",
    "man",
    "texinfo",
    "xml",
    "pseudoxml",
    "gettext",
]


#: Talks of two more years, so that topics have pictures.
YEARS: dict[str, str | None] = {
    f"y{year}/index.md": (
        f"# {year}\n\n:::{{conference}}\n:start: {year}-05-01\n:::\n\n"
        "## Epsilon\n\n:::{talk}\n:topics: redis\n:::\n"
    )
    for year in (2009, 2010)
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_has_nothing_to_warn_of(
    make_project: Callable[..., Project], builder: str
) -> None:
    project = make_project({**FILES, **YEARS})
    built = project.build(builder, nitpicky=True, version="1", copyright="us")
    assert built.warnings == []
    assert builder != "epub" or not [*built.outdir.rglob("confnotes*.js")]


def test_a_picture_is_words_where_nothing_is_drawn(make_project: Callable[..., Project]) -> None:
    text = make_project({**FILES, **YEARS}).build("text").outdir / "redis" / "index.txt"
    picture = text.read_text(encoding="utf-8").partition("Over time")[2].partition("-[")[0]
    assert [line for line in picture.splitlines()[1:] if line] == [
        "5 talks about it, by year.",
        "* 2009: 1 talk",
        "* 2010: 1 talk",
        "* 2012: 3 talks",
    ]


@pytest.mark.parametrize(("builder", "name"), [("text", "c/alpha.txt"), ("latex", "*.tex")])
def test_the_card_and_the_lists_are_in_it(
    make_project: Callable[..., Project], builder: str, name: str
) -> None:
    built = make_project(FILES).build(builder, version="1", root_doc="index")
    [path] = built.outdir.glob(name)
    text = path.read_text(encoding="utf-8")
    for words in ("Ann Bee", "Tuesday, 4 September 2012", "YouTube", "Related talks", "notes"):
        assert words in text
    assert "Cite this talk" not in text  # what it leads to is on the site alone
    assert "iCalendar" not in text


def test_links_fit_the_addresses_of_dirhtml(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build("dirhtml")
    page = built.html("c/alpha/index")
    hrefs = {str(a["href"]) for a in page.select(".confnotes-card a.internal")}
    assert built.html("c/index").find("a", href="../calendars/c.ics")
    assert hrefs == {"../../ann/", "../../speakers/#speaker-bob-cee", "../", "../../redis/"} | {
        "../../topics/#topic-caching"
    }


def test_one_page_of_everything_has_every_card_once(make_project: Callable[..., Project]) -> None:
    page = make_project(FILES).build("singlehtml").html("index")
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    links = {str(a["href"]).removeprefix("#") for a in page.select(".confnotes-list a.internal")}
    assert links <= ids
    assert len(page.select(".confnotes-card.confnotes-talk")) == 4


def test_one_key_can_be_cited_on_two_pages(make_project: Callable[..., Project]) -> None:
    files = {
        "c/index.md": f"{FILES['c/index.md']}\nSee {{cite:p}}`pep-342`.\n",
        "c/alpha.md": f"{FILES['c/alpha.md']}\nSee {{cite:p}}`pep-342`.\n",
        "bibliography/index.md": "# Bibliography\n\n```{bibliography}\n```\n",
    }
    conf = 'extensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["references.bib"]\n'
    project = make_project({**FILES, **files}, conf=conf)
    shutil.copy(ROOT / "references.bib", project.srcdir)
    built = project.build(nitpicky=True)
    assert built.warnings == []
    for page in ("c/index", "c/alpha"):
        assert built.html(page).select_one('a[href*="bibliography/index.html#id"]')
