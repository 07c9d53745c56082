"""For any sequence of edits, a rebuild gives what a clean build gives, and touches nothing else.

The machine tries sequences at random, the same ones each time; `make fuzz` tries others. The
scripts are sequences that once went wrong, or that other tools get wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from notebook_machine import BIBLIOGRAPHIES, NotebookMachine, unhurried
from rebuilding import CleanBuilds, Twins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LABEL = "(there)=\n## There *now*\n\nText."
TERM = "```{glossary}\nworker\n  It works.\n```"
EQUATION = "```{math}\n:label: sum\n1 + 1 = 2\n```"
NUMBERED = "```{toctree}\n:numbered:\n:titlesonly:\n:glob:\n\n/people/*\n```"


class Begun(NotebookMachine):
    """One that goes on from the first build of another, which had the same notebook."""

    def __init__(self, twins: Twins) -> None:
        self._given = twins
        super().__init__()

    def _begin(self) -> None:
        self._twins = self._given
        if not self._twins.is_kept:
            self._write_all()
            self._compare()
            self._twins.keep()
        self._twins.go_back()

    def teardown(self) -> None:
        """Leave the folder to the next one."""


class Serial(Begun):
    """With one tree and a light theme, for what depends on neither; compared at the end."""

    jobs = (1,)
    theme = "alabaster"

    def _compare(self) -> None:
        self._last = self._twins.build(1)

    def check(self) -> None:
        self._twins.compare(1, self._last, *self._twins.build_clean(1))


class OneTree(Begun):
    """Compared after each step."""

    jobs = (1,)


def cite_another_entry(notes: NotebookMachine) -> None:
    """sphinxcontrib-bibtex leads to an anchor that isn't there."""
    notes.write_notes("plain", "{cite}`three2003`")


def change_the_style_of_citations(notes: NotebookMachine) -> None:
    """sphinxcontrib-bibtex says that it is a setting of HTML, and uses it while reading."""
    notes.change_settings(['bibtex_default_style = "plain"'])


def change_an_entry_that_a_footnote_cites(notes: NotebookMachine) -> None:
    notes.write_notes("plain", "{footcite}`one2001`\n\n```{footbibliography}\n```")
    first = BIBLIOGRAPHIES["one2001"]
    notes.write_file(("references.bib", first.replace("First", "Firstly")))


def rename_what_a_reference_shows(notes: NotebookMachine) -> None:
    """Sphinx keeps the old title."""
    notes.write_notes("plain", "{doc}`/guide/two`")
    notes.name("guide/two", "Redis")


def take_from_one_of_two(notes: NotebookMachine, target: str, reference: str) -> None:
    """Write a target on two pages and a reference on a third; take the second target away."""
    notes.write_notes("guide/one", target)
    notes.write_notes("guide/two", target)
    notes.write_notes("plain", reference)
    notes.write_notes("guide/two", "")


def take_a_label_from_one_of_two(notes: NotebookMachine) -> None:
    """Sphinx forgets the label, although the other page still has it."""
    take_from_one_of_two(notes, LABEL, "{ref}`there`")


def define_a_term_twice(notes: NotebookMachine) -> None:
    notes.write_notes("guide/two", TERM)
    notes.write_notes("plain", "{term}`worker`")
    notes.write_notes("guide/one", TERM)


def write_what_a_link_names(notes: NotebookMachine) -> None:
    """MyST decides while reading whether a link is one to a page."""
    notes.write_notes("plain", "[](/topics/late.md)")
    notes.name("topics/late", "Late")
    notes.delete("topics/late")


def take_numbers_away(notes: NotebookMachine) -> None:
    """Sphinx leaves them in titles."""
    notes.write_notes("guide/two", NUMBERED)
    notes.write_notes("guide/two", "")


def show_two_pictures_of_one_name(notes: NotebookMachine) -> None:
    """Sphinx names them in the order of reading."""
    notes.write_notes("guide/two", "![](/pictures/b/photo.png)")
    notes.write_notes("d/alpha", "")
    notes.write_notes("refs", "![](/pictures/a/photo.png)")


def read_a_table_that_is_not_there(notes: NotebookMachine) -> None:
    """docutils says that it is missing, and not to whom."""
    notes.write_notes("plain", "```{csv-table}\n:file: /parts/late.csv\n```")
    notes.write_file(("parts/late.csv", "a,b"))


def put_back_an_older_copy(notes: NotebookMachine) -> None:
    """Sphinx asks whether a file is younger than its reading."""
    notes.restore("plain", "Old words.")


def delete_what_a_toctree_lists(notes: NotebookMachine) -> None:
    notes.delete("topics/celery")


def delete_what_has_index_entries(notes: NotebookMachine) -> None:
    """Sphinx's search index loses those of the others, and keeps the words of the page."""
    notes.write_notes("guide/two", "{index}`worker`")
    notes.write_notes("plain", "Unheard-of words.")
    notes.delete("plain")


def take_an_equation_from_one_of_two(notes: NotebookMachine) -> None:
    take_from_one_of_two(notes, EQUATION, "{eq}`sum`")


def take_the_name_of_a_page_of_sphinx(notes: NotebookMachine) -> None:
    """Sphinx forgets its own label."""
    notes.write_notes("guide/one", "(search)=\n## Search")
    notes.write_notes("guide/one", "{ref}`search`")


def draw_a_better_picture(notes: NotebookMachine) -> None:
    notes.write_notes("plain", "![](/pictures/b/photo.*)")
    notes.write_file(("pictures/b/photo.jpg", "JPG"))
    notes.write_file(("pictures/b/photo.png", None))


def draw_a_picture_in_another_language(notes: NotebookMachine) -> None:
    notes.write_notes("plain", "![](/pictures/b/photo.png)")
    notes.write_file(("pictures/b/photo.en.png", "PNG en"))


def change_a_style_sheet(notes: NotebookMachine) -> None:
    """Sphinx leaves the old checksum in each page, and browsers keep the old sheet."""
    notes.write_file(("_static/custom.css", "p { color: blue }"))


def change_the_theme(notes: NotebookMachine) -> None:
    """Sphinx leaves the files of the old one."""
    notes.change_settings(['html_theme = "basic"'])


def write_a_second_title(notes: NotebookMachine) -> None:
    """The theme's sidebar, which shows titles only, shows it."""
    notes.theme = "sphinx_book_theme"
    notes.change_settings([])
    notes.write_notes("topics/celery", "# Another")


SCRIPTS: list[Callable[[NotebookMachine], None]] = [
    cite_another_entry,
    change_the_style_of_citations,
    change_an_entry_that_a_footnote_cites,
    rename_what_a_reference_shows,
    take_a_label_from_one_of_two,
    define_a_term_twice,
    write_what_a_link_names,
    take_numbers_away,
    show_two_pictures_of_one_name,
    read_a_table_that_is_not_there,
    put_back_an_older_copy,
    delete_what_a_toctree_lists,
    delete_what_has_index_entries,
    take_an_equation_from_one_of_two,
    take_the_name_of_a_page_of_sphinx,
    draw_a_better_picture,
    draw_a_picture_in_another_language,
    change_a_style_sheet,
    change_the_theme,
    write_a_second_title,
]


@pytest.fixture(scope="module")
def clean_builds(tmp_path_factory: pytest.TempPathFactory) -> CleanBuilds:
    return CleanBuilds(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, clean_builds: CleanBuilds) -> Twins:
    return Twins(tmp_path_factory.mktemp("twins") / "now", clean_builds=clean_builds)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory, clean_builds: CleanBuilds) -> Twins:
    """Return twins without what finds stale and outdated pages."""
    folder = tmp_path_factory.mktemp("control") / "now"
    return Twins(folder, clean_builds=clean_builds, without_logic=True)


def run(script: Callable[[NotebookMachine], None], twins: Twins) -> None:
    notes = Serial(twins)
    script(notes)
    notes.check()


#: Both tests of a script compare with one clean build.
scripts = pytest.mark.parametrize(
    "script", [pytest.param(one, marks=pytest.mark.xdist_group(one.__name__)) for one in SCRIPTS]
)


@scripts
def test_a_script_ends_as_a_clean_build_does(
    script: Callable[[NotebookMachine], None], twins: Twins
) -> None:
    run(script, twins)


@scripts
def test_without_the_logic_it_does_not(
    script: Callable[[NotebookMachine], None], control: Twins
) -> None:
    with pytest.raises(AssertionError):
        run(script, control)


bounded = settings(unhurried, max_examples=2, stateful_step_count=5, derandomize=True)


def test_any_edits_end_as_a_clean_build_does(tmp_path: Path, clean_builds: CleanBuilds) -> None:
    """After the simplest sequence one that writes, declares, kills a build, touches and moves."""
    twins = Twins(tmp_path / "now", clean_builds=clean_builds)

    @seed(34)
    def machine() -> Begun:
        return Begun(twins)

    run_state_machine_as_test(machine, settings=settings(bounded, derandomize=False))


def test_without_the_logic_the_machine_finds_a_difference(
    tmp_path: Path, clean_builds: CleanBuilds
) -> None:
    twins = Twins(tmp_path / "now", clean_builds=clean_builds, without_logic=True)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            lambda: OneTree(twins), settings=settings(bounded, phases=[Phase.generate])
        )
