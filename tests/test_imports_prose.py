"""Abstracts of every kind become Markdown that can stand in a directive, and does nothing there."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from confnotes.imports.markdown.prose import to_markdown
from confnotes.imports.markdown.rendering import options_of, page
from confnotes.model import Conference, ObjectType
from confnotes.records import find_misplaced
from making import law

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

CASES = {
    "plain text": ("Why tests\nare slow.\n\n\n\nAnd how.\n", "Why tests are slow.\n\nAnd how."),
    "nothing": (" \n\n", ""),
    "a heading": ("# What\n\nText", "**What**\n\nText"),
    "a heading with emphasis": ("## What *is* **it**", "**What is it**"),
    "a heading with a line below": ("What\n----\n\nText", "**What**\n\nText"),
    "emphasis": ("an _old_ and a __bold__ word", "an *old* and a **bold** word"),
    "a list": ("* one\n* two\n    * three\n", "- one\n- two\n  - three"),
    "a loose list": ("+ one\n\n+ two\n\n  more", "- one\n\n- two\n\n  more"),
    "two lists": ("* one\n\n- two", "- one\n\n* two"),
    "numbers": ("1) one\n2) two", "1. one\n2. two"),
    "numbers from elsewhere": ("9. one\n10. two\n\n    more", "9. one\n\n10. two\n\n    more"),
    "bullets": ("We see:\n• one\n• two", "We see:\n\n- one\n- two"),
    "a quotation": ("> said\nshe\n>\n> twice", "> said she\n>\n> twice"),
    "code": ("`a  b` and ``c`d``", "`a b` and ``c`d``"),
    "a block of code": ("~~~ python\nx = 1\n\ny\n~~~", "```\nx = 1\n\ny\n```"),
    "a block of code with fences": ("    ```\n    x\n    ```", "````\n```\nx\n```\n````"),
    "a table": ("a|b\n-|-\nc\\|d|`e`", "| a | b |\n| --- | --- |\n| c\\|d | `e` |"),
    "a break": ("one  \ntwo\\\nthree", "one\\\ntwo\\\nthree"),
    "a division": ("one\n\n---\n\ntwo", "one\n\ntwo"),
    "a link": ("[it](https://a.example/b_c 'title')", "[it](https://a.example/b_c)"),
    "a link with brackets": ("[a](https://b.example/c_(d))", "[a](<https://b.example/c_(d)>)"),
    "a named link": ("[it][1]\n\n[1]: https://a.example/", "[it](https://a.example/)"),
    "addresses": (
        "See https://a.example/_b_c_. (Or http://d.example/e_(f).)",
        "See <https://a.example/_b_c>_. (Or <http://d.example/e_(f)>.)",
    ),
    "an address among letters": ("見https://a.example/bの」", "見https://a.example/bの」"),
    "an address of mail": ("<ann@b.example>", "<ann@b.example>"),
    "links to nowhere": ("[a](b.md) [c](#d) <project:e> [f](javascript:g)", "a c project:e f"),
    "pictures": (
        "![a *b*](https://c.example/d.png) ![e](f.png) [![g](https://h.example/i)](https://j.example)",
        "[a b](https://c.example/d.png) e [g](https://j.example)",
    ),
    "a picture without a word": ("![](https://a.example/b.png)", "<https://a.example/b.png>"),
    "a directive": ("```{raw} html\n<b>\n```", "```\n<b>\n```"),
    "a colon fence": (":::{note}\nhi\n:::", "\\:::{note} hi :::"),
    "a role": ("{raw}`x` and {talk}.", "\\{raw}`x` and {talk}."),
    "an option": (":speakers: Ann", "\\:speakers: Ann"),
    "an option below": ("Why.\n\n:speakers: Ann", "Why.\n\n\\:speakers: Ann"),
    "a comment": ("% seen\n<!-- not seen -->", "\\% seen"),
    "a target": ("(here)=\n# Title", "\\(here)=\n\n**Title**"),
    "a block break": ("+++", "\\+++"),
    "a footnote": ("Here[^1].\n\n[^1]: There.", "Here\\[^1].\n\n\\[^1]: There."),
    "a definition": ("Term\n: text", "Term : text"),
    "metadata": ("---\ntitle: x\n---\ntext", "**title: x**\n\ntext"),
    "signs without a meaning": (
        "*args, snake_case, 2 * 3, $5 {{ x }}, a < b & c, C#, [sic] #1",
        "*args, snake_case, 2 * 3, $5 {{ x }}, a < b & c, C#, [sic] #1",
    ),
    "escapes": (r"\*not\* \_so\_ a\_b", r"\*not\* \_so\_ a_b"),
    "entities": ("&lt;b&gt; &amp;amp; caf&eacute;", "\\<b> \\&amp; café"),
    "types": ("a vector<int> for <your name>", "a vector\\<int> for \\<your name>"),
    "an element by name": ("How <p> and <script> work", "How \\<p> and \\<script> work"),
    "controls": ("a\x00b\x1b[1m\ufeff c\u2028d\x85e\ud800", "ab[1m c d e"),
    "HTML": (
        "<h2>What</h2>\n<p>A <b>bold</b> &amp; *plain* <i>word</i>.</p><p>Two<br>lines</p>",
        "**What**\n\nA **bold** & \\*plain\\* *word*.\n\nTwo\\\nlines",
    ),
    "a bullet by name": ("&bull; one", "- one"),
    "an HTML link to nowhere": ("<p><a href='java script:(x)'>a</a></p>", "a"),
    "an HTML list": ("<ul><li>one<li>two</ul>", "- one\n- two"),
    "nested HTML lists": (
        "<ol><li>one<ul><li>two</li></ul></li><li>three</li></ol>",
        "1. one\n   - two\n2. three",
    ),
    "HTML code": ("<pre>a\n  b</pre><p><code>c_d</code></p>", "```\na\n  b\n```\n\n`c_d`"),
    "HTML links": (
        '<p><a href="javascript:x()">a</a> <a href=" https://b.example/?c=1&amp;d_e=2">f</a></p>h_i_j',
        "a [f](https://b.example/?c=1&d_e=2)\n\nh_i_j",
    ),
    "HTML that does something": (
        '<p onclick="x()">a <script>x()</script><img src="https://c.example/d.png" alt="e"></p>',
        "a [e](https://c.example/d.png)",
    ),
    "HTML that has no text": (
        "<p>a</p><style>b{}</style><iframe src='https://f.example'>g</iframe>",
        "a",
    ),
    "an address in HTML": (
        "<p>https://a.example/b_c_d?e=f&amp;g=h</p>",
        "<https://a.example/b_c_d?e=f&g=h>",
    ),
    "HTML in Markdown": (
        "A **bold** <i>word</i>\n\n* one<br>two",
        "A **bold** *word*\n\n- one\\\n  two",
    ),
    "a long list of breaks": ("a<br><br>\n<br/>b", "a\n\nb"),
    "a link as reStructuredText has it": (
        "`a\nb <https://c.example/>`_, `d <https://e.example/>`__.",
        "[a b](https://c.example/), [d](https://e.example/).",
    ),
    "named links as reStructuredText has them": (
        "Vega_ and `Big Vega`_, vega_lite\n\n.. _Vega: https://v.example\n.. _big vega: http://b.example",
        "[Vega](https://v.example) and [Big Vega](http://b.example), vega_lite",
    ),
    "titles as reStructuredText has them": ("What\n~~~~\n\nText", "**What**\n\nText"),
    "code as reStructuredText has it": (
        "Run::\n\n    x\n\nAnd\n\n.. code:: python\n\n    y",
        "Run:\n\n```\nx\n```\n\nAnd\n\n```\ny\n```",
    ),
    "other signs of reStructuredText": ("'`a <https://b.example>`__\\ 's :math:`x^2`",
        "'[a](https://b.example)'s `x^2`"),
    "lines that aren't wrapped": (
        f"Why\n{'word ' * 25}end",
        f"Why\\\n{('word ' * 20).strip()}\n{'word ' * 5}end",
    ),
    "code that is none": (f"`{'word ' * 25}end`", f"{('word ' * 20).strip()}\n{'word ' * 5}end"),
    "lines as reStructuredText has them": ("| one\n| two", "one\\\ntwo"),
}  # fmt: skip

#: What MyST may find in what is written.
ALLOWED = {
    *("paragraph_open", "paragraph_close", "inline", "fence", "text", "softbreak", "hardbreak"),
    *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
    *("list_item_open", "list_item_close", "blockquote_open", "blockquote_close"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
    *("em_open", "em_close", "strong_open", "strong_close", "code_inline"),
    *("link_open", "link_close"),
}
MYST = create_md_parser(
    MdParserConfig(enable_extensions={"colon_fence", "deflist"}), lambda _parser: RendererHTML()
)
PIECES = st.lists(
    st.sampled_from(
        [
            *"\n\n\n   ab1-+*_#`~:%|<>()[]{}!&;=.^$\\\"'/•",
            *(
                "\n\n",
                "    ",
                "```",
                "~~~",
                ":::",
                "**",
                "<b>",
                "</b>",
                "<p>",
                "</p>",
                "<br>",
                "<li>",
            ),
            *("<a href='", "https://a.example/", "](", "[a]: ", "&lt;", "&#10;", "&amp;", "&bull;"),
            *(
                "{note}",
                "(a)=",
                ":id: ",
                "word ",
                "`_",
                "`a <https://b.example>`_",
                ".. _a: ",
                "::",
            ),
            *("1. ", "- ", "> ", "<!--", "-->", "| ", "|-", "---", "===", "+++", "[^1]", "<div>"),
            *("<script>", "</script>", "<pre>", "</pre>", "<code>", "</code>", "<ul>", "</ul>"),
            *(
                "<table>",
                "<tr>",
                "<td>",
                "<h1>",
                "<img src=",
                "javascript:",
                "\u00a0",
                "\x00",
                "é",
                "の",
            ),
        ]
    ),
    max_size=24,
).map("".join)


@pytest.mark.parametrize("case", CASES)
def test_an_abstract_becomes_markdown(case: str) -> None:
    text, written = CASES[case]
    assert to_markdown(text) == written
    assert to_markdown(written) == written


def test_lines_are_wrapped() -> None:
    words = "word " * 60
    lines = to_markdown(f"{words}\n\n- {words}\n\n> {words}").split("\n")
    assert max(map(len, lines)) <= 100
    assert {line[:2] for line in lines} == {"wo", "", "- ", "  ", "> "}


def test_no_line_begins_with_what_means_something() -> None:
    text = to_markdown(" ".join(f"{'x' * 99} {sign} y" for sign in ("-", "1.", ":", "#", "|", "•")))
    assert [line[99:] for line in text.split("\n")[::2]] == [" -", " 1.", " :", " #", " |", " •"]
    assert "\\" not in text


@pytest.mark.parametrize(
    "text",
    ["<div>" * 3000 + "</div>" * 3000, "*" * 3000 + "a" + "*" * 3000, "[" * 3000, "> " * 300 + "a",
     "<p>" + "<b>" * 3000 + "a</b></p>", "<p><![x</p>", "`" * 3000, "(" * 3000, "https://" * 500],
)  # fmt: skip
def test_the_depth_of_a_text_is_no_matter(text: str) -> None:
    written = to_markdown(text)
    assert to_markdown(written) == written


@law
@given(PIECES | st.text())
def test_what_is_written_does_nothing(text: str) -> None:
    written = to_markdown(text)
    written.encode()
    tokens = MYST.parse(f"{written}\n")
    inside = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in [*tokens, *inside]} <= ALLOWED
    assert not any(token.info for token in tokens if token.type == "fence")
    hrefs = [str(token.attrs["href"]) for token in inside if token.type == "link_open"]
    assert all(re.match(r"https?://|mailto:", href, re.IGNORECASE) for href in hrefs)
    code = {
        at for token in tokens if token.type == "fence" and token.map for at in range(*token.map)
    }
    lines = [line for at, line in enumerate(written.splitlines()) if at not in code]
    assert find_misplaced(ObjectType.TALK, lines) == []


@law
@given(PIECES | st.text())
def test_what_is_written_stays_so(text: str) -> None:
    written = to_markdown(text)
    assert to_markdown(written) == written


@law
@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    assert to_markdown(" ".join(words)).split() == words
    assert to_markdown(f"<p>{' '.join(words)}</p>").split() == words


def test_abstracts_are_built_without_a_warning(make_project: Callable[..., Project]) -> None:
    abstracts = [text for pair in CASES.values() for text in pair]
    files = {
        f"c/t{at}.md": page(f"Talk {at}", ObjectType.TALK, {}, to_markdown(text))
        for at, text in enumerate(abstracts)
    }
    conference = options_of(Conference(start=dt.date(2026, 5, 14)))
    toctree = "```{toctree}\n:glob:\n\n*\n```\n"
    files["c/index.md"] = page("C", ObjectType.CONFERENCE, conference, "", toctree)
    built = make_project(files).build(nitpicky=True)
    assert built.warnings == []
    for at, text in enumerate(abstracts):
        main = built.html(f"c/t{at}").find(attrs={"role": "main"})
        assert main is not None
        for derived in main.select(".confnotes-heading"):
            derived.decompose()
        assert [found.name for found in main(["h2", "h3", "img", "script", "iframe", "b"])] == [], (
            text
        )
        assert len(main("h1")) == 1
        (declared,) = built.app.env.domains["conf"].pages[f"c/t{at}"].declarations
        assert not declared.has_notes


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<p>Topics:\n- one\n- <a href='https://a.example'>two</a>\n* three</p>",
         "Topics:\n\n- one\n- [two](https://a.example)\n- three"),
        ("<p>Topics:<br>1. one<br>2. two</p>", "Topics:\n\n1. one\n2. two"),
        ("<p>On\n27. December</p>", "On 27. December"),
        ("<p>one <b>two</b> - three</p>", "one **two** - three"),
        ("<pre>- one\n\n• two</pre>", "```\n- one\n\n• two\n```"),
        ("<p>a <!-- - b --> c</p>", "a c"),
    ],
)  # fmt: skip
def test_lists_that_are_written_into_html(text: str, markdown: str) -> None:
    assert to_markdown(text) == markdown


def test_lines_of_a_paragraph_in_html_flow_and_empty_lines_part() -> None:
    long = "word " * 30
    assert "\\" not in to_markdown(f"<p>{long}\n{long}</p>")
    assert to_markdown("<p>one\n\ntwo</p>") == "one\n\ntwo"
    assert to_markdown("one\n\n<b>two</b>\n\n<ul>\n\n<li>a</li></ul>") == "one\n\n**two**\n\n- a"


def test_markdown_with_some_html_in_it_is_markdown() -> None:
    text = "**one** [two](https://a.example)\n\n<ul><li>three</li></ul>"
    assert to_markdown(text) == "**one** [two](https://a.example)\n\n- three"


def test_an_end_without_a_beginning_is_not_shown_where_there_is_html() -> None:
    assert to_markdown("one<br>two</span>") == "one\\\ntwo"
    assert to_markdown("one </span>") == "one \\</span>"


def test_a_line_ends_once() -> None:
    long = "word " * 30
    for end in (" \n", "<br>\n", "<br/> \n", "\\\n"):
        written = to_markdown(f"{long}x{end}two <a href='https://a.example'>three</a>")
        assert "x\\\ntwo" in written, end


def test_each_reference_has_its_line() -> None:
    text = "See [1] and [2].\n[1] https://a.example\n[2] https://b.example"
    assert to_markdown(text) == (
        "See [1] and [2].\\\n[1] <https://a.example>\\\n[2] <https://b.example>"
    )
