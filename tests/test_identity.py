"""Which id a declaration has, and where its conference is looked for."""

from __future__ import annotations

import pytest

from confnotes.identity import indexes_above, own_id, short_id
from confnotes.model import Conference, Facts, Speaker, Talk, Topic
from making import page, talk


@pytest.mark.parametrize(
    ("facts", "title", "docname", "is_page", "expected"),
    [
        (Conference(), "DjangoCon US 2012", "conferences/djangocon/index", True, "djangocon"),
        (Conference(), "DjangoCon US 2012", "conferences/djangocon", True, "djangocon"),
        (Conference(), "DjangoCon US 2012", "conferences/index", False, "djangocon-us-2012"),
        (Conference(), "DjangoCon US 2012", "index", True, "djangocon-us-2012"),
        (Conference(id="dc"), "DjangoCon", "conferences/djangocon/index", True, "dc"),
        (Talk(), "Django on Gevent", "c/gevent", True, "gevent"),
        (Talk(), "Django on Gevent", "c/gevent/index", True, "gevent"),
        (Talk(), "Django on Gevent", "c/Gevent_Talk", True, "gevent-talk"),
        (Talk(), "Django on Gevent", "c/index", False, "django-on-gevent"),
        (Talk(), "Django on Gevent", "c/???", True, "django-on-gevent"),
        (Talk(id="g"), "Django on Gevent", "c/gevent", True, "g"),
        (Talk(id="g"), "Django on Gevent", "c/index", False, "g"),
        (Speaker(), "김영근", "speakers/kim", True, "gimyeonggeun"),
        (Speaker(id="kim"), "김영근", "speakers/k", True, "kim"),
        (Topic(), "C++", "topics/cpp", True, "c-plus-plus"),
        (Topic(), "???", "topics/what", True, ""),
        (Topic(id="what"), "???", "topics/what", True, "what"),
    ],
)
def test_an_object_has_an_id(
    facts: Facts, title: str, docname: str, *, is_page: bool, expected: str
) -> None:
    assert own_id(facts, title, docname, is_page=is_page) == expected


def test_a_declaration_has_the_id_of_its_facts_title_and_page() -> None:
    first, second = page("c/gevent", talk("On Gevent"), talk("On Twisted")).declarations
    assert (short_id(first), short_id(second)) == ("gevent", "on-twisted")


@pytest.mark.parametrize(
    ("docname", "indexes"),
    [
        ("index", []),
        ("talk", ["index"]),
        ("c/talk", ["c/index", "index"]),
        ("c/index", ["index"]),
        ("a/b/c", ["a/b/index", "a/index", "index"]),
        ("a/b/index", ["a/index", "index"]),
    ],
)
def test_the_indexes_up_the_folders_come_nearest_first(docname: str, indexes: list[str]) -> None:
    assert list(indexes_above(docname)) == indexes
