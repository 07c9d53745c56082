"""What stands in the heads of pages, of notebooks with and without a history and an address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import feedparser
import pytest

from confnotes.exports.dates import History
from confnotes.stale import shown_by
from projects import CONF, INDEXES
from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

BASE = "https://notes.example/en"
FILES: dict[str, str | None] = {
    **INDEXES,
    "conf.py": f'{CONF}html_baseurl = "{BASE}"\n',
    "c/index.md": "# Conf\n\n:::{conference}\n:start: 2012-09-04\n:::\n",
    "c/fast.md": (
        "# Fast & <good>\n\n:::{talk}\n:speakers: Ann\n:topics: redis\n"
        ":video: http://gone.example/1\nThe abstract.\n:::\n\nOn {topic}`redis`.\n"
    ),
    "ann.md": "---\norphan: true\n---\n# Ann\n\n:::{speaker}\n:::\n",
    "redis.md": "---\norphan: true\n---\n# Redis\n\n:::{topic}\n:::\n",
    "links.toml": '[[link]]\nurl = "http://gone.example/1"\nurl-status = "dead"\n',
}


def heads(built: Any, docname: str) -> dict[str, Any]:
    """Return what stands in a page's head, by what it is."""
    head = built.html(docname).head
    found: dict[str, Any] = {
        str(one.get("property") or one["name"]): one["content"]
        for one in head("meta", content=True)
    }
    found["feeds"] = [one["href"] for one in head("link", type="application/atom+xml")]
    found["canonical"] = [one["href"] for one in head("link", rel="canonical")]
    script = head.find("script", type="application/ld+json")
    found["json"] = json.loads(script.string) if script else None
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_head_says_what_a_page_is(make_project: Callable[..., Project], builder: str) -> None:
    project = make_project(FILES)
    repository = Repository(project.srcdir)
    repository.git("init", "-q")
    repository.commit("2026-01-01")
    built = project.build(builder)
    suffix = "/index" if builder == "dirhtml" else ""
    found = heads(built, f"c/fast{suffix}")
    page = f"{BASE}/c/fast{'/' if suffix else '.html'}"
    assert found["canonical"] == [page]
    assert found["og:url"] == page
    assert found["og:title"] == "Fast & <good>"
    assert found["og:description"] == "Ann, Conf. The abstract. On Redis."
    assert found["feeds"] == ["../../feed.atom" if suffix else "../feed.atom"]
    assert found["json"]["@context"][1] == {"@base": f"{BASE}/"}
    assert found["json"]["@id"] == page.removeprefix(f"{BASE}/")
    assert found["json"]["recordedIn"]["url"].startswith("https://web.archive.org/")
    topic = heads(built, f"redis{suffix}")
    assert topic["feeds"][1].endswith("feeds/redis.atom")
    assert heads(built, "genindex" + suffix)["feeds"]


def test_a_site_without_an_address_says_less(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build(html_baseurl="")
    found = heads(built, "c/fast")
    assert found["feeds"] == []
    assert "og:title" not in found
    assert found["description"] == "Ann, Conf. The abstract. On Redis."
    assert found["json"]["@id"] == "fast.html"
    assert found["json"]["performer"]["@id"] == "../ann.html"


def test_a_shallow_clone_is_told_of_and_no_warning(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(History, "is_shallow", True)
    built = make_project(FILES).build()
    assert "git fetch --unshallow" in built.log
    assert not [line for line in built.warnings if "shallow" in line]
    assert heads(built, "redis")["feeds"] == []


def test_a_book_has_no_heads_for_programs(make_project: Callable[..., Project]) -> None:
    built = make_project(FILES).build("epub")
    page = (built.outdir / "redis.xhtml").read_text(encoding="utf-8")
    assert "ld+json" not in page
    assert "og:" not in page


def test_a_head_is_never_stale(make_project: Callable[..., Project]) -> None:
    celery = str(FILES["redis.md"]).replace("Redis", "Celery")
    project = make_project({**FILES, "celery.md": celery})
    assert heads(project.build(), "c/fast")["feeds"] == []
    repository = Repository(project.srcdir)
    repository.git("init", "-q")
    repository.commit("2026-01-01")
    built = project.build()
    assert heads(built, "c/fast")["feeds"] == ["../feed.atom"], "there is a history"
    before = shown_by(built.app.env, "celery", [])
    ann = "---\norphan: true\n---\n# Ann Lee\n\n:::{speaker}\n:aliases: Ann\n:::\n"
    project.write({"ann.md": ann, "links.toml": "", "a-celery.md": celery})
    built = project.build()
    assert {"c/fast", "celery"}.isdisjoint(built.read)
    after = heads(built, "c/fast")
    assert after["json"]["recordedIn"]["url"] == "http://gone.example/1"
    assert after["json"]["performer"]["name"] == "Ann Lee"
    assert after["og:description"].startswith("Ann Lee, Conf.")
    assert heads(built, "celery")["json"] is None, "another page has the id now"
    assert shown_by(built.app.env, "celery", []) != before


def test_a_commit_alone_gives_a_feed_its_dates(make_project: Callable[..., Project]) -> None:
    """Nothing is read anew then, nor is any page written."""
    project = make_project(FILES)
    repository = Repository(project.srcdir)
    repository.git("init", "-q")
    repository.commit("2026-01-01")
    project.write({"c/fast.md": f"{FILES['c/fast.md']}More.\n"})
    built = project.build()

    def dated(name: str) -> list[str]:
        feed = feedparser.parse((built.outdir / name).read_bytes())
        return [one.updated for one in feed.entries]

    assert dated("feed.atom") == dated("feeds/redis.atom") == ["2026-01-01T10:00:00+00:00"]
    page = (built.outdir / "c/fast.html").stat().st_mtime_ns
    repository.commit("2026-01-03")
    project.build()
    assert dated("feed.atom") == dated("feeds/redis.atom") == ["2026-01-03T10:00:00+00:00"]
    assert (built.outdir / "c/fast.html").stat().st_mtime_ns == page
    sitemap = (built.outdir / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{BASE}/c/fast.html</loc>\n<lastmod>2026-01-03T10:00:00+00:00</lastmod>" in sitemap
    project.build(confnotes_exports=["talks"])
    assert not [*built.outdir.glob("feed*"), *built.outdir.glob("sitemap*")]
    assert heads(built, "c/fast")["feeds"] == []
