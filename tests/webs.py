"""A small web on this machine, whose pages answer in every way that pages do."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from projects import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Path → status, and where a redirect leads. A path that is not here is answered with 200.
PAGES: dict[str, tuple[int, str]] = {
    "/gone": (404, ""),
    "/gone-for-good": (410, ""),
    "/forbidden": (403, ""),
    "/unauthorized": (401, ""),
    "/failing": (500, ""),
    "/unavailable": (503, ""),
    "/moved": (301, "/new-home"),
    "/moved-too": (308, "/new-home"),
    "/elsewhere": (302, "/new-home"),
    "/to-the-front": (301, "/"),
    "/circle": (302, "/circle"),
    "/deep": (302, "/deeper"),
    "/deeper": (302, "/gone"),
    "/busy": (429, ""),
    "/busy-too": (429, ""),
}


@dataclass
class Web:
    """The address of a web, what was asked of it, and what it answers otherwise than usual."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    pages: dict[str, tuple[int, str]] = field(default_factory=dict)
    retry_after: str | None = None
    release: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> set[str]:
        """Return what was asked for, by whatever method."""
        return {path for _method, path in self.asked}

    def forget(self) -> None:
        """Forget what was asked."""
        self.asked.clear()


class Handler(BaseHTTPRequestHandler):
    """Answers for a web."""

    def __init__(self, web: Web, *args: Any) -> None:
        self._web = web
        super().__init__(*args)

    def do_HEAD(self) -> None:
        self._web.asked.append(("HEAD", self.path))
        if self.path == "/no-head":
            self._answer(405)
        else:
            self._answer_by_path()

    def do_GET(self) -> None:
        self._web.asked.append(("GET", self.path))
        self._answer_by_path()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def _answer_by_path(self) -> None:
        if self.path == "/reset":
            self._reset()
            return
        if self.path == "/slow":
            self._web.release.wait(30)
        pages = {**PAGES, **self._web.pages}
        self._answer(*pages.get(self.path, (200, "")))

    def _reset(self) -> None:
        """Break off, as overloaded servers do, instead of ending."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def _answer(self, status: int, location: str = "") -> None:
        body = b'<p id="there">Here.</p>'
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        if status == 429 and self._web.retry_after is not None:
            self.send_header("Retry-After", self._web.retry_after)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@contextmanager
def surfing() -> Iterator[Web]:
    """Serve a web."""
    web = Web()
    with serving(partial(Handler, web)) as address:
        web.address = address
        try:
            yield web
        finally:
            web.release.set()
