"""What every page is made with: settings, what is installed, and what the project adds to it."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..digests import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

_PACKAGE = Path(__file__).parent.parent
#: What of this package pages are made with.
_OF_PAGES = {".py", ".css", ".js", ".html", ".json", ".mo"}
#: They only say what is reported, as those of linkcheck do.
_OF_REPORTS = {"nitpicky", "nitpick_ignore", "nitpick_ignore_regex", "suppress_warnings"}


def digest_of_files(app: Sphinx) -> str:
    """Return a digest of the code that the build runs: ``conf.py``, extensions, what is installed.

    Sphinx knows of an upgraded extension only what that tells, and of one that lies beside
    ``conf.py`` nothing.
    """
    digest = hashlib.sha256(repr((sys.version, *_installed())).encode())
    own = (file for file in _PACKAGE.rglob("*") if file.suffix in _OF_PAGES)
    settings = (Path(app.confdir, name) for name in ("conf.py", "docutils.conf"))
    for file in (*settings, *sorted({*own, *_imported(Path(app.confdir))})):
        if file.is_file():  # there may be no conf.py: every setting on the command line
            digest.update(file.read_bytes())
    return digest.hexdigest()


def digest_of_values(config: Config) -> str:
    """Return a digest of all settings, wherever they come from.

    Not Sphinx's own comparison: an extension may register as one of HTML a setting that is used
    while reading (sphinxcontrib-bibtex does).
    """
    values = {
        one.name: one.value
        for one in config
        if one.name not in _OF_REPORTS and "linkcheck" not in one.name
    }
    return digest_of(_plain(values))


def _plain(value: object) -> object:
    """Return what is equal in `repr` for equal settings; code is known by `digest_of_files`."""
    if isinstance(value, dict):
        return sorted((repr(key), _plain(one)) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(repr(_plain(one)) for one in value)
    if value is None or isinstance(value, (str, int, float, bytes)):
        return value
    return type(value).__name__


def _installed() -> Iterator[str]:
    """Yield the names and versions of all distributions, as their folders are called."""
    for folder in sys.path:
        for found in sorted(Path(folder).glob("*.dist-info")):
            yield found.name


def _imported(folder: Path) -> Iterator[Path]:
    """Yield the modules of a project that its ``conf.py`` has imported."""
    for module in [*sys.modules.values()]:
        file = Path(getattr(module, "__file__", None) or "")
        if file.is_relative_to(folder) and "site-packages" not in file.parts:
            yield file
