"""What a page shows that comes from elsewhere in the notebook: when it differs, the page is stale.

The page is then written again, without being read again (see `rebuild`).
"""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import TYPE_CHECKING, cast

from sphinx.ext.intersphinx import InventoryAdapter

from .exports.described import described_by
from .exports.offering import offered
from .indexing import view_index
from .links.leading import destinations
from .model import Declaration
from .querying import view_query
from .shortening import shortened
from .viewing import view_declaration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from .domain import ConfDomain
    from .model import Page, Reference, Target
    from .views import View


#: What of a declaration can be seen on other pages.
_SEEN = tuple(one.name for one in fields(Declaration) if one.name not in {"docname", "location"})


def shared_by_all(env: BuildEnvironment) -> tuple[object, ...]:
    """Return all that `shown_by` finds in other documents, of any page; equal in `repr` when it is.

    It is the same as long as no document is read.
    """
    pages = cast("ConfDomain", env.domains["conf"]).pages
    return tuple((docname, *_seen(page)) for docname, page in sorted(pages.items()))


def given_to_all(env: BuildEnvironment) -> object:
    """Return all that `shown_by` finds outside of the documents; equal in `repr` when it is."""
    domain = cast("ConfDomain", env.domains["conf"])
    return domain.known_links, domain.has_feeds, domain.elsewhere.digest


def _seen(page: Page) -> tuple[object, ...]:
    """Return what others may show of a page: neither its lines nor its links."""
    return (
        [[getattr(one, name) for name in _SEEN] for one in page.declarations],
        page.indexes,
        [(one.objtype, one.target, one.declaration) for one in page.references if one.is_mention],
    )


def shown_by(env: BuildEnvironment, docname: str, borrowed: Sequence[str]) -> tuple[object, ...]:
    """Return everything on a page that comes from the notebook; equal in `repr` when it is.

    *borrowed* are the addresses of other sites that come from other pages and other projects.
    """
    domain = cast("ConfDomain", env.domains["conf"])
    page = domain.pages.get(docname)
    if page is None:
        return ()
    lookup = domain.lookup
    declared = [view_declaration(lookup, docname, at) for at in range(len(page.declarations))]
    views: list[View] = [
        *declared,
        *(view_query(lookup, query) for query in page.queries),
        *(view_index(lookup, index) for index in page.indexes),
    ]
    return (
        [
            offered(
                shortened(view, env.config.confnotes_full_lists),
                env.config.confnotes_exports,
                domain.known_links,
            )
            for view in views
        ],
        [lookup.resolve_reference(one) or _found_by_others(env, one) for one in page.references],
        destinations(
            env,
            docname,
            [*_links(page), *_links_elsewhere(declared), *((url, None) for url in borrowed)],
        ),
        described_by(env, docname, _place),
        domain.has_feeds,
    )


def _place(target: Target) -> str:
    return f"{target.docname}#{'' if target.is_page else target.node_id}"


def _found_by_others(env: BuildEnvironment, reference: Reference) -> object:
    """Return what intersphinx has for a name that is none of ours."""
    if "intersphinx_mapping" not in env.config or reference.objtype is None:
        return ()
    objects = InventoryAdapter(env).main_inventory.get(f"conf:{reference.objtype}", {})
    found = objects.get(reference.target)
    return (found.uri, found.display_name) if found else ()


def _links(page: Page) -> Iterator[tuple[str, int | None]]:
    """Yield the links of a page, (address, position of the object around it)."""
    yield from ((link.url, link.declaration) for link in page.links)
    for position, declaration in enumerate(page.declarations):  # what its card shows
        yield from ((url, position) for url in _addresses_in(astuple(declaration.facts)))


def _links_elsewhere(declared: Sequence[View]) -> Iterator[tuple[str, int | None]]:
    """Yield the links to other notebooks that objects show."""
    for position, view in enumerate(declared):
        for noted in getattr(view, "elsewhere", ()):
            yield from ((url, position) for url in (noted.url, *(one.url for one in noted.talks)))


def _addresses_in(fact: object) -> Iterator[str]:
    if isinstance(fact, str) and fact.startswith(("http://", "https://")):
        yield fact
    elif isinstance(fact, tuple):
        for part in fact:
            yield from _addresses_in(part)
