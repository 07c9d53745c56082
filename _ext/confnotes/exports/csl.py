"""One talk in CSL-JSON, the words of the Citation Style Language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .citations import Citation


def csl_json(citation: Citation) -> str:
    """Return a talk, a field a line; CSL calls it a ``speech``."""
    known = {
        "id": citation.key,
        "type": "speech",
        "title": citation.title,
        "author": [{"literal": author} for author in citation.authors],
        "genre": citation.genre,
        "event-title": citation.conference,
        "event-place": citation.place,
        "issued": {"date-parts": [citation.date]} if citation.date else None,
        "URL": citation.url,
        "language": citation.language,
    }
    fields = (f'"{name}": {_json(value)}' for name, value in known.items() if value)
    return "{\n" + ",\n".join(fields) + "\n}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
