"""The search in a real browser: the dialog, the search page, and what it asks of the server."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from projects import Site, serving
from test_browser import CONTRAST, Visit, _Quiet, browser, pytestmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

__all__ = ["browser", "pytestmark"]

TALK = "conferences/djangocon-us-2012/django-on-gevent.html"


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Serve the site below the root of its host, as on Read the Docs."""
    with serving(partial(_Quiet, directory=str(site.outdir.parent))) as found:
        yield f"{found}/{site.outdir.name}"


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    made = Visit(browser, address, width=1280, scheme="light")
    yield made
    made.close()
    assert made.complaints == []


def results(page: Page) -> Locator:
    return page.locator(".confnotes-result-title")


def ask_dialog(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input[name=q]").wait_for()
    page.keyboard.type(words)
    results(page).first.wait_for()


def test_nothing_is_loaded_until_somebody_searches(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.go(TALK)
    assert not [url for url in asked if "pagefind" in url or "searchindex" in url]
    ask_dialog(page, "gevent")
    assert [url for url in asked if url.endswith("/pagefind/pagefind.js")]
    assert not [url for url in asked if "searchindex" in url]


@pytest.mark.parametrize(
    ("words", "title", "kind"),
    [
        ("gevent", "gevent", "Topic"),
        ("django on gevent", "Django on Gevent", "Talk"),
        ("cody soy", "Cody Soyland", "Speaker"),
        ("simon willison", "Simon Willison", "Speaker"),
        ("django-south", "South", "Topic"),
        ("djangocon us 2012", "DjangoCon US 2012", "Conference"),
        ("caching", "Caching", "Topic"),
        ("cowboy", "Cowboy Development with Django", "Talk"),
        ("first conference and talk", "Your first conference and talk", "Page"),
    ],
)
def test_what_is_called_so_comes_first(visit: Visit, words: str, title: str, kind: str) -> None:
    page = visit.go(f"search.html?q={words}")
    expect(results(page).first).to_have_text(title)
    expect(page.locator(".confnotes-result-kind").first).to_have_text(kind)


def test_a_result_says_who_where_and_when_and_marks_the_words(visit: Visit) -> None:
    page = visit.go("search.html?q=django+on+gevent")
    first = page.locator(".confnotes-result").first
    expect(first.locator(".confnotes-result-lines")).to_have_text(
        "Cody Soyland · DjangoCon US 2012 · 4 September 2012 · with notes"
    )
    expect(first.locator(".confnotes-result-title mark")).to_have_text(["Django", "on", "Gevent"])


def test_a_result_leads_to_its_place_on_the_page(visit: Visit) -> None:
    page = visit.go("search.html?q=simon+willison&kind=speaker")
    results(page).first.click()
    page.wait_for_url("**/speakers/index.html#speaker-simon-willison")


def test_the_dialog_is_worked_by_keys(visit: Visit) -> None:
    page = visit.go(TALK)
    ask_dialog(page, "gevent")
    page.keyboard.press("ArrowDown")
    links = page.locator(".confnotes-result a")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#pst-search-dialog input[name=q]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pst-search-dialog")).not_to_be_visible()


def test_enter_on_a_result_opens_it(visit: Visit) -> None:
    page = visit.go("index.html")
    ask_dialog(page, "gevent")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/gevent.html")


def test_enter_in_the_dialog_leads_to_the_search_page(visit: Visit) -> None:
    page = visit.go(TALK)
    ask_dialog(page, "gevent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=gevent")
    expect(results(page).first).to_have_text("gevent")


def test_facets_narrow_the_results_and_stand_in_the_address(visit: Visit) -> None:
    page = visit.go("search.html?q=django")
    status = page.locator(".confnotes-search-status")
    results(page).first.wait_for()
    before = status.inner_text()
    page.get_by_role("button", name="Talks").click()
    expect(status).not_to_have_text(before)
    page.get_by_label("Year").select_option("2012")
    page.get_by_label("with notes").check()
    page.wait_for_url("**/search.html?q=django&kind=talk&year=2012&with=notes")
    expect(status).to_have_text("10 results")
    page.reload()
    expect(status).to_have_text("10 results")
    expect(page.get_by_label("Year")).to_have_value("2012")
    expect(page.get_by_label("with notes")).to_be_checked()
    expect(page.get_by_role("button", name="Talks")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Clear filters").click()
    expect(status).to_have_text(before)


def test_a_facet_says_how_many_there_are(visit: Visit) -> None:
    page = visit.go("search.html")
    speaker = page.get_by_label("Speaker")
    expect(speaker.locator("option[value='Cody Soyland']")).to_have_text("Cody Soyland (2)")
    speaker.select_option("Cody Soyland")
    expect(page.locator(".confnotes-search-status")).to_have_text("2 results")
    assert speaker.locator("option").count() > 2, "others can be chosen in the place of the one"


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit.go("search.html?q=xylophonist")
    status = page.locator(".confnotes-search-status")
    expect(status).to_have_text("Nothing found.")
    expect(status).to_have_attribute("aria-live", "polite")


def test_words_are_no_markup(visit: Visit) -> None:
    page = visit.go("search.html?q=%3Cimg src=x onerror=alert(1)%3E")
    page.locator(".confnotes-search-status:not(:empty)").wait_for()
    assert page.locator("#confnotes-search img").count() == 0


def test_a_page_from_a_file_says_how_to_search(browser: Browser, site: Site) -> None:
    visit = Visit(browser, site.outdir.as_uri(), width=1280, scheme="light")
    page = visit.go("search.html?q=gevent")
    expect(page.locator(".confnotes-search-status")).to_contain_text("make live")
    visit.close()
    assert visit.complaints == []


def test_without_scripts_the_indexes_are_listed(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search.html")
    for name in ("Conferences", "Topics", "Speakers"):
        expect(page.locator("article").get_by_role("link", name=name, exact=True)).to_be_visible()
    context.close()


def test_read_the_docs_keeps_its_search(visit: Visit) -> None:
    page = visit.go("search.html?q=gevent")
    page.evaluate(
        """() => {
          document.addEventListener("readthedocs-search-show", () => { window.shown = true; });
          const detail = { data: () => ({ addons: { search: { enabled: true } } }) };
          document.dispatchEvent(new CustomEvent("readthedocs-addons-data-ready", { detail }));
        }"""
    )
    page.get_by_role("button", name="Search with Read the Docs").click()
    assert page.evaluate("window.shown")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_results_can_be_read_and_fit(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    visit = Visit(browser, address, width=width, scheme=scheme)
    page = visit.go("search.html?q=gevent")
    results(page).first.wait_for()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    parts = ".confnotes-search-panel *"
    assert (
        page.evaluate(CONTRAST.replace('".confnotes-card *,', f'"{parts}, .confnotes-card *,'))
        == []
    )
    visit.close()
    assert visit.complaints == []
