"""Which pages went stale although nobody edited them, and what is wrong with the notebook.

Both are asked once per build, when all documents are read. A page whose digest differs from the
one of the last build with the same builder is returned to Sphinx, which writes it again without
reading it again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.errors import NoUri
from sphinx.util import logging

from .checks import find_problems
from .indexing import view_index
from .viewing import view_declaration, view_query

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .domain import ConfDomain
    from .lookup import Lookup
    from .model import ObjectType, Page

logger = logging.getLogger(__name__)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Report all problems, and return the names of the documents that went stale.

    Not in ``check_consistency``: Sphinx skips that when no document changed, and what is wrong
    would then be reported once and never again.
    """
    domain = cast("ConfDomain", env.domains["conf"])
    report_problems(domain, env)
    new = {docname: fingerprint(domain.lookup, page) for docname, page in domain.pages.items()}
    # By builder, for they may share one environment: what linkcheck has seen, HTML has not.
    old = domain.fingerprints.get(app.builder.name, {})
    domain.fingerprints[app.builder.name] = new
    return [docname for docname in sorted(new) if new[docname] != old.get(docname)]


def fingerprint(lookup: Lookup, page: Page) -> str:
    """Return a digest of everything on a page that comes from elsewhere."""
    shown = (
        [view_declaration(lookup, page.docname, at) for at in range(len(page.declarations))],
        [view_query(lookup, query) for query in page.queries],
        [view_index(lookup, index) for index in page.indexes],
        [lookup.resolve_reference(reference) for reference in page.references],
    )
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def report_problems(domain: ConfDomain, env: BuildEnvironment) -> None:
    """Warn of everything that is wrong with the notebook, at every build."""

    def is_known_elsewhere(objtype: ObjectType, target: str) -> bool:
        node = pending_xref("", refdomain="conf", reftype=objtype.value, reftarget=target)
        try:
            # As Sphinx does when it cannot resolve a reference; intersphinx answers.
            return bool(
                env.events.emit_firstresult(
                    "missing-reference", env, node, nodes.inline(), allowed_exceptions=(NoUri,)
                )
            )
        except NoUri:
            return False

    for problem in find_problems(domain.lookup, is_known_elsewhere):
        logger.warning(
            problem.message,
            location=problem.location or None,
            type="confnotes",
            subtype=problem.subtype.value,
        )


def on_warn_missing_reference(
    app: Sphinx, domain: Domain | None, node: pending_xref
) -> bool | None:
    """Keep Sphinx from saying again, page by page, what `report_problems` has said."""
    return True if domain is not None and domain.name == "conf" else None
