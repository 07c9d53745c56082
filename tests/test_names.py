"""Ids are ASCII slugs of names, and names that differ in meaning get different ones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confnotes.names import is_slug, same_spelling, slugify, split_list
from making import law

#: Text in which the signs that count come up often.
TEXT = st.text() | st.text(
    st.sampled_from("CFaé1 +#./_-'’＋＃．½ßİ\u0301\u0308Łя김") | st.characters(), max_size=8
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Django on Gevent", "django-on-gevent"),
        ("  white \t space ", "white-space"),
        ("Łukasz Langa", "lukasz-langa"),
        ("김영근", "gimyeonggeun"),
        ("Кирилл", "kirill"),
        ("Ünal", "unal"),
        ("Kruno Golubić", "kruno-golubic"),
        ("Emilia Juda-Özbay", "emilia-juda-ozbay"),
        ("It's O’Reilly", "its-oreilly"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#", "f-sharp"),
        ("C＃", "c-sharp"),
        ("#Python", "python"),
        ("C#Python", "c-python"),
        (".NET", "dot-net"),
        ("the .NET runtime", "the-dot-net-runtime"),
        ("ASP.NET", "asp-net"),
        ("Node.js", "node-js"),
        ("py.test", "py-test"),
        ("CI/CD", "ci-cd"),
        ("I/O", "i-o"),
        ("2012", "2012"),
        ("", ""),
        ("???", ""),
        (" - ", ""),
        ("…", ""),
    ],
)
def test_a_name_has_a_slug(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    "names",
    [
        ("C", "C++", "C#", "F", "F#", "F++"),
        ("NET", ".NET", "ASP.NET", "ASP .NET"),
        ("CI/CD", "CICD"),
        ("I/O", "IO"),
        ("pytest", "py.test"),
        ("Il", "Ил#"),
    ],
)
def test_names_stay_apart(names: tuple[str, ...]) -> None:
    assert len({slugify(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "names",
    [
        ("Data Science", "data-science", "data science", "DATA  SCIENCE", "Data\u00a0Science"),
        ("Stéphane Wirtel", "Ste\u0301phane Wirtel", "Stephane Wirtel"),
        ("c++", "C++", "Ｃ＋＋"),
        ("CI/CD", "ci-cd", "CI / CD"),
    ],
)
def test_variants_of_a_name_have_one_slug(names: tuple[str, ...]) -> None:
    assert len({slugify(name) for name in names}) == 1


@law
@given(TEXT)
def test_a_slug_is_empty_or_can_be_an_id(name: str) -> None:
    slug = slugify(name)
    assert slug == "" or is_slug(slug)


@law
@given(TEXT)
def test_the_slug_of_a_slug_is_itself(name: str) -> None:
    assert slugify(slugify(name)) == slugify(name)


@law
@given(TEXT)
def test_composed_and_decomposed_names_have_one_slug(name: str) -> None:
    composed = unicodedata.normalize("NFC", name)
    decomposed = unicodedata.normalize("NFD", name)
    assert slugify(composed) == slugify(decomposed) == slugify(name)


@pytest.mark.parametrize("text", ["a", "1", "django-us-2012", "c-plus-plus"])
def test_a_slug_can_be_an_id(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text", ["", "-", "a-", "-a", "a--b", "A", "a b", "a/b", "a_b", "é", "a\n", "a.b", "١"]
)
def test_anything_else_can_not_be_an_id(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Bee", ("Ann Bee",)),
        ("Ann Bee, Bo", ("Ann Bee", "Bo")),
        (" Ann \n Bee ,Bo", ("Ann Bee", "Bo")),
        ("a,,b,", ("a", "", "b", "")),
        ("CI/CD; I/O", ("CI/CD; I/O",)),
    ],
)
def test_a_list_is_split_at_its_commas(text: str, names: tuple[str, ...]) -> None:
    assert split_list(text) == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Bee", "Ann  Bee ", True),
        ("Ünal", "U\u0308nal", True),
        ("Ann Bee", "ann bee", False),
        ("Ünal", "Unal", False),
        ("Ann Bee", "Ann-Bee", False),
    ],
)
def test_spellings_are_compared_whatever_their_unicode_form_and_white_space(
    one: str, other: str, *, same: bool
) -> None:
    assert same_spelling(one, other) is same
    assert same_spelling(other, one) is same


def test_the_sharp_sign_is_a_sharp_too() -> None:
    assert slugify("C♯") == slugify("C#") == "c-sharp"
