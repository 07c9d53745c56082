"""From an event of the pyvideo data set to a programme.

An event is a folder with a ``category.json`` and, in the folder ``videos``, a file for each talk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Conference
from ...names import slugify
from ..model import Imported, Programme
from .addresses import tidy_address
from .decoding import Record, Text, parse_json, read_record
from .moments import day_of
from .programmes import about_talks, last_for, spell_alike, tell_apart
from .pyvideo_talks import Video, read_talk
from .pyvideo_topics import EventLinks, EventTopics
from .wording import clean_line, series_of, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ...model import Talk


class Category(Record):
    """An event, as the data set has it."""

    title: Text = ""
    description: Text = ""
    url: Text = ""
    start_date: Text = ""


def find_events(path: Path) -> list[Path]:
    """Return the folder of an event itself, or those of all events in a folder, by name.

    Raises `ValueError` where there is none.
    """
    try:
        if _is_event(path):
            return [path]
        events = [folder for folder in sorted(path.iterdir()) if _is_event(folder)]
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    if not events:
        raise ValueError(
            f"{path} has no event of pyvideo in it; expected a folder with a 'category.json' and "
            "a folder 'videos', or a folder of such folders"
        )
    return events


def read_event(folder: Path) -> Programme:
    """Read the folder of an event.

    Raises `ValueError` for one that says nothing of the event; what is wrong with a single talk
    becomes a remark.
    """
    path = folder / "category.json"
    raw = _read(path)
    try:
        category, wrong = read_record(Category, raw)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    title = clean_line(category.title)
    if not slugify(title):
        raise ValueError(f"{path} has no 'title' with a letter or a digit")
    remarks = [f"the event: {sentence}" for sentence in wrong]
    videos = list(_videos(folder, remarks))
    links = EventLinks(video.related_urls for _, video in videos)
    remarks += links.remarks
    said: list[tuple[str, str]] = []
    talks = list(tell_apart(_talks(title, videos, links, said), remarks))
    remarks += about_talks(said)
    first = day_of(category.start_date)
    try:
        conference = _conference(title, category, links, remarks)
        facts = last_for(conference, [first] if first else [], talks)
    except ValueError as error:
        raise ValueError(f"{folder}: {error}") from None
    event = Imported(clean_line(folder.resolve().name), title, facts, category.description)
    return spell_alike([Programme(event, tuple(talks), tuple(remarks))])[0]


def _is_event(folder: Path) -> bool:
    return (folder / "category.json").is_file()


def _read(path: Path) -> object:
    try:
        return parse_json(path.read_bytes(), str(path))
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None


def _videos(folder: Path, remarks: list[str]) -> Iterator[tuple[str, Video]]:
    """Yield the talks that can be read, with the names of their files."""
    for path in sorted((folder / "videos").glob("*.json")):
        try:
            video, wrong = read_record(Video, _read(path))
            if not slugify(video.title):
                raise ValueError(f"its title, {shorten(video.title)}, has no letter or digit")
        except ValueError as error:
            remarks.append(f"the talk in {path.name} was left out: {error}")
            continue
        remarks += (f"{shorten(video.title)}: {sentence}" for sentence in wrong)
        yield clean_line(path.stem), video


def _talks(
    title: str,
    videos: Iterable[tuple[str, Video]],
    links: EventLinks,
    said: list[tuple[str, str]],
) -> Iterator[Imported[Talk]]:
    """Yield the talks; *said* is what there is to say of them, by title."""
    videos = list(videos)
    topics = EventTopics(title, (video.tags for _, video in videos))
    for key, video in videos:
        talk, wrong = read_talk(key, video, topics, links.shared)
        said += ((talk.title, sentence) for sentence in wrong)
        yield talk


def _conference(
    title: str, category: Category, links: EventLinks, remarks: list[str]
) -> Conference:
    url, videos = (
        _addresses((category.url or links.site,), remarks),
        _addresses(links.videos, remarks),
    )
    return Conference(series=series_of(title), url=url[0] if url else "", videos=videos)


def _addresses(texts: Iterable[str], remarks: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in filter(None, texts):
        try:
            found[tidy_address(text)] = None
        except ValueError as error:
            remarks.append(f"the event's address was left out: {error}")
    return tuple(found)
