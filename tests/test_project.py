"""The project around the notebook: its commands, its lock, its publishing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from projects import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = [
    "html",
    "dirhtml",
    "epub",
    "linkcheck",
    "live",
    "test",
    "bench",
    "words",
    "lint",
    "lock",
    "clean",
]
#: What a clone holds of the site, and what it needs to build it.
PARTS = [
    "conf.py",
    "index.md",
    "talks.md",
    "bibliography.md",
    "references.bib",
    "README.md",
    "pyproject.toml",
]
FOLDERS = ["_ext", "_static", "conferences", "topics", "speakers", "guide", "tests"]


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of the notebook, to be written into."""
    copy = tmp_path / "clone"
    copy.mkdir()
    for name in PARTS:
        shutil.copy(ROOT / name, copy / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def sources(clone: Path) -> dict[str, bytes]:
    """Return what is in a clone, but for what was built and what Python caches."""
    return {
        str(path.relative_to(clone)): path.read_bytes()
        for path in sorted(clone.rglob("*"))
        if path.is_file() and not {"_build", "_readthedocs", "__pycache__"}.intersection(path.parts)
    }


def test_make_alone_lists_every_command() -> None:
    done = run("make", "--no-print-directory")
    assert done.returncode == 0
    for target in TARGETS:
        assert re.search(rf"^{target}\s+\w", done.stdout, re.MULTILINE), target


def test_the_environment_is_made_again_only_when_the_lock_is_newer(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    ready = tmp_path / ".venv" / "ready"
    assert "pip install" in run("make", "-n", "html", cwd=tmp_path).stdout
    ready.parent.mkdir()
    ready.touch()
    lock = (tmp_path / "requirements.txt").stat().st_mtime
    os.utime(ready, (lock + 10, lock + 10))
    assert "pip install" not in run("make", "-n", "html", cwd=tmp_path).stdout
    os.utime(ready, (lock - 10, lock - 10))
    assert "pip install" in run("make", "-n", "html", cwd=tmp_path).stdout


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = run("make", "html", f"PYTHON={old}", cwd=tmp_path)
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_every_dependency_has_its_reason_and_is_locked_with_hashes() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    extras = project["optional-dependencies"].values()
    for requirement in [*project["dependencies"], *(one for extra in extras for one in extra)]:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert "  # " in line, requirement
        name = re.split(r"[<>=]", requirement)[0]
        assert re.search(rf"^{name}==\S+ .*\\\n +--hash=sha256:", lock, re.MULTILINE), name
    assert "://" not in lock


def test_the_configuration_of_read_the_docs_fits_its_schema() -> None:
    done = run(
        *(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.readthedocs"),
        ".readthedocs.yaml",
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_what_read_the_docs_runs(clone: Path, builder: str) -> None:
    """As its builder does it: in the checkout, into the checkout, and again over what is there."""
    command = [sys.executable, "-m", "sphinx", "-T", "-W", "--keep-going", "-b", builder]
    command += ["-d", "_build/doctrees", "-D", "language=en", ".", f"_readthedocs/{builder}"]
    url = "https://notes.example.org/"
    before = sources(clone)
    for _attempt in range(2):
        done = run(*command, cwd=clone, READTHEDOCS="True", READTHEDOCS_CANONICAL_URL=url)
        assert done.returncode == 0, done.stderr
    assert sources(clone) == before
    if builder == "epub":
        assert list((clone / "_readthedocs/epub").glob("*.epub"))
        return
    page = clone / "_readthedocs/html/conferences/index.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    link = soup.find("link", rel="canonical")
    assert link is not None
    assert link["href"] == f"{url}conferences/index.html"
    assert not (clone / "_readthedocs/html/README.html").exists()


def test_the_extension_can_be_installed_elsewhere(clone: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    done = run(*pip, "--no-build-isolation", "-w", str(tmp_path), str(clone))
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("confnotes-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "_ext" / "confnotes"
    for path in source.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert f"confnotes/{path.relative_to(source)}" in names


def test_continuous_integration_calls_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("make lint", "make html", "make test"):
        assert re.search(rf"^{command}$", script, re.MULTILINE)
        assert command in readme


def test_the_readme_shows_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", readme):
        assert (ROOT / target).exists(), target
