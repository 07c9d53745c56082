"""Schedules in XML, brought into the form that those in JSON have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_WEB_PAGE = re.compile(rb"\W*(?:<!doctype\s+)?<?html\b", re.IGNORECASE)
#: Elements that hold others; those in all others are a text's markup.
_GROUPS = frozenset(["conference", "day", "persons", "links", "attachments", "recording"])


def parse_xml(content: bytes, name: str) -> dict[str, Any]:
    """Return what a schedule in XML holds, as one in JSON would. *name* is for messages.

    Raises `ValueError` for what is incomplete or mis-encoded, has a DTD (entities can make a small
    file a large one), or is not a schedule.
    """
    if _WEB_PAGE.match(content):
        raise ValueError(
            f"{name} is a web page; look for the address of the export on it, or log in first"
        )
    try:
        root = fromstring(_from_first_sign(content), forbid_dtd=True)
        if _tag(root) != "schedule":
            raise ValueError(f"it begins with <{_tag(root)}>, and a schedule with <schedule>")
        return {"schedule": _schedule(root)}
    except DefusedXmlException:
        advice = "no export has one, and it isn't safe; get the file again"
        raise ValueError(f"{name} has a document type or entities of its own: {advice}") from None
    except ParseError as error:
        advice = "get the file again"
        raise ValueError(f"{name} is no XML, or not all of it: {error}; {advice}") from None
    except (ValueError, LookupError) as error:
        raise ValueError(f"{name} cannot be read: {error}") from None
    except RecursionError:
        raise ValueError(f"{name} is nested too deeply; that is nothing to import") from None


def _from_first_sign(content: bytes) -> bytes:
    """Take off what some programs put in front of the declaration, which has to be the first."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")


def _schedule(root: Element) -> dict[str, Any]:
    conference: dict[str, Any] = {}
    for element in _children(root, "conference"):
        conference = _fields(element)
    conference["days"] = [_day(element) for element in _children(root, "day")]
    return {**_fields(root), "base_url": conference.get("base_url"), "conference": conference}


def _day(element: Element) -> dict[str, Any]:
    rooms: dict[str, list[Any]] = {}
    for room in (element, *_children(element, "room")):  # talks of old exports are in no room
        events = rooms.setdefault(room.get("name", ""), [])
        events += [_event(event) for event in _children(room, "event")]
    return {"date": element.get("date"), "day_start": element.get("start"), "rooms": rooms}


def _event(element: Element) -> dict[str, Any]:
    persons = [
        _fields(person) if len(person) else {"public_name": _text(person)}
        for group in _children(element, "persons")
        for person in _children(group, "person")
    ]
    return {
        **dict(element.items()),
        **_fields(element),
        "persons": persons,
        "links": list(_links(element, "links")),
        "attachments": list(_links(element, "attachments")),
    }


def _links(element: Element, name: str) -> Iterator[dict[str, Any]]:
    for group in _children(element, name):
        for link in group:
            yield {"url": link.get("href"), "title": _text(link), "type": link.get("type")}


def _fields(element: Element) -> dict[str, Any]:
    """Return the texts of the elements in another; the first of each name counts."""
    fields: dict[str, Any] = {}
    for child in element:
        name = _tag(child)
        if name not in _GROUPS:
            fields[name] = fields.get(name) or _text(child)
    return fields


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _tag(child) == name)


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _tag(element: Element) -> str:
    """Return the name of an element, without its namespace."""
    return element.tag.rpartition("}")[2]
