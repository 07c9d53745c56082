"""The pages in a real browser: wide and narrow, light and dark."""

from __future__ import annotations

import os
import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from projects import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from projects import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = bool(os.environ.get("CONFNOTES_REQUIRE_BROWSER"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("site"),
    pytest.mark.skipif(
        CHROMIUM is None and not REQUIRED,
        reason="no Chromium on this machine: the pages were not looked at in a browser",
    ),
]

#: One page of each kind.
KINDS = {
    "front page": "index.html",
    "talk": "conferences/djangocon-us-2012/django-on-gevent.html",
    "talks on a page": "conferences/djangocon-us-2009/index.html",
    "conference": "conferences/djangocon-us-2012/index.html",
    "speaker": "speakers/cody-soyland.html",
    "topic": "topics/caching.html",
    "tool": "topics/johnny-cache.html",
    "conferences": "conferences/index.html",
    "all talks": "talks.html",
    "topics": "topics/index.html",
    "speakers": "speakers/index.html",
    "bibliography": "bibliography.html",
    "guide": "guide/index.html",
    "reference": "guide/reference.html",
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving(partial(_Quiet, directory=str(site.outdir))) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Chromium is required here (CONFNOTES_REQUIRE_BROWSER), and is not installed"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield chromium
        chromium.close()


class Visit:
    """A page in the browser, with what went wrong on it."""

    def __init__(self, browser: Browser, address: str, *, width: int, scheme: str) -> None:
        self.address = address
        self.complaints: list[str] = []
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)
        self.page.on("request", self._check)

    def _note(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(getattr(message, "text", ""))

    def _check(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.address, "data:")):
            self.complaints.append(f"request to {url}")

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.address}/{path}", wait_until="load")
        return self.page

    def close(self) -> None:
        self.page.context.close()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("gevent", "Django on Gevent"),
        ("johnny-cache", "johnny-cache"),
        ("Cody Soyland", "Cody Soyland"),
        ("migrations", "Migrations"),
        ("Mike Malone", "Mike Malone"),
    ],
)
def test_the_search_finds_talks_people_and_tools(
    browser: Browser, address: str, words: str, title: str
) -> None:
    visit = Visit(browser, address, width=1280, scheme="light")
    page = visit.go(f"search.html?q={words}")
    page.wait_for_selector(f".confnotes-result a:has-text('{title}')")
    visit.close()
    assert visit.complaints == []


@pytest.mark.parametrize("width", [320, 560, 1280])
def test_pictures_of_many_years_fit(browser: Browser, address: str, width: int) -> None:
    """As many as there can be, each with many talks: no year, and no number, is on another."""
    visit = Visit(browser, address, width=width, scheme="light")
    for path, repeat in (("topics/migrations.html", COLUMNS), (KINDS["topics"], CELLS)):
        page = visit.go(path)
        page.evaluate(repeat)
        assert page.evaluate(CRAMPED) == [], path
    visit.close()


def test_the_menu_opens_on_a_small_screen(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, width=390, scheme="light")
    page = visit.go(KINDS["talk"])
    menu = page.locator("#pst-primary-sidebar, .bd-sidebar-primary").first
    assert not menu.is_visible() or menu.bounding_box()["x"] < 0  # type: ignore[index]
    page.locator("button.primary-toggle").first.click()
    page.get_by_role("link", name="Speakers").first.wait_for(state="visible")
    visit.close()


def test_the_sidebar_says_where_one_is_and_opens_by_keyboard(
    browser: Browser, address: str
) -> None:
    visit = Visit(browser, address, width=1280, scheme="light")
    page = visit.go(KINDS["talk"])
    sidebar = page.get_by_role("navigation", name="Main")
    assert sidebar.locator("[aria-current=page]").all_inner_texts() == ["Django on Gevent"]
    branch = sidebar.locator("li.current > a").all_inner_texts()
    assert branch == ["Conferences", "DjangoCon US 2012", "Django on Gevent"]
    talk = sidebar.get_by_role("link", name="Django on Gevent")
    sidebar.get_by_role("link", name="DjangoCon US 2012").focus()
    page.keyboard.press("Tab")  # to what opens and closes the conference
    page.keyboard.press("Enter")
    assert not talk.is_visible()
    page.keyboard.press("Enter")
    assert talk.is_visible()
    page.keyboard.press("Tab")
    with page.expect_navigation(url="**/conferences/djangocon-us-2012/*"):
        page.keyboard.press("Enter")
    first = page.get_by_role("navigation", name="Main").locator("[aria-current=page]")
    assert first.all_inner_texts() != ["Django on Gevent"]
    visit.close()
    assert visit.complaints == []


def test_a_video_is_played_in_the_card(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, width=390, scheme="dark")
    visit.page.route("https://**", lambda route: route.fulfill(body=""))
    page = visit.go(KINDS["talk"])
    assert visit.complaints == []
    page.get_by_role("button", name="the video of Django on Gevent, from").click()
    page.locator(".confnotes-card > .confnotes-player > iframe").wait_for(state="visible")
    player = "https://www.youtube-nocookie.com/embed/nocGRsytBkk?autoplay=1"
    assert visit.complaints == [f"request to {player}"]
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sidebar_of_a_small_screen_shows_the_branch(
    browser: Browser, address: str, scheme: str
) -> None:
    visit = Visit(browser, address, width=390, scheme=scheme)
    page = visit.go(KINDS["talk"])
    page.locator("button.primary-toggle:visible").first.click()
    sidebar = page.locator("dialog[open]").get_by_role("navigation", name="Main")
    sidebar.locator("[aria-current=page]").wait_for(state="visible")
    sidebar.get_by_role("link", name="DjangoCon US 2009").click()
    page.wait_for_url("**/djangocon-us-2009/index.html")
    visit.close()
    assert visit.complaints == []


#: Makes 24 columns of the first, of 125 talks each.
COLUMNS = """() => {
  const list = document.querySelector(".confnotes-columns");
  const column = list.firstElementChild;
  column.querySelector(".confnotes-number").textContent = "125";
  list.replaceChildren(...Array.from({ length: 24 }, () => column.cloneNode(true)));
}"""

#: Makes ten periods of the first, of some years each, and 125 talks of each number.
CELLS = """() => {
  for (const row of document.querySelectorAll(".confnotes-shades tr")) {
    const [first, ...cells] = row.children;
    const cell = cells.find((one) => one.textContent);
    cell.querySelector("p").textContent = cell.tagName === "TH" ? "2008–09" : "125";
    row.replaceChildren(first, ...Array.from({ length: 10 }, () => cell.cloneNode(true)));
  }
}"""

#: Returns what in pictures is wider than its place.
CRAMPED = """() =>
  [...document.querySelectorAll(".confnotes-columns > li, .confnotes-times > *, .confnotes-times")]
    .filter((one) => {
      const room = one.getBoundingClientRect();
      return [...one.querySelectorAll("*:not(.confnotes-said)")].some((inner) => {
        const taken = inner.getBoundingClientRect();
        return taken.left < room.left - 1 || taken.right > room.right + 1;
      });
    })
    .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`)
"""

#: Returns texts of our own elements whose contrast with what is behind them is below 4.5 to 1.
CONTRAST = r"""() => {
  const channels = (color) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const linear = (value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = channels(getComputedStyle(one).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const selector =
    ".confnotes-card *, .confnotes-badge, .confnotes-where, .confnotes-when, .confnotes-time," +
    " .confnotes-times *, .confnotes-list a, .rubric, .cards *";
  const low = [];
  for (const element of document.querySelectorAll(selector)) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own) continue;
    const [one, other] = [channels(getComputedStyle(element).color), behind(element)]
      .map(luminance)
      .sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) low.push(`${element.textContent.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return low;
}"""
