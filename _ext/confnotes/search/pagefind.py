"""Findables become the files of an index, made by Pagefind (https://pagefind.app).

Its own Python interface is asynchronous, and waits a tenth of a second for each answer: for 8,000
findables a quarter of an hour. So its program is spoken to here, in the words of that interface.
"""

from __future__ import annotations

import base64
import importlib
import importlib.metadata
import json
import re
import subprocess
from html import escape
from itertools import islice
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, cast

from .settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from .findables import Findable
    from .settling import Files

#: What Pagefind brings for pages that have no search of their own.
_UNUSED = ("pagefind-component-ui.", "pagefind-highlight.", "pagefind-modular-ui.", "pagefind-ui.")
#: A word that everything is found by, and nobody types: to find all without a word, Pagefind loads
#: the words of all.
EVERYTHING = "ꙮ"
_WORD = re.compile(r"[^\W_]")


class PagefindError(RuntimeError):
    """Pagefind did not do what it was asked for."""


def find_program() -> Path | None:
    """Return where Pagefind is installed, None if it isn't."""
    try:
        return importlib.import_module("pagefind_bin").get_executable()
    except ImportError:
        return None


def version() -> str:
    """Return which Pagefind is installed."""
    return importlib.metadata.version("pagefind_bin")


def make_index(
    program: Path,
    found: Sequence[Findable],
    address: Callable[[Findable], str],
    language: str,
) -> Files:
    """Return the files of an index, by name; the same for the same findables.

    *address* gives where something is found, relative to the site.
    """
    requests: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"force_language": language}},
        *(
            {
                "type": "AddFile",
                "index_id": 0,
                "url": address(one),
                "file_contents": as_html(one, language),
            }
            for one in found
        ),
        {"type": "GetFiles", "index_id": 0},
    ]
    answer = _ask(program, requests)
    files = {one["path"]: base64.b64decode(one["content"]) for one in answer["files"]}
    return settle({n: content for n, content in files.items() if not n.startswith(_UNUSED)})


def as_html(one: Findable, language: str) -> str:
    """Return what Pagefind reads. The title is a line, and no text: excerpts don't repeat it."""
    head = "".join(
        f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">'
        for kind, pairs in (
            ("meta", (("title", one.title), *one.lines, ("any", EVERYTHING))),
            ("filter", one.facets),
            ("sort", one.sorts),
        )
        for name, value in pairs
    )
    # What has no word at all Pagefind leaves out.
    parts = one.parts
    if not any(_WORD.search(text) for _, _, text in parts):
        parts = (("", "", one.title if _WORD.search(one.title) else one.docname),)
    body = "".join(_part(*part) for part in parts)
    return (
        f'<html lang="{escape(language)}"><head>{head}</head>'
        f"<body data-pagefind-body>{body}</body></html>"
    )


def _part(node_id: str, heading: str, text: str) -> str:
    title = f'<h2 id="{escape(node_id)}">{escape(heading)}</h2>' if heading else ""
    return title + "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


def _ask(program: Path, requests: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Send requests, and return the answer to the last."""
    sent = [
        base64.b64encode(json.dumps({"message_id": number, "payload": one}).encode()) + b","
        for number, one in enumerate(requests)
    ]
    with subprocess.Popen(  # noqa: S603
        [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        # It answers while it is asked, and goes when nobody can ask any more.
        asking = Thread(target=_send, args=(cast("IO[bytes]", process.stdin), b"".join(sent)))
        asking.start()
        try:
            answer = _last_of(_answers(cast("IO[bytes]", process.stdout)), len(sent))
        finally:
            process.kill()
            asking.join()
    if answer.get("type") != "GetFiles":
        raise PagefindError("it ended before it had answered")
    return answer


def _last_of(answers: Iterator[dict[str, Any]], count: int) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for answer in islice(answers, count):
        if answer["type"] == "Error":
            raise PagefindError(answer["message"])
    return answer


def _send(to: IO[bytes], requests: bytes) -> None:
    try:
        to.write(requests)
        to.flush()
    except OSError:
        return  # it has ended, which is noticed where its answers are read


def _answers(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    rest: list[bytes] = []
    while piece := stream.read1(1 << 20):  # type: ignore[attr-defined]
        *ended, open_end = piece.split(b",")
        for one in ended:
            yield json.loads(base64.b64decode(b"".join((*rest, one))))["payload"]
            rest = []
        rest.append(open_end)
