"""Edit notebooks at random for as long as one says; `make fuzz` runs it."""

from __future__ import annotations

import argparse
import random
import sys
import time

from hypothesis import Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from notebook_machine import NotebookMachine, unhurried


def main() -> int:
    """Run until the time is over, or a rebuild differs from a clean build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    arguments = parser.parse_args()
    started = time.monotonic()
    number = arguments.seed
    while time.monotonic() - started < arguments.minutes * 60:
        print(f"seed {number}", flush=True)
        try:
            _run(number)
        except BaseException:
            print(f"\nTo repeat: make fuzz MINUTES=0.1 SEED={number}\n", file=sys.stderr)
            raise
        minutes = f"{(time.monotonic() - started) / 60:.0f} minutes"
        done = f"{NotebookMachine.edits} edits, {NotebookMachine.builds} builds"
        print(f"{minutes}, {done}", flush=True)
        number += 1
    return 0


def _run(number: int) -> None:
    @seed(number)
    class Machine(NotebookMachine):
        pass

    chosen = settings(
        unhurried,
        max_examples=4,
        stateful_step_count=25,
        print_blob=False,
        verbosity=Verbosity.normal,
    )
    run_state_machine_as_test(Machine, settings=chosen)


if __name__ == "__main__":
    sys.exit(main())
