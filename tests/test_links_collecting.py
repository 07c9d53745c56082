"""Links are seen in text, pictures, HTML and toctrees; what leads nowhere on the web is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import new_document
from hypothesis import assume, given
from hypothesis import strategies as st
from sphinx import addnodes

from confnotes.links.collecting import addresses_in, addresses_in_html, source_of
from making import law

if TYPE_CHECKING:
    from collections.abc import Callable

A, B, C = "http://a.example/x", "https://b.example/y?q=1#f", "http://c.example/"
NO_WEB = ["", "#part", "page.html", "../page", "/page", "mailto:ann@a.example", "ftp://a.example/"]
NO_WEB += ["javascript:alert(1)", "data:image/png;base64,AAAA", "//a.example/x", "http://["]


def found_in(tree: nodes.Node) -> list[str]:
    """Return what all nodes of a tree lead to."""
    return [address for node in tree.findall() for address in addresses_in(node)]


def raw(text: str, kind: str = "html", **attributes: str) -> nodes.raw:
    return nodes.raw("", text, format=kind, **attributes)


def toctree(*targets: str) -> addnodes.toctree:
    return addnodes.toctree(entries=[("Title", target) for target in targets])


# Nodes.


def test_the_links_of_a_document_are_seen_in_their_order() -> None:
    tree = publish_doctree(
        f"""\
Words with {A} and `a name <{B}>`_ and `one more`__.

__ {C}

.. image:: {A}.png
   :target: {B}

.. raw:: html

   <p><a href="{C}">x</a> <a href="page.html">y</a></p>

:Field: {C}
"""
    )
    assert found_in(tree) == [A, B, C, B, f"{A}.png", C, C]


def test_what_is_written_but_no_link_is_not_seen() -> None:
    tree = publish_doctree(
        f"""\
``{A}`` and \\{A}x and `page <page.html>`_ and ann@a.example and unused_

.. _unused: #here
.. _another: {B}

.. {A}

.. image:: picture.png

::

   {A}

.. raw:: latex

   \\url{{{A}}} <a href="{A}">x</a>
"""
    )
    assert found_in(tree) == []


MAKERS: dict[str, Callable[[str], nodes.Node]] = {
    "reference": lambda url: nodes.reference("", "text", refuri=url),
    "image": lambda url: nodes.image(uri=url),
    "image with candidates": lambda url: nodes.image(uri="_images/x.png", candidates={"?": url}),
    "raw": lambda url: raw("words", source=url),
    "raw of another format": lambda url: raw("words", "latex", source=url),
    "link in html": lambda url: raw(f"<a href='{url}'>x</a>"),
    "link in html and more": lambda url: raw(f"<a href='{url}'>x</a>", "epub html"),
    "toctree": toctree,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_node_leads_to_an_address_of_the_web(kind: str) -> None:
    for url in (A, B, C, "HTTP://A.example", "http://bücher.example/é"):
        assert [*addresses_in(MAKERS[kind](url))] == [url]


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("target", NO_WEB)
def test_a_node_that_leads_elsewhere_does_not(kind: str, target: str) -> None:
    assert [*addresses_in(MAKERS[kind](target))] == []


@pytest.mark.parametrize(
    "node",
    [
        nodes.reference("", "text", refid="part"),
        nodes.reference("", A),
        nodes.Text(A),
        nodes.literal("", A),
        nodes.literal_block("", A),
        nodes.comment("", A),
        nodes.target("", "", refuri=A),
        nodes.image(uri="x.png", candidates={"*": "x.png"}),
        nodes.image(uri="x.png", alt=A),
        raw(f"<a href='{A}'>x</a>", "latex"),
        raw(f"<a href='{A}'>x</a>", "htmlish"),
        raw("words", source="page.html"),
        nodes.raw("", f"<a href='{A}'>x</a>"),
        addnodes.toctree(entries=[], includefiles=["page"]),
        addnodes.toctree(entries=[(A, "page")]),
        addnodes.pending_xref("", reftarget=A),
    ],
    ids=lambda node: f"{node.__class__.__name__} {getattr(node, 'attributes', '')}",
)
def test_what_is_no_link_does_not(node: nodes.Node) -> None:
    assert [*addresses_in(node)] == []


def test_a_node_leads_nowhere_for_what_is_in_it() -> None:
    paragraph = nodes.paragraph("", "", nodes.reference("", "x", refuri=A))
    assert [*addresses_in(paragraph)] == []
    assert found_in(paragraph) == [A]


def test_a_toctree_leads_to_each_of_its_addresses() -> None:
    assert [*addresses_in(toctree("page", A, "self", B, A))] == [A, B, A]


def test_html_from_elsewhere_leads_there_and_on() -> None:
    assert [*addresses_in(raw(f"<img src='{A}'>", source=B))] == [B, A]


# HTML.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f'<a href="{A}">x</a>', [A]),
        (f"<A HREF={A}>x</A>", [A]),
        (f"<p>x<a\nclass='b'\nhref='\n {A} '>x</a>", [A]),
        ('<a href="http://a.example/?a=1&amp;b=2">', ["http://a.example/?a=1&b=2"]),
        ('<a href="http://a.example/?a=1&b=2">', ["http://a.example/?a=1&b=2"]),
        (f'<img src="{A}"><img src="{B}"/>', [A, B]),
        (f'<iframe src="{A}"></iframe>', [A]),
        (f'<video src="{A}"><source src="{B}"></video><audio src="{C}">', [A, B, C]),
        (f'<embed src="{A}"><map><area href="{B}"></map>', [A, B]),
        (f'<a href="{A}"><img src="{B}"></a>', [A, B]),
        (f'<a href="page.html"></a><a href="{A}"></a>', ["page.html", A]),
        # Broken.
        (f'<a href="{A}">', [A]),
        (f'</b></p><a href="{A}"></i><img src="{B}"', [A]),
        (f'<a href="{A}"><b><a href="{B}"></a>', [A, B]),
        (f'<a <b href="{A}">x', [A]),
        (f'<a href="{A}" href="{B}">', [A, B]),
        (f'1 < 2 & 3 > 2 <a href="{A}">', [A]),
        (f'<!DOCTYPE html><?php echo ?><a href="{A}">', [A]),
        (f'<![if IE]><a href="{A}"><![endif]>', [A]),
        # None.
        ("", []),
        (A, []),
        ("<a>", []),
        ("<a href>", []),
        ('<a href="">', []),
        (f'<a name="{A}" src="{A}" data-href="{A}">', []),
        (f'<img href="{A}" alt="{A}"><p href="{A}">', []),
        (f'<form action="{A}"><script src="{A}"></script>', []),
        (f'<!-- <a href="{A}"> -->', []),
        (f"<script>'<a href=\"{A}\">'</script><style><a href='{A}'></style>", []),
        (f'&lt;a href="{A}"&gt;', []),
        (f'<a href="{A}', []),
    ],
)
def test_elements_of_html_lead_and_load(text: str, found: list[str]) -> None:
    assert addresses_in_html(text) == found


SIGNS = ["<", ">", "/", "'", '"', "=", " ", "&", "#", ";", "-", "<!--", "-->", "<!", "<?", "]]>"]
SIGNS += ["a", "img", "script", " href=", " src=", "\n", "\x00", "é", "&#x110000;", A]


@law
@given(st.text() | st.lists(st.sampled_from(SIGNS), max_size=14).map("".join))
def test_any_text_is_read_as_html(text: str) -> None:
    assume("<![" not in text)
    for address in addresses_in_html(text):
        assert address == address.strip()
    assert addresses_in_html(f'{text} --></script></style>\'"> <a href="{A}">')[-1:] in ([A], [])


@pytest.mark.parametrize("text", ["<![x]>", "<!['", "<![foo[bar]]>"])
def test_marks_of_old_word_processors_end_nothing(text: str) -> None:
    assert addresses_in_html(f"<a href='{A}'>{text}")[:1] == [A]


# Where a node stands.


def test_a_node_is_where_it_or_the_nearest_around_it_is() -> None:
    document = new_document("/notes/index.md")
    reference = nodes.reference("", "x", refuri=A)
    paragraph = nodes.paragraph("", "", nodes.emphasis("", "", reference))
    document += paragraph
    assert source_of(reference) == (Path(), 0)
    paragraph.source, paragraph.line = "/notes/index.md", 7
    assert source_of(reference) == (Path("/notes/index.md"), 7)
    reference.line = 9  # without a file it is none
    assert source_of(reference) == (Path("/notes/index.md"), 7)
    reference.source = "/notes/part.md"
    assert source_of(reference) == (Path("/notes/part.md"), 9)


def test_a_node_that_nothing_is_around_is_nowhere() -> None:
    assert source_of(nodes.reference("", "x", refuri=A)) == (Path(), 0)
