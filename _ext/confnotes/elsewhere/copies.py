"""The copy of what another notebook has sent: kept, and asked for again when it is old.

It lies beside the environment. Only what could be read takes the place of what was there before.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from ..downloads import Limits, UnusableError, download, too_late
from ..files import write_whole
from ..imports.sources.wording import clean_line
from ..words import _, later
from .reading import NewerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..downloads import Download

    #: Returns what an address holds, asked with some headers.
    Ask = Callable[[str, Mapping[str, str]], Download]
    #: Returns what is to be kept of what was sent; raises `UnusableError`.
    Check = Callable[[bytes], bytes]

#: For how many seconds a copy is not asked for again.
FRESH = 24 * 60 * 60
#: For how many seconds a notebook is left alone that has failed; saving a note builds again.
PAUSE = 10 * 60
#: A build is not kept waiting for longer.
_TOO_LARGE = later("{name} is larger than {size} MB, which no notebook is")
LIMITS = Limits(50 * 2**20, (5, 10), 30, _TOO_LARGE)
AGENT = "confnotes"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a notebook from being read: the kind, and a sentence without an end."""

    kind: str
    reason: str


#: A digest of the code that says what is right, so that this need be said but once.
_CHECKER = sha256(
    b"".join(Path(__file__).with_name(one).read_bytes() for one in ("reading.py", "inventory.py"))
).hexdigest()

UNANSWERED, UNUSABLE, NEWER = "unanswered", "unusable", "newer"


@dataclass
class State:
    """What is known of a copy; the times are seconds since 1970, 0 for never."""

    address: str = ""
    etag: str = ""
    modified: str = ""
    #: When the notebook last said that this is what it has.
    confirmed: float = 0.0
    #: When it last failed to; how, and why.
    failed: float = 0.0
    kind: str = ""
    reason: str = ""
    #: A digest of the content, in case that somebody has changed it.
    digest: str = ""
    #: By what code it was found to be right.
    checker: str = ""


@dataclass
class Copy:
    """The copy of one file of the web."""

    file: Path
    address: str
    check: Check
    #: What is there; None if there is nothing that can be used.
    content: bytes | None = None
    state: State = field(default_factory=State)

    @property
    def trouble(self) -> Trouble | None:
        """What kept it from being renewed."""
        return Trouble(self.state.kind, self.state.reason) if self.state.kind else None

    @property
    def digest(self) -> str:
        """What is equal when the content is."""
        return self.state.digest if self.content is not None else ""

    def load(self) -> None:
        """Look at what is there."""
        self.content = None
        state = _load_state(self._state_file)
        if state.address != self.address:
            self.state = State(self.address)
            return
        self.state = state
        try:
            content = self.file.read_bytes()
        except OSError:
            content = b""
        if content and _digest(content) == state.digest and self._is_right(content):
            self.content = content
        else:  # there is nothing that could be confirmed
            self.state = State(self.address, failed=state.failed)
            self.state.kind, self.state.reason = state.kind, state.reason

    def _is_right(self, content: bytes) -> bool:
        if self.state.checker == _CHECKER:
            return True
        try:
            self.check(content)
        except UnusableError:
            return False
        return True

    def is_due(self, now: float) -> bool:
        """Say whether the notebook is to be asked."""
        if self.content is not None and 0 <= now - self.state.confirmed < FRESH:
            return False
        return not (self.state.kind and 0 <= now - self.state.failed < PAUSE)

    def ask(self, ask: Ask) -> Download | Trouble:
        """Ask for what is new; this changes nothing, and may be left alone for ever."""
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        if self.content is not None:
            known = {"If-None-Match": self.state.etag, "If-Modified-Since": self.state.modified}
            headers |= {name: value for name, value in known.items() if value}
        try:
            return ask(self.address, headers)
        except UnusableError as error:
            return Trouble(UNUSABLE, _sentence(error))
        except ValueError as error:
            return Trouble(UNANSWERED, _sentence(error))

    def take(self, answer: Download | Trouble, now: float) -> None:
        """Keep what was answered."""
        if isinstance(answer, Trouble):
            self._fail(answer, now)
        elif answer.content is None and self.content is None:
            sentence = _("{address} sends nothing", address=self.address)
            self._fail(Trouble(UNUSABLE, sentence), now)
        else:
            self._renew(answer, now)
        self._save()

    def _renew(self, answer: Download, now: float) -> None:
        try:
            if answer.content is not None:
                self.content = self.check(answer.content)
                self.state.etag = _header(answer.headers, "ETag")
                self.state.modified = _header(answer.headers, "Last-Modified")
        except NewerError as error:
            self._fail(Trouble(NEWER, f"{self.address}: {_sentence(error)}"), now)
        except UnusableError as error:
            self._fail(Trouble(UNUSABLE, f"{self.address}: {_sentence(error)}"), now)
        else:
            self.state.confirmed, self.state.failed = now, 0.0
            self.state.kind = self.state.reason = ""

    def _fail(self, trouble: Trouble, now: float) -> None:
        self.state.failed = now
        self.state.kind, self.state.reason = trouble.kind, trouble.reason

    def _save(self) -> None:
        """Write down what is there; a build that is killed in between asks again."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if self.content is not None and _digest(self.content) != self.state.digest:
            self.state.digest = _digest(self.content)
            write_whole(self.file, self.content)
        self.state.checker = _CHECKER
        write_whole(self._state_file, json.dumps(asdict(self.state), indent=1) + "\n")

    @property
    def _state_file(self) -> Path:
        return self.file.with_name(f"{self.file.name}.state")


def ask_together(copies: Sequence[Copy], ask: Ask, seconds: float) -> None:
    """Renew copies, all at once, and wait for no answer longer than *seconds*.

    To look up a name, or to read a head that comes byte by byte, may take longer than any time-out;
    that is why these are threads that nobody need wait for.
    """
    answers: Queue[tuple[int, Download | Trouble]] = Queue()
    for at, copy in enumerate(copies):
        Thread(target=_put_answer, args=(at, copy, ask, answers), daemon=True).start()
    end, left = monotonic() + seconds, dict(enumerate(copies))
    with suppress(Empty):
        while left:
            at, answer = answers.get(timeout=max(end - monotonic(), 0))
            left.pop(at).take(answer, time.time())
    for copy in left.values():
        copy.take(Trouble(UNANSWERED, too_late(copy.address, seconds)), time.time())


def _put_answer(
    at: int, copy: Copy, ask: Ask, answers: Queue[tuple[int, Download | Trouble]]
) -> None:
    try:
        answer = copy.ask(ask)
    except Exception as error:  # nobody would see it, and all would wait for the answer
        words = _("{address} cannot be asked ({reason})")
        reason = words.format(address=copy.address, reason=type(error).__name__)
        answer = Trouble(UNANSWERED, reason)
    answers.put((at, answer))


def ask_web(url: str, headers: Mapping[str, str]) -> Download:
    """Return what an address holds, within the limits of a build."""
    return download(url, headers, LIMITS)


def _load_state(file: Path) -> State:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        state = State(**kept)
    except (OSError, ValueError, TypeError, RecursionError):
        return State()
    right = all(type(getattr(state, key)) is type(one) for key, one in _EXAMPLE.items())
    return state if right else State()


_EXAMPLE = asdict(State())


def _header(headers: Mapping[str, str], name: str) -> str:
    """Return a header as it can be sent back."""
    value = headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) < 500 else ""


def _sentence(error: ValueError) -> str:
    return clean_line(str(error))[:400]


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
