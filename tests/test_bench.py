"""The benchmark builds what it says, measures it, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.contenders import check_installed
from bench.material import count_talks, make_floor
from bench.measuring import Result
from bench.running import Cost, least, run
from bench.sample import write_sample
from bench.tables import table_of_ratios, table_of_results
from projects import ROOT

TALK = """\
# Fast tests

:::{talk}
:speakers: Ann Lee
:topics:
Why tests get slow.
:::

Notes.
"""


def bench(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmark as `make bench` does, with a folder of its own for what is temporary."""
    places = {"PYTHONPATH": str(ROOT / "_ext"), "TMPDIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-m", "bench", "--rounds", "1", *arguments],
        cwd=ROOT,
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        check=False,
    )


def rows(table: str) -> list[list[str]]:
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_a_run_prints_its_tables_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = bench(tmp_path, "--talks", "5")
    assert done.returncode == 0, done.stderr
    results, ratios = done.stdout.split("\n\n")[:2]
    by_build = {(row[0], row[1]): row for row in rows(results)[2:]}
    assert by_build.keys() == {("5", "floor"), ("5", "confnotes")}
    for row in by_build.values():
        assert all(float(cell) > 0 for cell in row[2:7] + row[8:11]), row
    assert by_build["5", "confnotes"][7] == "1"
    assert float(by_build["5", "confnotes"][10]) < 30
    assert [row[0] for row in rows(ratios)[2:]].count("cold build / floor") == 1
    assert "cold 1 of 1: confnotes" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_installed_is_named_before_anything_is_built(tmp_path: Path) -> None:
    python = tmp_path / "no-python"
    done = bench(tmp_path, "--also", "mkdocs", "--python-of-others", str(python))
    assert done.returncode == 1
    assert f"mkdocs-material with its tags plugin is not installed for {python}" in done.stderr
    assert "cold" not in done.stderr


@pytest.mark.parametrize("wanted", ["many", "", "-3"])
def test_what_is_no_number_of_talks_is_said(tmp_path: Path, wanted: str) -> None:
    done = bench(tmp_path, f"--talks={wanted}")
    assert done.returncode == 1
    assert "no numbers of talks" in done.stderr


def test_a_folder_that_is_there_is_not_written_into(tmp_path: Path) -> None:
    done = bench(tmp_path, "--keep", str(tmp_path))
    assert done.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_build_is_named() -> None:
    with pytest.raises(ValueError, match="no build called 'hugo'; there are search"):
        check_installed(["hugo"], Path(sys.executable))


def test_the_sample_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_sample(tmp_path / name, 50)
    texts = [
        {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*.json")}
        for folder in (tmp_path / "one", tmp_path / "two")
    ]
    assert texts[0] == texts[1]
    assert count_talks(tmp_path / "one") == 50


def test_the_floor_has_the_same_text_and_no_directives(tmp_path: Path) -> None:
    note = tmp_path / "notebook" / "conferences" / "c" / "fast.md"
    note.parent.mkdir(parents=True)
    note.write_text(TALK, encoding="utf-8")
    make_floor(tmp_path / "notebook", tmp_path / "floor")
    floor = (tmp_path / "floor" / "conferences" / "c" / "fast.md").read_text(encoding="utf-8")
    assert floor == "# Fast tests\n\nspeakers\n: Ann Lee\n\nWhy tests get slow.\n\n\nNotes.\n"


def test_what_children_cost_is_counted(tmp_path: Path) -> None:
    busy = "sum(range(3_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    alone = run([sys.executable, "-c", "pass"], tmp_path / "log", {})
    together = run([sys.executable, "-c", child], tmp_path / "log", {})
    assert together.cpu > alone.cpu
    assert together.memory > 1_000_000


def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"has failed:\nTraceback(.|\n)*no such thing"):
        run([sys.executable, "-c", "raise SystemError('no such thing')"], tmp_path / "log", {})


def test_ratios_are_of_one_run() -> None:
    def result(name: str, talks: int, seconds: float) -> Result:
        cost = Cost(seconds, seconds / 2, 10**8)
        return Result(name, talks, cost, cost, cost, 1, talks, 2000 * talks, 1000, 0)

    results = [result("floor", 10, 2), result("confnotes", 10, 3)]
    results += [result("floor", 20, 4), result("confnotes", 20, 9), result("mkdocs", 20, 18)]
    found = {tuple(row[:2]): row[2:] for row in rows(table_of_ratios(results))}
    assert found["cold build / floor", "10"] == ["1.50", "1.50"]
    assert found["cold build, confnotes / mkdocs", "20"] == ["0.50", "0.50"]
    assert found["a page / a page at 10", "20"] == ["1.50", "1.50"]
    assert len(re.findall(r"^\| 20 \|", table_of_results(results), re.MULTILINE)) == 3


def test_the_least_of_several_builds_counts() -> None:
    assert least([Cost(3, 1, 5), Cost(2, 2, 4)]) == Cost(2, 1, 4)
