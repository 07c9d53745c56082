"""From a talk of the pyvideo data set to a talk of the model."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from ...model import Talk, TalkType
from ..model import Imported
from .addresses import Address, sort_addresses
from .decoding import Links, Record, Text, Texts
from .moments import LONGEST, moment_of
from .vocabulary import first_language, type_of_tag, type_of_title
from .wording import clean_line, join_texts, read_people, shorten

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from .pyvideo_topics import EventTopics

_SECONDS = re.compile(r"\d{1,6}(?:\.\d+)?", re.ASCII)


class Video(Record):
    """A talk, as the data set has it."""

    title: Text = ""
    speakers: Texts = ()
    recorded: Text = ""
    duration: Text = ""
    language: Text = ""
    tags: Texts = ()
    videos: Links = ()
    related_urls: Links = ()
    summary: Text = ""
    description: Text = ""
    abstract: Text = ""


def read_talk(
    key: str, video: Video, topics: EventTopics, elsewhere: Container[str]
) -> tuple[Imported[Talk], list[str]]:
    """Read a talk; *elsewhere* are the addresses that are not its own, but its event's.

    Returns the talk, complete but for what could not be read, and sentences on that.
    """
    content = join_texts(video.summary, video.description, video.abstract)
    addresses, wrong = sort_addresses(_addresses(video, elsewhere))
    addresses["url"] = tuple(url for url in addresses.get("url", ()) if url not in content)
    date, time = _moment(video.recorded, wrong)
    facts = Talk(
        speakers=read_people(video.speakers),
        date=date,
        time=time,
        duration=_minutes(video.duration, wrong),
        type=_type(video.title, video.tags),
        language=first_language(video.language, wrong),
        topics=topics.of(video.tags),
        **addresses,
    )
    return Imported(key, clean_line(video.title), facts, content), wrong


def _addresses(video: Video, elsewhere: Container[str]) -> list[Address]:
    related = (link for link in video.related_urls if link.url not in elsewhere)
    return [
        *(Address(link.url, kind="video") for link in video.videos),
        *(Address(link.url, link.title, link.type) for link in related),
    ]


def _type(title: str, tags: Iterable[str]) -> TalkType:
    tagged = [kind for tag in tags if (kind := type_of_tag(tag)) not in {None, TalkType.TALK}]
    return tagged[0] if tagged and tagged[0] else type_of_title(title)


def _moment(text: str, wrong: list[str]) -> tuple[dt.date | None, dt.time | None]:
    """Return when a talk was recorded; a time with seconds or an offset is that of an upload."""
    moment = moment_of(text)
    if not moment:
        if text:
            wrong.append(f"{shorten(text)} is no date, and was left out")
        return None, None
    time = moment.time()
    is_on_the_wall = moment.tzinfo is None and time != dt.time.min and not time.second
    return moment.date(), dt.time(time.hour, time.minute) if is_on_the_wall else None


def _minutes(text: str, wrong: list[str]) -> int | None:
    if not _SECONDS.fullmatch(text):
        if text:
            wrong.append(f"{shorten(text)} is no number of seconds, and was left out")
        return None
    minutes = max(round(float(text) / 60), 1)
    return minutes if float(text) and minutes <= LONGEST else None
