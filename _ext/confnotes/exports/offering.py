"""What pages offer of the exports: only what is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..views import ConferenceView, TalkView

if TYPE_CHECKING:
    from collections.abc import Container

    from ..links.known import KnownLinks
    from ..views import View

#: The builders whose sites have exports.
BUILDERS = frozenset({"html", "dirhtml"})
#: The names of exports that pages link to, in ``confnotes_exports``.
BIBLIOGRAPHIES, CALENDARS = "bibliographies", "calendars"
FEEDS, SITEMAPS, PICTURES = "feeds", "sitemap", "pictures"


def offered(view: View, exports: Container[str], known: KnownLinks) -> View:
    """Return a view without what is not exported, or not to be shown."""
    if isinstance(view, TalkView) and BIBLIOGRAPHIES not in exports:
        return replace(view, citation=None)
    if isinstance(view, TalkView) and view.citation and known.is_hidden(view.citation.url):
        return replace(view, citation=replace(view.citation, url=""))
    if isinstance(view, ConferenceView) and CALENDARS not in exports:
        return replace(view, calendar="")
    return view
