"""Bibliographies, read back by those who read them: pybtex, bibtexparser, citeproc-py."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.plugin import find_plugin
from pylatexenc.latex2text import LatexNodes2Text

from confnotes.exports.bibliographies import MARK, make_bibliographies
from confnotes.exports.bibtex import bibtex, escaped
from confnotes.exports.citations import Citation, citation_of, plain
from confnotes.exports.csl import csl_json
from confnotes.exports.offering import offered
from confnotes.exports.published import Published
from confnotes.links.known import KnownLinks
from confnotes.viewing import view_declaration
from making import conference, law, notebook, page, talk

if TYPE_CHECKING:
    from confnotes.lookup import Lookup

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc.source.json import CiteProcJSON

#: Texts with all that BibTeX and TeX stumble over, and words of any script.
_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"{}\\%#&$_^~\"'`-,=@?!\n\r\t\x00\x1b\u2028",
                " and ",
                "--",
                "``",
                "{% x %}",
                "\\alpha ",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=8,
).map("".join)

_UNKNOWN_TO_THE_READER = {
    r"{\textbraceleft}": "\\{",
    r"{\textbraceright}": "\\}",
    r"{\textasciicircum}": "^",
}


def cited(*declared: Any) -> Citation:
    """Cite the one talk of a page."""
    lookup = notebook(page("c/index", *declared))
    [entry] = lookup.talks.values()
    return citation_of(lookup, entry)


def published(lookup: Lookup) -> Published:
    return Published(lookup, lambda target: target.docname)


# -- What is known of a talk ----------------------------------------------------------------------


def test_a_talk_is_cited_by_all_that_is_known_of_it() -> None:
    conf = conference("Conf 2012", "2012-09-04", "2012-09-06", city="Arlington", venue="Hall")
    one = talk(
        "On  Gevent",
        speakers="Ann Bee, Bo",
        date="2012-09-05 14:20",
        type="keynote",
        video=("https://v.example/1",),
        url=("https://c.example/1",),
        language="de-AT",
    )
    assert cited(conf, one) == Citation(
        "c.on-gevent",
        "On Gevent",
        ("Ann Bee", "Bo"),
        "Keynote",
        "Conf 2012",
        "Arlington",
        (2012, 9, 5),
        "https://v.example/1",
        "de-AT",
    )


def test_of_what_is_not_known_nothing_is_said() -> None:
    one = cited(talk("Alone"))
    assert one == Citation("c", "Alone")
    assert bibtex(one) == "@misc{c,\n  title = {{Alone}},\n  howpublished = {Talk},\n}\n"
    assert json.loads(csl_json(one)) == {"id": "c", "type": "speech", "title": "Alone"}


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [
        ("2012-09-04", "", (2012, 9, 4)),
        ("2012-09-04", "2012-09-06", (2012, 9)),
        ("2012-09-30", "2012-10-02", (2012,)),
        ("2012-12-31", "2013-01-01", ()),
    ],
)
def test_a_talk_without_a_day_was_given_while_its_conference_was(
    start: str, end: str, date: tuple[int, ...]
) -> None:
    assert cited(conference("Conf", start, end), talk("One")).date == date


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (
            {"slides": ("https://s/",), "url": ("https://u/",), "video": ("https://v/",)},
            "https://v/",
        ),
        ({"slides": ("https://s/",), "url": ("https://u/",)}, "https://u/"),
        ({"slides": ("https://s/",), "code": ("https://c/",)}, "https://s/"),
        ({"code": ("https://c/",), "elsewhere": ("https://e/",)}, ""),
    ],
)
def test_the_address_is_of_the_recording_or_the_next_best(fields: Any, url: str) -> None:
    assert cited(talk("One", **fields)).url == url


def test_a_page_is_stale_when_how_its_talk_is_cited_differs() -> None:
    views = []
    for city in ("Rome", "Porto"):
        lookup = notebook(page("c/index", conference("Conf", city=city), talk("One")))
        views.append(view_declaration(lookup, "c/index", 1))
    one, other = views
    assert one != other
    assert offered(one, ["bibliographies"], KnownLinks()) == one
    assert offered(one, ["calendars"], KnownLinks()) == offered(other, ["calendars"], KnownLinks())


# -- BibTeX ---------------------------------------------------------------------------------------


def test_an_entry_reads_well() -> None:
    one = Citation(
        "c.one",
        "C# & F#",
        ("Ann and Bee", "Łukasz"),
        "",
        "Conf",
        "Rome",
        (2012, 9, 4),
        "https://a/_~%20#x",
    )
    assert bibtex(one) == (
        "@misc{c.one,\n"
        "  author = {{Ann and Bee} and {Łukasz}},\n"
        "  title = {{C\\# \\& F\\#}},\n"
        "  howpublished = {Talk at Conf, Rome},\n"
        "  year = {2012},\n"
        "  month = sep,\n"
        "  eventdate = {2012-09-04},\n"
        "  url = {https://a/_~%20#x},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("tag", "name"), [("de-AT", "german"), ("pt", "portuguese"), ("cy", "welsh")]
)
def test_a_language_has_the_name_that_biblatex_knows(tag: str, name: str) -> None:
    assert f"language = {{{name}}}" in bibtex(Citation("k", "T", language=tag))


@law
@given(_TEXTS.map(plain))
def test_text_comes_out_of_tex_as_it_was(text: str) -> None:
    latex = escaped(text)
    for name, character in _UNKNOWN_TO_THE_READER.items():
        latex = latex.replace(name, character)
    assert LatexNodes2Text(strict_latex_spaces=True).latex_to_text(latex) == text


@law
@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=3))
def test_entries_stay_apart_whatever_is_in_them(talks: list[tuple[str, str]]) -> None:
    given_ = [
        Citation(f"c.{at}", plain(title), (plain(name), "Bo"), url=f"https://a.example/{name}")
        for at, (title, name) in enumerate(talks)
    ]
    text = "\n".join(map(bibtex, given_))
    entries = parse_string(text, "bibtex").entries
    assert [*entries] == [one.key for one in given_]
    assert all(len(one.persons["author"]) == 2 for one in entries.values())
    assert all(
        not person.first_names for one in entries.values() for person in one.persons["author"]
    )
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    for one, block in zip(given_, library.entries, strict=True):
        assert block.key == one.key
        assert block["title"] == f"{{{escaped(one.title)}}}"
        assert block["author"] == f"{{{escaped(one.authors[0])}}} and {{Bo}}"


def test_a_style_shows_all_of_an_entry() -> None:
    one = Citation(
        "k", "On {% gevent %}", ("Ann Bee",), "", "Conf", "Rome", (2012, 9), "https://a/_~%20"
    )
    style = find_plugin("pybtex.style.formatting", "alpha")()
    [shown] = style.format_bibliography(parse_string(bibtex(one), "bibtex"))
    words = str(shown.text.render_as("text"))
    assert words.startswith("Ann Bee.")
    assert words.endswith("Talk at Conf, Rome, September 2012. URL: https://a/_~%20.")


# -- CSL-JSON -------------------------------------------------------------------------------------


@law
@given(_TEXTS, _TEXTS, _TEXTS)
def test_csl_json_is_read_back(title: str, name: str, place: str) -> None:
    one = Citation(
        "c.k",
        plain(f"x{title}"),
        (plain(f"y{name}"),),
        "Poster",
        "Conf",
        plain(f"z{place}"),
        (2012,),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it knows no event-title yet
        found = CiteProcJSON([json.loads(csl_json(one))])["c.k"]
    assert found["type"] == "speech"
    assert (str(found["title"]), str(found["event_title"])) == (one.title, "Conf")
    assert (str(found["event_place"]), str(found["genre"])) == (one.place, "Poster")
    assert [author["literal"] for author in found["author"]] == list(one.authors)
    assert found["issued"].year == 2012


def test_both_bibliographies_have_all_talks_sorted_by_key() -> None:
    lookup = notebook(
        page("c/index", conference("Conf"), talk("Two", date="2012-09-04"), talk("One")),
        page("b", conference("Other", "2013-01-01"), talk("Three")),
    )
    (bib, bibtex_file), (csl, csl_file) = make_bibliographies(published(lookup))
    assert (bib, csl) == ("talks.bib", "talks.csl.json")
    text = bibtex_file.decode()
    assert text.startswith(MARK)
    keys = ["b.three", "c.one", "c.two"]
    assert [*parse_string(text, "bibtex").entries] == keys
    assert [one["id"] for one in json.loads(csl_file)] == keys


def test_an_empty_notebook_has_empty_bibliographies() -> None:
    (_, bib), (_, csl) = make_bibliographies(published(notebook()))
    assert not parse_string(bib.decode(), "bibtex").entries
    assert json.loads(csl) == []
