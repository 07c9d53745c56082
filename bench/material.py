"""Some of a data set's talks; a notebook of them; and the floor: their text, and no extension."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from .running import run

ROOT = Path(__file__).parent.parent
#: Where the extension is, for every build.
ENVIRONMENT = {"PYTHONPATH": str(ROOT / "_ext")}
#: What an edit changes is a word of the notes.
NOTE = "Notes: somebody asked a good question, and the answer was edited {} times.\n"
#: Every how many of the talks have notes.
_NOTED = 4

_PAGES = {
    "index.md": """\
# Notebook

```{toctree}
:hidden:

conferences/index
talks
topics/index
speakers/index
```
""",
    "conf.py": 'myst_enable_extensions = ["colon_fence"]\n',
    "talks.md": "# Talks\n\n:::{talk-index}\n:::\n",
    "topics/index.md": "# Topics\n\n:::{topic-index}\n:::\n",
    "speakers/index.md": "# Speakers\n\n:::{speaker-index}\n:::\n",
}
_DIRECTIVE = re.compile(
    r"^(:{3,})\{(?:talk|conference|speaker|topic)\}\n(.*?)^\1$", re.MULTILINE | re.DOTALL
)
_OPTION = re.compile(r"^:([\w-]+): ?(.*)\n", re.MULTILINE)
_INDEX = re.compile(r"^:::\{[a-z]+-index\}\n:::\n", re.MULTILINE)


def count_talks(data: Path) -> int:
    """Return how many talks a data set has.

    Raises `ValueError` where it has none.
    """
    found = sum(1 for _ in data.glob("*/videos/*.json"))
    if not found:
        raise ValueError(f"{data} has no pyvideo events in it: folders with a folder 'videos'")
    return found


def choose_talks(data: Path, folder: Path, talks: int) -> None:
    """Link so many talks of a data set into a folder, conference by conference.

    Which ones does not depend on the order of their names, and a few are among the many.
    """
    left = talks
    for event in sorted(data.iterdir(), key=_scattered):
        if not left or not (event / "category.json").is_file():
            continue
        chosen = sorted((event / "videos").glob("*.json"))[:left]
        left -= len(chosen)
        (folder / event.name / "videos").mkdir(parents=True)
        for file in (event / "category.json", *chosen):
            (folder / file.relative_to(data)).symlink_to(file.resolve())


def make_notebook(events: Path, folder: Path) -> None:
    """Import events into a new notebook, and give some of its talks notes."""
    for name, text in _PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "confnotes", "import", "pyvideo", str(events)]
    run([*command, "--source", str(folder)], folder.parent / "import.log", ENVIRONMENT)
    for page in talk_pages(folder)[::_NOTED]:
        with page.open("a", encoding="utf-8") as file:
            file.write(f"\n{NOTE.format(0)}")


def talk_pages(notebook: Path) -> list[Path]:
    """Return the pages of the talks of a notebook."""
    return sorted(page for page in notebook.glob("conferences/*/*.md") if page.name != "index.md")


def make_floor(notebook: Path, folder: Path) -> None:
    """Write the pages of a notebook again, with lists of terms and definitions for directives."""
    for page in sorted(notebook.rglob("*.md")):
        text = _INDEX.sub("", page.read_text(encoding="utf-8"))
        target = folder / page.relative_to(notebook)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_DIRECTIVE.sub(_as_list, text), encoding="utf-8")


def split_directive(text: str) -> tuple[dict[str, str], str]:
    """Return the options and the content of the first directive of a page."""
    found = _DIRECTIVE.search(text)
    inside = found[2] if found else ""
    return dict(_OPTION.findall(inside)), _OPTION.sub("", inside)


def _as_list(directive: re.Match[str]) -> str:
    terms = (f"{name}\n: {value}\n" for name, value in _OPTION.findall(directive[2]) if value)
    return "\n".join((*terms, _OPTION.sub("", directive[2])))


def _scattered(path: Path) -> str:
    return hashlib.sha256(path.name.encode()).hexdigest()
