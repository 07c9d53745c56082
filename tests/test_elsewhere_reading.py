"""What another notebook sends becomes records, or one complaint; nothing of it is believed."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.util.inventory import InventoryFile

from confnotes.downloads import UnusableError
from confnotes.elsewhere import inventory, reading
from confnotes.elsewhere.inventory import empty_inventory, tidy_inventory
from confnotes.elsewhere.reading import NewerError, read_notebook
from confnotes.exports.published import Published
from confnotes.exports.talks import make_talks
from confnotes.model import ObjectType
from making import conference, law, notebook, page, speaker, talk, topic

if TYPE_CHECKING:
    from confnotes.elsewhere.records import OtherTalk
    from confnotes.model import Target

AT = "https://notes.example/anna/"
EMPTY: dict[str, Any] = {
    "version": 1,
    **{name: [] for name in ("conferences", "talks", "speakers", "topics")},
}
TALK = {"id": "c/a", "label": "A", "page": "c/a.html", "has_notes": True}


def written(**fields: object) -> bytes:
    return json.dumps({**EMPTY, **fields}).encode()


def read_talk(**fields: object) -> OtherTalk:
    [found] = read_notebook(written(talks=[{**TALK, **fields}]), AT).talks
    return found


@pytest.mark.parametrize("base", ["", "https://canonical.example/en/"])
def test_what_a_notebook_exports_is_read(base: str) -> None:
    lookup = notebook(
        page("c/index", conference("Conf C", aliases="CC")),
        page(
            "c/a",
            talk(
                "On C++",
                notes=True,
                date="2012-09-04 10:00",
                speakers="ann, Bob",
                topics="C++, testing",
                video=("https://video.example/1",),
                url=("https://c.example/a",),
            ),
        ),
        page("ann", speaker("Ann Lee", aliases="A. Lee")),
        page("tests", topic("Testing", aliases="tests")),
        page("all", indexes=[ObjectType.TOPIC], title="All"),
    )

    def address(target: Target) -> str:
        anchor = "" if target.is_page else f"#{target.node_id}"
        return f"{base}{target.docname}.html{anchor}" if target.docname else ""

    site = Published(lookup, address, base, "Anna's notes", "en")
    found = read_notebook(dict(make_talks(site))["talks.json"], AT)
    assert found.title == "Anna's notes"
    [held] = found.conferences
    assert (held.label, held.url, held.slugs) == (
        "Conf C",
        f"{AT}c/index.html",
        ("c", "conf-c", "cc"),
    )
    [one] = found.talks
    assert (one.id, one.label, one.url) == ("c/a", "On C++", f"{AT}c/a.html")
    assert (one.conference, one.conference_id, one.date) == ("Conf C", "c", dt.date(2012, 9, 4))
    assert one.urls == ("https://video.example/1", "https://c.example/a")
    assert one.topic_ids == ("c-plus-plus", "testing")
    assert one.speakers == ("ann", "Bob")
    assert {(one.label, one.url) for one in found.topics} == {
        ("C++", f"{AT}all.html#topic-c-plus-plus"),
        ("Testing", f"{AT}tests.html"),
    }


def test_what_is_named_by_id_is_called_as_it_is() -> None:
    found = read_notebook(
        written(
            conferences=[{"id": "c", "label": "Conf C", "has_notes": False}],
            speakers=[{"id": "ann", "label": "Ann Lee", "has_notes": False}],
            talks=[
                {
                    **TALK,
                    "conference": {"name": "c", "id": "c"},
                    "speakers": [{"name": "ann", "id": "ann"}, {"name": "Bob"}],
                }
            ],
        ),
        AT,
    )
    assert found.talks[0].conference == "Conf C"
    assert found.talks[0].speakers == ("Ann Lee", "Bob")


def test_a_talk_without_notes_leads_nowhere() -> None:
    assert read_talk().url == f"{AT}c/a.html"
    assert read_talk(has_notes=False).url == ""


def test_what_is_not_known_here_is_left_alone() -> None:
    assert read_talk(mood=[{"deep": True}]).label == "A"


def test_a_notebook_without_a_title_is_called_by_its_address() -> None:
    assert read_notebook(written(), AT).title == AT


def test_text_is_one_line_that_turns_nothing_around() -> None:
    assert read_talk(label=" <b>A\n\u202egnp\x07\u2066 ").label == "<b>A gnp"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://other.example/",
        "//other.example/",
        "/other/",
        "\\\\other.example",
        "../ben/",
        "c/../../ben/",
        "c/%2e%2e/%2E./ben/",
        "c/..\\..\\ben",
        "c\\a.html",
        'a.html" onclick="x',
        "https://notes.example/ben/",
        "https://notes.example/anna/../ben/",
    ],
)
def test_a_page_is_none_of_anybody_else(address: str) -> None:
    for content in (
        written(talks=[{**TALK, "page": address}]),
        written(topics=[{**TALK, "page": address}], base="https://anna.example/"),
    ):
        with pytest.raises(UnusableError):
            read_notebook(content, AT)


@pytest.mark.parametrize("address", ["./", "c/", "c.html#x:y", "c.html?a=../b", "a..b.html"])
def test_a_page_is_below_the_address_of_its_notebook(address: str) -> None:
    assert read_talk(page=address).url.startswith(AT)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b"<html>", "no JSON"),
        (b'{"version": 1', "not all of it"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"[]", "says no version"),
        (b'{"version": true}', "says no version"),
        (b'{"version": "1"}', "says no version"),
        (b'{"version": 0}', "no such version"),
        (b'{"version": 1}', "conferences: Field required"),
        (b"[" * 300_000, "nested too deeply"),
        (b'{"version": ' + b"1" * 2000 + b"}", "2000 digits"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b"[" + b"0," * 3_000_001 + b"0]", "more than 3,000,000 values"),
        (written(talks={}), "talks: Input should be a valid list"),
        (written(talks=[1]), "talks.0"),
        (written(talks=[{**TALK, "label": 1}]), "talks.0.label"),
        (written(talks=[{**TALK, "label": "x" * 501}]), "at most 500 characters"),
        (written(talks=[{**TALK, "has_notes": "yes"}]), "talks.0.has_notes"),
        (written(talks=[{**TALK, "date": "2012-13-01"}]), "talks.0.date"),
        (written(talks=[{**TALK, "topics": ["a"]}]), "talks.0.topics.0"),
        (written(talks=[{**TALK, "conference": []}]), "talks.0.conference"),
    ],
)
def test_what_is_not_as_the_schema_says_is_one_complaint(content: bytes, words: str) -> None:
    with pytest.raises(UnusableError, match=words) as raised:
        read_notebook(content, AT)
    assert not isinstance(raised.value, NewerError)
    assert len(str(raised.value)) <= 300


@pytest.mark.parametrize("version", [2, 10**50])
def test_a_version_that_is_not_known_is_told(version: int) -> None:
    with pytest.raises(NewerError, match="version 1 is the newest known"):
        read_notebook(json.dumps({"version": version}).encode(), AT)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
names = st.fixed_dictionaries({"name": st.text()}, optional={"id": st.text()}) | json_values
objects = st.fixed_dictionaries(
    {"id": st.text(), "label": st.text() | json_values, "has_notes": st.booleans()},
    optional={
        "page": st.text() | st.sampled_from(["a.html", "javascript:x", "//x"]) | json_values,
        "aliases": st.lists(st.text()) | json_values,
        "speakers": st.lists(names),
        "topics": st.lists(names),
        "conference": names,
        "date": st.sampled_from(["2012-09-04", "2012-02-30", ""]) | st.text(),
        "video": st.lists(st.text()),
        "url": st.lists(st.text()) | json_values,
    },
)
files = st.fixed_dictionaries(
    {
        "version": st.just(1) | json_values,
        **{
            kind: st.lists(objects, max_size=3) | json_values for kind in EMPTY if kind != "version"
        },
    },
    optional={"title": json_values, "base": st.text()},
)


def is_of_anna(content: bytes) -> None:
    """Read it, and check that nothing of it leads elsewhere; complaints are all that is raised."""
    try:
        found = read_notebook(content, AT)
    except UnusableError as error:
        assert 0 < len(str(error).splitlines()) <= 1  # noqa: PT017
        return
    for one in (*found.conferences, *found.talks, *found.speakers, *found.topics):
        assert not one.url or one.url.startswith(AT)
        assert len(one.label.splitlines()) <= 1


@law
@given(files)
def test_no_json_is_a_traceback(raw: dict[str, Any]) -> None:
    is_of_anna(json.dumps(raw).encode())


@law
@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_are_a_traceback(content: bytes) -> None:
    is_of_anna(content)


# -- Inventories ----------------------------------------------------------------------------------

HEAD = b"# Sphinx inventory version 2\n# Project: Anna\n# Version: 3\n# packed with zlib\n"


def inventory_of(*lines: str) -> bytes:
    return HEAD + zlib.compress("\n".join(lines).encode())


def places(content: bytes) -> dict[str, str]:
    found = InventoryFile.loads(content, uri=AT).data
    return {name: item.uri for objects in found.values() for name, item in objects.items()}


def test_an_inventory_keeps_what_it_has() -> None:
    tidy = tidy_inventory(
        inventory_of("c/a conf:talk 1 c/a.html#$ On C++", "ann lee conf:speaker 1 ann/ -", "junk")
    )
    assert places(tidy) == {"c/a": f"{AT}c/a.html#c/a", "ann lee": f"{AT}ann/"}
    assert tidy_inventory(tidy) == tidy
    [project] = {
        item.project_name for item in InventoryFile.loads(tidy, uri=AT).data["conf:talk"].values()
    }
    assert project == "Anna"


@pytest.mark.parametrize(
    "line",
    [
        "a conf:talk 1 /ben/ -",
        "a conf:talk 1 //ben.example/ -",
        "a conf:talk 1 javascript:alert(1) -",
        "a conf:talk 1 ../ben.html -",
        "a conf:talk 1 c/../../ben.html -",
        "a conf:talk 1 c/%2e%2e/%2e%2e/ben.html -",
        "a conf:talk 1 \\\\ben.example -",
        "//ben.example/ conf:talk 1 $ -",
        "../x conf:talk 1 $ -",
    ],
)
def test_an_inventory_leads_to_nobody_else(line: str) -> None:
    assert places(tidy_inventory(inventory_of(line))) == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"# Sphinx inventory version 1\n# Project: A\n# Version: 1\nmod a b.html\n",
        b"# Sphinx inventory version 9\n#\n#\n# zlib\nx",
        HEAD + b"no",
        inventory_of("a conf:talk 1 a.html -")[:-4],
        HEAD + zlib.compress(b"\xff\xff"),
    ],
)
def test_what_is_no_inventory_is_told(content: bytes) -> None:
    with pytest.raises(UnusableError):
        tidy_inventory(content)


def test_an_inventory_is_not_unpacked_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "_LARGEST", 1000)
    with pytest.raises(UnusableError, match="holds more"):
        tidy_inventory(HEAD + zlib.compress(bytes(1001)))
    assert InventoryFile.loads(empty_inventory(), uri="").data == {}


@law
@given(
    st.binary()
    | st.binary().map(lambda body: HEAD + zlib.compress(body))
    | st.text().map(inventory_of)
)
def test_whatever_is_kept_of_an_inventory_can_be_read(content: bytes) -> None:
    try:
        tidy = tidy_inventory(content)
    except UnusableError:
        return
    assert all(place.startswith(AT) for place in places(tidy).values())


def test_the_limit_lets_large_notebooks_in(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [{**TALK, "id": f"c/{n}"} for n in range(2000)]
    assert len(read_notebook(written(talks=many), AT).talks) == 2000
    monkeypatch.setattr(reading, "_MOST_VALUES", 9000)
    with pytest.raises(UnusableError, match="9,000 values"):
        read_notebook(written(talks=[*many, *many]), AT)
