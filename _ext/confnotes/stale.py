"""Which pages went stale although nobody edited them, and what is wrong with the notebook.

Both are asked once per build, when all documents are read. A page whose digest differs from the
one that was last written is returned to Sphinx, which writes it again without reading it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.ext.intersphinx import InventoryAdapter
from sphinx.util import logging

from .checks import find_problems
from .indexing import view_index
from .viewing import view_declaration, view_query

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
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
    report_problems(app, domain)
    written = _read_fingerprints(_fingerprints_path(app))
    shown = {docname: fingerprint(domain.lookup, page) for docname, page in domain.pages.items()}
    domain.fingerprints = shown
    return [docname for docname in sorted(shown) if shown[docname] != written.get(docname)]


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Remember what was written, now that it is: a build that was interrupted left old pages."""
    if exception is not None:
        return
    path = _fingerprints_path(app)
    shown = cast("ConfDomain", app.env.domains["conf"]).fingerprints
    if shown == _read_fingerprints(path):
        return
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(shown, indent=0, sort_keys=True), encoding="utf-8")
    draft.replace(path)


def _fingerprints_path(app: Sphinx) -> Path:
    """Return the file with what was written to this output directory by this kind of builder.

    Several may share an environment: what one of them has written, another has not. It is kept
    beside the environment, for in the output everything is published.
    """
    place = hashlib.sha256(os.fsencode(app.outdir)).hexdigest()[:16]
    return Path(app.doctreedir) / f"confnotes-{app.builder.name}-{place}.json"


def _read_fingerprints(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):  # not there yet, or broken: everything counts as stale
        return {}


def fingerprint(lookup: Lookup, page: Page) -> str:
    """Return a digest of everything on a page that comes from elsewhere."""
    shown = (
        [view_declaration(lookup, page.docname, at) for at in range(len(page.declarations))],
        [view_query(lookup, query) for query in page.queries],
        [view_index(lookup, index) for index in page.indexes],
        [lookup.resolve_reference(reference) for reference in page.references],
    )
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def report_problems(app: Sphinx, domain: ConfDomain) -> None:
    """Warn of everything that is wrong with the notebook, at every build."""
    ignored = set(app.config.nitpick_ignore)
    ignored_patterns = list(app.config.nitpick_ignore_regex)

    def is_known_elsewhere(objtype: ObjectType, target: str) -> bool:
        role = f"conf:{objtype}"
        return (
            _is_in_intersphinx(app, role, target)
            or (role, target) in ignored
            or any(
                re.fullmatch(kind, role) and re.fullmatch(name, target)
                for kind, name in ignored_patterns
            )
        )

    for problem in find_problems(domain.lookup, is_known_elsewhere):
        logger.warning(
            problem.message,
            location=problem.location or None,
            type="confnotes",
            subtype=problem.subtype.value,
        )


def _is_in_intersphinx(app: Sphinx, role: str, target: str) -> bool:
    if "sphinx.ext.intersphinx" not in app.extensions:
        return False
    return target in InventoryAdapter(app.env).main_inventory.get(role, {})


def on_warn_missing_reference(
    app: Sphinx, domain: Domain | None, node: pending_xref
) -> bool | None:
    """Keep Sphinx from saying again, page by page, what `report_problems` has said."""
    if domain is None or domain.name != "conf":
        return None
    page = cast("ConfDomain", domain).pages.get(node.get("refdoc", ""))
    named = {(one.objtype, one.target) for one in page.references} if page else set()
    return True if (node["reftype"], node["reftarget"]) in named else None
