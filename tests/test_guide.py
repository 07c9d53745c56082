"""The author's guide: its examples build without a warning, and its reference is complete.

A guide's code block in one of `WRITTEN` stands for the file that its caption names. The blocks of
one page are one project. A caption that comes again replaces the file: the project is built as it
was until then, and goes on from there, just as a reader does who follows the page. The lines of all
``conf.py`` blocks of a page are added to the fixture's.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from contextlib import nullcontext
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from confnotes.commands import confnotes
from confnotes.diagnostics import Subtype
from confnotes.domain import ConfDomain
from confnotes.exports.bibliographies import make_bibliographies
from confnotes.exports.exporting import EXPORTS
from confnotes.exports.published import Published
from confnotes.links.entries import NewEntry, add_entries
from confnotes.links.fields import HOST_KEYS, LINK_KEYS
from confnotes.links.known import Snapshot, UrlStatus
from confnotes.links.news import News, tell
from confnotes.links.report import CheckedLink, Finding, Place
from confnotes.model import GroupBy, ObjectType, Sort, TalkType, TopicStatus
from confnotes.names import slugify
from confnotes.options import OPTIONS, TALK_LIST_OPTIONS
from confnotes.records import read_facts, read_query
from making import conference, page, talk
from making import notebook as notebook_of
from projects import ROOT
from taken_away import exported
from webs import hosting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from enum import StrEnum
    from pathlib import Path

    from projects import Built, Project
    from webs import Host

GUIDE = ROOT / "guide"
PAGES = sorted(path.name for path in GUIDE.glob("*.md"))
#: What a reader may copy, and so is tested.
WRITTEN = {"md", "rst", "python", "bibtex", "toml"}
#: Other words by which Pygments knows these languages.
SYNONYMS = {
    "markdown": "md",
    "myst": "md",
    "rest": "rst",
    "restructuredtext": "rst",
    "py": "python",
}
#: The folders of the notebook that the examples are pages of, and what their indexes list.
FOLDERS = {"conferences": "conference", "speakers": "speaker", "topics": "topic"}


class Block(NamedTuple):
    """A code block of the guide."""

    language: str
    caption: str
    text: str


def blocks_of(markdown: str) -> Iterator[Block]:
    for token in MarkdownIt().parse(markdown):
        if token.type != "fence":
            continue
        directive, _, argument = token.info.strip().partition(" ")
        if directive.startswith("{") and directive not in {
            "{code-block}",
            "{code}",
            "{sourcecode}",
        }:
            yield from blocks_of(token.content)  # a tip, a tab, ...
            continue
        words = argument if directive.startswith("{") else directive
        language = SYNONYMS.get(words.strip().lower(), words.strip().lower())
        head, _, rest = token.content.partition("\n")
        caption = head.removeprefix(":caption:").strip() if head.startswith(":caption:") else ""
        yield Block(language, caption, rest.lstrip("\n") if caption else token.content)


def read_blocks(page: str) -> list[Block]:
    return list(blocks_of((GUIDE / page).read_text(encoding="utf-8")))


def steps_of(page: str) -> tuple[list[dict[str, str]], str]:
    """Return the files as they are at each step of a page, and what is added to ``conf.py``."""
    steps: list[dict[str, str]] = []
    files: dict[str, str] = {}
    conf = ""
    for block in read_blocks(page):
        if block.language not in WRITTEN:
            continue
        if block.caption == "conf.py":
            conf += block.text
            continue
        if block.caption in files:
            steps.append(dict(files))
        files[block.caption] = block.text
    return [*steps, files], conf


def with_indexes(files: Mapping[str, str]) -> dict[str, str]:
    """Add the indexes that the notebook has, with a toctree of all the pages in them."""
    top = [name.removesuffix(".md") for name in files if re.fullmatch(r"[\w-]+\.md", name)]
    found = {"index.md": toctree("Notebook", "", [*top, *(f"{name}/index" for name in FOLDERS)])}
    for folder, kind in FOLDERS.items():
        paths = [
            PurePosixPath(name).relative_to(folder) for name in files if in_folder(name, folder)
        ]
        below = [path.with_suffix("") for path in paths if len(path.parts) == 1]
        below += [path.with_suffix("") for path in paths if path.parts[1:] == ("index.md",)]
        index = f":::{{{kind}-index}}\n:::\n"
        found[f"{folder}/index.md"] = toctree(folder.title(), index, map(str, below))
    return found | dict(files)


def in_folder(name: str, folder: str) -> bool:
    return name.startswith(f"{folder}/") and name != f"{folder}/index.md"


def toctree(title: str, body: str, names: Iterator[str] | list[str]) -> str:
    return "\n".join([f"# {title}\n", body, "```{toctree}", *names, "```", ""])


@pytest.fixture
def build_steps(make_project: Callable[..., Project]) -> Callable[..., list[Built]]:
    """Return a function that builds all the steps of a page, each in the place of the last."""

    def build(page: str, **config: object) -> list[Built]:
        steps, conf = steps_of(page)
        project = make_project(conf=conf)
        project.write({"speakers.md": None, "topics.md": None})
        built = []
        for files in steps:
            project.write(dict(with_indexes(files)))
            built.append(project.build(**config))
        return built

    return build


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_build_without_a_warning(
    build_steps: Callable[..., list[Built]], page: str
) -> None:
    config: dict[str, object] = {}
    if "intersphinx_mapping" in steps_of(page)[1]:  # the other notebook is that of the first steps
        inventory = build_steps("start.md")[-1].outdir / "objects.inv"
        config["intersphinx_mapping"] = {"notes": ("https://notes.example/", str(inventory))}
    with nullcontext() if page != "together.md" else annas_notebook(build_steps) as anna:
        if anna:
            config["confnotes_notebooks"] = {"anna": anna.address}
        for built in build_steps(page, **config):
            assert built.warnings == []
        if anna:
            assert_together(built, anna.address)


def annas_notebook(build_steps: Callable[..., list[Built]]) -> AbstractContextManager[Host]:
    """Serve the notebook that another page of the guide has made."""
    return hosting(build_steps("start.md")[-1].outdir)


def assert_together(built: Built, address: str) -> None:
    """Check that notebooks show of each other what the guide says."""
    talk = f"{address}conferences/exampleconf-2026/fast-tests.html"
    for name in ("topics/testing", "speakers/ann-lee", "conferences/porto-2026"):
        assert talk in [link["href"] for link in built.html(name).select("a.external")]
    assert "Noted elsewhere" in built.text("topics/testing")
    assert "Notes elsewhere" in built.text("conferences/porto-2026")


@pytest.mark.parametrize("page", PAGES)
def test_every_block_that_can_be_copied_says_which_file_it_is(page: str) -> None:
    without = [
        block.text for block in read_blocks(page) if block.language in WRITTEN and not block.caption
    ]
    assert without == []


def test_the_guide_has_its_pages() -> None:
    listed = re.findall(r"^[\w-]+$", section(GUIDE / "index.md", "Guide"), re.MULTILINE)
    assert sorted([*(f"{name}.md" for name in listed), "index.md"]) == PAGES


def test_examples_in_links_lead_to_another_notebook(
    build_steps: Callable[..., list[Built]],
) -> None:
    inventory = build_steps("start.md")[-1].outdir / "objects.inv"
    mapping = {"notes": ("https://notes.example/", str(inventory))}
    [built] = build_steps("links.md", intersphinx_mapping=mapping)
    links = [str(link["href"]) for link in built.html("speakers/ann-lee").find_all("a")]
    assert "https://notes.example/conferences/exampleconf-2026/fast-tests.html" in {
        link.partition("#")[0] for link in links
    }


def test_the_warning_that_is_shown_is_what_the_build_prints(
    build_steps: Callable[..., list[Built]], make_project: Callable[..., Project]
) -> None:
    [shown] = [block.text for block in read_blocks("start.md") if "WARNING" in block.text]
    files = steps_of("start.md")[0][-1]
    talk = "conferences/exampleconf-2026/fast-tests.md"
    files[talk] = re.sub(":date: .*", ":date: 14 May 2026", files[talk])
    built = make_project(dict(with_indexes(files))).build()
    assert built.warning("invalid-date") == shown.strip()


def test_a_notebook_in_another_language_says_what_the_guide_says(
    build_steps: Callable[..., list[Built]],
) -> None:
    [built] = build_steps("languages.md")
    page = (GUIDE / "languages.md").read_text(encoding="utf-8")
    said = re.findall(r"\*([^*]+)\*", next(li for li in page.splitlines() if "14.–16." in li))
    assert len(said) == 3
    text = built.text("conferences/beispielkonferenz-2026")
    assert all(words in text for words in said)


# -- Old links ------------------------------------------------------------------------------------

OLD_LINKS = GUIDE / "old-links.md"


def shown_as(caption: str) -> str:
    """Return the one block of the page on old links that has a caption."""
    [text] = [block.text for block in read_blocks("old-links.md") if block.caption == caption]
    return text


def cells(first: str) -> list[list[str]]:
    """Return the rows of the table of that page whose first row begins so."""
    table = OLD_LINKS.read_text(encoding="utf-8").partition(f"| {first} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]


def test_old_links_lead_where_the_guide_says(build_steps: Callable[..., list[Built]]) -> None:
    *_, last = build_steps("old-links.md")
    text = last.text("conferences/exampleconf-2012")
    for words in (
        "list of slow suites [archived 3 September 2012]",
        "wrote about it [archived near 4 September 2012]",
        "wiki [gone, no copy known]",
        "her words [archived near 4 September 2012]",
        "slides.example [archived 10 September 2012]",
    ):
        assert words in text
    older = last.text("conferences/exampleconf-2009")
    assert "list of slow suites [archived 11 September 2009]" in older
    page = last.html("conferences/exampleconf-2012")
    links = {link.get_text(): str(link["href"]) for link in page.find_all("a")}
    assert links["manual"] == "https://runner.example/1.0/#cache"
    assert links["list of slow suites"].startswith("https://web.archive.org/web/20120903081500/")
    assert "wiki" not in links


def test_the_mistake_that_is_shown_is_what_the_build_prints(
    make_project: Callable[..., Project],
) -> None:
    mistaken = '[[link]]\nurl = "http://suites.example/slowest"\nurl-status = "ded"\n'
    built = make_project({"links.toml": mistaken}).build()
    assert built.warning("invalid-links") == shown_as("what the build prints").strip()


def test_the_news_that_are_shown_are_what_linkcheck_prints() -> None:
    note, page = Place("conferences/exampleconf-2012.md", 21), Place("speakers/ann-lee.md", 3)
    news = News(
        broken=(),
        alive=(CheckedLink("http://wiki.example/TestSpeed", Finding.WORKS, (note,)),),
        moved=(
            CheckedLink(
                "http://ann.example/", Finding.MOVED, (page,), "", "https://ann-lee.example/"
            ),
        ),
        undecided=(
            CheckedLink("https://social.example/@ann", Finding.UNDECIDED, (page,), "403 Forbidden"),
        ),
    )
    assert shown_as("what make linkcheck prints").startswith("\n".join(tell(news)).strip())


def test_the_entry_that_is_shown_is_what_is_proposed() -> None:
    lines = shown_as("what make links proposes").splitlines()
    copy = "https://web.archive.org/web/20120907160500/http://tools.example/timer"
    entry = NewEntry(
        "http://tools.example/timer",
        UrlStatus.DEAD,
        (Snapshot(copy, dt.date(2012, 9, 7)),),
        is_lost=False,
        reason="404 Not Found",
        last_checked=dt.date(2026, 11, 21),
    )
    assert "\n".join(line.removeprefix("+") for line in lines) == add_entries("", [entry]).strip()


def test_the_guide_has_every_status_and_every_key_of_links_toml() -> None:
    statuses = {word for row in cells("status") for word in re.findall(r"`(\w+)`", row[0])}
    assert statuses == set(UrlStatus)
    for table, keys in (("of a `[[link]]`", LINK_KEYS), ("of a `[[host]]`", HOST_KEYS)):
        described = [key for row in cells(table) for key in re.findall(r"`([^`]+)`", row[0])]
        assert sorted(described) == sorted(keys)


def test_the_guide_has_every_setting_and_what_it_is_when_it_is_not_set(
    make_project: Callable[..., Project],
) -> None:
    conf = steps_of("reference.md")[1] + steps_of("old-links.md")[1]
    config = make_project(conf=conf).build(confnotes_search="pagefind").app.config
    own = {one.name: one.value for one in config if one.name.startswith("confnotes_")}
    assert own == {name: config.values[name].default for name in own}
    lists = (GUIDE / "lists.md").read_text(encoding="utf-8")
    assert f"`confnotes_full_lists = {own['confnotes_full_lists']}`" in lists
    not_of_links = {
        "confnotes_exports",
        "confnotes_full_lists",
        "confnotes_notebooks",
        "confnotes_search",
    }
    assert all(f"{name} = " in conf for name in own.keys() - not_of_links)
    of_links = own.keys() - not_of_links - {"confnotes_sidebar_length"}
    assert of_links <= {row[0].strip("`") for row in cells("setting")}
    assert own.keys() <= rows("A notebook of your own").keys()


# -- Import ---------------------------------------------------------------------------------------

FAST = {
    "guid": "12",
    "date": "2026-05-14T10:30:00+01:00",
    "duration": "00:45",
    "room": "Sala 2",
    "url": "https://exampleconf.example/2026/talks/12",
    "title": "Fast tests",
    "track": "Practice",
    "language": "en",
    "abstract": "<p>Why a test suite gets slow, and how to find the tests that make it so.</p>",
    "persons": [{"public_name": "Ann Lee"}],
}
SNAPSHOT = {
    **FAST,
    "guid": "27",
    "date": "2026-05-15T11:00:00+01:00",
    "room": "Sala 1",
    "url": "https://exampleconf.example/2026/talks/27",
    "title": "Snapshot tests",
    "type": "Workshop",
    "abstract": "",
    "persons": [{"public_name": "Bo Novak"}],
}


def import_shown(folder: Path, command: str, name: str, text: str) -> str:
    """Import a file with a text into the notebook in a folder; return what is said."""
    (folder / name).write_text(text, encoding="utf-8")
    arguments = ["import", command, str(folder / name), "--source", str(folder)]
    done = CliRunner().invoke(confnotes, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def schedule_of(*talks: Mapping[str, object]) -> str:
    days = [
        {"index": at, "date": str(talk["date"])[:10], "rooms": {talk["room"]: [talk]}}
        for at, talk in enumerate(talks, 1)
    ]
    conference = {
        "acronym": "exampleconf-2026",
        "title": "ExampleConf 2026",
        "start": "2026-05-14",
        "end": "2026-05-15",
        "city": "Porto",
        "time_zone_name": "Europe/Lisbon",
        "url": "https://exampleconf.example/2026/",
        "days": days,
    }
    return json.dumps({"schedule": {"version": "1", "conference": conference}})


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """Return a notebook with the indexes that the guide takes for granted."""
    (tmp_path / "conferences").mkdir()
    files = {
        "conf.py": 'myst_enable_extensions = ["colon_fence"]',
        "index.md": ":::{speaker-index}\n:::\n\n:::{topic-index}\n:::\n",
        "conferences/index.md": "```{toctree}\n:glob:\n\n*/index\n```\n",
        "Makefile": "",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def said(caption: str) -> str:
    [text] = [block.text for block in read_blocks("import.md") if block.caption == caption]
    return text


def test_the_pages_that_are_shown_are_what_a_schedule_becomes(notebook: Path) -> None:
    steps, _ = steps_of("import.md")
    pages = {name: text for name, text in steps[0].items() if "exampleconf-2026/" in name}
    output = import_shown(notebook, "schedule", "1.json", schedule_of(FAST, SNAPSHOT))
    assert output == said("what the first import says")
    assert {name: (notebook / name).read_text(encoding="utf-8") for name in pages} == pages

    page = notebook / "conferences" / "exampleconf-2026" / "fast-tests.md"
    text = page.read_text(encoding="utf-8").replace("Sala 2", "Garden")
    page.write_text(text + "\nA test should not wait for anything.\n", encoding="utf-8")
    moved = {**FAST, "room": "Sala 1", "date": "2026-05-14T09:30:00+01:00"}
    output = import_shown(notebook, "schedule", "2.json", schedule_of(moved, SNAPSHOT))
    assert output == said("what the second import says")
    assert page.read_text(encoding="utf-8") == steps[-1][page.relative_to(notebook).as_posix()]


def test_the_notes_that_are_shown_become_the_page_that_is_shown(notebook: Path) -> None:
    steps, _ = steps_of("import.md")
    name = "conferences/testfest-2019/index.md"
    written = said("testfest-2019.md, as it was written")
    output = import_shown(notebook, "notes", "testfest-2019.md", written)
    assert output.startswith(said("what the import says"))
    assert (notebook / name).read_text(encoding="utf-8") == steps[-1][name]


# -- Take it away ---------------------------------------------------------------------------------


def test_the_script_that_is_shown_finds_the_videos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [script] = [one.text for one in read_blocks("sharing.md") if one.caption == "videos.py"]
    seen = talk("Seen", video=("https://videos.example/1", "https://videos.example/2"))
    lookup = notebook_of(page("c/index", conference("Conf"), seen, talk("Not seen")))
    (tmp_path / "talks.json").write_bytes(exported(lookup)["talks.json"])
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "videos.py", "exec"), {})
    found = ["Seen https://videos.example/1", "Seen https://videos.example/2"]
    assert capsys.readouterr().out.splitlines() == found


def test_the_guide_has_every_export() -> None:
    said = re.findall(r'"(\w+)"', steps_of("sharing.md")[1])
    assert said == [*EXPORTS]
    takes, _otherwise = rows("A notebook of your own")["confnotes_exports"]
    assert re.findall(r'"(\w+)"', takes) == said


# -- A notebook of one's own ----------------------------------------------------------------------


def test_a_notebook_of_ones_own_needs_no_more_than_the_reference_says(
    make_project: Callable[..., Project],
) -> None:
    [files], conf = steps_of("reference.md")
    project = make_project({**files, "conf.py": conf})
    project.write({"speakers.md": None, "topics.md": None})
    built = project.build()
    assert built.warnings == []
    assert "ExampleConf 2026" in str(built.html("conferences/index"))


# -- The reference is complete --------------------------------------------------------------------

REFERENCE = GUIDE / "reference.md"


def headings(path: Path) -> list[tuple[int, int, str]]:
    """Return (line, level, text) of every heading, not those in code blocks."""
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    return [
        (token.map[0], int(token.tag[1:]), tokens[at + 1].content.replace("`", ""))
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.map
    ]


def section(path: Path, heading: str) -> str:
    """Return what stands below a heading, with its sub-sections."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = headings(path)
    [(start, level)] = [(line, level) for line, level, text in found if text == heading]
    ends = [line for line, other, _ in found if line > start and other <= level]
    return "\n".join(lines[start + 1 : ends[0] if ends else None])


def below(heading: str) -> list[str]:
    """Return the headings of the sub-sections of the reference."""
    inside = section(REFERENCE, heading)
    return [text.replace("`", "") for text in re.findall(r"^### (.+)$", inside, re.MULTILINE)]


def rows(heading: str) -> dict[str, list[str]]:
    """Return the rows of the tables below a heading: first cell → the others."""
    found = {}
    for line in section(REFERENCE, heading).splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            first, *others = (cell.strip() for cell in line.strip().strip("|").split("|"))
            found[first.strip("`")] = others
    return found


def test_the_reference_has_every_directive(make_project: Callable[..., Project]) -> None:
    domain = make_project().build().app.env.domains["conf"]
    assert sorted(below("Directives")) == sorted(domain.directives)


@pytest.mark.parametrize("directive", [*OPTIONS, "talk-list"])
def test_the_reference_has_every_option_with_an_example(directive: str) -> None:
    objtype = ObjectType(directive) if directive != "talk-list" else None
    known = OPTIONS[objtype] if objtype else TALK_LIST_OPTIONS
    described = rows(directive)
    del described["option"]
    assert sorted(described) == sorted(known)
    for name, (takes, example) in described.items():
        assert takes
        given = {"start": "2026-05-14", name: example.strip("`")}
        if objtype is not ObjectType.CONFERENCE and name != "start":
            del given["start"]
        _, complaints = read_facts(objtype, given) if objtype else read_query(given)
        assert complaints == []
        assert example or name == "notes"


@pytest.mark.parametrize(
    ("directive", "option", "choices"),
    [
        ("talk", "type", TalkType),
        ("topic", "status", TopicStatus),
        ("talk-list", "sort", Sort),
        ("talk-list", "group-by", GroupBy),
    ],
)
def test_the_reference_has_every_choice(
    directive: str, option: str, choices: type[StrEnum]
) -> None:
    takes, _example = rows(directive)[option]
    assert set(re.findall("`([^`]+)`", takes)) == set(choices)


def test_the_guide_says_what_each_status_means() -> None:
    text = section(GUIDE / "topics.md", "Software: what became of it")
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(TopicStatus)


def test_the_reference_has_every_role() -> None:
    described = rows("Roles")
    del described["role"]
    assert sorted(described) == sorted(ConfDomain.roles)


def test_the_reference_has_an_entry_for_every_warning() -> None:
    assert sorted(below("Warnings")) == sorted(Subtype)
    for subtype in Subtype:
        sentences = section(REFERENCE, subtype).count(".\n")
        assert sentences >= 2, f"{subtype}: what it means, and what to do"


def test_the_ids_of_the_reference_are_those_that_are_made() -> None:
    table = section(REFERENCE, "Ids").partition("| name | id |")[2]
    made = re.findall(r"^\| (.+) \| `(.+)` \|$", table, re.MULTILINE)
    assert len(made) >= 5
    assert [slugify(name) for name, _ in made] == [slug for _, slug in made]


@pytest.mark.parametrize(
    "path", [*GUIDE.glob("*.md"), ROOT / "CONTRIBUTING.md"], ids=lambda path: path.name
)
def test_every_command_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^)make ([\w ]+?)(?= \w+=|`|$)", text, re.MULTILINE)
    assert {name for names in named for name in names.split()} <= commands


# -- Sharing --------------------------------------------------------------------------------------


def test_the_bibliography_that_is_shown_is_what_the_notes_make(
    build_steps: Callable[..., list[Built]],
) -> None:
    [built] = build_steps("sharing.md")
    lookup = cast("ConfDomain", built.app.env.domains["conf"]).lookup
    [(name, content), _] = make_bibliographies(Published(lookup, lambda target: target.docname))
    [shown] = [block.text for block in read_blocks("sharing.md") if block.caption == name]
    assert content.decode() == shown
    note = built.text("conferences/exampleconf-2026/index")
    assert "The one to watch is Ann Lee [ AnnLee26 ]" in note
    assert "Fast tests. Talk at ExampleConf 2026, Porto, May 2026." in note
