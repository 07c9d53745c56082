"""Changes of files are made all together, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.imports.writing import exchange
from confnotes.imports.writing.changes import Change, Plan, apply, differences
from making import law
from programmes import tree
from projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = {"a.md": b"a\r\n", "old/b.md": b"\xef\xbb\xbfb", "keep.md": b"k"}
CHANGES = (
    Change("a.md", b"a\r\n", b"A\n"),
    Change("new/deep/c.md", None, b"c"),
    Change("old/b.md", b"\xef\xbb\xbfb", None),
    Change("new/d.md", None, b""),
)
NEW = {
    "a.md": b"A\n",
    "keep.md": b"k",
    "new": None,
    "new/d.md": b"",
    "new/deep": None,
    "new/deep/c.md": b"c",
    "old": None,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notebook"
    for name, content in OLD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_all_changes_are_made_and_nothing_is_left_over(root: Path) -> None:
    apply(root, CHANGES)
    assert tree(root) == NEW


def test_what_is_not_changed_is_not_touched(root: Path) -> None:
    (root / "a.md").chmod(0o640)
    before = (root / "keep.md").stat()
    apply(root, CHANGES)
    assert (root / "keep.md").stat() == before
    assert (root / "a.md").stat().st_mode & 0o777 == 0o640


def test_no_change_writes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "mkdtemp", _fail_at_once)
    apply(root, [])


STEPS = ("write_bytes", "mkdir", "replace", "rename")


def _fail_at_once(*_args: object, **_kwargs: object) -> None:
    raise AssertionError


class Failing:
    """Lets one call of several functions fail, by their number in all."""

    def __init__(self, at: int, error: BaseException) -> None:
        self.at = at
        self.error = error
        self.calls = 0

    def wrap(self, function: Callable[..., Any], *, late: bool) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls != self.at:
                return function(*args, **kwargs)
            if late:
                function(*args, **kwargs)
            raise self.error

        return called


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("at", range(1, 10))
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, at: int, late: bool, error: BaseException
) -> None:
    """There are two folders, three drafts and four renames: nine steps."""
    before = tree(root)
    failing = Failing(at, error)
    for name in STEPS:
        monkeypatch.setattr(Path, name, failing.wrap(getattr(Path, name), late=late))
    with pytest.raises(type(error)):
        apply(root, CHANGES)
    monkeypatch.undo()
    assert failing.calls >= at
    assert tree(root) == before


def test_there_are_no_more_steps_than_were_tried(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Failing(0, AssertionError())
    for name in STEPS:
        monkeypatch.setattr(Path, name, counting.wrap(getattr(Path, name), late=False))
    apply(root, CHANGES)
    assert counting.calls == 9


def test_where_a_file_can_have_one_name_only_it_is_copied(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = Failing(1, OSError(95, "Operation not supported"))
    monkeypatch.setattr(Path, "hardlink_to", failing.wrap(Path.hardlink_to, late=False))
    apply(root, CHANGES)
    assert tree(root) == NEW


@pytest.mark.parametrize("late", [False, True])
def test_an_interruption_while_an_old_file_is_kept_does_no_harm(
    root: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    before = tree(root)
    failing = Failing(1, KeyboardInterrupt())
    monkeypatch.setattr(Path, "hardlink_to", failing.wrap(Path.hardlink_to, late=late))
    with pytest.raises(KeyboardInterrupt):
        apply(root, CHANGES)
    assert tree(root) == before


@pytest.mark.parametrize("at", range(1, 10))
def test_who_is_killed_leaves_whole_files_and_is_swept_up_behind(root: Path, at: int) -> None:
    """Nothing is put back then, but each file is the old one or the new one."""
    before, child = tree(root), os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            killing = Killing(at)
            for name in STEPS:
                patch.setattr(Path, name, killing.wrap(getattr(Path, name), late=False))
            apply(root, CHANGES)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    left = tree(root)
    for change in CHANGES:
        assert left.get(change.path) in {change.before, change.after}
    apply(root, [Change(one.path, left.get(one.path), one.after) for one in CHANGES])
    assert tree(root) == NEW
    assert left["keep.md"] == before["keep.md"]


class Killing(Failing):
    """Ends the process at one call of several functions, as nothing can prevent."""

    def __init__(self, at: int) -> None:
        super().__init__(at, AssertionError())

    def wrap(self, function: Callable[..., Any], *, late: bool) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return called


def test_the_drafts_of_an_import_at_work_are_left_alone(root: Path) -> None:
    with exchange.drafts_in(root) as drafts:
        apply(root, CHANGES)
        assert drafts.is_dir()
    assert tree(root) == NEW


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_ends_the_process_while_files_are_exchanged(
    root: Path, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals
) -> None:
    replace = Path.replace

    def disturbed(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), ending)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", disturbed)
    apply(root, CHANGES)
    assert tree(root) == NEW


def test_a_file_that_is_read_only_is_not_written(root: Path) -> None:
    (root / "a.md").chmod(0o444)
    before = tree(root)
    with pytest.raises(PermissionError, match=r"the file is read-only.*a\.md"):
        apply(root, CHANGES)
    assert tree(root) == before


def test_an_interruption_while_all_is_put_back_does_no_harm(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, replace = tree(root), Path.replace
    calls: list[Path] = []

    def failing(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        if len(calls) > 3:
            os.kill(os.getpid(), signal.SIGINT)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        apply(root, CHANGES)
    assert tree(root) == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_changes_can_be_made_in_any_thread(root: Path) -> None:
    thread = threading.Thread(target=apply, args=(root, CHANGES))
    thread.start()
    thread.join()
    assert tree(root) == NEW


def test_a_full_disk_leaves_everything_as_it_was(root: Path) -> None:
    """A limit of the size of files fails as a full disk does, in the middle of a write."""
    before = tree(root)
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from confnotes.imports.writing.changes import Change, apply\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "big = Change('x/big.md', None, b'x' * 5000)\n"
        "apply(Path(sys.argv[1]), [Change('a.md', b'a\\r\\n', b'A'), big])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"OSError: [Errno 27] File too large: '{root / 'x/big.md'}'" in done.stderr
    assert tree(root) == before


@pytest.mark.parametrize("path", ["../out.md", "/out.md", "new/../../out.md", "link/out.md"])
def test_nothing_is_written_outside_of_the_notebook(root: Path, path: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "link").symlink_to(outside)
    before = tree(root.parent)
    with pytest.raises(ValueError, match="leads out of the notebook"):
        apply(root, [CHANGES[0], Change(path, None, b"x")])
    assert tree(root.parent) == before


def test_a_link_to_a_file_outside_is_refused(root: Path) -> None:
    other = root.parent / "other.md"
    other.write_bytes(b"mine")
    (root / "link.md").symlink_to(other)
    with pytest.raises(ValueError, match="leads out of the notebook"):
        apply(root, [Change("link.md", b"mine", b"x")])
    assert other.read_bytes() == b"mine"


def test_a_link_within_the_notebook_stays_one(root: Path) -> None:
    (root / "link.md").symlink_to(root / "a.md")
    apply(root, [Change("link.md", b"a\r\n", b"x")])
    assert (root / "link.md").is_symlink()
    assert (root / "a.md").read_bytes() == b"x"


@pytest.mark.parametrize(
    "change",
    [
        Change("a.md", b"other", b"x"),
        Change("a.md", None, b"x"),
        Change("gone.md", b"there", b"x"),
        Change("old", None, b"x"),
    ],
)
def test_what_has_changed_since_the_plan_is_not_overwritten(root: Path, change: Change) -> None:
    before = tree(root)
    with pytest.raises(ValueError, match="has changed meanwhile"):
        apply(root, [CHANGES[1], change])
    assert tree(root) == before


def test_a_file_in_the_place_of_a_folder_is_told(root: Path) -> None:
    before = tree(root)
    with pytest.raises(OSError, match=r"keep\.md"):
        apply(root, [CHANGES[0], Change("keep.md/x.md", None, b"x")])
    assert tree(root) == before


def test_a_difference_shows_every_file_that_people_care_for() -> None:
    hidden = Change("a/.import.json", None, b"{}", is_shown=False)
    assert [*differences([*CHANGES, hidden])] == [
        "--- a.md",
        "+++ a.md",
        "@@ -1 +1 @@",
        "-a",
        "+A",
        "--- /dev/null",
        "+++ new/deep/c.md",
        "@@ -0,0 +1 @@",
        "+c",
        "--- old/b.md",
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-\ufeffb",
    ]


def test_plans_are_added_up_and_advice_is_given_once() -> None:
    one = Plan(CHANGES[:1], ("u",), (("p", "w"),), advice=("do",))
    both = one + Plan(CHANGES[1:], remarks=("r",), advice=("do",))
    assert both == Plan(CHANGES, ("u",), (("p", "w"),), (), ("r",), ("do",))
    assert [both.paths(kind) for kind in ("made", "changed", "removed")] == [
        ["new/deep/c.md", "new/d.md"],
        ["a.md"],
        ["old/b.md"],
    ]


_NAMES = st.sampled_from(["a.md", "b.md", "x/a.md", "x/y/b.md", "z/c.md"])
_CONTENTS = st.one_of(st.none(), st.binary(max_size=8))


@law
@given(st.dictionaries(_NAMES, _CONTENTS), st.dictionaries(_NAMES, _CONTENTS))
def test_any_state_becomes_any_other(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, bytes | None],
    after: dict[str, bytes | None],
) -> None:
    root = tmp_path_factory.mktemp("notebook")
    for state in (before, after):
        files = {name: content for name, content in tree(root).items() if content is not None}
        names = files.keys() | state.keys()
        changed = [name for name in sorted(names) if files.get(name) != state.get(name)]
        apply(root, [Change(name, files.get(name), state.get(name)) for name in changed])
    found = {name: content for name, content in tree(root).items() if content is not None}
    assert found == {name: content for name, content in after.items() if content is not None}
