"""From the text of one option to a value; each reader raises `ValueError` with a sentence.

The sentence says what is wrong with the text, and what to write instead.
"""

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from .diagnostics import did_you_mean
from .names import DIGITS, is_slug, slugify
from .words import _

if TYPE_CHECKING:
    from enum import StrEnum

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_DATE_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})\Z")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)\Z")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:min|minutes)?\Z")
_AS_OF = re.compile(r"\d{4}(-\d{2}){0,2}\Z")
_NUMBER = re.compile(r"[1-9]\d{0,8}\Z", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_NOT_IN_A_URL = re.compile(r"[\x00-\x20<>\"\\]")
_LETTERS = re.compile(r"([A-Z])(?:\s?[-–]\s?([A-Z]))?\Z", re.ASCII)
_HANDLE = re.compile(r"[\w.-]+\Z", re.ASCII)
_FEDIVERSE = re.compile(r"@?(\w+)@([\w.-]+\.\w+)\Z", re.ASCII)


def read_date(text: str) -> dt.date:
    """Read a day, written as ISO 8601 has it."""
    if _DATE.match(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(_("{text!r} is not a date; write it as 2012-09-04", text=text))


def read_date_and_time(text: str) -> tuple[dt.date, dt.time | None]:
    """Read a day, or a day and the local time of day."""
    try:
        if match := _DATE_AND_TIME.match(text):
            day, hour, minute = match.groups()
            return read_date(day), dt.time(int(hour), int(minute))
        return read_date(text), None
    except ValueError:
        example = _("write it as 2012-09-04, or as 2012-09-04 14:20")
        raise ValueError(
            _("{text!r} is not a date, or a date and a time; {example}", text=text, example=example)
        ) from None


def read_url(text: str) -> str:
    """Read an address that a page may link to: http, https or mailto, and nothing else."""
    advice = _("write an address that begins with https://, http:// or mailto:")
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        raise ValueError(_("{text!r} is not a URL; {advice}", text=text, advice=advice)) from None
    if _NOT_IN_A_URL.search(text):
        raise ValueError(
            _(
                "{text!r} is not a URL (a blank or a quote or a bracket is in it); {advice}",
                text=text,
                advice=advice,
            )
        )
    if parts.scheme in {"http", "https"} and host:
        return text
    if parts.scheme == "mailto" and all(parts.path.partition("@")):
        return text
    raise ValueError(
        _("{text!r} is not a URL that a page may link to; {advice}", text=text, advice=advice)
    )


def read_duration(text: str) -> int:
    """Read a length of time in minutes, or in hours and minutes; return minutes."""
    if match := _CLOCK.match(text):
        return int(match[1]) * 60 + int(match[2])
    if match := _MINUTES.match(text):
        return int(match[1])
    raise ValueError(_("{text!r} is not a duration; write minutes, as in 40, or 1:30", text=text))


def read_id(text: str) -> str:
    """Read an id, which has to be a slug already: it becomes part of addresses."""
    if is_slug(text):
        return text
    example = slugify(text) or "my-talk"
    raise ValueError(
        _(
            "{text!r} is not an id; write lower-case letters, digits and hyphens, as in "
            "{example!r}",
            text=text,
            example=example,
        )
    )


def read_name(text: str) -> str:
    """Read a name, of which an id can be made."""
    if not text:
        raise ValueError(_("there is an empty name; take out the comma that is too many"))
    if not slugify(text):
        raise ValueError(
            _(
                "{text!r} has no letter or digit to make an id of; give it a page with an "
                ":id:, and write that id here",
                text=text,
            )
        )
    return text


def read_choice(choices: type[StrEnum], text: str) -> StrEnum:
    """Read one of a fixed set of words."""
    try:
        return choices(text.lower())
    except ValueError:
        allowed = ", ".join(choices)
        raise ValueError(
            _(
                "{text!r} is none of those allowed; write one of {allowed}",
                text=text,
                allowed=allowed,
            )
        ) from None


def read_letters(text: str) -> tuple[str, ...]:
    """Read the letters of an index: one, from one to another, or ``0–9``."""
    if text.replace("-", "–") == DIGITS:
        return (DIGITS,)
    match = _LETTERS.match(text.upper())
    first, last = (match[1], match[2] or match[1]) if match else ("B", "A")
    if first > last:
        raise ValueError(_("{text!r} are no letters of an index; write A, A–F or 0–9", text=text))
    return tuple(map(chr, range(ord(first), ord(last) + 1)))


def read_timezone(text: str) -> str:
    """Read the name of a time zone of the IANA database.

    Of the copy that is among the dependencies: what a system has on its disk differs.
    """
    zones = (files("tzdata") / "zones").read_text(encoding="ascii").split()
    if text in zones:
        return text
    near = did_you_mean(text, zones)
    raise ValueError(
        _(
            "{text!r} is not a time zone; write a name such as America/New_York.{near}",
            text=text,
            near=near,
        )
    )


def read_language(text: str) -> str:
    """Read a language tag (BCP 47), such as ``en`` or ``pt-BR``."""
    try:
        if _LANGUAGE.match(text):
            Locale.parse(text, sep="-")
            return text
    except (ValueError, UnknownLocaleError):
        pass
    raise ValueError(
        _("{text!r} is not a language tag; write one such as en, de or pt-BR", text=text)
    )


def read_as_of(text: str) -> str:
    """Read a day, a month or a year."""
    try:
        if _AS_OF.match(text):
            dt.date.fromisoformat(f"{text}-01-01"[:10])
            return text
    except ValueError:
        pass
    raise ValueError(_("{text!r} is not a month; write it as 2026-11", text=text))


def read_number(text: str) -> int:
    """Read a whole number from 1 up."""
    if _NUMBER.match(text):
        return int(text)
    raise ValueError(_("{text!r} is not a whole number from 1 up", text=text))


def read_handle(site: str, address: str, text: str) -> tuple[str, str]:
    """Read a name on *site* or a whole URL; return the site and the address."""
    if "://" in text:
        return site, read_url(text)
    if _HANDLE.match(text.removeprefix("@")):
        return site, address.format(text.removeprefix("@"))
    raise ValueError(
        _(
            "{text!r} is not a name on {site}; write the name or the whole address",
            text=text,
            site=site,
        )
    )


def read_fediverse(text: str) -> tuple[str, str]:
    """Read ``@user@server`` or a whole URL; return the site and the address."""
    if "://" in text:
        return "Mastodon", read_url(text)
    if match := _FEDIVERSE.match(text):
        return "Mastodon", f"https://{match[2]}/@{match[1]}"
    raise ValueError(
        _("{text!r} is not a Mastodon name; write it as @user@example.social", text=text)
    )


def read_flag(text: str) -> bool:
    """Read an option that is given or not."""
    if text.lower() in {"", "true", "yes"}:
        return True
    raise ValueError(
        _("{text!r} is not expected here; write the option without a value", text=text)
    )
