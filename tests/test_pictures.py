"""Pictures of links to talks: which there are, and that they hold what they show."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from confnotes.exports import pictures
from confnotes.exports.pictures import SIZE, Picture, picture_of
from making import conference, notebook, page, speaker, talk
from projects import INDEXES, contents, times

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

LONG = "A title that goes on and on, " * 9
WORD = "Unbreakable" * 9


def drawn(*words: str) -> Image.Image:
    return Image.open(BytesIO(Picture(*words).draw()))


def ink(image: Image.Image, top: int, bottom: int) -> tuple[int, int, int, int] | None:
    """Return the box around what is written between two heights, without the mark at the edge."""
    return (
        image.convert("L").point(lambda one: 255 - one).crop((30, top, SIZE[0], bottom)).getbbox()
    )


def test_a_picture_has_the_size_that_is_asked_for_and_is_small() -> None:
    image = drawn("Django on Gevent", "Cody Soyland", "DjangoCon US 2012", "Notes")
    assert (image.format, image.size) == ("PNG", SIZE)
    assert len(Picture("Django on Gevent", "Cody Soyland", "Conf", "Notes").draw()) < 20_000


@pytest.mark.parametrize("text", [LONG, WORD, f"{LONG} {WORD}", "W" * 300])
def test_nothing_leaves_its_place(text: str) -> None:
    image = drawn(text, text, text, text)
    whole = ink(image, 0, SIZE[1])
    assert whole is not None
    assert whole[2] + 30 <= SIZE[0] - 60, "the margin is free"
    for top, bottom in ((0, 70), (118, 150), (450, 462), (570, 630)):
        assert ink(image, top, bottom) is None


def test_a_picture_shows_the_title_the_speakers_and_the_conference() -> None:
    pages = [
        page("c/index", conference("Conf 2012")),
        page("c/a", talk("Talk", notes=True, speakers="ann, Bo")),
        page("ann", speaker("Ann Lee", id="ann")),
    ]
    lookup = notebook(*pages)
    found = picture_of(lookup, lookup.talks["c/a"], "Notes")
    assert found == Picture("Talk", "Ann Lee, Bo", "Conf 2012", "Notes")
    assert found.alt == "Talk, Ann Lee, Bo, Conf 2012"
    others = [Picture("Talk!", *(one := ("Ann Lee, Bo", "Conf 2012", "Notes")))]
    others += [Picture("Talk", *one[:n], "other", *one[n + 1 :]) for n in range(3)]
    assert len({one.path for one in (found, *others)}) == 5
    assert len({one.draw() for one in (found, *others)}) == 5


@pytest.mark.parametrize(
    ("of", "is_drawn"),
    [
        (page("c/a", talk("Łukasz – Привет, “Ünal”", notes=True)), True),
        (page("c/a", talk("Without notes")), False),
        (page("c/a", talk("A section", notes=True), title="Several"), False),
        (page("c/a", talk("パイソン", notes=True)), False),
    ],
)
def test_only_talks_with_notes_have_one_that_the_font_can_write(of: object, is_drawn: bool) -> None:
    lookup = notebook(of)
    (entry,) = lookup.talks.values()
    assert (picture_of(lookup, entry, "Notes") is not None) is is_drawn


def test_without_pillow_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PIL", None)
    lookup = notebook(page("c/a", talk("A", notes=True)))
    assert picture_of(lookup, lookup.talks["a"], "Notes") is None


# On a site


TALK = "# {0}\n\n:::{{talk}}\n:conference: c\n:speakers: Ann\n:::\n\nNotes.\n"


def test_a_page_and_its_picture_belong_together(make_project: Callable[..., Project]) -> None:
    index = "# C\n\n:::{conference}\n:start: 2012-09-04\n:::\n\n```{toctree}\n:glob:\n\n*\n```\n"
    files = {"c/index.md": index, "c/a.md": TALK.format("A"), "c/b.md": TALK.format("B")}
    conf = 'html_baseurl = "https://notes.example/en"\n'
    project = make_project(files, conf=conf)
    folder = project.build().outdir / "previews"
    (folder / "own.png").write_bytes(b"by hand")
    before = times(folder)
    project.write(
        {"c/b.md": TALK.format("B is another"), "index.md": INDEXES["index.md"] + "\nX\n"}
    )
    built = project.build()
    after = times(folder)
    assert len(before.items() & after.items()) == 2, "that of A, and what somebody else put there"
    (folder / "own.png").unlink()
    shown = {
        built.html(name).find("meta", property="og:image")["content"] for name in ("c/a", "c/b")
    }
    assert shown == {f"https://notes.example/en/previews/{name}" for name in contents(folder)}
    for name in contents(folder):
        (folder / name).rename(folder / f"{name}.part")
    project.build()
    assert contents(folder).keys() == {one.rpartition("/")[2] for one in shown}
    project.build(html_baseurl="")
    assert not folder.exists()
