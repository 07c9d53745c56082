"""Videos in a real browser: what plays them, and what is asked of other hosts, and when.

No request leaves the browser: the test answers all of them, those to the page's own host, too.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from test_browser import browser
from test_browser import pytestmark as marks_of_browser
from test_imports import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

__all__ = ["browser"]

pytestmark = [
    *(mark for mark in marks_of_browser if mark.name != "xdist_group"),
    pytest.mark.xdist_group("video"),
]

HOME = "https://notes.example"
YOUTUBE = "https://www.youtube-nocookie.com/embed/"
VIMEO = "https://player.vimeo.com/video/"
ARCHIVE = "https://archive.org/embed/"
HEAD = "<script defer src=confnotes-video.js></script><link rel=stylesheet href=confnotes.css>"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
#: Address → that of its player.
PLAYED = {
    "https://www.youtube.com/watch?v=nocGRsytBkk": f"{YOUTUBE}nocGRsytBkk?autoplay=1",
    "http://youtube.com/watch?feature=share&v=-hma3mlcrD8": f"{YOUTUBE}-hma3mlcrD8?autoplay=1",
    "https://m.youtube.com/watch?v=9_39Vbjx23Y&t=90": f"{YOUTUBE}9_39Vbjx23Y?start=90&autoplay=1",
    "https://www.youtube.com/watch?v=9_39Vbjx23Y&t=1m30s": (
        f"{YOUTUBE}9_39Vbjx23Y?start=90&autoplay=1"
    ),
    "https://www.youtube.com/watch?v=9_39Vbjx23Y#t=1h2m3s": (
        f"{YOUTUBE}9_39Vbjx23Y?start=3723&autoplay=1"
    ),
    "https://youtu.be/p33CVV29OG8?t=90s": f"{YOUTUBE}p33CVV29OG8?start=90&autoplay=1",
    "https://youtu.be/p33CVV29OG8?t=%22onload%3D": f"{YOUTUBE}p33CVV29OG8?autoplay=1",
    "https://www.youtube.com/embed/p33CVV29OG8?start=5": (
        f"{YOUTUBE}p33CVV29OG8?start=5&autoplay=1"
    ),
    "https://www.youtube-nocookie.com/embed/p33CVV29OG8": f"{YOUTUBE}p33CVV29OG8?autoplay=1",
    "https://www.youtube.com/live/p33CVV29OG8?feature=share": f"{YOUTUBE}p33CVV29OG8?autoplay=1",
    "https://www.youtube.com/shorts/p33CVV29OG8/": f"{YOUTUBE}p33CVV29OG8?autoplay=1",
    "https://www.youtube.com/v/p33CVV29OG8": f"{YOUTUBE}p33CVV29OG8?autoplay=1",
    "https://www.youtube.com/playlist?list=PL0-84-yl1fUmgKd": (
        f"{YOUTUBE}videoseries?list=PL0-84-yl1fUmgKd&autoplay=1"
    ),
    "https://www.youtube.com/embed/videoseries?list=PL0-84-yl1fUmgKd": (
        f"{YOUTUBE}videoseries?list=PL0-84-yl1fUmgKd&autoplay=1"
    ),
    # The talk, and not all that comes after it.
    "https://www.youtube.com/watch?v=nocGRsytBkk&list=PL0-84-yl1fUmgKd&index=3": (
        f"{YOUTUBE}nocGRsytBkk?autoplay=1"
    ),
    "https://vimeo.com/171319754": f"{VIMEO}171319754?dnt=1&autoplay=1",
    "http://www.vimeo.com/171319754/": f"{VIMEO}171319754?dnt=1&autoplay=1",
    "https://vimeo.com/171319754/0123abcdef": f"{VIMEO}171319754?h=0123abcdef&dnt=1&autoplay=1",
    "https://vimeo.com/171319754#t=1m30s": f"{VIMEO}171319754?dnt=1&autoplay=1#t=90s",
    "https://player.vimeo.com/video/171319754?h=0123abcdef": (
        f"{VIMEO}171319754?h=0123abcdef&dnt=1&autoplay=1"
    ),
    "https://player.vimeo.com/video/171319754?h=%3Cb%3E": f"{VIMEO}171319754?dnt=1&autoplay=1",
    "https://vimeo.com/channels/python/171319754": f"{VIMEO}171319754?dnt=1&autoplay=1",
    "https://vimeo.com/groups/a-b/videos/171319754": f"{VIMEO}171319754?dnt=1&autoplay=1",
    "https://vimeo.com/showcase/12/video/171319754": f"{VIMEO}171319754?dnt=1&autoplay=1",
    f"https://tube.example/videos/watch/{UUID}": (
        f"https://tube.example/videos/embed/{UUID}?autoplay=1&p2p=0"
    ),
    "http://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv?start=1m30s": (
        "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?start=90&autoplay=1&p2p=0"
    ),
    f"https://tube.example:8443/videos/embed/{UUID}": (
        f"https://tube.example:8443/videos/embed/{UUID}?autoplay=1&p2p=0"
    ),
    "https://archive.org/details/pyvideo_30___a-life-long.bigot": (
        f"{ARCHIVE}pyvideo_30___a-life-long.bigot?autoplay=1"
    ),
    "http://www.archive.org/details/talk/?start=90": f"{ARCHIVE}talk?start=90&autoplay=1",
    "https://archive.org/details/talk/Day%201.mp4": f"{ARCHIVE}talk/Day%201.mp4?autoplay=1",
    "https://archive.org/embed/talk": f"{ARCHIVE}talk?autoplay=1",
    "https://archive.org/download/talk/talk.ogv": "https://archive.org/download/talk/talk.ogv",
    "http://media.example/a/Talk.MP4?key=a%3D&b#t=90": (
        "http://media.example/a/Talk.MP4?key=a%3D&b#t=90"
    ),
    "https://media.example/talk.webm": "https://media.example/talk.webm",
    "https://media.example/talk.m4v": "https://media.example/talk.m4v",
    "https://media.example/%22%3E%3Cb%3E.ogg": "https://media.example/%22%3E%3Cb%3E.ogg",
}
#: What stays a link and nothing more.
LINKS = [
    "https://www.youtube.com/",
    "https://www.youtube.com/@djangocon",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com/watch?v=nocGRsytBkk%22%3E",
    "https://www.youtube.com/watch?v=nocGRsytBkk/../..",
    "https://www.youtube.com/embed/videoseries",
    "https://www.youtube.com/embed/live_stream?channel=UCabc",
    "https://www.youtube.com/playlist?list=WL",
    "https://www.youtube.com.evil.example/watch?v=nocGRsytBkk",
    "https://notyoutube.com/watch?v=nocGRsytBkk",
    "https://evil.example/?https://youtu.be/nocGRsytBkk",
    "https://user@youtu.be/nocGRsytBkk",
    "https://:secret@youtu.be/nocGRsytBkk",
    "https://vimeo.com/djangocon",
    "https://vimeo.com/171319754/likes",
    "https://vimeo.com/171319754x",
    "https://tube.example/w/too-short",
    "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxb0",  # no 0 in base 58
    f"https://tube.example/about/videos/watch/{UUID}",
    "https://archive.org/details/@somebody",
    "https://archive.org/details/book/mode/2up",
    "https://archive.org/search?query=details/talk",
    "https://web.archive.org/web/2012/https://youtu.be/nocGRsytBkk",
    "https://commons.wikimedia.org/wiki/File:Talk.webm",
    "https://github.example/a/b/blob/main/talk.mp4",
    "https://media.example/talk.mp4.html",
    "https://media.example/?file=talk.mp4",
    "https://media.example/talk.mkv",  # few browsers play it
    "javascript:'//youtu.be/nocGRsytBkk'",
    "data:text/html,talk.mp4",
    "mailto:talk@media.example",
    "ftp://media.example/talk.mp4",
    "https://",
]


class Desk:
    """A page with cards in the browser, and what it has asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.body = ""
        self.asked: list[str] = []
        self.referrers: list[str | None] = []
        page.context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(f"{HOME}/confnotes"):
            route.fulfill(path=PACKAGE / "static" / url.rpartition("/")[2])
        elif url == f"{HOME}/":
            page = f"<title>Talks</title>{HEAD}{self.body}"
            # As strict as a site can be that plays nothing itself.
            policy = (
                "default-src 'none'; script-src 'self'; style-src 'self';"
                " frame-src https:; media-src *"
            )
            headers = {"Content-Security-Policy": policy, "Referrer-Policy": "same-origin"}
            route.fulfill(body=page, content_type="text/html", headers=headers)
        else:
            self.asked.append(url)
            self.referrers.append(route.request.headers.get("referer"))
            media = url.endswith((".mp4", ".webm"))
            route.fulfill(status=404 if media else 200, body="", content_type="text/html")

    def show(self, *cards: list[str], classes: str = "confnotes-watch") -> Page:
        """Open a page of talks, each with a list of links."""
        self.body = "".join(
            f'<section><h2>Talk {number}<a class="headerlink" href="#">¶</a></h2>'
            f'<div class="confnotes-card">{_links(urls, classes)}</div></section>'
            for number, urls in enumerate(cards, 1)
        )
        self.page.goto(f"{HOME}/")
        return self.page


def _links(urls: list[str], classes: str) -> str:
    links = (f'<a class="{classes}" href="{escape(url)}">link</a>' for url in urls)
    return f"<p>{', '.join(links)}</p>"


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    context = browser.new_context()
    yield Desk(context.new_page())
    context.close()


#: Opens one player after the other; returns [address of a link, address of its player or null].
PLAY_ALL = """() => [...document.querySelectorAll("p a")].map((link) => {
  const button = link.nextElementSibling?.querySelector("button");
  button?.click();
  const found = [...document.querySelectorAll("iframe, video")].map((one) => one.src);
  if (found.length > 1) throw new Error("two are open");
  button?.click();
  return [link.getAttribute("href"), found[0] ?? null];
})"""


def test_what_an_address_is_played_by(desk: Desk) -> None:
    page = desk.show([*PLAYED, *LINKS])
    assert dict(page.evaluate(PLAY_ALL)) == PLAYED | dict.fromkeys(LINKS)
    assert page.locator("iframe, video").count() == 0


def test_nobody_is_asked_before_the_reader_presses_the_button(desk: Desk) -> None:
    page = desk.show(["https://youtu.be/nocGRsytBkk"])
    button = page.get_by_role("button")
    expect(button).to_have_accessible_name(
        "Play here: the video of Talk 1, from youtube-nocookie.com"
    )
    expect(button).to_have_text("Play here")
    assert page.locator("iframe, video, link:not([rel=stylesheet])").count() == 0
    assert desk.asked == []
    with page.expect_response("**/embed/*"):
        button.click()
    assert desk.asked == [f"{YOUTUBE}nocGRsytBkk?autoplay=1"]
    assert desk.referrers == [f"{HOME}/"], "without it YouTube plays nothing"
    frame = page.locator(".confnotes-card > .confnotes-player:last-child > iframe")
    expect(frame).to_have_attribute("title", "Video: Talk 1")
    expect(frame).to_have_attribute(
        "allow", "autoplay; fullscreen; picture-in-picture; encrypted-media"
    )
    assert page.locator("a", has_text="link").is_visible()


def test_it_is_worked_by_keys(desk: Desk) -> None:
    page = desk.show(["https://youtu.be/nocGRsytBkk"])
    button = page.get_by_role("button")
    page.get_by_role("link", name="link").focus()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    with page.expect_response("**/embed/*"):
        page.keyboard.press("Enter")
    page.frames[-1].wait_for_load_state()  # a page that comes takes the focus of the one before
    expect(page.locator("iframe")).to_be_focused()
    expect(button).to_have_text("Close the video")
    expect(button).to_have_accessible_name("Close the video of Talk 1")
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    assert page.locator("iframe, .confnotes-player").count() == 0
    expect(button).to_be_focused()
    expect(button).to_have_text("Play here")
    page.keyboard.press("Enter")
    button.evaluate("(one) => one.click()")  # as some browsers do, without focus
    expect(button).to_be_focused()


def test_one_is_open_at_a_time(desk: Desk) -> None:
    page = desk.show(
        ["https://youtu.be/nocGRsytBkk", "https://vimeo.com/1"], ["https://vimeo.com/2"]
    )
    buttons = page.get_by_role("button")
    for button in buttons.all():
        button.click()
        expect(button).to_have_text("Close the video")
        assert page.locator("iframe").count() == 1
    expect(buttons).to_have_text(["Play here", "Play here", "Close the video"])
    player = page.locator("section", has_text="Talk 2").locator("iframe")
    expect(player).to_have_attribute("src", f"{VIMEO}2?dnt=1&autoplay=1")


def test_on_paper_there_are_the_links_alone(desk: Desk) -> None:
    page = desk.show(["https://youtu.be/nocGRsytBkk", "https://vimeo.com/1"])
    page.get_by_role("button").first.click()
    offered = page.locator(".confnotes-offer")  # one line, which a comma cannot begin
    expect(offered).to_have_text(["Close the video,", "Play here"])
    expect(offered.first).to_have_css("white-space", "nowrap")
    page.emulate_media(media="print")
    expect(page.locator(".confnotes-card")).to_have_text("link, link", use_inner_text=True)
    expect(page.locator("iframe")).to_be_hidden()


def test_a_file_that_cannot_be_played_says_so(desk: Desk) -> None:
    page = desk.show(["https://media.example/gone.mp4"])
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text("The video cannot be played here. Try the link.")
    expect(page.get_by_role("button")).to_be_focused()
    page.get_by_role("button", name="Close the video").click()
    assert page.locator(".confnotes-player").count() == 0
    assert desk.asked == ["https://media.example/gone.mp4"]


def test_a_link_to_an_archived_copy_stays_a_link(desk: Desk) -> None:
    page = desk.show(["https://web.archive.org/web/2012/a.mp4"], classes="confnotes-watch archived")
    assert page.get_by_role("button").count() == 0
