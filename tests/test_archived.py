"""Links lead to the copies that are nearest to the talk, in every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import projects
from projects import INDEXES, Project
from test_builders import BUILDERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from projects import Built

COPY = "https://web.archive.org/web/{0}000000/http://gone.example/page"
LINKS = f"""\
[[host]]
prefix = "http://gone.example/"
url-status = "dead"

[[link]]
url = "http://gone.example/page"
url-status = "dead"
archive-url = ["{COPY.format(20120101)}", "{COPY.format(20130601)}"]

[[link]]
url = "http://lost.example/"
url-status = "dead"
archive-url = ""

[[host]]
prefix = "http://usurped.example"
url-status = "usurped"

[[host]]
prefix = "http://moved.example/old/"
replacement = "https://new.example/"

[[link]]
url = "http://alive.example/"
url-status = "live"
archive-url = "https://web.archive.org/web/20120101000000/http://alive.example/"
"""
FILES: dict[str, str | None] = {
    "links.toml": LINKS,
    "c/index.md": """\
# Conf

:::{conference}
:start: 2012-09-04
:end: 2013-09-06
:url: http://gone.example/conf
:::

## First

:::{talk}
:date: 2012-09-05
:slides: http://gone.example/page
:::

A [note](http://gone.example/page#top).

## Second

:::{talk}
:date: 2013-09-06
:slides: https://gone.example/page/
:::

## Third

:::{talk}
:slides: http://gone.example/third
:::
""",
    "c/plain.md": "# Plain\n\n[Of the conference](http://gone.example/plain)\n",
    "all/index.md": """\
# All

[lost](http://lost.example/), [moved](http://moved.example/old/a?b#c),
[alive](http://alive.example/), [other](http://gone.example.org/), <http://usurped.example/x>,
[see http://usurped.example/y](http://usurped.example/y "At http://usurped.example/y").

[![picture](photo.png)](http://gone.example/picture)

:::{figure} photo.png
:target: http://gone.example/figure

Caption
:::

:::{figure} photo.png
:target: http://gone.example/bare
:::

{cite:p}`one` {page}`role`

- {download}`a file <http://gone.example/file.zip>`

```{eval-rst}
.. image:: photo.png
   :target: http://gone.example/image

`rst <http://gone.example/rst>`_
```
""",
    "all/photo.png": "PNG",
    "all/refs.md": "# References\n\n```{bibliography}\n```\n",
    "references.bib": "@misc{one, author={A, B}, title={T}, year={2009}, "
    "url={http://gone.example/cited}, howpublished={\\url{http://gone.example/macro}}}\n",
}
CONF = """
extensions += ["sphinxcontrib.bibtex", "sphinx.ext.extlinks"]
bibtex_bibfiles = ["references.bib"]
extlinks = {"page": ("http://gone.example/role/%s", "%s")}
suppress_warnings = ["toc.not_included"]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("archived"))
    project.write({"conf.py": projects.CONF + CONF, **INDEXES, **FILES})
    built = project.build()
    assert built.warnings == []
    return built


def archived(built: Built, docname: str) -> dict[str, Tag]:
    """Return the archived links of a page, by the address that they once had."""
    links = built.html(docname).select("a.archived")
    return {str(link["href"]).partition("/http://")[2]: link for link in links}


def beside(link: Tag) -> str:
    mark = link.find_next(class_="confnotes-archived")
    assert mark is not None
    return mark.get_text()


def test_two_talks_that_cite_one_page_lead_to_the_copies_of_their_days(built: Built) -> None:
    links = built.html("c/index").select("a.archived[href*='gone.example/page']")
    assert [(link["href"], beside(link)) for link in links] == [
        (COPY.format(20120101), "[archived 1 January 2012]"),
        (f"{COPY.format(20120101)}#top", "[archived 1 January 2012]"),
        (COPY.format(20130601), "[archived 1 June 2013]"),
    ]


def test_a_link_to_a_copy_is_a_robust_link(built: Built) -> None:
    first = built.html("c/index").select("a.archived[href*='gone.example/page']")[1]
    assert first["data-originalurl"] == "http://gone.example/page#top"
    assert first["data-versiondate"] == "2012-09-05"
    assert first["data-versionurl"] == f"{COPY.format(20120101)} {COPY.format(20130601)}"
    assert {"reference", "external", "archived"} == {*first["class"]}


@pytest.mark.parametrize(
    ("docname", "address", "day"),
    [
        ("c/index", "gone.example/conf", "4 September 2012"),  # the conference's first day
        ("c/index", "gone.example/third", "4 September 2012"),  # a talk without a day
        ("c/plain", "gone.example/plain", "4 September 2012"),  # a page in its folder
    ],
)
def test_without_a_copy_the_archive_is_asked_for_the_one_nearest_to_the_day(
    built: Built, docname: str, address: str, day: str
) -> None:
    link = archived(built, docname)[address]
    assert link["href"] == f"https://web.archive.org/web/20120904/http://{address}"
    assert beside(link) == f"[archived near {day}]"
    assert "data-versionurl" not in link.attrs


@pytest.mark.parametrize(
    "address", ["picture", "figure", "bare", "role/role", "file.zip", "image", "rst"]
)
def test_links_of_every_kind_are_led_to_the_archive(built: Built, address: str) -> None:
    link = archived(built, "all/index")[f"gone.example/{address}"]
    assert link["href"] == f"https://web.archive.org/web/http://gone.example/{address}"
    assert beside(link) == "[archived]"


def test_the_words_below_a_picture_are_in_its_caption(built: Built) -> None:
    caption = archived(built, "all/index")["gone.example/figure"].find_next("figcaption")
    assert caption is not None
    assert "Caption [archived]" in caption.get_text()


def test_what_is_cited_is_led_to_the_archive(built: Built) -> None:
    assert {"gone.example/cited", "gone.example/macro"} <= archived(built, "all/refs").keys()


def test_what_is_lost_is_text_with_a_word_on_it(built: Built) -> None:
    assert "lost [gone, no copy known] ," in built.text("all/index")
    assert not built.html("all/index").select("a[href*='lost.example']")


def test_what_is_lost_keeps_its_anchor_and_class(make_project: Callable[..., Project]) -> None:
    note = "# A\n\n[lost](http://lost.example/){.mine #here} {page}`x`\n"
    conf = "extensions += ['sphinx.ext.extlinks']\nmyst_enable_extensions += ['attrs_inline']\n"
    conf += "extlinks = {'page': ('http://lost.example/%s', '%s')}\n"
    built = make_project({"links.toml": LINKS, "a/index.md": note}, conf=conf).build()
    [lost] = built.html("a/index").select("#here.mine")
    assert (lost.name, lost.get_text()) == ("span", "lost")


def test_what_has_moved_leads_there_and_what_lives_stays(built: Built) -> None:
    links = {a.get_text(): a for a in built.html("all/index").select("a.external:not(.archived)")}
    assert links["moved"]["href"] == "https://new.example/a?b#c"
    assert links["alive"]["href"] == "http://alive.example/"
    assert links["other"]["href"] == "http://gone.example.org/"


def test_a_usurped_address_is_shown_nowhere(built: Built) -> None:
    text = (built.outdir / "all/index.html").read_text(encoding="utf-8")
    copy = "https://web.archive.org/web/http://usurped.example/"
    assert text.count("usurped.example/") == text.count(copy) == 2
    assert "usurped.example [archived]" in built.text("all/index")
    assert "see usurped.example [archived]" in built.text("all/index")


USURPED = """\
# Usurped

[see http://usurped.example/a/b, there](http://usurped.example/a),
[http://usurped.example/ü](http://usurped.example/ü), [xusurped.example/a](http://usurped.example/a),
[other.example/a](http://usurped.example/a), [![at http://usurped.example/p](p.png)](http://usurped.example/p)

{cite:p}`one`

```{bibliography}
```
"""


def test_no_spelling_of_a_usurped_address_is_shown(make_project: Callable[..., Project]) -> None:
    files = {
        "links.toml": LINKS,
        "a/index.md": USURPED,
        "a/p.png": "PNG",
        "references.bib": "@misc{one, title={T}, note={http://usurped.example/n}, "
        "url={http://usurped.example/cited}}\n",
    }
    page = make_project(files, conf=CONF).build().html("a/index")
    article = page.find(attrs={"role": "main"})
    assert article is not None
    for link in article.select("a[href]"):
        del link["href"]
    shown = str(article)
    assert "usurped.example/" not in shown.replace("xusurped.example/a", "").replace(NOTED, "")
    text = " ".join(article.get_text(" ").split())
    assert "see usurped.example, there" in text
    assert "xusurped.example/a" in text
    assert "other.example/a" in text


#: What is no link is the author's.
NOTED = "http://usurped.example/n"


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_leads_to_the_copies(
    make_project: Callable[..., Project], builder: str
) -> None:
    built = make_project(FILES, conf=CONF).build(
        builder, version="1", copyright="us", latex_show_urls="footnote", master_doc="index"
    )
    assert built.warnings == []
    files = [file for file in built.outdir.rglob("*") if file.suffix in SUFFIXES.get(builder, ())]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    if builder not in {"gettext", "epub"}:
        assert "archived 1 June 2013" in text
        assert "archived near 4 September 2012" in text
    if builder not in {"gettext", "epub", "text"}:  # plain text shows no addresses
        assert "20130601000000" in text
    assert "archived_reference" not in text


SUFFIXES = {
    "html": [".html"],
    "dirhtml": [".html"],
    "singlehtml": [".html"],
    "epub": [".xhtml"],
    "latex": [".tex"],
    "text": [".txt"],
    "man": [".1"],
    "texinfo": [".texi"],
    "xml": [".xml"],
    "pseudoxml": [".pseudoxml"],
}


def test_the_archive_is_a_setting(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES, conf=f'{CONF}confnotes_archive = "https://keep.example/at"\n')
    link = archived(project.build(), "c/plain")["gone.example/plain"]
    assert link["href"] == "https://keep.example/at/20120904/http://gone.example/plain"


def test_jobs_make_no_difference(make_project: Callable[..., Project]) -> None:
    pages = [
        (make_project(FILES, conf=CONF).build(jobs=jobs).outdir / "c/index.html").read_bytes()
        for jobs in (1, 2)
    ]
    assert pages[0] == pages[1]


def test_the_words_are_in_the_language_of_the_notebook(
    make_project: Callable[..., Project],
) -> None:
    built = make_project(FILES, conf=f'{CONF}language = "de"\n').build()
    assert "1. Juni 2013" in built.text("c/index")


def test_a_mistake_in_the_file_costs_its_entry_and_says_where(
    make_project: Callable[..., Project],
) -> None:
    links = f'[[link]]\nurl = "http://lost.example/"\nurl-status = "ded"\n\n{LINKS}'
    built = make_project({**FILES, "links.toml": links}, conf=CONF).build()
    assert "links.toml:3: WARNING: 'ded' is no status" in built.warning("invalid-links")
    assert archived(built, "c/plain")


def test_a_file_of_links_that_cannot_be_read_is_named(make_project: Callable[..., Project]) -> None:
    project = make_project({"links.toml/x": ""})
    assert "links.toml:1: WARNING: this file cannot be" in project.build().warning("invalid-links")


def test_a_link_in_raw_html_or_a_toctree_cannot_be_led_elsewhere(
    make_project: Callable[..., Project],
) -> None:
    files = {
        "links.toml": LINKS,
        "a/index.md": "# A\n\n<a href='http://gone.example/raw'>x</a>\n",
        "b/index.md": "# B\n\n```{toctree}\nSite <http://gone.example/toctree>\n```\n",
    }
    built = make_project(files).build()
    found = [line.partition(": ")[0] for line in built.warnings if "fixed-link" in line]
    assert found == ["a/index.md:3", "b/index.md:3"]


def test_links_to_other_projects_are_led_elsewhere_too(
    make_project: Callable[..., Project],
) -> None:
    other = make_project({"o/index.md": "# O\n\n(there)=\n## There\n\nText.\n"}).build()
    mapping = {"other": ("http://gone.example/", str(other.outdir / "objects.inv"))}
    project = make_project(
        {"a/index.md": "# A\n\n{external+other:std:ref}`there`\n", "b/index.md": "# B\n"},
        conf=f"extensions += ['sphinx.ext.intersphinx']\nintersphinx_mapping = {mapping}\n",
    )
    assert not archived(project.build(), "a/index")
    project.write({"links.toml": LINKS})
    built = project.build()
    assert archived(built, "a/index").keys() == {"gone.example/o/index.html#there"}
    assert built.read == []
    assert set(built.written) - {"index"} == {"a/index"}


def test_the_file_of_links_need_not_be_there(make_project: Callable[..., Project]) -> None:
    files = {name: text for name, text in FILES.items() if name != "links.toml"}
    built = make_project(files, conf=CONF).build()
    assert built.warnings == []
    assert not archived(built, "c/index")
