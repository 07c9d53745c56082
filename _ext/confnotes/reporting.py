"""What is wrong with the notebook, said at every build until it is mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sphinx.ext.intersphinx import InventoryAdapter
from sphinx.util import logging

from .checks import find_fixed_links, find_problems

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .domain import ConfDomain
    from .model import ObjectType

logger = logging.getLogger(__name__)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of everything that is wrong with the notebook, at every build.

    Not in ``check_consistency``: Sphinx skips that when no document changed, and what is wrong
    would then be reported once and never again.
    """
    domain = cast("ConfDomain", env.domains["conf"])
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

    problems = find_problems(domain.lookup, is_known_elsewhere)
    for problem in (*problems, *find_fixed_links(domain.lookup, domain.known_links)):
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
    """Keep Sphinx from saying again, page by page, what `on_env_updated` has said."""
    if domain is None or domain.name != "conf":
        return None
    page = cast("ConfDomain", domain).pages.get(node.get("refdoc", ""))
    named = {(one.objtype, one.target) for one in page.references} if page else set()
    return True if (node["reftype"], node["reftarget"]) in named else None
