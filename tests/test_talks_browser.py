"""The table of all talks in a real browser: what filters and sorts it, and what it is without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from confnotes.names import slugify
from projects import Site, fragments
from test_browser import CONTRAST, Visit, browser, pytestmark
from test_search_browser import address, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page

__all__ = ["address", "browser", "pytestmark", "visit"]

Record = dict[str, Any]
STEP = 50


@pytest.fixture(scope="module")
def records(site: Site) -> dict[str, Record]:
    """Return the talks that can be found, by address."""
    found = fragments(site.outdir).items()
    return {url: one for url, one in found if one["filters"]["kind"] == ["talk"]}


def _date(one: Record) -> str:
    date = one["meta"].get("date", "")
    return date if len(date) > 4 else f"{date}-99"  # as the last of its conference


#: What each column is sorted by.
KEYS: dict[str, Callable[[Record], Any]] = {
    "Title": lambda one: slugify(one["meta"]["title"]),
    "Speakers": lambda one: [*map(slugify, one["filters"].get("speaker", ()))] or ["~"],
    "Conference": lambda one: slugify(one["meta"]["conference"]),
    "Date": _date,
    "Type": lambda one: (
        one["filters"]["type"],
        *("notes" not in one["filters"]["with"], "video" not in one["filters"]["with"]),
    ),
}


def open_table(visit: Visit, query: str = "") -> Page:
    page = visit.go(f"talks.html{query}")
    page.locator(".confnotes-talk-index:not([aria-busy]) tbody th").first.wait_for()
    # The facets that are long come last.
    page.locator("select[name=topic] option").nth(1).wait_for(state="attached")
    return page


def shown(page: Page) -> list[str]:
    """Return the addresses that the rows lead to, as the index has them."""
    links = page.locator(".confnotes-talk-index:not([aria-busy]) tbody th a")
    links.first.wait_for()
    hrefs: list[str] = links.evaluate_all("all => all.map((one) => one.href)")
    base: str = page.evaluate("new URL('.', location.href).href")
    return [href.removeprefix(base) for href in hrefs]


def choice(page: Page, label: str) -> Locator:
    return page.get_by_role("combobox", name=label, exact=True)


def status(page: Page) -> Locator:
    return page.locator(".confnotes-talks [role=status]")


def test_without_scripts_all_talks_are_there(
    browser: Browser, address: str, records: dict[str, Record]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/talks.html")
    links = page.locator(".confnotes-talk-index tbody td:first-child a")
    titles = [one["meta"]["title"] for one in records.values()]
    assert sorted(links.all_inner_texts()) == sorted(titles)
    assert page.locator(".confnotes-talks").count() == 0
    context.close()


def test_typing_filters_and_the_count_says_so(visit: Visit, records: dict[str, Record]) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = open_table(visit)
    expect(status(page)).to_have_text(f"{len(records)} talks")
    assert len([url for url in asked if "/pagefind/index/" in url]) == 1, "not all words"
    field = page.get_by_role("searchbox", name="Filter talks")
    field.press_sequentially("gevent")
    expect(status(page)).to_contain_text(f" of {len(records)} talks")
    expect(page.locator("tbody tr").first).to_contain_text("Django on Gevent")
    expect(page.locator("tbody tr").first).to_contain_text("4 Sept 2012")
    assert page.locator("th[aria-sort]").count() == 0, "the best comes first"
    assert set(page.locator("tbody td").evaluate_all("all => all.map((one) => one.dir)")) == {
        "auto"
    }
    field.fill("xylophonist")
    expect(status(page)).to_have_text(f"0 of {len(records)} talks")
    page.get_by_role("button", name="Clear filters").click()
    expect(status(page)).to_have_text(f"{len(records)} talks")
    expect(field).to_be_focused()


@pytest.mark.parametrize("name", ["conference", "year", "type", "speaker", "topic", "with"])
def test_a_facet_leaves_what_has_its_value(
    visit: Visit, records: dict[str, Record], name: str
) -> None:
    page = open_table(visit)
    value = "notes" if name == "with" else max(_values(records, name))
    if name == "with":
        page.get_by_label("with notes").check()
    else:
        choice(page, name.title()).select_option(value)
    fitting = {url for url, one in records.items() if value in one["filters"].get(name, ())}
    expect(status(page)).to_have_text(f"{len(fitting)} of {len(records)} talks")
    assert len(fitting) <= STEP
    assert set(shown(page)) == fitting


def _values(records: dict[str, Record], name: str) -> set[str]:
    return {value for one in records.values() for value in one["filters"].get(name, ())}


def test_every_column_sorts_both_ways(visit: Visit, records: dict[str, Record]) -> None:
    page = open_table(visit)
    for column, key in KEYS.items():
        button = page.get_by_role("columnheader", name=column).get_by_role("button")
        directions = set()
        for _ in range(2):
            button.click()
            page.wait_for_function(f"location.search.includes('{column.lower()}')")
            page.locator(".confnotes-talk-index:not([aria-busy])").wait_for()
            is_down = button.locator("..").get_attribute("aria-sort") == "descending"
            expected = sorted(map(key, records.values()), reverse=is_down)[:STEP]
            assert [key(records[one]) for one in shown(page)] == expected, (column, is_down)
            directions.add(is_down)
        assert directions == {False, True}


def test_an_address_opens_what_it_was_shared_of(visit: Visit, records: dict[str, Record]) -> None:
    page = open_table(visit, "?q=django&year=2012&with=notes&with=video&sort=-title")
    rows = shown(page)
    fitting = [one for one in records if "2012" in records[one]["filters"]["year"]]
    assert 1 < len(rows) < len(fitting)
    assert rows == sorted(rows, key=lambda one: KEYS["Title"](records[one]), reverse=True)
    assert choice(page, "Year").input_value() == "2012"
    assert page.get_by_label("with video").is_checked()
    page.get_by_role("columnheader", name="Speakers").get_by_role("button").click()
    page.wait_for_url("**/talks.html?q=django&year=2012&with=notes&with=video&sort=speakers")
    rows = shown(page)
    page.reload()
    assert shown(page) == rows
    speaker = page.locator("tbody td:nth-child(2) a").first
    name = speaker.inner_text()
    speaker.click()
    expect(choice(page, "Speaker")).to_have_value(name)
    expect(choice(page, "Speaker")).to_be_focused()
    assert all(name in records[one]["filters"]["speaker"] for one in shown(page))


def test_the_table_is_worked_by_keys(visit: Visit, records: dict[str, Record]) -> None:
    page = open_table(visit)
    page.get_by_role("searchbox", name="Filter talks").focus()
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.name || document.activeElement.innerText")
        )
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    facets = ["conference", "year", "type", "speaker", "topic", "with", "with"]
    assert reached[:12] == [*facets, *KEYS]
    assert reached[12] == records[shown(page)[0]]["meta"]["title"]
    page.get_by_role("button", name="Title").focus()
    page.keyboard.press("Enter")
    title = page.get_by_role("columnheader", name="Title")
    expect(title).to_have_attribute("aria-sort", "ascending")
    expect(title.get_by_role("button")).to_be_focused()
    more = page.get_by_role("button", name="Show more")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr th a").nth(STEP)).to_be_focused()
    expect(more).to_be_hidden()
    assert len(shown(page)) == len(records)


def test_a_page_from_a_file_keeps_its_table_and_says_why(browser: Browser, site: Site) -> None:
    visit = Visit(browser, site.outdir.as_uri(), width=1280, scheme="light")
    page = visit.go("talks.html")
    expect(status(page)).to_contain_text("make live")
    expect(page.get_by_role("link", name="Django on Gevent")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Filter talks")).to_be_hidden()
    visit.close()
    assert visit.complaints == []


def test_where_the_search_is_another_the_table_says_so(visit: Visit) -> None:
    visit.page.route("**/confnotes-search.js*", lambda route: route.fulfill(body=""))
    page = visit.go("talks.html")
    expect(status(page)).to_contain_text("has no index for that")
    expect(page.get_by_role("link", name="Django on Gevent")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (600, "light"), (1280, "dark")])
def test_rows_can_be_read_and_fit(browser: Browser, address: str, width: int, scheme: str) -> None:
    visit = Visit(browser, address, width=width, scheme=scheme)
    page = open_table(visit, "?q=django")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    row = page.locator("tbody tr").first
    is_card = row.evaluate("(one) => getComputedStyle(one).display") == "block"
    assert is_card == (width < 1000)
    assert page.get_by_role("row").count() > 10, "a card is a row for those who don't see it"
    parts = ".confnotes-talk-index *, .confnotes-talks *"
    assert (
        page.evaluate(CONTRAST.replace('".confnotes-card *,', f'"{parts}, .confnotes-card *,'))
        == []
    )
    visit.close()
    assert visit.complaints == []
