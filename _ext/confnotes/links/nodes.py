"""The node of a link that leads to an archived copy."""

from __future__ import annotations

from docutils import nodes


class archived_reference(nodes.reference):
    """A link to an archived copy.

    Writers without a visitor for it write an ordinary link. ``original`` (which may be empty),
    ``near`` and ``versions`` are what Robust Links call ``data-originalurl``,
    ``data-versiondate`` and ``data-versionurl`` (https://robustlinks.mementoweb.org/spec/).
    """

    tagname = "reference"
