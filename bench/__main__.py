"""The command line of the benchmark; `make bench` runs it."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from .contenders import ALSO, check_installed, prepare
from .material import choose_talks, count_talks, make_notebook
from .measuring import measure
from .sample import write_sample
from .tables import table_of_ratios, table_of_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .measuring import Result

#: How many talks the sample has: as many as the sample of pyvideo that the limits are for.
SAMPLE = 4025
#: As many talks as there are.
ALL = sys.maxsize


def main() -> int:
    """Measure what was asked for; print the results, and meanwhile what is being done."""
    arguments = _parser().parse_args()
    also = [name for name in arguments.also.replace(",", " ").split() if name]
    try:
        numbers = _numbers(arguments.talks)
        check_installed(also, arguments.python_of_others)
        with _folder(arguments.keep) as folder:
            results = _measure_all(arguments, numbers, also, folder)
    except (ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{table_of_results(results)}\n\n{table_of_ratios(results)}\n\n{_machine()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    also = "; ".join(f"{name}: {what}" for name, what in ALSO.items())
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of the pyvideo data set")
    parser.add_argument("--talks", default="500 2000 all", help="how many talks, as 500 2000 all")
    parser.add_argument("--also", default="", help=f"what to build besides ({also})")
    parser.add_argument("--rounds", type=int, default=2, help="how often each build is made")
    parser.add_argument("--keep", type=Path, help="a new folder to work in, which stays")
    parser.add_argument("--python-of-others", type=Path, default=Path(sys.executable))
    return parser


def _measure_all(
    arguments: argparse.Namespace, numbers: list[int], also: list[str], folder: Path
) -> list[Result]:
    started = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {what}", file=sys.stderr, flush=True)

    data = arguments.data.resolve() if arguments.data else folder / "data"
    if not arguments.data:
        tell("writing the sample")
        write_sample(data, max(SAMPLE if number == ALL else number for number in numbers))
    results: list[Result] = []
    there_are = count_talks(data)
    for talks in sorted({min(number, there_are) for number in numbers}):
        place = folder / str(talks)
        tell(f"{talks} talks: importing")
        choose_talks(data, place / "data", talks)
        make_notebook(place / "data", place / "notebook")
        contenders = prepare(place / "notebook", place, also, arguments.python_of_others)
        results += measure(contenders, place / "notebook", arguments.rounds, tell)
    return results


def _numbers(wanted: str) -> list[int]:
    """Return how many talks to build; `ALL` for as many as there are."""
    words = wanted.replace(",", " ").split()
    numbers = [ALL if word == "all" else int(word) for word in words if _is_number(word)]
    if not words or len(numbers) < len(words):
        raise ValueError(f"{wanted!r} are no numbers of talks; write for example '500 2000 all'")
    return numbers


def _is_number(word: str) -> bool:
    return word == "all" or (word.isdecimal() and int(word) > 0)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Give a folder to work in, which is gone afterwards unless it is to be kept."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            yield Path(folder)
        return
    if keep.exists():
        raise ValueError(f"{keep} is there already; give the name of a folder to make")
    keep.mkdir(parents=True)
    yield keep.resolve()


def _machine() -> str:
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("sphinx", "docutils", "myst-parser")
    )
    return (
        f"Python {platform.python_version()}, {packages}; {os.cpu_count()} processors "
        f"({platform.machine()}), load {os.getloadavg()[0]:.1f}. "
        "Ratios are the result: seconds are of one machine, on one day."
    )


if __name__ == "__main__":
    sys.exit(main())
