"""``feed.atom``, the notes that are new or have changed; and ``feeds/`` with one for each topic.

Atom wants absolute addresses, so a site that doesn't know its own has no feeds; and it wants dates,
so a notebook without a history has none, either. See RFC 4287.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import feedgenerator

from ..model import ObjectType, Talk, Target

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from xml.sax.saxutils import XMLGenerator

    from ..lookup import Lookup
    from ..tables import Entry
    from .dates import Dates
    from .published import Published

FEED = "feed.atom"
#: How many entries a feed has at most.
LENGTH = 50
#: What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Notes:
    """What feeds say that the lookup doesn't know.

    ``dates`` are those of documents: every talk of a page has the page's. ``last`` is when anything
    of the notebook was changed; None where nothing is known. ``summary_of`` gives the first words
    of an object. ``author`` is who takes the notes, empty where nobody says so.
    """

    dates: Mapping[str, Dates]
    last: dt.datetime | None
    summary_of: Callable[[Entry[Talk]], str]
    author: str = ""


def feed_of(topic_id: str) -> str:
    """Return where the feed of a topic is in the output."""
    return f"feeds/{topic_id}.atom"


def topics_with_feeds(lookup: Lookup) -> Iterator[Target]:
    """Yield the topics that have a feed: those with a page, or with a talk that has notes."""
    for topic_id, entry in lookup.topics.items():
        about = lookup.talks_by_topic.get(topic_id, ())
        if entry.declaration or any(lookup.talks[one].has_notes for one in about):
            yield entry.target


def make_feeds(site: Published, notes: Notes) -> Iterator[tuple[str, bytes]]:
    """Make the feed of the site, and those of its topics; none without addresses or dates."""
    if not site.base or notes.last is None:
        return
    entries: dict[str, dict[str, Any]] = {}
    dated = _newest_first(site.lookup, notes.dates)

    def feed(path: str, title: str, page: str, talk_ids: Iterable[str]) -> tuple[str, bytes]:
        made = _Feed(
            title=_writable(title),
            link=page,
            description=None,
            language=site.language or None,
            author_name=_writable(notes.author or site.title),
            feed_url=site.base + path,
            feed_guid=site.base + path,
            updated=notes.last,
        )
        for talk_id in talk_ids:
            if talk_id not in entries:
                entries[talk_id] = _entry(site, notes, site.lookup.talks[talk_id])
            made.add_item(**entries[talk_id])
        output = BytesIO()
        made.write(output, "utf-8")
        return path, output.getvalue() + b"\n"

    yield feed(FEED, site.title, site.base, dated[:LENGTH])
    order = {talk_id: at for at, talk_id in enumerate(dated)}
    for topic in topics_with_feeds(site.lookup):
        about = site.lookup.talks_by_topic.get(topic.id, ())
        newest = sorted((one for one in about if one in order), key=order.__getitem__)[:LENGTH]
        title = f"{site.title}: {topic.label}" if site.title else topic.label
        yield feed(feed_of(topic.id), title, site.address(topic) or site.base, newest)


class _Feed(feedgenerator.Atom1Feed):
    """A feed whose categories say what they are, and which is never dated by the build."""

    def latest_post_date(self) -> dt.datetime:
        """Return when the newest entry was changed; without one, when anything was."""
        last: dt.datetime = self.feed["updated"]
        return max((one["updateddate"] for one in self.items), default=last)

    def add_item_elements(self, handler: XMLGenerator, item: dict[str, Any]) -> None:
        """Write an entry, and its categories with the name and the kind of each."""
        super().add_item_elements(handler, item)
        for attributes in item["kinds"]:
            handler.startElement("category", attributes)
            handler.endElement("category")


def _newest_first(lookup: Lookup, dates: Mapping[str, Dates]) -> list[str]:
    """Return the ids of the talks with notes whose dates are known, last changed first."""
    known = [
        (dates[entry.target.docname], talk_id)
        for talk_id, entry in sorted(lookup.talks.items())
        if entry.has_notes and entry.target.docname in dates
    ]
    known.sort(key=lambda one: (one[0].updated, one[0].published), reverse=True)
    return [talk_id for _, talk_id in known]


def _entry(site: Published, notes: Notes, entry: Entry[Talk]) -> dict[str, Any]:
    """Return what a feed says of a talk. Its address is its id: it stays when the notes change."""
    address = site.address(entry.target)
    dates = notes.dates[entry.target.docname]
    return {
        "title": _writable(entry.target.label),
        "link": address,
        "unique_id": address,
        # As HTML, in which a reader of feeds shows it.
        "description": html.escape(_writable(notes.summary_of(entry)), quote=False) or None,
        "pubdate": dates.published,
        "updateddate": dates.updated,
        "kinds": [*_kinds(site, entry)],
    }


def _kinds(site: Published, entry: Entry[Talk]) -> Iterator[dict[str, str]]:
    """Yield the topics, the speakers and the conference of a talk, as categories.

    Speakers are no authors: they haven't written the notes.
    """
    lookup, facts = site.lookup, entry.facts
    conference = lookup.conference_of(entry.target)
    targets = [
        *lookup.resolve_names(ObjectType.TOPIC, facts.topics),
        *lookup.resolve_names(ObjectType.SPEAKER, facts.speakers),
        *([conference.target] if conference else []),
    ]
    for target in targets:
        docname, node_id = lookup.home(target.objtype)
        home = Target(target.objtype, "", "", docname, node_id) if docname else None
        scheme = site.address(home) if home else ""
        yield {
            "term": target.id,
            "label": _writable(target.label),
            **({"scheme": scheme} if scheme else {}),
        }


def _writable(text: str) -> str:
    """Return a text without what XML can't hold, such as the controls of a terminal."""
    return _UNWRITABLE.sub("", text)
