"""A data set of talks, made up, with sizes as those of pyvideo; the same one every time.

It lies on the disk as pyvideo's does, so that it comes into a notebook on the same way.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: How many of a hundred talks have abstracts of how many characters, at the most.
_ABSTRACTS = [(20, 0), (5, 40), (25, 500), (25, 1000), (15, 1500), (9, 3000), (1, 9000)]
#: How many of a thousand talks have how many speakers, and topics.
_SPEAKERS = [(68, 0), (850, 1), (56, 2), (10, 3), (10, 4), (6, 8)]
_TOPICS = [(600, 0), (170, 1), (80, 2), (60, 3), (40, 5), (40, 7), (10, 12)]
#: How many talks a conference has: they come up in turns.
_PROGRAMMES = [1, 42, 19, 108, 27, 5, 59, 32, 14, 50, 95]

_WORDS = """
data tests python web async pattern model server library graph cloud parser network learning
interface language science memory queue search image notebook package type thread database
security review team course array index stream cache browser sensor robot music game money health
map weather story error release version tool scale design future past craft community
""".split()
_LINKING = "the a of for with without on in and or to about behind beyond under from".split()
_NAMES = (
    "Ann Bo Chi Dora Eli Fay Gus Hana Ivo Jo Kaya Lin Mia Noor Ola Pia Quin Ravi Sol Tia".split()
)
_FAMILIES = "ba de fi go ha jo ka lu ma ne po ri sa ti vo wa xe yu za".split()


def write_sample(folder: Path, talks: int) -> None:
    """Write a data set of that many talks."""
    chance = random.Random(2012)  # noqa: S311 - it has to be the same every time
    left = talks
    for number, size in enumerate(_sizes(talks)):
        year = 2008 + number % 18
        event = folder / f"exampleconf-{_WORDS[number % len(_WORDS)]}-{number}-{year}"
        _write_event(event, f"{_WORDS[number % len(_WORDS)].title()}Conf {number} {year}", chance)
        for position in range(size):
            talk = _talk(chance, talks, dt.date(year, 5, 1) + dt.timedelta(days=position // 20))
            _dump(event / "videos" / f"{position}-{left}.json", talk)
            left -= 1


def _sizes(talks: int) -> Iterator[int]:
    """Yield how many talks each conference has."""
    number = 0
    while talks:
        size = min(talks, _PROGRAMMES[number % len(_PROGRAMMES)])
        yield size
        talks -= size
        number += 1


def _write_event(folder: Path, title: str, chance: random.Random) -> None:
    (folder / "videos").mkdir(parents=True)
    _dump(folder / "category.json", {"title": title, "description": _prose(chance, 200)})


def _talk(chance: random.Random, talks: int, day: dt.date) -> dict[str, object]:
    number = chance.randrange(10**9)
    topics = max(10, talks // 4)
    return {
        "title": _title(chance),
        "description": _prose(chance, _drawn(chance, _ABSTRACTS)),
        "recorded": day.isoformat(),
        "duration": chance.randrange(600, 3600),
        "language": "eng",
        "speakers": [_person(chance, talks) for _ in range(_drawn(chance, _SPEAKERS))],
        "tags": sorted({_topic(chance, topics) for _ in range(_drawn(chance, _TOPICS))}),
        "thumbnail_url": f"https://video.example/{number}.jpg",
        "videos": [{"type": "youtube", "url": f"https://video.example/watch?v={number}"}],
    }


def _drawn(chance: random.Random, weighed: Sequence[tuple[int, int]]) -> int:
    [found] = chance.choices(
        [value for _weight, value in weighed],
        cum_weights=[*accumulate(weight for weight, _value in weighed)],
    )
    return found


def _person(chance: random.Random, talks: int) -> str:
    """Return a name; a few speak often, most of them once."""
    number = int(talks * 0.9 * chance.random() ** 1.3)
    family = "".join(_FAMILIES[number // 19**place % 19] for place in (0, 1, 2))
    return f"{_NAMES[number % len(_NAMES)]} {family.title()}"


def _topic(chance: random.Random, topics: int) -> str:
    """Return a topic; a few come up again and again, most of them once or twice."""
    number = int(topics * chance.random() ** 3)
    return f"{_WORDS[number % len(_WORDS)]} {_WORDS[number // len(_WORDS) % len(_WORDS)]}{number}"


def _title(chance: random.Random) -> str:
    first, second, third = chance.sample(_WORDS, 3)
    return f"{first.title()} {chance.choice(_LINKING)} {second} {chance.choice(_LINKING)} {third}"


def _prose(chance: random.Random, size: int) -> str:
    """Return paragraphs of about that many characters."""
    paragraphs: list[str] = []
    while (left := size - sum(map(len, paragraphs))) > 0:
        words: list[str] = []
        while sum(map(len, words)) + len(words) < min(left, 350):
            words += [chance.choice(_WORDS), chance.choice(_LINKING)]
        paragraphs.append(f"{' '.join(words).capitalize()} it.")
    return "\n\n".join(paragraphs)


def _dump(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
