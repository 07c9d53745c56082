"""From one table of ``links.toml`` to one entry; what is wrong is a `WrongValueError`."""

from __future__ import annotations

import datetime as dt
import re
from reprlib import Repr
from typing import TYPE_CHECKING, Any

from ..diagnostics import did_you_mean
from ..words import _
from .addresses import day_of_copy, page_of_copy, place_of
from .copies import looked_up_as
from .known import KnownHost, KnownLink, Snapshot, UrlStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Shows a value in a message, without what is too long or too deep.
_shown = Repr()
_shown.maxstring = _shown.maxother = 80
_REMARKS = ("reason", "last-checked", "note")
LINK_KEYS = ("url", "url-status", "archive-url", "archive-date", *_REMARKS)
HOST_KEYS = ("prefix", "url-status", "replacement", *_REMARKS)


class WrongValueError(ValueError):
    """What a key of an entry says cannot be right."""

    def __init__(self, key: str, message: str) -> None:
        """Name the key, and say what is wrong and what to write."""
        super().__init__(message)
        self.key = key


def read_link(table: Mapping[str, Any], line: int) -> KnownLink:
    """Return what the table of a ``[[link]]`` says; raise `WrongValueError` if it cannot be."""
    url = _address(table, "url")
    if not url:
        raise WrongValueError(
            "url", _("this [[link]] has no 'url'; name the address that it is on")
        )
    if "url-status" not in table:
        allowed = ", ".join(UrlStatus)
        raise WrongValueError(
            "url", _("this [[link]] has no 'url-status'; write one of {allowed}", allowed=allowed)
        )
    status = _status(table)
    is_lost = table.get("archive-url") == ""
    if is_lost and "archive-date" in table:
        message = _(
            "an empty archive-url says that there is no copy, so there is no date; take it out"
        )
        raise WrongValueError("archive-date", message)
    if is_lost and status is not UrlStatus.DEAD:
        message = _(
            "archive-url is empty, which says that there is no copy: write url-status = 'dead', or "
            "take archive-url out"
        )
        raise WrongValueError("archive-url", message)
    return KnownLink(
        url,
        status,
        () if is_lost else tuple(_snapshots(table, url)),
        is_lost,
        _text(table, "reason"),
        _date(table.get("last-checked"), "last-checked"),
        _text(table, "note"),
        line,
    )


def read_host(table: Mapping[str, Any], line: int) -> KnownHost:
    """Return what the table of a ``[[host]]`` says; raise `WrongValueError` if it cannot be."""
    prefix = _address(table, "prefix")
    if not prefix:
        message = _(
            "this [[host]] has no 'prefix'; name the address below which all is gone or moved"
        )
        raise WrongValueError("prefix", message)
    if ("url-status" in table) == ("replacement" in table):
        message = _(
            "a [[host]] has either a 'url-status' or, if it moved, a 'replacement'; write one"
        )
        raise WrongValueError("prefix", message)
    if "*" in prefix:
        message = _(
            "{prefix!r}: there are no wildcards; write one [[host]] for each host", prefix=prefix
        )
        raise WrongValueError("prefix", message)
    replacement = _address(table, "replacement")
    for key, address in (("prefix", prefix), ("replacement", replacement)):
        if "?" in address or "#" in address:
            message = _(
                "{address!r} has a query or a fragment; end it with the path", address=address
            )
            raise WrongValueError(key, message)
    return KnownHost(
        prefix,
        _status(table) if "url-status" in table else None,
        replacement,
        _text(table, "reason"),
        _date(table.get("last-checked"), "last-checked"),
        _text(table, "note"),
        line,
    )


def _snapshots(table: Mapping[str, Any], url: str) -> Iterator[Snapshot]:
    """Yield the copies; the day of one may be left out where its address has it."""
    addresses = _listed(table.get("archive-url", []))
    days = _listed(table.get("archive-date", []))
    if "archive-url" in table and not addresses:
        message = _("there is no address here; name a copy, or take archive-url out")
        raise WrongValueError("archive-url", message)
    if days and not addresses:
        message = _("a date, and no copy; write its address as archive-url, or take this out")
        raise WrongValueError("archive-date", message)
    if days and len(days) != len(addresses):
        message = _(
            "{addresses} in archive-url and {dates} here: write a date for each",
            addresses=len(addresses),
            dates=len(days),
        )
        raise WrongValueError("archive-date", message)
    for position, address in enumerate(addresses):
        _check_address(address, "archive-url")
        if place_of(address) == place_of(url):
            raise WrongValueError(
                "archive-url",
                _("{address!r} is the page itself, and no copy of it", address=address),
            )
        page = page_of_copy(address)
        if page and looked_up_as(page) != looked_up_as(url):
            raise WrongValueError(
                "archive-url",
                _("{address!r} is a copy of another page, {page}", address=address, page=page),
            )
        named = day_of_copy(address)
        said = _date(days[position], "archive-date") if days else None
        if said and named and said != named:
            message = _(
                "{said} is not the day in the copy's address, {named}; write that, or nothing",
                said=said,
                named=named,
            )
            raise WrongValueError("archive-date", message)
        day = said or named
        if day is None:
            message = _(
                "{address!r} names no day; write archive-date = 2012-09-04, its own",
                address=address,
            )
            raise WrongValueError("archive-url", message)
        yield Snapshot(address, day)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if isinstance(value, str):
        return value
    raise WrongValueError(key, _("{key} has to be a text; write it in quotes", key=key))


def _address(table: Mapping[str, Any], key: str) -> str:
    if key not in table:
        return ""
    return _check_address(table[key], key)


def _check_address(value: object, key: str) -> str:
    if not isinstance(value, str) or not place_of(value):
        message = _(
            "{shown} is not an address of the web; write one that begins with https:// or http://",
            shown=_shown.repr(value),
        )
        raise WrongValueError(key, message)
    if re.search(r"[\s<>\"\x00-\x1f\x7f]", value):
        message = _(
            "{shown} has a blank, a quote or a bracket in it; write %20, %22, %3C or %3E",
            shown=_shown.repr(value),
        )
        raise WrongValueError(key, message)
    return value


def _status(table: Mapping[str, Any]) -> UrlStatus:
    value = table["url-status"]
    if isinstance(value, str) and value in set(UrlStatus):
        return UrlStatus(value)
    near = did_you_mean(value, [*map(str, UrlStatus)]) if isinstance(value, str) else ""
    allowed = ", ".join(UrlStatus)
    raise WrongValueError(
        "url-status",
        _(
            "{shown} is no status; write one of {allowed}.{near}",
            shown=_shown.repr(value),
            allowed=allowed,
            near=near,
        ),
    )


def _date(value: object, key: str) -> dt.date | None:
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise WrongValueError(
        key,
        _(
            "{shown} is not a date; write it without quotes, as 2012-09-04",
            shown=_shown.repr(value),
        ),
    )
