"""Digests of values, by which a build knows that nothing differs from the one before."""

from __future__ import annotations

import hashlib


def digest_of(value: object) -> str:
    """Return what is equal where values are equal in `repr`."""
    return hashlib.sha256(repr(value).encode()).hexdigest()
