"""A small web on this machine, whose pages answer in every way that pages do."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from projects import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@dataclass
class Host:
    """A host of a folder, some of whose answers are others."""

    folder: Path
    address: str = ""
    asked: list[str] = field(default_factory=list)
    #: Path → status, headers and content; with a status of 0, it never answers.
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)


class HostHandler(SimpleHTTPRequestHandler):
    """Answers for a host."""

    def __init__(self, host: Host, *args: Any) -> None:
        self._host = host
        super().__init__(*args, directory=str(host.folder))

    def do_HEAD(self) -> None:
        self._host.asked.append(self.path)
        super().do_HEAD()

    def do_GET(self) -> None:
        self._host.asked.append(self.path)
        status, headers, body = self._host.answers.get(self.path, (-1, {}, b""))
        if status == -1:
            super().do_GET()
        elif status == 0:
            self._host.release.wait(30)
        else:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """Serve a folder."""
    host = Host(folder)
    with serving(partial(HostHandler, host)) as address:
        host.address = f"{address}/"
        try:
            yield host
        finally:
            host.release.set()


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
