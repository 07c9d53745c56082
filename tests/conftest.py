"""What the tests share: small real projects, and no way out of this machine."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Any

import pytest

from confnotes.words import speak
from projects import CONF, INDEXES, TEMPLATES, Project, Site, build_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ[TEMPLATES] = str(tmp_path_factory.mktemp("templates"))


@pytest.fixture(autouse=True)
def _english_is_spoken() -> None:
    """Forget the language of a build before, in the same process."""
    speak("en")


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Return a function that makes a project of files, with the indexes and a conf.py."""
    made: list[Project] = []

    def make(files: dict[str, str | None] | None = None, *, conf: str = "") -> Project:
        project = Project(tmp_path / f"project{len(made)}")
        project.write({"conf.py": CONF + conf, **INDEXES, **(files or {})})
        made.append(project)
        return project

    return make


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the real notebook, built; tests that use it are of the xdist group ``site``."""
    return build_site(tmp_path_factory.mktemp("site"))


def _is_local(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    return host == "localhost" or host.startswith("127.") or host == "::1"


@pytest.fixture(autouse=True)
def _stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every connection to another machine an error."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        assert _is_local(address), f"a test wanted to connect to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
