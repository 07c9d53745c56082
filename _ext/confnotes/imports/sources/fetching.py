"""The content of a file, or of an address of the web."""

from __future__ import annotations

from pathlib import Path

from ...downloads import Limits, download, public, too_large

#: How large a schedule may be; the largest known have about five megabytes.
LARGEST = 50 * 2**20
_PATIENCE = (10, 30)
_LONGEST = 300


def is_address(text: str) -> bool:
    """Say whether something is meant to be an address, and no file."""
    return "://" in text and not Path(text).exists()


def fetch(text: str, agent: str, largest: int = LARGEST) -> tuple[bytes, str]:
    """Return what a file or an address holds, and what to call it: without secrets.

    Raises `ValueError` for what is no file, for an address that does not give it, and for what is
    too large.
    """
    if is_address(text):
        content, _headers = download(text, {"User-Agent": agent}, _limits(largest))
        return content or b"", public(text)
    return fetch_file(Path(text), largest)


def fetch_file(path: Path, largest: int = LARGEST) -> tuple[bytes, str]:
    """Return what a file holds, and its name; raise `ValueError` as `fetch` does."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ValueError(f"{path} cannot be read: {why}") from None
    if len(content) > largest:
        raise too_large(path.name, _limits(largest))
    return content, path.name


def _limits(largest: int) -> Limits:
    too_large = "{name} is larger than {size} MB, which no schedule is"
    return Limits(largest, _PATIENCE, _LONGEST, too_large)
