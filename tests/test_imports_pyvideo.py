"""Events of the pyvideo data set become programmes, what is wrong with a talk a remark."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from confnotes.imports.sources.pyvideo import find_events, read_event
from confnotes.model import Talk, TalkType
from making import law
from reading_back import check

if TYPE_CHECKING:
    from pathlib import Path

    from confnotes.imports.model import Imported, Programme

VIDEO: dict[str, Any] = {
    "copyright_text": "CC BY",
    "description": "Why tests get slow.\n",
    "duration": 1530,
    "language": "eng",
    "recorded": "2016-05-14",
    "related_urls": [{"label": "Slides", "url": "https://a.example/slides"}],
    "speakers": ["Ann Lee", "Bo Novak"],
    "tags": ["testing", "databases"],
    "thumbnail_url": "https://a.example/1.jpg",
    "title": "Fast tests",
    "videos": [
        {"type": "youtube", "url": "https://www.youtube.com/watch?v=1"},
        {"length": 0, "type": "mp4", "url": "https://a.example/fast-tests.mp4"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "exampleconf-2016"


def write(folder: Path, *videos: Any, **category: Any) -> Path:
    """Write an event; the files are called 0.json, 1.json and so on."""
    (folder / "videos").mkdir(parents=True, exist_ok=True)
    (folder / "category.json").write_text(
        json.dumps({"title": "ExampleConf 2016", **category}), encoding="utf-8"
    )
    for number, video in enumerate(videos):
        path = folder / "videos" / f"{number}.json"
        path.write_text(json.dumps(video), encoding="utf-8")
    return folder


def read(folder: Path, *videos: Any, **category: Any) -> Programme:
    programme = read_event(write(folder, *videos, **category))
    check(programme)
    return programme


def read_one(folder: Path, **fields: Any) -> Imported[Talk]:
    [talk] = read(folder, {**VIDEO, **fields}, start_date="2016-05-14").talks
    return talk


def test_a_talk_has_all_its_facts(folder: Path) -> None:
    programme = read(folder, VIDEO)
    [talk] = programme.talks
    assert programme.remarks == ()
    assert (talk.key, talk.title, talk.content) == ("0", "Fast tests", "Why tests get slow.")
    assert talk.facts == Talk(
        speakers=("Ann Lee", "Bo Novak"),
        date=dt.date(2016, 5, 14),
        duration=26,
        language="en",
        topics=("testing", "databases"),
        video=("https://www.youtube.com/watch?v=1", "https://a.example/fast-tests.mp4"),
        slides=("https://a.example/slides",),
    )


def test_an_event_has_all_its_facts(folder: Path) -> None:
    later = {**VIDEO, "recorded": "2016-06-20"}
    said = {"description": "By the sea.", "start_date": "2016-05-13", "url": "https://a.example/"}
    conference = read(folder, VIDEO, later, **said).conference
    assert (conference.key, conference.title) == ("exampleconf-2016", "ExampleConf 2016")
    assert conference.content == "By the sea."
    facts = conference.facts
    assert (facts.start, facts.end) == (dt.date(2016, 5, 13), dt.date(2016, 6, 20))
    assert (facts.series, facts.url) == ("ExampleConf", "https://a.example/")
    assert read(folder, VIDEO, VIDEO).conference.facts.end is None


@pytest.mark.parametrize(
    ("speakers", "names"),
    [
        (["Various speakers"], ()),
        (["Various Speakers", "Unknown", "TBD", "n/a", "N/A", "", " ", "?"], ()),
        (["Multiple Presenters", "Ann Lee"], ("Ann Lee",)),
        (["Unknown Pleasures"], ("Unknown Pleasures",)),
        (["Haque Ishfaq; Hassan Adnan ..."], ("Haque Ishfaq", "Hassan Adnan")),
        (["Dillon Gardner, PhD", "Bo, Jr."], ("Dillon Gardner PhD", "Bo Jr.")),
        (['Joshua "jag" Ginsberg'], ('Joshua "jag" Ginsberg',)),
        (["  Ann\u00a0Lee "], ("Ann Lee",)),
        (["강민철"], ("강민철",)),
        (None, ()),
    ],
)
def test_placeholders_are_nobody(folder: Path, speakers: Any, names: tuple[str, ...]) -> None:
    assert read_one(folder, speakers=speakers).facts.speakers == names


@pytest.mark.parametrize(
    ("recorded", "date", "time"),
    [
        ("2016-05-14T10:30:00", 14, dt.time(10, 30)),
        ("2016-05-14 10:30", 14, dt.time(10, 30)),
        ("2016-05-14T00:00:00", 14, None),
        ("2016-05-14T10:30:12", 14, None),  # when a file was uploaded
        ("2016-05-14T10:30:00Z", 14, None),
        ("2016", None, None),
        (None, None, None),
    ],
)
def test_when(folder: Path, recorded: Any, date: int | None, time: dt.time | None) -> None:
    facts = read_one(folder, recorded=recorded).facts
    assert facts.date == (dt.date(2016, 5, date) if date else None)
    assert facts.time == time


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(1530, 26), ("1530", 26), (20, 1), (0, None), (None, None), (10**9, None), ("long", None)],
)
def test_durations(folder: Path, seconds: Any, minutes: int | None) -> None:
    assert read_one(folder, duration=seconds).facts.duration == minutes


@pytest.mark.parametrize(
    ("name", "tag"),
    [("eng", "en"), ("rus", "ru"), ("ger", "de"), ("English", "en"), ("en", "en"), ("xxx", "")],
)
def test_languages(folder: Path, name: str, tag: str) -> None:
    assert read_one(folder, language=name).facts.language == tag


@pytest.mark.parametrize(
    ("tags", "topics"),
    [
        ([" testing ", "", "  ", "python,", "?"], ("testing", "python")),
        (["a, b", "c; d"], ("a", "b", "c", "d")),
        (["#asyncio#testing", "C#", ".NET", "c++"], ("asyncio", "testing", "C#", ".NET", "c++")),
        (["2016", "exampleconf", "ExampleConf 2016", "exampleconf2016", "3D"], ("3D",)),
        (["tutorial", "Keynote", "lightning talks", "talk", "lightning"], ("lightning",)),
        (None, ()),
    ],
)
def test_topics(folder: Path, tags: Any, topics: tuple[str, ...]) -> None:
    assert read_one(folder, tags=tags).facts.topics == topics


def test_the_name_of_the_series_is_no_topic(folder: Path) -> None:
    videos = [{**VIDEO, "tags": ["DjangoCon", "django", "djangocon2016"]}, VIDEO, VIDEO]
    names = read(folder, *videos, title="DjangoCon US 2016").talks[0].facts.topics
    assert names == ("DjangoCon", "django")  # one talk can be about it
    names = read(folder, *videos[:2], videos[0], title="DjangoCon US 2016").talks[0].facts.topics
    assert names == ("django",)


def test_topics_are_spelled_in_one_way(folder: Path) -> None:
    tags = [["Data Science"], ["data-science"], ["data-science", "data science"]]
    talks = read(folder, *({**VIDEO, "tags": one} for one in tags)).talks
    assert [talk.facts.topics for talk in talks] == [("data-science",)] * 3


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"tags": ["lightning talks"]}, TalkType.LIGHTNING),
        ({"tags": ["talk", "Tutorial"]}, TalkType.TUTORIAL),
        ({"tags": ["posters"]}, TalkType.POSTER),
        ({"title": "Keynote"}, TalkType.KEYNOTE),
        ({"title": "Keynote - Ann Lee"}, TalkType.KEYNOTE),
        ({"title": "Panel: virtual machines"}, TalkType.PANEL),
        ({"title": "Panel data in practice"}, TalkType.TALK),
        ({"title": "Workshops that work"}, TalkType.TALK),
    ],
)
def test_types(folder: Path, fields: Any, kind: TalkType) -> None:
    assert read_one(folder, **fields).facts.type is kind


def test_related_addresses_are_sorted_by_what_they_are(folder: Path) -> None:
    related = [
        "https://github.com/ann/fast",
        "https://speakerdeck.com/ann/fast",
        {"label": "Talk repository", "url": "https://a.example/hg"},
        {"label": "https://a.example/1", "url": "https://a.example/1"},
        "https://a.example/in-the-text",
        "https://www.youtube.com/watch?v=1",
        "javascript:alert(1)",
        r"http://a.example/Kalman\_filter",
    ]
    said = "See `this <https://a.example/in-the-text>`__ and https://github.com/ann/fast"
    programme = read(folder, {**VIDEO, "related_urls": related, "description": said})
    facts = programme.talks[0].facts
    assert facts.code == ("https://github.com/ann/fast", "https://a.example/hg")
    assert facts.slides == ("https://speakerdeck.com/ann/fast",)
    assert facts.url == ("https://a.example/1", "http://a.example/Kalman_filter")
    assert facts.video[0] == "https://www.youtube.com/watch?v=1"
    assert len(programme.remarks) == 1
    assert "may not link to 'javascript:alert(1)'" in programme.remarks[0]


def test_what_all_talks_link_to_is_the_events(folder: Path) -> None:
    shared = [
        {"label": "Licence", "url": "http://creativecommons.org/licenses/by/4.0/"},
        {"label": "Conference schedule", "url": "https://a.example/schedule"},
        {"label": "Conference Website", "url": "https://a.example/"},
        {"label": "Full playlist", "url": "https://www.youtube.com/playlist?list=1"},
    ]
    own = {"label": "schedule", "url": "https://a.example/talks/1"}
    videos = [{**VIDEO, "related_urls": links} for links in ([*shared, own], shared, shared)]
    programme = read(folder, *videos)
    facts = programme.conference.facts
    assert (facts.url, facts.videos) == ("https://a.example/", (shared[3]["url"],))
    assert [talk.facts.url for talk in programme.talks] == [(own["url"],), (), ()]
    assert programme.remarks == (
        "'http://creativecommons.org/licenses/by/4.0/' is on all talks, and was left out",
        "'https://a.example/schedule' is on all talks, and was left out",
    )
    videos = [{**VIDEO, "related_urls": shared[:1]}] * 3
    assert read(folder / "licence", *videos).conference.facts.url == ""
    [alone] = read(folder / "alone", {**VIDEO, "related_urls": shared}).talks
    assert len(alone.facts.url) == 4


def test_texts_are_said_once(folder: Path) -> None:
    texts = {"summary": "Slow.", "description": "Slow. And fast.", "abstract": "Other."}
    assert read_one(folder, **texts).content == "Slow. And fast.\n\nOther."


def test_a_talk_that_cannot_be_read_is_remarked_on(folder: Path) -> None:
    untitled = {**VIDEO, "title": "???"}
    write(folder, VIDEO, untitled, [1], {**VIDEO, "speakers": ["Ann Lee", 7, ["x"]], "tags": 7})
    (folder / "videos" / "4.json").write_bytes(b'{"title": "Cut')
    (folder / "videos" / "5.json").write_bytes('{"title": "Übung"}'.encode("latin-1"))
    (folder / "videos" / "6.json").mkdir()
    (folder / "videos" / "notes.txt").write_text("nothing")
    programme = read_event(folder)
    assert [talk.key for talk in programme.talks] == ["0", "3"]
    assert programme.talks[1].facts.speakers == ("Ann Lee", "7")
    remarks = "\n".join(programme.remarks)
    assert len(programme.remarks) == 7
    assert "the talk in 1.json was left out: its title, '???', has no letter or digit" in remarks
    assert "the talk in 2.json was left out: there should be an object" in remarks
    assert "4.json is no JSON, or not all of it: line 1" in remarks
    assert "5.json cannot be read: byte 11 is no UTF-8" in remarks
    assert "6.json cannot be read: Is a directory" in remarks
    assert "'Fast tests': speakers.2 was left out" in remarks
    assert "'Fast tests': tags was left out" in remarks


def test_the_keys_are_the_names_of_the_files(folder: Path) -> None:
    write(folder, VIDEO)
    (folder / "videos" / "0.json").rename(folder / "videos" / "3_08-python\u3067.json")
    assert read_event(folder).talks[0].key == "3_08-pythonで"


@pytest.mark.parametrize(
    ("category", "message"),
    [
        (b"", "no JSON, or not all of it"),
        (b"[]", "there should be an object with fields, and there is a list"),
        (b"{}", "has no 'title' with a letter or a digit"),
        (b'{"title": "?"}', "has no 'title' with a letter or a digit"),
        (b'{"title": "ExampleConf"}', "nothing says when it was"),
    ],
)
def test_an_event_that_cannot_be_read(folder: Path, category: bytes, message: str) -> None:
    write(folder)
    (folder / "category.json").write_bytes(category)
    with pytest.raises(ValueError, match=message) as caught:
        read_event(folder)
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)


def test_an_event_that_is_not_there(folder: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read: No such file"):
        read_event(folder)


def test_events_are_found(tmp_path: Path) -> None:
    one, other = write(tmp_path / "b"), write(tmp_path / "a")
    (tmp_path / ".github").mkdir()
    (tmp_path / "LICENSE").write_text("CC0")
    assert find_events(tmp_path) == [other, one]
    assert find_events(one) == [one]


def test_no_events_are_found(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no event of pyvideo in it"):
        find_events(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ValueError, match="file cannot be read: Not a directory"):
        find_events(tmp_path / "file")
    with pytest.raises(ValueError, match="nowhere cannot be read: No such file"):
        find_events(tmp_path / "nowhere")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["[a]", "-"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["url", "label", "type"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(law, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(VIDEO)), VALUES, max_size=6), VALUES)
def test_no_value_makes_a_traceback(folder: Path, fields: dict[str, Any], other: Any) -> None:
    programme = read(folder, VIDEO, {**VIDEO, **fields}, other, url=other, description=other)
    assert len(programme.talks) + len(programme.remarks) >= 2


@settings(law, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_no_bytes_make_a_traceback(folder: Path, content: bytes) -> None:
    write(folder, VIDEO)
    (folder / "videos" / "1.json").write_bytes(content)
    assert len(read_event(folder).talks) == 1
