"""`make linkcheck` against a web on this machine: news is told, the rest is left in peace."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.builders import linkcheck

from confnotes.links.asking import Patience, PoliteChecker
from confnotes.links.report import Finding, load_report
from webs import surfing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from confnotes.links.report import CheckedLink
    from projects import Built, Project
    from webs import Web


@pytest.fixture
def web() -> Iterator[Web]:
    with surfing() as web:
        yield web


@pytest.fixture
def check(make_project: Callable[..., Project], web: Web) -> Callable[..., Built]:
    """Return a function that checks the links of a project, which it makes the first time."""
    made: list[Project] = []

    def check(files: dict[str, str | None], **config: Any) -> Built:
        if not made:
            made.append(make_project())
        made[0].write(files)
        settings: dict[str, Any] = {
            "confnotes_linkcheck_canaries": [f"{web.address}/canary"],
            "linkcheck_timeout": 2,
            "linkcheck_rate_limit_timeout": 2.0,
        }
        return made[0].build("linkcheck", **settings | config)

    return check


def page(web: Web, *paths: str) -> str:
    links = "\n".join(f"- <{web.address}{path}>" for path in paths)
    return f"# Links\n\n{links}\n"


def found(built: Built) -> dict[str, CheckedLink]:
    """Return what was found, by path."""
    report = load_report((built.outdir / "report.json").read_text(encoding="utf-8"))
    return {re.sub(r"^http://127.0.0.1:\d+", "", link.url): link for link in report.links}


WELL = {
    "/well": Finding.WORKS,
    "/no-head": Finding.WORKS,
    "/elsewhere": Finding.WORKS,
    "/well#there": Finding.WORKS,
    "/moved": Finding.MOVED,
    "/moved-too": Finding.MOVED,
}
BROKEN = {"/gone", "/gone-for-good", "/deep"}
UNDECIDED = {
    "/forbidden": "403 Forbidden",
    "/unauthorized": "401 Unauthorized",
    "/failing": "500 Internal Server Error",
    "/unavailable": "503 Service Unavailable",
    "/circle": "it redirects in a circle",
    "/to-the-front": "it redirects to the front page",
    "/reset": "it hangs up",
    "/well#nowhere": "Anchor 'nowhere' not found",
}


def test_every_answer_is_told_for_what_it_is(check: Callable[..., Built], web: Web) -> None:
    built = check({"a/index.md": page(web, *WELL, *BROKEN, *UNDECIDED)})
    links = found(built)
    assert {path: links[path].finding for path in WELL} == WELL
    assert links["/moved"].location == f"{web.address}/new-home"
    assert {path for path, link in links.items() if link.finding is Finding.BROKEN} == BROKEN
    assert links["/gone"].reason == "404 Not Found"
    undecided = {path: links[path] for path in UNDECIDED}
    assert {link.finding for link in undecided.values()} == {Finding.UNDECIDED}
    assert {
        path: reason for path, reason in UNDECIDED.items() if reason not in links[path].reason
    } == {}
    assert built.app.statuscode == 1
    assert len([line for line in built.warnings if "confnotes.broken-link" in line]) == len(BROKEN)
    assert f"Moved for good; write the new address (2):\n  {web.address}/moved -> " in built.log
    assert "Not decided; this is no sign that a page is gone (8):" in built.log


def test_a_server_that_never_answers_is_not_waited_for_for_ever(
    check: Callable[..., Built], web: Web
) -> None:
    built = check({"a/index.md": page(web, "/slow")}, linkcheck_timeout=0.2)
    assert found(built)["/slow"].reason == "it does not answer in time"
    assert built.app.statuscode == 0


def test_a_host_that_refuses_connections_is_not_rot(check: Callable[..., Built]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    built = check({"a/index.md": f"# A\n\n<http://127.0.0.1:{port}/x> <https://127.0.0.1:{port}/>"})
    assert {link.reason for link in found(built).values()} == {"it refuses connections"}
    assert built.app.statuscode == 0


def test_a_server_without_tls_is_not_rot(check: Callable[..., Built], web: Web) -> None:
    secure = web.address.replace("http:", "https:")
    built = check({"a/index.md": f"# A\n\n<{secure}/x>\n"})
    [link] = found(built).values()
    assert link.finding is Finding.UNDECIDED
    assert "TLS" in link.reason


def test_what_is_broken_is_told_once_with_every_place(
    check: Callable[..., Built], web: Web
) -> None:
    text = page(web, "/gone", "/gone")
    built = check({"a/index.md": text, "b/index.md": text.replace("# Links", "# More\n\nWords.")})
    assert built.warning("broken-link") == (
        f"a/index.md:3: WARNING: broken link: {web.address}/gone (404 Not Found); "
        "also in a/index.md:4, b/index.md:5, b/index.md:6 [confnotes.broken-link]"
    )


KINDS = """\
# Kinds

:::{{talk}}
:slides: {0}/option
:::

[text]({0}/markdown) {{role}}`role` <a href="{0}/html">x</a>

[![picture]({0}/picture.png)]({0}/target)

<iframe src="{0}/frame"></iframe>

```{{toctree}}
Site <{0}/toctree>
```

{{cite:p}}`one`
"""


def test_links_are_seen_wherever_they_hide(check: Callable[..., Built], web: Web) -> None:
    built = check(
        {
            "a/index.md": KINDS.format(web.address),
            "b/index.md": "# B\n\n```{bibliography}\n```\n",
            "references.bib": f"@misc{{one, title={{T}}, url={{{web.address}/cited}}}}\n",
            "conf.py": "extensions = ['confnotes', 'myst_parser', 'sphinxcontrib.bibtex', "
            "'sphinx.ext.extlinks']\nprimary_domain = 'conf'\n"
            "myst_enable_extensions = ['colon_fence']\n"
            f"extlinks = {{'role': ('{web.address}/%s', '%s')}}\n"
            "bibtex_bibfiles = ['references.bib']\n",
        }
    )
    kinds = "option markdown role html picture.png target frame toctree cited"
    assert found(built).keys() == {f"/{kind}" for kind in kinds.split()}


CARDS: dict[str, str | None] = {
    "c/index.md": "# Conf\n\n:::{{conference}}\n:start: 2012-09-04\n:url: {0}/conf\n"
    ":videos: {0}/videos\n:::\n",
    "c/talk.md": "# Talk\n\n:::{{talk}}\n:video: {0}/video\n:slides: {0}/slides\n"
    ":code: {0}/code\n:url: {0}/url\n:elsewhere: {0}/elsewhere\n:::\n",
    "ann/index.md": "# Ann\n\n:::{{speaker}}\n:url: {0}/ann\n:::\n",
    "redis/index.md": "# Redis\n\n:::{{topic}}\n:url: {0}/redis\n:::\n",
}


def test_every_link_of_a_card_is_checked(check: Callable[..., Built], web: Web) -> None:
    links = found(check({name: str(text).format(web.address) for name, text in CARDS.items()}))
    names = "conf videos video slides code url elsewhere ann redis"
    assert links.keys() == {f"/{name}" for name in names.split()}
    assert [str(place) for place in links["/slides"].places] == ["c/talk.md:3"]


def test_places_have_the_day_that_they_are_about(check: Callable[..., Built], web: Web) -> None:
    built = check(
        {
            "c/index.md": f"# C\n\n:::{{conference}}\n:start: 2012-09-04\n:end: 2012-09-06\n:::\n\n"
            f"<{web.address}/x>\n\n## T\n\n:::{{talk}}\n:date: 2012-09-05\n:::\n\n"
            f"<{web.address}/x>\n",
            "d/index.md": page(web, "/x"),
        }
    )
    days = [place.day for place in found(built)["/x"].places]
    assert days == [dt.date(2012, 9, 4), dt.date(2012, 9, 5), None]


def known(web: Web, path: str, status: str, more: str = "") -> str:
    return f'[[link]]\nurl = "{web.address}{path}"\nurl-status = "{status}"\n{more}\n'


def test_what_is_known_to_be_gone_is_no_news(check: Callable[..., Built], web: Web) -> None:
    statuses = ("dead", "deviated", "unfit", "usurped")
    links = "".join(known(web, f"/{status}", status) for status in statuses)
    site = f'[[host]]\nprefix = "{web.address}/site"\nurl-status = "dead"\n'
    web.pages = {f"/{name}": (404, "") for name in (*statuses, "site/x", "sites")}
    files = {
        "links.toml": links + site,
        "a/index.md": page(web, "/dead", "/deviated", "/unfit", "/usurped", "/site/x"),
    }
    built = check(files)
    assert built.app.statuscode == 0
    assert built.warnings == []
    assert web.paths() == {"/canary", "/dead"}  # that one might be back
    # A name that only begins alike is another.
    assert check({"b/index.md": page(web, "/sites")}).app.statuscode == 1


def test_what_came_back_is_told(check: Callable[..., Built], web: Web) -> None:
    files = {"links.toml": known(web, "/back", "dead"), "a/index.md": page(web, "/back")}
    built = check(files)
    assert f"take the entry out (1):\n  {web.address}/back\n      a/index.md:3" in built.log
    assert built.app.statuscode == 0


def test_of_what_moved_the_new_place_is_checked(check: Callable[..., Built], web: Web) -> None:
    moved = f'[[host]]\nprefix = "{web.address}/old"\nreplacement = "{web.address}/new/"\n'
    web.pages = {"/new/a": (404, "")}
    built = check({"links.toml": moved, "a/index.md": page(web, "/old/a", "/old/b")})
    assert web.paths() == {"/canary", "/new/a", "/new/b"}
    assert f"broken link: {web.address}/old/a" in built.warning("broken-link")


def test_answers_are_remembered_and_what_is_broken_is_asked_again(
    check: Callable[..., Built], web: Web
) -> None:
    files = {
        "links.toml": known(web, "/dead", "dead") + known(web, "/back", "dead"),
        "a/index.md": page(web, "/well", "/gone", "/failing", "/dead", "/back"),
    }
    web.pages = {"/dead": (404, "")}
    first = check(files)
    web.forget()
    again = check({})
    assert web.paths() == {"/canary", "/gone", "/back"}
    assert found(again) == found(first)
    assert again.app.statuscode == 1
    assert "5 links: 2 asked for now, 3 remembered (for 7 days)" in again.log


def test_old_answers_are_forgotten(check: Callable[..., Built], web: Web) -> None:
    built = check({"a/index.md": page(web, "/well", "/other")})
    file = built.outdir / "answers.json"
    answers = json.loads(file.read_text(encoding="utf-8"))
    week = dt.timedelta(days=7)
    answers[f"{web.address}/well"][0] = (dt.datetime.now(dt.UTC).date() - week).isoformat()
    file.write_text(json.dumps(answers), encoding="utf-8")
    web.forget()
    check({})
    assert web.paths() == {"/canary", "/well"}
    web.forget()
    check({}, confnotes_linkcheck_days=0)
    assert web.paths() == {"/canary", "/well", "/other"}


@pytest.mark.parametrize(
    "retry_after", ["0", "1", None, "nonsense", "Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_server_that_is_always_busy_is_given_up(
    check: Callable[..., Built],
    web: Web,
    monkeypatch: pytest.MonkeyPatch,
    retry_after: str | None,
) -> None:
    """Sphinx alone asks for ever, where the answer says when to ask again."""
    monkeypatch.setattr(linkcheck, "QUEUE_POLL_SECS", 0.01)
    web.retry_after = retry_after
    built = check(
        {"a/index.md": page(web, "/busy", "/busy-too", *(f"/busy?{n}" for n in range(5)))}
    )
    assert {link.reason for path, link in found(built).items() if "?" not in path} == {
        "429 Too Many Requests"
    }
    assert built.app.statuscode == 0


def test_a_burst_of_refusals_breaks_nothing(
    check: Callable[..., Built], web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Sphinx alone, each of five workers doubles the delay of all, and the fifth gives up."""
    monkeypatch.setattr(linkcheck, "QUEUE_POLL_SECS", 0.01)
    web.retry_after = "1"
    paths = [f"/burst{number}" for number in range(5)]
    web.pages = dict.fromkeys(paths, (429, ""))
    given: list[float | None] = []
    next_check = Patience.next_check

    def relenting(*args: Any) -> float | None:
        given.append(next_check(*args))
        if len(given) == len(paths):
            web.pages = {}
        return given[-1]

    monkeypatch.setattr(Patience, "next_check", relenting)
    built = check({"a/index.md": page(web, *paths)}, linkcheck_rate_limit_timeout=20.0)
    assert None not in given
    assert {link.finding for link in found(built).values()} == {Finding.WORKS}


def test_without_a_network_nothing_is_concluded(check: Callable[..., Built], web: Web) -> None:
    """The first run leaves answers and a report, the second must not touch them."""
    first = check({"a/index.md": page(web, "/well")})
    before = {file.name: file.read_bytes() for file in first.outdir.iterdir()}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{free.getsockname()[1]}/"
    built = check({"a/index.md": page(web, "/well", "/gone")}, confnotes_linkcheck_canaries=[dead])
    assert built.app.statuscode == 75
    assert f"there is no network: none of {dead} answers" in built.warning("no-network")
    assert {file.name: file.read_bytes() for file in built.outdir.iterdir()} == before


def test_a_network_that_goes_while_it_is_used_concludes_nothing(
    check: Callable[..., Built], web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([True, False])
    monkeypatch.setattr(
        "confnotes.links.checking.is_network_there", lambda _addresses: next(answers)
    )
    built = check({"a/index.md": page(web, "/reset")})
    assert built.app.statuscode == 75
    assert not (built.outdir / "report.json").exists()


def test_nothing_to_check_needs_no_network(check: Callable[..., Built]) -> None:
    built = check({}, confnotes_linkcheck_canaries=["http://127.0.0.1:9/"])
    assert built.app.statuscode == 0
    assert "0 links: 0 asked for now" in built.log


def test_a_file_of_links_with_a_mistake_is_not_guessed_at(
    check: Callable[..., Built], web: Web
) -> None:
    built = check({"links.toml": "[[link]]\n", "a/index.md": page(web, "/gone")})
    assert "links.toml:1" in built.warning("invalid-links")
    assert built.app.statuscode == 1
    assert web.asked == []


def test_settings_of_sphinx_still_count(check: Callable[..., Built], web: Web) -> None:
    built = check(
        {"a/index.md": page(web, "/gone", "/well#nowhere")},
        linkcheck_ignore=[r".*/gone"],
        linkcheck_anchors=False,
    )
    assert found(built)["/gone"].finding is Finding.UNASKED
    assert found(built)["/well#nowhere"].finding is Finding.WORKS


def test_what_a_setting_leaves_out_is_not_remembered(check: Callable[..., Built], web: Web) -> None:
    files = {"a/index.md": page(web, "/gone", "/forbidden")}
    for _time in range(2):
        built = check(files, linkcheck_ignore=[".*"])
        assert "2 links: 0 asked for now, 0 remembered (for 7 days), 2 not asked for" in built.log
    assert check({}).app.statuscode == 1
    built = check({}, linkcheck_ignore=[".*/forbidden"])
    assert found(built)["/forbidden"].finding is Finding.UNASKED


def test_an_anchor_that_is_missing_is_not_remembered(check: Callable[..., Built], web: Web) -> None:
    assert found(check({"a/index.md": page(web, "/well#nowhere")}))["/well#nowhere"].reason
    assert not found(check({}, linkcheck_anchors=False))["/well#nowhere"].reason


def test_what_was_answered_before_an_interruption_is_remembered(
    check: Callable[..., Built], web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_self: object, links: dict[str, Any]) -> Iterator[linkcheck.CheckResult]:
        url = next(iter(links))
        yield linkcheck.CheckResult(url, "a/index", 1, linkcheck._Status.WORKING, "", 0)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(PoliteChecker, "check", interrupted)
        with pytest.raises(KeyboardInterrupt):
            check({"a/index.md": page(web, "/one", "/two")})
    check({})
    assert web.paths() == {"/canary", "/two"}


def test_what_only_readers_of_the_site_see_is_checked(
    check: Callable[..., Built], web: Web
) -> None:
    only = f"```{{only}} html\n<{web.address}/only>\n```\n"
    assert found(check({"a/index.md": f"# A\n\n{only}"})).keys() == {"/only"}


def test_checking_reads_nothing_that_was_read(check: Callable[..., Built], web: Web) -> None:
    check({"a/index.md": page(web, "/well")})
    assert check({}, confnotes_linkcheck_days=3).read == []
