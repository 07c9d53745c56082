"""When other notebooks are asked; ties it to Sphinx's events.

Their inventories are for intersphinx, which reads our copies of them, and asks nobody itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.addnodes import pending_xref
from sphinx.ext.intersphinx import InventoryAdapter
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util import logging

from ..diagnostics import Subtype
from ..words import _
from .naming import read_notebooks
from .notebooks import Notebook, elsewhere_of, renew

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ..domain import ConfDomain

logger = logging.getLogger(__name__)


def connect(app: Sphinx) -> None:
    """Let the pages of *app* show what other notebooks have."""
    app.add_config_value(
        "confnotes_notebooks",
        {},
        "env",
        types=frozenset({dict}),
        description="the addresses of other notebooks, by the names that links call them",
    )
    if app.config.confnotes_notebooks:
        app.setup_extension("sphinx.ext.intersphinx")
        gathering = Gathering()
        # Before intersphinx looks at its settings (800), and for its files (500).
        app.connect("config-inited", gathering.on_config_inited, priority=700)
        app.connect("builder-inited", gathering.on_builder_inited, priority=400)
        app.add_post_transform(UnlinkedTransform)


class Gathering:
    """What other notebooks have, at the beginning of one build."""

    def __init__(self) -> None:
        """Begin with no notebook."""
        self._notebooks: list[Notebook] = []

    def on_config_inited(self, app: Sphinx, config: Config) -> None:
        """Learn which notebooks there are, and let intersphinx know of them."""
        setting = config.confnotes_notebooks
        named, wrong = read_notebooks(setting if isinstance(setting, dict) else {})
        for sentence in wrong:
            _warn(Subtype.INVALID_NOTEBOOK, sentence)
        folder = Path(app.doctreedir, "confnotes-notebooks")
        self._notebooks = [Notebook.at(address, name, folder) for name, address in named.items()]
        known = config.intersphinx_mapping
        addresses = {one[0] for one in known.values() if isinstance(one, (list, tuple)) and one}
        # What the author says comes first; and intersphinx knows an address by one name only.
        config.intersphinx_mapping = known | {
            one.name: (one.address, str(one.inventory.file))
            for one in self._notebooks
            if one.name not in known and one.address not in addresses
        }

    def on_builder_inited(self, app: Sphinx) -> None:
        """Ask those notebooks whose copies are old."""
        renew(
            self._notebooks,
            lambda names: logger.info(_("asking other notebooks: {names}", names=names)),
        )
        for complaint in filter(None, (one.complaint() for one in self._notebooks)):
            _warn(*complaint)
        if app.builder.name != "linkcheck":  # whether their pages are there is theirs to check
            domain = cast("ConfDomain", app.env.domains["conf"])
            domain.elsewhere = elsewhere_of(self._notebooks)


class UnlinkedTransform(ReferencesResolver):
    """Makes plain words of links to a notebook of whose inventory there is not even a copy.

    One warning has told that; intersphinx would tell it again of each link.
    """

    # Before intersphinx resolves references to other projects.
    default_priority = ReferencesResolver.default_priority - 2

    def run(self, **kwargs: Any) -> None:
        """Find all links first, since they are replaced."""
        inventories = InventoryAdapter(self.env).named_inventory
        for node in [*self.document.findall(pending_xref)]:
            name = node.get("inventory")
            if name in self.config.confnotes_notebooks and not inventories.get(name):
                node.replace_self(node[0].deepcopy())


def _warn(subtype: Subtype, what: str) -> None:
    logger.warning("%s", what, type="confnotes", subtype=subtype.value)
