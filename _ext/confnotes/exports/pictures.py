"""The picture that others show of a link to a talk: its title, who speaks, and where.

A picture is called by what it shows, so it is drawn once, and has another name when it changes.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

try:
    import PIL
    from PIL import Image, ImageDraw, ImageFont
except ImportError:  # then there are no pictures
    PIL = None  # type: ignore[assignment]

from ..digests import digest_of
from ..model import ObjectType, Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..lookup import Lookup
    from ..model import Facts
    from ..tables import Entry

FOLDER = "previews"
#: In pixels; what those who show links ask for.
SIZE = (1200, 630)
_MARGIN = 88
_WIDTH = SIZE[0] - 2 * _MARGIN
#: Sizes of a title, and how many lines it may have then: as high as three of the largest.
_TITLES = ((80, 3), (60, 4), (48, 5))
#: Of sixteen colours, the first is the ground's and those after it lead to the darkest ink; the
#: last is the mark at the edge. So a picture is small, and soon written.
_GROUND, _INK, _MARK = (255, 255, 255), (24, 29, 36), (23, 109, 232)
_DARK, _MUTED, _EDGE = 14, 9, 15
#: Raised when pictures of the same words look different.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows."""

    title: str
    people: str
    where: str
    site: str

    @property
    def path(self) -> str:
        """Where it is in the output."""
        made_of = (*astuple(self), _VERSION, PIL.__version__, SIZE)
        return f"{FOLDER}/{digest_of(made_of)[:16]}.png"

    @property
    def alt(self) -> str:
        """What it shows, in words."""
        return ", ".join(filter(None, (self.title, self.people, self.where)))

    def draw(self) -> bytes:
        """Return it as a PNG file."""
        image = Image.new("L", SIZE, 0)
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 0, 20, SIZE[1]), fill=_EDGE)
        self._write(pen)
        image.putpalette(_palette())
        output = BytesIO()
        image.save(output, "PNG", bits=4)
        return output.getvalue()

    def _write(self, pen: ImageDraw.ImageDraw) -> None:
        pen.text((_MARGIN, 76), _fitting(self.site, 30, 1)[0], fill=_MUTED, font=_font(30))
        for size, most in _TITLES:
            lines = _wrapped(self.title, size)
            if len(lines) <= most:
                break
        else:
            lines = _fitting(self.title, size, most)
        for number, line in enumerate(lines):
            pen.text((_MARGIN, 150 + number * size * 1.2), line, fill=_DARK, font=_font(size))
        people = _fitting(self.people, 42, 1)[0]
        pen.text((_MARGIN, 462), people, fill=_DARK, font=_font(42))
        pen.text((_MARGIN, 522), _fitting(self.where, 34, 1)[0], fill=_MUTED, font=_font(34))


def picture_of(lookup: Lookup, entry: Entry[Facts], site: str) -> Picture | None:
    """Return the picture of a talk that has a page and notes, None for anything else.

    None also where the font lacks a letter, or there is nothing to draw with.
    """
    facts, declaration = entry.facts, entry.declaration
    is_noted = declaration and declaration.has_notes and declaration.is_page
    if PIL is None or not isinstance(facts, Talk) or not is_noted:
        return None
    conference = lookup.conference_of(entry.target)
    speakers = lookup.resolve_names(ObjectType.SPEAKER, facts.speakers)
    people = ", ".join(one.label for one in speakers)
    found = Picture(entry.target.label, people, conference.target.label if conference else "", site)
    return found if all(map(_can_write, {*"".join(astuple(found))})) else None


def _wrapped(text: str, size: int) -> list[str]:
    """Return the lines of a text; a word that is longer than a line goes on in the next."""
    lines = [""]
    for part in (part for word in text.split() for part in _parts(word, size)):
        longer = f"{lines[-1]} {part}".strip()
        if _font(size).getlength(longer) <= _WIDTH or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _parts(word: str, size: int) -> Iterator[str]:
    while _font(size).getlength(word) > _WIDTH:
        length = next(n for n in count(1) if _font(size).getlength(word[: n + 1]) > _WIDTH)
        yield word[:length]
        word = word[length:]
    yield word


def _fitting(text: str, size: int, most: int) -> list[str]:
    """Return as many lines of a text as there may be, with an ellipsis if that isn't all."""
    lines = _wrapped(text, size)
    kept, rest = lines[: most - 1], " ".join(lines[most - 1 :])
    if _font(size).getlength(rest) <= _WIDTH:
        return [*kept, rest]
    while rest and _font(size).getlength(f"{rest}…") > _WIDTH:
        rest = rest[:-1].rstrip()
    return [*kept, f"{rest}…"]


def _palette() -> list[int]:
    steps = [
        [
            round(ground + (ink - ground) * step / _DARK)
            for ground, ink in zip(_GROUND, _INK, strict=True)
        ]
        for step in range(_DARK + 1)
    ]
    return [value for colour in (*steps, _MARK) for value in colour]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    content = (files(__package__) / "fonts" / "Inter-SemiBold.otf").read_bytes()
    # Laid out by Pillow itself: other libraries for that are not everywhere.
    return ImageFont.truetype(BytesIO(content), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _can_write(letter: str) -> bool:
    """Say whether the font has a letter: else it draws the box that it draws for none."""
    font = _font(30)
    return letter == " " or bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))
