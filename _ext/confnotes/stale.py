"""What a page shows that comes from elsewhere in the notebook: when it differs, the page is stale.

The page is then written again, without being read again (see `rebuild`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .indexing import view_index
from .viewing import view_declaration, view_query

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .domain import ConfDomain


def shown_by(env: BuildEnvironment, docname: str) -> tuple[object, ...]:
    """Return everything on a page that comes from the notebook; equal in `repr` when it is."""
    domain = cast("ConfDomain", env.domains["conf"])
    page = domain.pages.get(docname)
    if page is None:
        return ()
    lookup = domain.lookup
    return (
        [view_declaration(lookup, docname, at) for at in range(len(page.declarations))],
        [view_query(lookup, query) for query in page.queries],
        [view_index(lookup, index) for index in page.indexes],
        [lookup.resolve_reference(reference) for reference in page.references],
    )
