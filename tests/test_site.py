"""The real notes: what they have to hold, and that readers find it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest

from confnotes.links.known import Moved
from confnotes.links.linkfile import read_link_file
from projects import ROOT, fragments
from ways import Ways

if TYPE_CHECKING:
    from projects import Site

#: Every address in the two note files that the notebook began with.
SEED_URLS = [
    "http://immike.net/files/restful_ponies.pdf",
    "http://bitbucket.org/jespern/django-piston",
    "http://code.welldev.org/django-roa/src/",
    "http://github.com/sixapart/remoteobjects/",
    "http://oebfare.com/files/DeployingDjangoDC2009.pdf",
    "http://south.aeracode.org/",
    "http://immike.net/files/scaling_django.pdf",
    "http://pypi.python.org/pypi/sqlparse/0.1.1",
    "http://orbited.org/",
    "http://www.tornadoweb.org/",
    "http://www.slideshare.net/err/the-realtime-web-and-other-buzzwords",
    "http://media.eflorenzano.com/dropbox/UsingDjangoInNonStandardWays.pdf",
    "http://www.slideshare.net/pydanny/pinax-tutorial-090909",
    "http://dstegelman-conf-notes.readthedocs.org/en/latest/conferences/djangocon2012/index.html",
    "http://coffeeonthekeyboard.com/mozillas-security-best-practices-873/",
    "https://speakerdeck.com/u/malcolmt",
    "http://lanyrd.com/2012/djangocon-us/coverage/",
]

#: Every library, service and tool that either file names.
TOOLS = [
    "piston",
    "django-roa",
    "remoteobjects",
    "bugzilla",
    "addons-mozilla-org",
    "virtualenv",
    "pip",
    "fabric",
    "git",
    "south",
    "mod-wsgi",
    "fastcgi",
    "pownce",
    "sqlparse",
    "orbited",
    "friendfeed",
    "tornado",
    "repoze-bitblt",
    "repoze-squeeze",
    "repoze-profile",
    "repoze-slicer",
    "pinax",
    "jinja2",
    "backbone-js",
    "hijax",
    "django-braces",
    "node-js",
    "greenlet",
    "gevent",
    "gunicorn",
    "psycogreen",
    "psycopg2",
    "celery",
    "gevent-socketio",
    "zeromq",
    "haproxy",
    "varnish",
    "postgresql",
    "ext4",
    "xfs",
    "django-sha2",
    "django-remote-forms",
    "django-remote-admin",
    "ketama",
    "django-pylibmc",
    "elasticache",
    "memcached",
    "johnny-cache",
    "nose-progressive",
]

TALKS_WITH_NOTES = [
    *(
        f"djangocon-us-2012/{name}"
        for name in [
            "take-two",
            "django-and-backbone-js",
            "views-can-be-classy",
            "django-on-gevent",
            "postgresql-when-its-not-your-job",
            "security-best-practices",
            "dungeon-masters-guide-to-the-orm",
            "forms-in-a-web-api-world",
            "caching-busts-at-the-seams",
            "djangos-nasal-passage",
        ]
    ),
    *(
        f"djangocon-us-2009/{name}"
        for name in [
            "restful-ponies",
            "deploying-django",
            "scaling-django-web-applications",
            "real-time-web-and-other-buzzwords",
            "using-django-in-non-standard-ways",
            "introduction-to-pinax",
        ]
    ),
]

pytestmark = pytest.mark.xdist_group("site")


def test_what_needs_the_site_stays_on_one_process(request: pytest.FixtureRequest) -> None:
    """Or it is built by each of them: pytest-xdist groups tests by their ids."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@site")


def test_every_address_of_the_seeds_is_a_link(site: Site) -> None:
    """A link to what is gone leads to a copy, and says whose; one to what has moved leads there."""
    links = set().union(*(site.links(page) for page in site.pages))
    for page in site.pages.values():
        links |= {str(a["data-originalurl"]) for a in page.select("a[data-originalurl]")}
    known, _mistakes = read_link_file((ROOT / "links.toml").read_bytes())
    led = {url: known.lead(url, None, "") for url in SEED_URLS}
    moved = {url: lead.url for url, lead in led.items() if isinstance(lead, Moved)}
    assert [url for url in SEED_URLS if moved.get(url, url) not in links] == []
    assert any("thebuild.com" in link for link in links)


def test_every_recorded_talk_is_there_with_its_video(site: Site) -> None:
    talks = site.objects["talk"]
    assert len([key for key in talks if key.startswith("djangocon-us-2009/")]) == 34
    assert len([key for key in talks if key.startswith("djangocon-us-2012/")]) == 38
    for key, (_label, address) in talks.items():
        page, anchor = urldefrag(address)
        section = site.pages[page].find("section", id=anchor)
        assert section is not None
        links = [str(a["href"]) for a in section.find_all("a", class_="external")]
        assert [link for link in links if "youtube.com/watch" in link or "archive.org" in link], key


def test_sixteen_talks_have_notes(site: Site) -> None:
    noted = site.pages["conferences/djangocon-us-2012/index.html"].select("li.with-notes")
    assert len(noted) == 10
    noted = site.pages["conferences/djangocon-us-2009/index.html"].select("li.with-notes")
    assert len(noted) == 6


@pytest.mark.parametrize("kind", ["talk", "topic", "speaker"])
def test_everything_is_three_clicks_from_the_front_page(site: Site, kind: str) -> None:
    names = {
        "talk": TALKS_WITH_NOTES,
        "topic": TOOLS,
        "speaker": list(site.objects["speaker"]),
    }[kind]
    clicks = site.clicks()
    for name in names:
        address = site.objects[kind][name][1]
        page = urldefrag(address).url
        assert min(clicks.get(address, 99), clicks.get(page, 99)) <= 3, name


@pytest.mark.parametrize("kind", ["talk", "topic", "speaker"])
def test_everything_is_in_the_search_index(site: Site, kind: str) -> None:
    found = fragments(site.outdir)
    for label, address in site.objects[kind].values():
        one = found.get(address) or found[urldefrag(address).url]
        assert label in {one["meta"]["title"], *one["meta"].get("also", "").split(", ")}
        assert one["filters"]["kind"] == [kind]


def test_gevent_links_to_what_belongs_to_it_and_is_linked_back(site: Site) -> None:
    own = "conferences/djangocon-us-2012/django-on-gevent.html"
    links = site.links(own)
    page = site.pages[own]
    assert "https://www.youtube.com/watch?v=nocGRsytBkk" in links
    card = [urljoin(own, str(a["href"])) for a in page.select(".confnotes-card a.internal")]
    related = [
        urljoin(own, str(a["href"])) for a in page.select(".confnotes-talks .confnotes-title a")
    ]
    assert "speakers/cody-soyland.html" in card
    assert "conferences/djangocon-us-2012/index.html" in card
    for topic in ("concurrency", "coroutines", "gevent", "greenlet", "real-time-web", "websockets"):
        assert f"topics/{topic}.html" in card
    assert len(related) >= 2
    for address in [*card, *related]:
        assert own in {urldefrag(link).url for link in site.links(urldefrag(address).url)}, address


def test_who_looks_for_migrations_finds_both_years(site: Site) -> None:
    links = site.links("topics/migrations.html")
    assert any("database-migrations-south-and-you" in link for link in links)
    assert any("models-and-migrations-and-schemas-oh-my" in link for link in links)
    assert "topics/south.html" in links


def test_every_tool_says_what_became_of_it(site: Site) -> None:
    for tool in TOOLS:
        page = ROOT / "topics" / f"{tool}.md"
        text = page.read_text(encoding="utf-8")
        if tool in {"hijax", "postgresql"}:  # a technique, and a subject
            continue
        assert ":as-of: 2026-11" in text, tool
        assert ":status:" in text or "nknown" in text or "not known" in text, tool


def test_johnny_cache_says_what_to_use_today(site: Site) -> None:
    card = site.pages["topics/johnny-cache.html"].find(class_="confnotes-card")
    assert card is not None
    assert "use" in card.get_text()


def test_every_link_within_the_site_leads_somewhere(site: Site) -> None:
    broken = []
    for page in site.pages:
        for link in site.links(page):
            if "://" in link or link.startswith("mailto:"):
                continue
            target, anchor = urldefrag(link)
            target = target or page
            if target not in site.pages:
                if not (site.outdir / target).exists():
                    broken.append((page, link))
            elif anchor and not site.pages[target].find(id=anchor):
                broken.append((page, link))
    assert broken == []


def test_nothing_is_a_dead_end(site: Site) -> None:
    ways = Ways(site)
    assert ways.dead_ends() == []
    assert ways.one_way() == []


def test_no_page_links_to_anything_unsafe(site: Site) -> None:
    for page in site.pages.values():
        for link in page.find_all("a", href=True):
            assert not str(link["href"]).lower().startswith(("javascript:", "data:"))


def test_what_is_known_to_be_gone_leads_to_the_archive(site: Site) -> None:
    """With no copy known, to the one that the archive has nearest to the conference."""
    pages = {page: site.pages[f"conferences/{page}/index.html"] for page in CONFERENCES}
    archived = {page: tree.select("a.archived") for page, tree in pages.items()}
    assert {str(a["href"]) for a in archived["djangocon-us-2009"]} == {
        "https://web.archive.org/web/20090908/http://bitbucket.org/jespern/django-piston",
        "https://web.archive.org/web/20090908/http://code.welldev.org/django-roa/src/",
    }
    [lanyrd] = archived["djangocon-us-2012"]
    coverage = "http://lanyrd.com/2012/djangocon-us/coverage/"
    assert lanyrd["href"] == f"https://web.archive.org/web/20120904/{coverage}"
    assert "[archived near 4 September 2012]" in pages["djangocon-us-2012"].get_text()


CONFERENCES = ("djangocon-us-2009", "djangocon-us-2012")
