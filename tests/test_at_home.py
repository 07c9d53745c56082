"""What a reader's browser, eyes, hands and paper find on every kind of page."""

from __future__ import annotations

import gzip
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from projects import serving
from test_browser import CONTRAST, KINDS, Visit, browser, pytestmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from projects import Site

__all__ = ["browser", "pytestmark"]

#: Nothing that stands in a page itself is run or obeyed: neither scripts nor styles.
STRICT = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
MORE_KINDS = {
    "front page with the dialog": "index.html",
    "search": "search.html",
    "search with results": "search.html?q=gevent",
    "general index": "genindex.html",
    "how to begin": "guide/start.html",
    "long words": "topics/django-pylibmc.html",
}
WIDTHS = [320, 390, 768, 1280, 2560]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What of axe's findings is the theme's and can't be helped, each with its reason: there is none.
ALLOWED: dict[str, str] = {}


class _Strict(SimpleHTTPRequestHandler):
    """Sends pages as a host does, compressed, and with a strict Content-Security-Policy."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", STRICT)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


class Looked(NamedTuple):
    """What one page had on it."""

    complaints: list[str]
    requests: dict[str, int]
    too_wide: dict[int, int]
    violations: dict[str, list[str]]
    low: dict[str, list[str]]
    moving: list[str]


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving(partial(_Strict, directory=str(site.outdir))) as found:
        yield found


@pytest.fixture(scope="module")
def looked(browser: Browser, address: str) -> dict[str, Looked]:
    """Return what every kind of page had on it, each of them loaded once."""
    visit = Visit(browser, address, width=1280, scheme="light")
    found = {kind: look(visit, kind) for kind in (*KINDS, *MORE_KINDS)}
    visit.close()
    return found


def look(visit: Visit, kind: str) -> Looked:
    visit.complaints.clear()
    visit.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    page = visit.go({**KINDS, **MORE_KINDS}[kind])
    requests = dict(page.evaluate(REQUESTS))
    if "dialog" in kind:
        page.keyboard.press("Control+k")
        page.keyboard.type("gevent")
    if "results" in kind or "dialog" in kind:
        page.locator(".confnotes-result").nth(1).wait_for()
        page.locator(".confnotes-search-chip").first.wait_for()
    complaints = [*visit.complaints]
    moving = page.evaluate(MOVING)
    page.evaluate(AXE_SCRIPT)
    violations = {"light": axe(page, RULES)}
    low = {"light": page.evaluate(CONTRAST)}
    page.emulate_media(color_scheme="dark")
    page.locator("html[data-theme=dark]").wait_for(state="attached")
    violations["dark"] = axe(page, ["color-contrast"], "rule")
    low["dark"] = page.evaluate(CONTRAST)
    too_wide = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        too_wide[width] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    return Looked(complaints, requests, too_wide, violations, low, moving)


def axe(page: Page, which: list[str], kind: str = "tag") -> list[str]:
    """Return what axe finds wrong, but for what is allowed."""
    options = {
        "runOnly": {"type": kind, "values": which},
        "resultTypes": ["violations"],
        "preload": False,
    }
    found: dict[str, Any] = page.evaluate("(options) => axe.run(options)", options)
    assert found["passes"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["id"] not in ALLOWED
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("kind", [*KINDS, *MORE_KINDS])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(looked: dict[str, Looked], kind: str, scheme: str) -> None:
    assert looked[kind].violations[scheme] == []
    assert looked[kind].low[scheme] == []


@pytest.mark.parametrize("kind", [*KINDS, *MORE_KINDS])
def test_a_page_asks_no_other_host_and_obeys_a_strict_policy(
    looked: dict[str, Looked], kind: str
) -> None:
    assert looked[kind].complaints == []


@pytest.mark.parametrize("kind", [*KINDS, *MORE_KINDS])
def test_no_page_scrolls_sideways(looked: dict[str, Looked], kind: str) -> None:
    wide = {width: pixels for width, pixels in looked[kind].too_wide.items() if pixels > 0}
    assert wide == {}


@pytest.mark.parametrize("kind", [*KINDS, *MORE_KINDS])
def test_nothing_moves_for_those_who_asked_for_it(looked: dict[str, Looked], kind: str) -> None:
    assert looked[kind].moving == []


def test_the_first_page_is_light(looked: dict[str, Looked]) -> None:
    """It has at most 300 kB over the wire, though half of that is left for what is to come."""
    requests = looked["front page"].requests
    assert len(requests) > 10
    assert 50_000 < sum(requests.values()) < 150_000, requests
    assert not [one for one in requests if "fontawesome" in one]


def test_all_that_one_can_reach_by_keyboard_shows_that_it_has_the_focus(
    browser: Browser, address: str
) -> None:
    visit = Visit(browser, address, width=1280, scheme="light")
    page = visit.go(KINDS["talk"])
    reached = []
    for _press in range(200):
        page.keyboard.press("Tab")
        name, has_ring = page.evaluate(FOCUSED)
        if not name:
            break
        reached.append(name)
        assert has_ring, name
    visit.close()
    for name in (
        "Skip to main content",
        "Search",
        "Pages in Conferences",
        "Toggle primary sidebar",
    ):
        assert name in reached


def test_the_menu_of_a_small_screen_is_worked_by_keys(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, width=390, scheme="light")
    page = visit.go(KINDS["talk"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the text
    page.locator("#main-content:target").wait_for()
    page.get_by_role("button", name="Toggle primary sidebar").focus()
    page.keyboard.press("Enter")
    menu = page.locator("dialog[open]")
    menu.get_by_role("navigation", name="Main").wait_for(state="visible")
    page.keyboard.press("Tab")
    assert menu.locator(":focus").count() == 1
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    assert page.evaluate(FOCUSED)[0] == "Toggle primary sidebar"
    visit.close()
    assert visit.complaints == []


def test_on_paper_there_is_the_talk_alone(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, width=720, scheme="dark")
    page = visit.go(KINDS["talk"])
    page.emulate_media(media="print", color_scheme="dark")
    article = page.locator("article")
    assert page.locator("h1:visible").all_inner_texts() == ["Django on Gevent"]
    assert article.bounding_box()["x"] < 40  # type: ignore[index]
    for gone in ("nav", "button", ".headerlink", "footer", "#pst-primary-sidebar"):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    card = page.locator(".confnotes-card")
    assert card.evaluate("(one) => getComputedStyle(one).breakInside") == "avoid"
    assert "://" not in article.evaluate(SHOWN_AFTER)
    assert article.evaluate("(one) => getComputedStyle(one).color") == "rgb(34, 40, 50)"
    visit.close()


def test_each_block_and_each_name_runs_in_its_own_direction(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, width=1280, scheme="light")
    page = visit.go(KINDS["talk"])
    for selector in ("article h1", "article p", "article li p", "nav [aria-current=page]"):
        place = page.locator(f"{selector}:visible").first
        assert place.evaluate(HEBREW) == "right to left", selector
        assert place.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
    visit.close()


#: Puts a sentence into an element, and says how it runs: its full stop comes last.
HEBREW = """(one) => {
  one.textContent = "בדיקות עם pytest.";
  const range = document.createRange();
  const left = (at) => {
    range.setStart(one.firstChild, at);
    range.setEnd(one.firstChild, at + 1);
    return range.getBoundingClientRect().left;
  };
  return left(0) > left(one.firstChild.length - 1) ? "right to left" : "left to right";
}"""

#: What says what has the focus, and whether it is seen to.
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return ["", false];
  const isRound = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const name = element.ariaLabel || element.textContent.trim() || element.title;
  const shown = [element, element.querySelector(".toctree-toggle"), element.form];
  return [name, shown.some((one) => one && isRound(one))];
}"""

#: What style sheets put after links.
SHOWN_AFTER = """(one) => [...one.querySelectorAll("a")]
  .map((link) => getComputedStyle(link, "::after").content).join(" ")"""

#: (address, bytes over the wire) of all that a page has loaded.
REQUESTS = """() => [...performance.getEntriesByType("navigation"),
  ...performance.getEntriesByType("resource")].map((one) => [one.name, one.transferSize])"""

#: What would move: elements and their parts with a transition or an animation that takes time.
MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  [null, "::before", "::after"].filter((part) => {
    const style = getComputedStyle(element, part);
    return /[1-9]/.test(style.transitionDuration) || style.animationName !== "none"
      || style.scrollBehavior === "smooth";
  }).map((part) => `${element.tagName}.${element.className}${part ?? ""}`))"""
