"""Links in notes: what a heading or a field leads to, and which option that belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it.common.utils import normalizeReference

from ...readers import read_url

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABELLED = (
    r"\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"(?:\(\s*<?(?P<url>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|\[(?P<label>[^\[\]]*)\])?"
)
_RST_LINK = r"`(?P<rst_text>[^`<]+?)\s*<(?P<rst_url>[^<>\s]+)>`__?"
_BARE = r"<?(?P<bare>(?:https?|mailto):[^\s<>]+[^\s<>.,;:!?)\]])>?"
_LINK = re.compile(f"{_LABELLED}|{_RST_LINK}|{_BARE}")
_WHOLE = re.compile(f"(?:{_LABELLED}|{_RST_LINK})\\Z")
_CANT_BE_LISTED = re.compile(r"^,|,$|,(?:https?://|mailto:)")
_FILES = (".pdf", ".ppt", ".pptx", ".odp", ".key")
_HOSTS = {
    "slides": ("slideshare.net", "speakerdeck.com", "slides.com", "noti.st", "prezi.com"),
    "video": ("youtube.com", "youtu.be", "vimeo.com", "blip.tv", "pyvideo.org"),
}


def unlink(text: str, references: Mapping[str, str]) -> tuple[str, str] | None:
    """Return text and address of a link that is all of a text; None if it isn't one."""
    match = _WHOLE.match(text)
    address = _address(match, references) if match else ""
    if match is None or not address:
        return None
    return (match["text"] or match["rst_text"] or "").strip(), address


def find_addresses(text: str, references: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the addresses that a text links to, and its words outside of links."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        address = _address(match, references)
        found.extend([address] if address else [])
        return " " if address else match[0]

    rest = _LINK.sub(take, text)
    return tuple(dict.fromkeys(found)), rest.strip(" \t,;&|")


def option_of(address: str) -> str:
    """Return the option of a talk that an address belongs to, by what it leads to."""
    parts = urlsplit(address)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.lower()
    if path.endswith(_FILES) or (host == "docs.google.com" and "/presentation/" in path):
        return "slides"
    for option, hosts in _HOSTS.items():
        if any(host == one or host.endswith(f".{one}") for one in hosts):
            return option
    return "url"


def _address(match: re.Match[str], references: Mapping[str, str]) -> str:
    """Return the address of a link that an option can hold, or the empty string."""
    address = match["url"] or match["rst_url"] or match.groupdict().get("bare") or ""
    if not address and match["text"] is not None and match["url"] is None:
        label = normalizeReference(match["label"] or match["text"])
        address = references.get(label, "")
    try:
        return read_url(address) if not _CANT_BE_LISTED.search(address) else ""
    except ValueError:
        return ""
