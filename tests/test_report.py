"""A report comes back as it was written, and anything else is no report."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.links.report import (
    CheckedLink,
    Finding,
    Place,
    Report,
    dump_report,
    load_report,
)
from making import law

DAYS = st.dates()
PLACES = st.builds(Place, st.text(), st.integers(), st.none() | DAYS)
LINKS = st.builds(
    CheckedLink,
    st.text(),
    st.sampled_from(Finding),
    st.lists(PLACES, max_size=3).map(tuple),
    st.text(),
    st.text(),
)
REPORTS = st.builds(Report, DAYS, st.text(), st.lists(LINKS, max_size=3).map(tuple))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["2026-11-20", "works", "１２", "9" * 5000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
PLACE: dict[str, Any] = {"path": "a.md", "line": 7, "day": "2012-09-04"}
LINK: dict[str, Any] = {
    "url": "http://example.org/",
    "finding": "moved",
    "places": [PLACE, {"path": "b.md", "line": 0, "day": None}],
    "reason": "moved for good",
    "location": "http://example.com/ü",
}
KEPT: dict[str, Any] = {"day": "2026-11-20", "archive": "https://a.org/web/", "links": [LINK]}
KEYS = [
    *(f"place.{key}" for key in PLACE),
    *(f"link.{key}" for key in LINK),
    *(f"report.{key}" for key in KEPT),
]
REPORT = Report(
    dt.date(2026, 11, 20),
    "https://a.org/web/",
    (
        CheckedLink(
            "http://example.org/",
            Finding.MOVED,
            (Place("a.md", 7, dt.date(2012, 9, 4)), Place("b.md", 0)),
            "moved for good",
            "http://example.com/ü",
        ),
    ),
)


def changed(name: str, value: Any) -> str:
    """Return a report with another value of ``place.line``, say; ``...`` takes the key out."""
    kind, _, key = name.partition(".")
    place, link, report = dict(PLACE), dict(LINK), dict(KEPT)
    holder = {"place": place, "link": link, "report": report}[kind]
    holder[key] = value
    if value is ...:
        del holder[key]
    if kind == "place":
        link["places"] = [place]
    if kind != "report":
        report["links"] = [link]
    return json.dumps(report)


def test_a_report_is_json_that_people_can_read() -> None:
    text = dump_report(REPORT)
    assert json.loads(text) == KEPT
    assert text.endswith("}\n")
    assert "http://example.com/ü" in text
    assert load_report(text) == REPORT


@law
@given(REPORTS)
def test_every_report_comes_back_as_it_was(report: Report) -> None:
    again = load_report(dump_report(report))
    assert again == report
    assert [type(link.finding) for link in again.links] == [Finding] * len(report.links)


def test_what_is_left_of_a_report_that_was_cut_is_none() -> None:
    text = dump_report(REPORT).rstrip()
    for end in range(len(text)):
        with pytest.raises(ValueError, match="no report of a check of links"):
            load_report(text[:end])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "report",
        "null",
        "[]",
        "{}",
        '"text"',
        "[" * 100_000,
        "9" * 5000,
        *(changed(key, ...) for key in KEYS),
        changed("report.day", "2026-02-30"),
        changed("report.day", 20261120),
        changed("report.day", None),
        changed("report.links", None),
        changed("report.links", 7),
        changed("report.links", ["text"]),
        changed("report.links", [[]]),
        changed("link.finding", "rotten"),
        changed("link.finding", None),
        changed("link.finding", {}),
        changed("link.places", None),
        changed("link.places", ["text"]),
        changed("place.day", "2026-02-30"),
        changed("place.day", 20261120),
        changed("place.line", "seven"),
        changed("place.line", None),
        changed("place.line", float("nan")),
        changed("place.line", float("inf")),
    ],
)
def test_anything_else_is_no_report(text: str) -> None:
    with pytest.raises(ValueError, match="no report of a check of links"):
        load_report(text)


@law
@given(st.text() | JSON.map(json.dumps))
def test_any_text_is_a_report_or_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="no report"):
        load_report(text)


@law
@given(st.sampled_from(KEYS), JSON)
def test_a_report_with_any_value_is_one_or_a_value_error(key: str, value: Any) -> None:
    try:
        report = load_report(changed(key, value))
    except ValueError:
        return
    assert load_report(dump_report(report)) == report


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("a/index.md", 7), "a/index.md:7"),
        (Place("a/index.md", 7, dt.date(2012, 9, 4)), "a/index.md:7"),
        (Place("a/index.md", 0), "a/index.md"),
    ],
)
def test_a_place_is_written_as_editors_know_it(place: Place, text: str) -> None:
    assert str(place) == text
