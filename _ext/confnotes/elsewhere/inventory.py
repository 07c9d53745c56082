"""From the bytes of an ``objects.inv`` to some that intersphinx reads without a complaint.

It unpacks what it is given, however much that is, and takes any place for one of the site.
"""

from __future__ import annotations

import re
import zlib
from urllib.parse import unquote

from ..downloads import UnusableError
from ..imports.sources.wording import clean_line
from ..words import _

_MARK = b"# Sphinx inventory version 2"
#: How much a packed inventory may hold.
_LARGEST = 50 * 2**20
#: An object as Sphinx reads it: name, kind, priority, place and label.
_OBJECT = re.compile(r"(.+?)\s+(\S+:\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
_OUTSIDE = re.compile(r"[/\\]|[^/?#]*:|(?:[^?#]*[/\\])?\.\.(?:[/\\?#]|\Z)")


def empty_inventory() -> bytes:
    """Return an inventory that has nothing."""
    return _packed("", "", [])


def tidy_inventory(content: bytes) -> bytes:
    """Return an inventory with what leads to the site that it is of, and nothing else.

    Raises `UnusableError` for what is no inventory, or holds too much.
    """
    head = content.split(b"\n", 4)
    if len(head) < 5 or head[0].rstrip() != _MARK or b"zlib" not in head[3]:
        raise UnusableError(_("it is no inventory as Sphinx makes them"))
    try:
        lines = _unpacked(head[4]).decode().splitlines()
    except (zlib.error, UnicodeDecodeError):
        raise UnusableError(_("it is damaged")) from None
    project, version = (line.decode(errors="replace")[11:111] for line in head[1:3])
    return _packed(project, version, [line for line in lines if _is_inside(line)])


def _unpacked(content: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    unpacked = unpacking.decompress(content, _LARGEST)
    if unpacking.unconsumed_tail:
        raise UnusableError(_("it holds more than {size} MB", size=_LARGEST // 2**20))
    if not unpacking.eof:
        raise zlib.error
    return unpacked


def _is_inside(line: str) -> bool:
    found = _OBJECT.match(line.rstrip())
    if found is None:
        return False
    name, place = found[1], found[4]
    place = place[:-1] + name if place.endswith("$") else place
    return not _OUTSIDE.match(unquote(place))


def _packed(project: str, version: str, lines: list[str]) -> bytes:
    head = [f"# Project: {clean_line(project)}", f"# Version: {clean_line(version)}"]
    text = "".join(f"{line}\n" for line in lines)
    parts = [_MARK, *(line.encode() for line in head), b"# The rest is packed with zlib."]
    return b"\n".join([*parts, zlib.compress(text.encode())])
