"""Whether there is a network at all: without one, no link can be called broken."""

from __future__ import annotations

from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_network_there(addresses: Sequence[str], seconds: float = 6.0) -> bool:
    """Say whether any of some addresses that are always there answers, whatever it says.

    All are asked at once, and nobody is waited for longer than *seconds*: to look up a name may
    take half a minute, which no time-out of a request covers. That is why these are threads that
    the end of the program need not wait for.
    """
    answers: Queue[bool] = Queue()
    for address in addresses:
        Thread(target=_ask, args=(address, seconds, answers), daemon=True).start()
    end = monotonic() + seconds
    for _address in addresses:
        with suppress(Empty):
            if answers.get(timeout=max(end - monotonic(), 0)):
                return True
    return not addresses


def _ask(address: str, seconds: float, answers: Queue[bool]) -> None:
    try:
        requests.head(address, timeout=seconds, allow_redirects=False)
    except (requests.RequestException, OSError):
        answers.put(item=False)
    else:
        answers.put(item=True)
