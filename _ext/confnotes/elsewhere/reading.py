"""From the bytes of a ``talks.json`` to records; nothing in it is believed.

All of it has to be as the schema says (see `exports`): what is wrong in one place is not to be
trusted in another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import unquote, urljoin

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field, ValidationError

from ..downloads import UnusableError
from ..imports.sources.decoding import parse_json
from ..imports.sources.wording import clean_line
from ..names import slugify
from ..readers import read_date, read_url
from ..words import _
from .records import OtherName, OtherNotebook, OtherTalk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

#: The version of the format that is read here.
VERSION = 1
#: How many values a file may have; a notebook of 4,000 talks has a hundred thousand.
_MOST_VALUES = 3_000_000
#: How long a line may be that is shown.
_LONGEST_LINE = 500
#: Marks that turn the writing around would turn what stands behind them, too.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_STEPS = re.compile(r"[/\\]")


class NewerError(UnusableError):
    """The file is of a version that is not known here."""


def _line(text: str) -> str:
    return clean_line(text.translate(_TURNING))


def _date(text: str) -> dt.date:
    return read_date(text[:20])


_Line = Annotated[str, Field(max_length=_LONGEST_LINE), AfterValidator(_line)]
_Date = Annotated[str, AfterValidator(_date)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class _Name(_Record):
    """A name, and whose it is."""

    name: _Line
    id: _Line = ""

    @property
    def key(self) -> str:
        return self.id or slugify(self.name)


class _Object(_Record):
    id: _Line
    label: _Line
    page: str = ""
    has_notes: bool


class _Named(_Object):
    aliases: list[_Line] = []


class _Talk(_Object):
    speakers: list[_Name] = []
    topics: list[_Name] = []
    conference: _Name | None = None
    date: _Date | None = None
    video: list[str] = []
    url: list[str] = []


class _File(_Record):
    title: _Line = ""
    base: str = ""
    conferences: Annotated[list[_Named], FailFast()]
    talks: Annotated[list[_Talk], FailFast()]
    speakers: Annotated[list[_Named], FailFast()]
    topics: Annotated[list[_Named], FailFast()]


class _Labels(NamedTuple):
    """What conferences and speakers are called, by id."""

    conferences: Mapping[str, str]
    speakers: Mapping[str, str]


def read_notebook(content: bytes, address: str) -> OtherNotebook:
    """Return what a ``talks.json`` says of the notebook at an address, which ends with a slash.

    Its pages are all below that address. Raises `NewerError` for a version that is not known, and
    `UnusableError` with a sentence for all that is not as the schema says.
    """
    try:
        file = _read_file(content)
        return _notebook(file, lambda page: _address_of(page, file.base, address), address)
    except UnusableError:
        raise
    except ValueError as error:
        raise UnusableError(_line(str(error))[:300]) from None


def _read_file(content: bytes) -> _File:
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > _MOST_VALUES:
        raise ValueError(
            _("it has more than {number} values, which no notebook has", number=f"{_MOST_VALUES:,}")
        )
    raw = parse_json(content, _("it"))
    if not isinstance(raw, dict) or type(raw.get("version")) is not int:
        raise ValueError(_("it is no notebook: it says no version"))
    if raw["version"] > VERSION:
        shown = raw["version"] if raw["version"] < 10**9 else _("a large number")
        raise NewerError(
            _(
                "it is of version {shown}, and version {newest} is the newest known",
                shown=shown,
                newest=VERSION,
            )
        )
    if raw["version"] < VERSION:
        raise ValueError(_("there is no such version"))
    try:
        return _File.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"{_line(place)[:80]}: {_line(first['msg'])[:120]}") from None


def _notebook(file: _File, address_of: Callable[[str], str], address: str) -> OtherNotebook:
    conferences = tuple(_named(one, address_of) for one in file.conferences)
    speakers = tuple(_named(one, address_of) for one in file.speakers)
    # An author may name them by their ids.
    labels = _Labels(*({one.id: one.label for one in named} for named in (conferences, speakers)))
    return OtherNotebook(
        file.title or address,
        conferences,
        tuple(_talk(one, labels, address_of) for one in file.talks),
        speakers,
        tuple(_named(one, address_of) for one in file.topics),
    )


def _named(one: _Named, address_of: Callable[[str], str]) -> OtherName:
    url = address_of(one.page) if one.page else ""
    slugs = _each_once((one.id, *map(slugify, (one.label, *one.aliases))))
    return OtherName(one.id, one.label or one.id, url, slugs, one.has_notes)


def _talk(one: _Talk, labels: _Labels, address_of: Callable[[str], str]) -> OtherTalk:
    url = address_of(one.page) if one.page and one.has_notes else ""
    held_at = one.conference
    return OtherTalk(
        id=one.id,
        label=one.label or one.id,
        url=url,
        speakers=_each_once(labels.speakers.get(name.id, name.name) for name in one.speakers),
        speaker_ids=_each_once(name.key for name in one.speakers),
        topic_ids=_each_once(name.key for name in one.topics),
        conference=labels.conferences.get(held_at.id, held_at.name) if held_at else "",
        conference_id=held_at.key if held_at else "",
        # The validator makes a day of it.
        date=one.date,  # type: ignore[arg-type]
        urls=_each_once((*one.video, *one.url)),
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def _address_of(page: str, base: str, address: str) -> str:
    """Return where a page is, below the address that we know its notebook by.

    A notebook may call itself by another address, its canonical one; the pages are the same.
    """
    if base and page.startswith(base):
        page = page.removeprefix(base)
    path, _mark, _fragment = page.partition("#")
    place = path.partition("?")[0]
    # The last two are what browsers take for steps up, and for slashes.
    is_outside = ":" in place.partition("/")[0] or place.startswith(("/", "\\"))
    if is_outside or ".." in _STEPS.split(unquote(place)) or "\\" in place:
        raise ValueError(_("the address of a page is none of the notebook's own"))
    url = read_url(urljoin(address, page))
    if not url.startswith(address):
        raise ValueError(_("the address of a page is none of the notebook's own"))
    return url
