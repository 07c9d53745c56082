"""A child process, and what it has cost."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: Linux counts memory in kibibytes.
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process has cost, with all that it has started.

    Seconds by the clock on the wall, and of processors, its own and the system's for it; the
    memory (in bytes) of the largest of its processes.
    """

    wall: float
    cpu: float
    memory: int


def run(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end, what it says goes into a file.

    Raises `RuntimeError` with the end of that where it fails.
    """
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        try:
            _pid, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise RuntimeError(f"{' '.join(command)} has failed:\n{last}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _KIB)


def least(costs: Sequence[Cost]) -> Cost:
    """Return the least of each: what else goes on on a machine only adds to it."""
    return Cost(
        min(cost.wall for cost in costs),
        min(cost.cpu for cost in costs),
        min(cost.memory for cost in costs),
    )
