"""What headings are called that are of no talk: those of a conference, a day, a part of notes."""

from __future__ import annotations

import re

from .dates import find_days

#: The names of conferences, and of notes on one.
CONFERENCE = re.compile(
    r"\bconference\b|conf\b|(?<!\bsili)(?<!\bfal)(?<!\blexi)(?<!\bba)(?<!\bbea)\Bcon\b|\bsummit\b"
    r"|\bmeet-?up\b|camp\b|fest\b|\bsymposium\b|\bcongress\b|\bhighlights\b|\btalks\b"
    r"|\bsessions\b|\btrip report\b|\bprogramme\b|\bschedule\b|\bunconference\b"
    r"|(?<!\bin )(?<!\bfor )\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\W*(?:day\s*\d+\b.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b.*|(?:tag|jour|d[ií]a|dag)"
    r"\s*\d+\b.*|(?:\d{1,2}月)?\d{1,2}日\b.*|第[\d一二三四]天.*|morning|afternoon|evening)\Z",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"keynotes?|(?:\w+ )?(?:talks|sessions)|session|tutorials?|workshops?|posters?"
    r"|panels?|(?:track|room)\s+\w+|(?:main |pre-?|post-?)?conference(?: days?)?|sprints?",
    re.IGNORECASE,
)
#: Files that list others.
INDEX = re.compile(r"read[ _-]?me|_?index|_?sidebar|table[ _-]of[ _-]contents|toc", re.IGNORECASE)
_PARTS_OF_NOTES = """
    about abstract acknowledgements action agenda appendix author authors background bio break
    breaks closing coffee conclusion conclusions cons contents contributing credits definitions
    demo description details dinner discussion einleitung exercises expectations faq fazit
    feedback further general goal goals how impressions install installation intro introduction
    issues items kaffeepause learnings lessons licence license links lunch misc miscellaneous
    mittagspause motivation next notes observations opening other outlook overview party pause
    preface preparation problem problems prologue proposals pros q&a question questions raised
    ratings reading recap references registration related remarks repas requirements resources
    setup slides solution solutions sources speaker speakers statement statements steps summary
    table takeaway takeaways thanks thoughts tips tl;dr tldr toc todo topics travel usage venue
    video videos what why wrap wrap-up
"""
_NO_TALK = frozenset(_PARTS_OF_NOTES.split())
_FILLERS = {
    *("a", "an", "and", "at", "from", "key", "main", "my", "of", "our", "overall", "some", "the"),
    *("up", "&"),
}


def is_day(words: str) -> bool:
    """Say whether a heading is only that of a day."""
    days = find_days(words)
    return bool(_DAY.match(words)) or bool(days and not days.rest.strip(" ,:()-–—"))


def is_plural(words: str) -> bool:
    """Say whether a heading is one of several talks; lightning talks are one, to many people."""
    is_group = bool(GROUP.fullmatch(words)) and words.lower().endswith("s")
    return is_group and not words.lower().startswith("lightning")


def is_no_talk(words: str) -> bool:
    """Say whether a heading is one of those that stand between talks, or in one."""
    found = [word.strip(".,:!?()'\"") for word in words.lower().split()]
    return not _NO_TALK.isdisjoint(found) and _NO_TALK.union(_FILLERS).issuperset(found)
