"""An archive of the web on this machine, which has the addresses of the Wayback Machine."""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, NamedTuple

from confnotes.links.archive import Archive
from confnotes.links.polite import Pacer
from projects import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COPY = re.compile(r"/web/(?:(\d{1,14})([a-z]{2}_)?/)?(https?:.*)")


class Asked(NamedTuple):
    """A request, as it came."""

    method: str
    path: str
    agent: str


@dataclass(frozen=True)
class Reply:
    """What is answered: a status and headers, or bytes as they are; nothing hangs up."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    delay: float = 0


#: The server closes the connection, and says nothing.
HANG_UP = Reply(raw=b"")


class Clock:
    """A clock that only goes while somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []
        #: Called at every wait.
        self.on_wait: Callable[[], object] = int

    def time(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
        self.on_wait()


class WebArchive:
    """What the archive has, how it behaves, and what it was asked."""

    def __init__(self) -> None:
        self.site = ""
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._waiting: list[Asked] = []
        self._copies: dict[str, dict[str, Reply]] = {}
        self._replies: dict[str, list[Reply]] = {}

    @property
    def base(self) -> str:
        return f"{self.site}/web/"

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def client(self, clock: Clock | None = None, *, timeout: float = 5) -> Archive:
        """Return somebody who asks this archive, and does not really wait."""
        clock = clock or Clock()
        pacer = Pacer(clock=clock.time, wait=clock.wait)
        return Archive(self.base, agent="confnotes/test", timeout=timeout, pacer=pacer)

    def keep(self, page: str, moment: str, status: int = 200, leads_to: str = "") -> str:
        """Have a copy of a page from a moment (14 digits); return the copy's address."""
        headers = {"Memento-Datetime": format_datetime(_time(moment), usegmt=True)}
        if leads_to:
            headers["Location"] = f"/web/{moment}id_/{leads_to}"
        self._copies.setdefault(page, {})[moment] = Reply(302 if leads_to else status, headers)
        return f"{self.base}{moment}/{page}"

    def reply(self, path: str, *replies: Reply) -> None:
        """Answer in a certain way, with one reply after the other; the last one stays."""
        self._replies[path] = [*replies]

    def answer(self, asked: Asked) -> Reply:
        """Return what is answered to a request."""
        self.asked.append(asked)
        replies = self._replies.get(asked.path) or self._replies.get("*")
        if replies:
            return replies.pop(0) if len(replies) > 1 else replies[0]
        if match := _COPY.fullmatch(asked.path):
            return self._play(match[1] or "9" * 14, match[2] or "", match[3])
        return Reply(404)

    def _play(self, moment: str, mode: str, page: str) -> Reply:
        copies = self._copies.get(page, {})
        if not copies:
            return Reply(404)
        if moment in copies:
            is_shown = copies[moment].status == 302 and not mode
            # Readers get a page that says where it leads.
            return Reply(200) if is_shown else copies[moment]
        nearest = min(copies, key=lambda one: abs(int(one) - int(moment.ljust(14, "0"))))
        return Reply(302, {"Location": f"/web/{nearest}{mode}/{page}"})

    @contextmanager
    def waiting(self, asked: Asked) -> Iterator[None]:
        """Count how many requests wait for an answer at a time."""
        waiting = self._waiting
        with self._lock:
            waiting.append(asked)
            self.most_at_once = max(self.most_at_once, len(self._waiting))
        yield
        with self._lock:
            waiting.remove(asked)


@contextmanager
def playing() -> Iterator[WebArchive]:
    """Run an archive."""
    archive = WebArchive()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked = Asked(self.command, self.path, self.headers["User-Agent"])
            with archive.waiting(asked):
                reply = archive.answer(asked)
                time.sleep(reply.delay)
            self.say(reply)

        do_GET = do_HEAD = answer  # noqa: N815

        def say(self, reply: Reply) -> None:
            if reply.raw is not None:
                self.wfile.write(reply.raw)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with serving(Handler) as archive.site:
        yield archive


def _time(moment: str) -> dt.datetime:
    return dt.datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
