"""The placeholders that directives leave in a doctree; a post-transform replaces them all.

They carry the name of their document: singlehtml and LaTeX put several documents into one doctree.
"""

from __future__ import annotations

from docutils import nodes


class placeholder(nodes.General, nodes.Element):
    """What is made when a page is written; ``position`` is its place among its like on the page."""


class declaration(placeholder):
    """The card of the object that its section is; its children are the directive's content."""


class talk_list(placeholder):
    """A list of talks."""


class complete_index(placeholder):
    """The complete index of a kind."""
