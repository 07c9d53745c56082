"""The words of the interface: complete in every language, and all of them in a catalogue."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sphinx.locale
from babel import Locale, localedata

from confnotes import words
from confnotes.elsewhere.copies import NEWER, UNANSWERED, UNUSABLE, Trouble
from confnotes.elsewhere.notebooks import Notebook
from confnotes.elsewhere.records import Noted, NotedTalk
from confnotes.elsewhere.showing import noted_elsewhere
from confnotes.markup import days
from confnotes.styles import STYLE_SHEET
from projects import CONF, Project, contents, serving
from test_browser import Visit, _Quiet, browser
from test_browser import pytestmark as marks_of_browser
from test_imports import PACKAGE
from tools.words import (
    FOLDER,
    NAME,
    as_js,
    as_mo,
    as_po,
    form_of,
    languages,
    left,
    load,
    path,
    strings,
    updated,
)
from tools.words import extract as extract_anew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from babel.messages.catalog import Catalog, Message
    from playwright.sync_api import Browser

    from projects import Built

__all__ = ["browser"]

pytestmark = pytest.mark.xdist_group("words")

LANGUAGES = languages()
PLACE = re.compile(r"\{[^{}]*\}")


#: All messages of the code.
extract = cache(extract_anew)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


@pytest.fixture(autouse=True)
def _speak_english_again() -> Iterator[None]:
    yield
    words.speak("en")


def test_german_and_french_are_there() -> None:
    assert {"de", "fr"} <= {*LANGUAGES}


def test_the_template_has_what_the_code_says() -> None:
    assert (FOLDER / f"{NAME}.pot").read_bytes() == as_po(extract()), "run: make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing(language: str) -> None:
    catalogue = load(language)
    assert [*left(updated(catalogue, extract()))] == []
    assert path(language, "po").read_bytes() == as_po(updated(catalogue, extract()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_made_of_what_translators_wrote(language: str) -> None:
    catalogue = load(language)
    assert path(language, "mo").read_bytes() == as_mo(catalogue), "run: make words"
    assert path(language, "js").read_bytes() == as_js(catalogue), "run: make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_has_the_places_of_its_message(language: str) -> None:
    for message in messages(load(language)):
        for string in strings(message):
            assert sorted(PLACE.findall(string)) == sorted(PLACE.findall(ids(message)[-1])), string
            if any(file.endswith(".py") for file, _line in message.locations):
                string.format(**dict.fromkeys(re.findall(r"\{(\w+)", string), ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_at_the_edges_are_kept(language: str) -> None:
    edges = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)
    for message in messages(load(language)):
        for string in strings(message):
            if not message.id[0].startswith(";"):
                before, after = edges.fullmatch(ids(message)[0]), edges.fullmatch(string)
                assert before
                assert after
                assert before.groups() == after.groups() or string.startswith("\u202f;"), string


def test_french_has_its_blanks_and_quotes() -> None:
    for message in messages(load("fr")):
        for string in strings(message):
            assert not re.search(r" [;?!»]|« | :(?=\s|$)|(?<=[a-zé])'(?=[a-zé])", string), string
            assert string.count("«\u202f") == string.count("\u202f»") == string.count("«"), string


def test_german_has_its_quotes() -> None:
    for message in messages(load("de")):
        for string in strings(message):
            assert string.count("„") == string.count("“"), string
            assert not re.search(r"(?<![=\w]) '\S|”", string.replace("= '", "")), string


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_a_button_begins_with_its_words(language: str) -> None:
    catalogue = load(language)
    for shown, name in (
        ("Play here", "Play here: the video of {title}, from {site}"),
        ("Close the video", "Close the video of {title}"),
    ):
        assert str(catalogue[name].string).startswith(str(catalogue[shown].string))


@pytest.mark.parametrize("language", LANGUAGES)
def test_browsers_choose_the_form_that_gettext_does(language: str) -> None:
    catalogue = load(language)
    made = as_js(catalogue).decode()
    kept = json.loads(made.removeprefix("window.confnotesWords = ").removesuffix(";\n"))
    named = Locale.parse(language).plural_form
    plurals = [one for one in messages(catalogue) if ids(one)[0] in kept and one.pluralizable]
    assert plurals
    for message in plurals:
        for number in (*range(1001), 10**6, 10**6 + 1):
            form = kept[ids(message)[0]].get(named(number), kept[ids(message)[0]]["other"])
            assert form == strings(message)[form_of(number, catalogue)], number


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Vortrag"),
        ("de_AT", "Vortrag"),
        ("de-AT", "Vortrag"),
        ("fr", "exposé"),
        ("en", "talk"),
        ("pt_BR", "talk"),
        ("ar", "talk"),
        ("no such", "talk"),
    ],
)
def test_a_language_without_words_is_said_in_english(language: str, said: str) -> None:
    words.speak(language)
    assert words._("talk") == said


@pytest.mark.parametrize(
    ("language", "few", "many"),
    [
        ("en", "4–6 September 2012", "31 August 2012 – 2 September 2012"),
        ("de", "4.–6. September 2012", "31. August 2012 – 2. September 2012"),
        ("fr", "4–6 septembre 2012", "31 août 2012 – 2 septembre 2012"),
        ("es", "4–6 de septiembre de 2012", "31 de agosto de 2012 – 2 de septiembre de 2012"),
        ("en_US", "September 4, 2012 – September 6, 2012", "August 31, 2012 – September 2, 2012"),
        ("ja", "2012年9月4日 – 2012年9月6日", "2012年8月31日 – 2012年9月2日"),
    ],
)
def test_days_from_to(language: str, few: str, many: str) -> None:
    assert days(dt.date(2012, 9, 4), dt.date(2012, 9, 6), language) == few
    assert days(dt.date(2012, 8, 31), dt.date(2012, 9, 2), language) == many


def test_pages_run_in_the_direction_of_their_language() -> None:
    style = (PACKAGE / "static" / STYLE_SHEET).read_text(encoding="utf-8")
    rules = re.findall(r":root:not\(\[dir\]\):is\((.*?)\)(?: :is\(.*\))? \{", style)
    known = {folder.name for folder in Path(sphinx.locale.__file__).parent.iterdir()}
    known &= set(localedata.locale_identifiers())
    leftward = {one for one in known if Locale.parse(one).character_order == "right-to-left"}
    assert leftward
    assert [{*re.findall(r":lang\((\w+)", rule)} for rule in rules] == [leftward] * 2


#: What says something to authors, and at which place it has the words.
SAYS = {"Problem": 2, "Complaint": 1, "Mistake": 1, "WrongValueError": 1, "warning": 0, "info": 0}
SAYS |= {"UnusableError": 0, "NewerError": 0, "_warn": 0}
#: What says nothing but in commands, or in what a test of others says.
SILENT = ("imports/", "commands.py", "telling.py")


def bare_messages(text: str) -> Iterator[int]:
    """Yield the lines in which something is said that comes from no catalogue."""
    tree = [*ast.walk(ast.parse(text))]
    said: list[ast.expr] = []
    for one in tree:
        if isinstance(one, ast.Call):
            name = getattr(one.func, "id", getattr(one.func, "attr", ""))
            said += one.args[SAYS[name] :][:1] if name in SAYS else []
    names = {one.id for one in said if isinstance(one, ast.Name)}
    for one in tree:
        if isinstance(one, ast.Assign) and {getattr(at, "id", "") for at in one.targets} & names:
            said.append(one.value)
    for one in said:
        words_of = re.sub("%s", "", ast.unparse(one))
        if isinstance(one, (ast.Constant, ast.JoinedStr)) and re.search("[A-Za-z]{2}", words_of):
            yield one.lineno


def test_what_authors_are_told_comes_from_a_catalogue() -> None:
    bare = [
        f"{file.name}:{line}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if not file.relative_to(PACKAGE).as_posix().startswith(SILENT)
        for line in bare_messages(file.read_text(encoding="utf-8"))
    ]
    assert bare == []


def make_pseudo(folder: Path, language: str = "de") -> None:
    """Make a catalogue that puts everything it is asked for into brackets."""
    catalogue = updated(load(language), extract())
    for message in messages(catalogue):
        forms = tuple(f"⟦{one}⟧" for one in ids(message))
        message.string = forms if message.pluralizable else forms[0]
    target = folder / language / "LC_MESSAGES"
    target.mkdir(parents=True)
    (target / f"{NAME}.mo").write_bytes(as_mo(catalogue))
    (target / f"{NAME}.js").write_bytes(as_js(catalogue))


def conference(*options: str, notes: str = "") -> str:
    lines = "\n".join(options)
    listed = "```{toctree}\n:glob:\n:hidden:\n\n*\n```"
    return f":::{{conference}}\n{lines}\n:::\n\n{notes}\n\n{listed}\n"


def talk(*options: str, notes: str = "") -> str:
    lines = "\n".join(options)
    return f":::{{talk}}\n{lines}\n:::\n\n{notes}\n"


VIDEO = ":video: https://www.youtube.com/watch?v=nocGRsytBkk"
#: Every word of the author's begins with a q, so that any other is one of ours.
QUEER: dict[str, str | None] = {
    "index.md": (
        "# Qnotebook\n\n```{toctree}\nqconf/index\nqconf2/index\nqother/index\nqtopics\n"
        "qspeakers\nqtalks\nqlists\nqconferences\nqold\nqvanished/index\nqnobody/index\n```\n"
    ),
    "qconferences.md": "# Qconferences\n\n:::{conference-index}\n:::\n",
    "qspeakers.md": "# Qspeakers\n\n:::{speaker-index}\n:::\n",
    "qtalks.md": "# Qtalks\n\n:::{talk-index}\n:::\n",
    "qtopics.md": (
        "# Qtopics\n\n:::{topic-index}\n:::\n\n```{toctree}\n:glob:\n:hidden:\n\nq*/qtopic\n```\n"
    ),
    "qlists.md": (
        "# Qlists\n\n:::{talk-list}\n:group-by: type\n:::\n\n:::{talk-list}\n:year: 1999\n:::\n\n"
        ":::{talk-list}\n:group-by: year\n:::\n\n"
        ":::{talk-list}\n:group-by: conference\n:::\n"
    ),
    "qold.md": "# Qold\n\n[Qgone](https://qgone.qq/q), [Qlost](https://qlost.qq/q),\n"
    "[Qnear](https://qnear.qq/q).\n",
    "links.toml": (
        '[[link]]\nurl = "https://qlost.qq/q"\nurl-status = "dead"\narchive-url = ""\n\n'
        '[[link]]\nurl = "https://qgone.qq/q"\nurl-status = "dead"\n'
        'archive-url = "https://web.archive.org/web/20120904000000/https://qgone.qq/q"\n\n'
        '[[host]]\nprefix = "https://qnear.qq/"\nurl-status = "dead"\n'
    ),
    "qconf/index.md": "# Qconf\n\n"
    + conference(
        ":series: Qseries",
        ":start: 2012-09-04",
        ":end: 2012-09-06",
        ":venue: Qhall",
        ":city: Qtown",
        ":timezone: Europe/Berlin",
        ":url: https://q.qq/",
        ":videos: https://q.qq/q",
        ":elsewhere: https://q.qq/qq",
        ":aliases: Qcon",
        notes="{talk}`qconf/qa`, {topic}`qwide`.",
    ),
    "qconf/qa.md": "# Qalpha\n\n"
    + talk(
        ":speakers: Qann Qbee, Qbob Qcee",
        ":date: 2012-09-04 14:20",
        ":duration: 40",
        ":room: 2",
        ":track: Qtrack",
        ":type: keynote",
        ":language: de",
        ":topics: Qdeep, Qwide",
        VIDEO,
        ":slides: https://q.qq/q",
        ":code: https://q.qq/qq",
        ":url: https://q.qq/qqq",
        ":elsewhere: https://q.qq/qqqq",
        notes="Qnotes {talk}`qconf/qb`, {speaker}`Qann Qbee`, [q](https://qnear.qq/qqq).",
    ),
    "qconf/qb.md": "# Qbeta\n\n"
    + talk(":speakers: Qann Qbee", ":date: 2012-09-04 14:20", ":topics: Qdeep", ":type: lightning"),
    "qconf/qc.md": "# Qgamma\n\n"
    + talk(":speakers: Qbob Qcee", ":date: 2012-09-05", ":room: 3", ":type: workshop"),
    "qconf/qd.md": "# Qdelta\n\n" + talk(":type: poster", notes="{talk}`qconf/qa`"),
    "qconf/qe.md": "# Qepsilon\n\n" + talk(":speakers: Qann Qbee", ":type: panel"),
    "qconf/qf.md": "# Qzeta\n\n" + talk(":speakers: Qann Qbee", ":type: tutorial"),
    "qconf/qg.md": "# Qeta\n\n" + talk(":speakers: Qann Qbee", ":type: other", ":duration: 1"),
    "qconf/qh.md": "# Qtheta\n\n"
    + "".join(f"## Qpart{n}\n\n" + talk(":speakers: Qann Qbee", ":topics: Qodd") for n in range(6)),
    "qconf2/index.md": "# Qconf2\n\n"
    + conference(":series: Qseries", ":start: 2014-05-14", ":end: 2014-05-14"),
    "qconf2/qa.md": "# Qiota\n\n" + talk(":topics: Qdeep, Qwide, Qold", ":date: 2014-05-14"),
    "qother/index.md": "# Qother\n\n" + conference(":start: 2008-01-01"),
    "qwide/qtopic.md": (
        "# Qwide\n\n:::{topic}\n:aliases: Qw\n:url: https://q.qq/\n:related: Qold\n"
        ":status: superseded\n:successor: Qdeep\n:as-of: 2026-11\n:::\n\n{talk}`qconf/qa`\n"
    ),
    "qdeep/qtopic.md": "# Qdeep\n\n:::{topic}\n:broader: Qwide\n:status: active\n:::\n",
    "qvanished/index.md": "# Qvanished\n\n:::{topic}\n:successor: Qodd qthing\n:::\n",
    "qx/qtopic.md": "# Qx\n\n:::{topic}\n:status: dormant\n:::\n",
    "qy/qtopic.md": "# Qy\n\n:::{topic}\n:status: abandoned\n:::\n",
    "qz/qtopic.md": "# Qz\n\n:::{topic}\n:status: absorbed\n:::\n",
    "qann/qtopic.md": "# Qann Qbee\n\n:::{speaker}\n:aliases: Qab\n:url: https://q.qq/\n:::\n",
    "qnobody/index.md": "# Qnobody\n\n:::{speaker}\n:::\n",
}
#: Names, and what Babel says in German.
NAMES = {"Europe", "Berlin", "YouTube", "Deutsch", "September", "Mai", "Januar", "November"}
NAMES |= {"Dienstag", "Mittwoch", "Sept", "Jan", "youtube", "nocookie", "com"}
NAMES |= {"BibTeX", "CSL", "JSON", "iCalendar", "talks", "bib"}


def bare_words(text: str) -> set[str]:
    """Return the words in a text that are in no brackets, and neither an author's nor a name."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    assert "⟦" not in text
    return {word for word in re.findall(r"[^\W\d_]+", text) if word[0] not in "qQ"} - NAMES


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a notebook of everything, whose words are all in brackets."""
    folder = tmp_path_factory.mktemp("pseudo")
    make_pseudo(folder / "locale")
    project = Project(folder / "project")
    conf = CONF.replace('"basic"', '"sphinx_book_theme"').replace('"sphinx"  #', '"pagefind"  #')
    project.write({"conf.py": f"{conf}\nconfnotes_sidebar_length = 3\n", **QUEER})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "FOLDER", folder / "locale")
        built = project.build(language="de", html_context={"default_mode": "auto"})
    (built.outdir / "favicon.ico").touch()  # browsers ask for it
    return built


def test_no_word_on_a_page_is_outside_of_the_catalogue(pseudo: Built) -> None:
    assert [one for one in pseudo.warnings if "confnotes" in one] == []
    said = ""
    for file in sorted(pseudo.outdir.rglob("*.html")):
        if file.name in {"search.html", "genindex.html"}:
            continue
        page = pseudo.html(file.relative_to(pseudo.outdir).with_suffix("").as_posix())
        for part in page.select("article.bd-article, nav.bd-links"):
            for link in part.select(
                "a.headerlink, .prev-next-footer, .bd-links__title, .confnotes-cite pre"
            ):
                link.decompose()
            said += part.get_text()
            assert bare_words(part.get_text(" ")) == set(), file
    not_shown = {
        one.id
        for one in messages(extract())
        if isinstance(one.id, str)
        and any(file in READ for file, _line in one.locations)
        and not all(piece in said for piece in PLACE.split(one.id))
    }
    assert not_shown == NOT_SHOWN


#: The modules that say something to readers, and what of that the notebook does not come to.
READ = {f"{name}.py" for name in ("cards", "lists", "onward", "timelines", "talk_index", "nouns")}
READ.add("citing.py")
NOT_SHOWN = {f"No {kind} yet." for kind in ("conference", "talk", "speaker", "topic")}
NOT_SHOWN |= {"Others", "Year not known"}


def test_what_is_noted_elsewhere_is_said_by_the_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pseudo(tmp_path)
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words.speak("de")
    talk = NotedTalk("Qalpha", "https://q.qq/q", ("Qann",), "Qconf", dt.date(2012, 9, 4))
    for more in (1, 2):
        noted = Noted("Qnotebook", "https://q.qq/", (talk,), more)
        said = " ".join(one.astext() for one in noted_elsewhere([noted], "de"))
        assert said.count("⟦") == 2
        assert bare_words(said) == set()


@pytest.mark.parametrize("kind", [NEWER, UNUSABLE, UNANSWERED])
def test_what_is_wrong_with_a_notebook_is_said_in_whole_sentences(
    tmp_path: Path, kind: str
) -> None:
    words.speak("de")
    notebook = Notebook.at("https://q.qq/", "qq", tmp_path)
    notebook.talks.take(Trouble(kind, "qreason"), 0)
    for content, shown in ((None, "ohne es aus"), (b"", "am 1970-01-01 gesendet hat")):
        notebook.talks.content = content
        complaint = notebook.complaint()
        assert complaint
        assert complaint[1].startswith("das Notizbuch 'qq' ")
        assert shown in complaint[1]
        assert "qreason" in complaint[1]


def test_a_build_in_another_language_is_as_a_clean_one(
    make_project: Callable[..., Project],
) -> None:
    files = {
        "c/index.md": "# C\n\n" + conference(":start: 4 September"),
        "c/a.md": "# A\n\n" + talk(),
    }
    project, clean = make_project(files), make_project(files)
    said = {"de": "ist kein Datum", "fr": "n’est pas une date", "en": "is not a date"}
    for language, message in said.items():
        built = project.build(language=language)
        assert message in built.warning("invalid-date")
        again = project.build(language=language)
        assert again.written == []
        assert message in again.warning("invalid-date")
    assert "Vortrag" not in built.text("c/index")
    assert contents(built.outdir) == contents(clean.build(language="en").outdir)
    assert "1 Vortrag" in project.build(language="de").text("c/index")


@pytest.fixture
def visit(browser: Browser, pseudo: Built) -> Iterator[Visit]:
    with serving(partial(_Quiet, directory=str(pseudo.outdir))) as address:
        made = Visit(browser, address, width=1280, scheme="light")
        yield made
        made.close()
    assert made.complaints == []


#: All that a part of a page says: its text, and what readers hear or see of attributes.
SAID = """all => all.flatMap((one) => [one.textContent,
  ...[one, ...one.querySelectorAll("*")].flatMap((inner) => ["title", "aria-label", "placeholder"]
    .map((name) => inner.getAttribute(name) ?? ""))]).join(" | ")"""


#: Address → what to wait for, and the parts of the page that scripts make.
MADE = {
    "search.html?q=q": (".confnotes-result", "#confnotes-search"),
    "search.html?q=xyzzy": (".confnotes-search-status:not(:empty)", "#confnotes-search"),
    "qtalks.html": (
        ".confnotes-talks select[name=topic] option:nth-child(2)",
        ".confnotes-talk-index, .confnotes-talks",
    ),
    "qconf/qa.html": (".confnotes-play", ".confnotes-card"),
}


@pytest.mark.browser
@marks_of_browser[-1]
def test_scripts_say_all_by_their_catalogue(visit: Visit) -> None:
    for address, (awaited, parts) in MADE.items():
        page = visit.go(address)
        page.locator(awaited).first.wait_for(state="attached")
        said = page.locator(parts).evaluate_all(SAID).replace("xyzzy", "")
        assert said.count("⟦") > 3, address
        assert bare_words(said) == set(), address
