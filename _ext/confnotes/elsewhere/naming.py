"""From what ``confnotes_notebooks`` says to names and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..names import is_slug
from ..readers import read_url
from ..words import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_notebooks(setting: Mapping[object, object]) -> tuple[dict[str, str], list[str]]:
    """Return the address of each notebook by its name, and sentences on what is none.

    An address ends with a slash: it is that of a folder.
    """
    found: dict[str, str] = {}
    wrong: list[str] = []
    for name, address in setting.items():
        try:
            known = _read_name(name)
            found[known] = _read_address(address)
            if [*found.values()].count(found[known]) > 1:
                del found[known]
                raise ValueError(_("there is a notebook of that address already; take one out"))
        except ValueError as error:
            words = _("confnotes_notebooks in conf.py, {name!r}: {reason}")
            wrong.append(words.format(name=name, reason=error))
    return found, wrong


def _read_name(name: object) -> str:
    if not isinstance(name, str) or not is_slug(name):
        raise ValueError(
            _("a notebook's name has lower-case letters, digits and hyphens only; write 'anna'")
        )
    return name


def _read_address(address: object) -> str:
    if not isinstance(address, str):
        raise ValueError(
            _(
                "there should be an address; write that of its front page, as in "
                "https://notes.example/"
            )
        )
    address = read_url(address)
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or parts.query or parts.fragment or parts.username:
        raise ValueError(
            _(
                "this is no address of a notebook; write that of its front page, as in "
                "https://notes.example/"
            )
        )
    return address if address.endswith("/") else f"{address}/"
