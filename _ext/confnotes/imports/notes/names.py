"""People's names in notes: what looks like one, and what does not.

A name in a heading is known by its shape only: two to four words with capitals. Titles have them,
too, so words that titles are made of are no part of a name.
"""

from __future__ import annotations

import re
from itertools import takewhile

from ..markdown.rendering import can_be_listed

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*\Z")
_LIKE_A_NAME = re.compile(r"@?[^\W\d_][\w'’.-]*\Z")
_BETWEEN = re.compile(r"\s*[,;&+/]\s*(?:(?:and|und|et|y)\s+)?|\s+(?:and|und|et|y|with)\s+")
_CAMEL = re.compile(r"[^\W\d_A-Z][A-Z]")
_EMPHASIS = re.compile(r"\A([*_]{1,3})([^*_]+)\1\Z")
#: What people write behind a name: where somebody works, an address, or what they do.
_AFFILIATION = re.compile(r"\s*\([^()]*\)|\s*<[^<>]*>|\s@[\w-]+|\s+[-–—|]\s.*\Z")
#: Endings that words of titles have, and no names.
_ENDING = re.compile(r"(?:[ts]ions?|bilit(?:y|ies)|olog(?:y|ies)|['’]s)\Z")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()\s]*\)|\[[^\[\]]*\])|`([^`<]+?)\s*<[^<>]*>`_")
_FIRST_PARTS = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz", "O'", "O’", "D'", "D’")
_PARTICLES = {
    *("van", "von", "de", "der", "den", "da", "di", "do", "dos", "du", "del", "la", "le"),
    *("bin", "ibn", "al", "el", "ten", "ter", "zu"),
}
_NOBODY = {"tba", "tbd", "tbc", "unknown", "anonymous", "various", "none", "nobody", "me", "myself"}
#: What titles are made of. Only such words as no name has.
_TITLE_WORDS = """
    a about above accessibility accessible across action actions active activity adding advanced
    after again against agency agent agents agile ai airbnb algorithm algorithms all along also
    always amazon america amsterdam an anaconda analysis analytics and android angeles angular
    animation another answer answers any anything api apis app application applications approach
    apps architecture are around artificial as asking assistant async at attack attacks audience
    audio augmented authoring automated automation available avoid avoiding away aws azure backend
    bad based basics be become becoming before beginners behind being below best better between
    beware beyond big blockchain boost bot bots bottom brain brand bring bringing browser browsers
    bug bugs build building business but buy buying by caching call can cannot care career careers
    case cases catch celery ceo change changes changing chat cheap check choose choosing class
    classes clean clear client clients clinic closing cloud cluster clusters code coding
    collaboration collection college common communication communities community company complete
    complex component components computer computing concept concepts concurrency conference
    conferences configuration cons considered container containers content context continuous
    contributing control core corp corporation cost costs course cpython create creating creative
    critical css cto culture customer customers cutting data database databases day days dead
    death debugging decision decisions deep deeper delivery demo dependency deploying deployment
    design designing detection detective developer developers developing development device
    devices devops difference different digital director disaster discovery distributed dive
    diversity django do docker documentation does dog dogs domain don't done down driven driving
    during dynamic dynamics each easier easy economics economy ecosystem edge education effective
    effectively efficient eight elastic element elements elixir embracing emerging empathy
    employee employees empty end engine engineer engineering engineers enterprise entity
    environment error errors essential essentials etc ethics etsy europe evaluating ever every
    everybody everything evolution evolving example examples exercise expect experience
    experiences explained exploring extending extensions extreme facebook facts fail failing
    failure failures fast faster feature features feedback feel few find finding first five
    fixtures flask flexible flow focus follow food for form forms formula foundation founder four
    framework frameworks free freedom from frontend full fully fun functional functions further
    future game games gap gateway gateways general generation gentle getting git github giving
    global gmbh go goals going golang good google graph graphics graphs great group groups grow
    growing guide guided guts habits hacking half hands-on happens happy hardware harmful has have
    having healthy hello help helping hidden high hint hints history hitchhiker's holy hours how
    html http human humans i ibm idea ideas identification identity image images impact
    implementation implementing important improve improving in inc inclusive increase increasing
    independent industry infrastructure inner innovation input inside insights inspiration instant
    institute integration intel intelligence intelligent interactive interesting interface
    interfaces internals internet into intro introducing introduction ios is issues it it's its
    java javascript journey just keep keeping kernel keynote kind know knowledge kubernetes lab
    laboratory labs landscape language languages large last layer layers lead leader leaders
    leadership leading lean learn learned learning leave less lessons let let's level levels
    leveraging library life lightning like line linux list little live llc load local log logging
    logs look looking loop loops lost lots low ltd machine made maintaining maintenance make maker
    makers making management manager many map mapping marketing mathematics matter matters md
    meaning measuring mechanics meet meets memory mental mentoring message messages metaboxes
    method methods metrics microservice microservices microsoft middle might migrating migration
    migrations million mindset ministry minutes mission mixed mobile model modeling models modern
    monitoring monolith month more most move moving mozilla much multi multiple museum must my
    myth myths naming nanostring native nearest need needs neighbors neighbours nested netflix
    network networks neural never new next nine no node non not notes nothing notice now number
    numbers numpy nvidia object objects of offline often old on one one-on-one online only open
    opening ops optimization option options or oracle organisation organization orm other others
    our out output over overcoming overview own packaging pages pair pandas panel parallel parsing
    part partner partners past path paths patterns peephole people perfect performance performing
    permanente personal phd physics picture pieces pipeline pipelines pitfalls place plan planning
    platform platforms play playing plus point points policy positive possible postgres postgresql
    powered powerful practical practically practice practices predictive prevent principles
    privacy private problem problems process processes processing procurement product production
    products professional profile profiling program programmers programming progressive project
    projects prompt proof properties pros protocol protocols prototyping provider providers public
    publishing purpose putting pytest python pythonic quality quantum queries query questions
    quickly rails random rapid rapidly react reactive reading ready real real-time reality really
    realtime recommendation redhat redis reduce reducing refactoring reinforcement reinvent
    related release relevance relevant reliability reliable remarks remote replication report
    repository request requests research resilience resilient resource resources response
    responsive rest results rethinking reusable reuse review right risk roadmap robot robots
    robust role room rules run running runtime rust safe safely same save saving scala scalable
    scale scaling scenes schema science scientific searching second seconds secrets section secure
    security semantic semantics send senior sense server serverless service services session
    sessions seven sharing shell shipping should show side silent simple simplicity simplified
    simply since single site sites six size skills slow small smart snapshot so social software
    solid solution solutions solve solving some somebody someone something sorting source space
    speaking spotify sprint sprints sql stack standard standards start started starting startup
    startups state static statistics steps still stop storage store stories story storytelling
    strategic strategies stream streaming string structure structured study stuff style styles
    succeed success summary super support surviving sustainable syntax synthetic system systems
    take tales talk talking talks target task tasks teaching team teams tech technical techniques
    technologies technology telling template templates ten test testing tests than that the their
    them then theory there these they things thinking third this those thoughts thousand three
    through time tips to today together tomorrow tool tooling toolkit tools top topics total
    toward towards track traditional traffic training transform transformer transformers
    transforming transparent tree trees trends tricks trouble true trust truth try trying tuning
    turning tutorial twitter two typed types typescript typing uber udemy ui ultimate uncertainty
    under understanding unexpected unicode unit universal universe university unlocking up update
    upgrade upgrading us usability use useful user's users using ux validation value values
    variables version versions very via video view views virtual vision visual visualization
    visualizing vs vue waiting wanted war wars was watch way we web webinar website websites week
    weird welcome wellcome were what what's when where while who whole why wide wildly wireless
    with within without women words work workers workflow working workloads works workshop
    workshops world worst wrangling write writing wrong years yes yet you your zen zero zone
"""
_IN_TITLES = frozenset(_TITLE_WORDS.split())


def is_person(text: str) -> bool:
    """Say whether a text has the shape of one person's name.

    >>> is_person("Ann Lee"), is_person("Deep Dive"), is_person("Ann")
    (True, False, False)
    """
    words = text.split()
    proper = [word for word in words if word.lower() not in _PARTICLES]
    return len(words) <= 4 and len(proper) >= 2 and all(map(_is_proper, proper))


def persons(text: str) -> tuple[str, ...]:
    """Return the names of a list in which each has the shape of one; empty if any has not."""
    names = _split(_EMPHASIS.sub(r"\2", text.strip()))
    return names if all(map(is_person, names)) else ()


def affiliated(text: str) -> tuple[str, ...]:
    """Return the names of a list behind which stands where they work, or what they are called."""
    names, is_whole = named(_EMPHASIS.sub(r"\2", text.strip()))
    return () if is_whole or not all(map(is_person, names)) else names


def named(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the names that a text says are names, and whether it holds nothing else.

    Where a text goes on behind the names (a firm, an address), they are still taken.
    """
    unlinked = _LINK.sub(lambda match: match[1] or match[2], text)
    bare = _AFFILIATION.sub("", unlinked)
    names = _split(bare)
    people = tuple(takewhile(is_person, names))
    if not people and all(map(_can_be_named, names)):
        people = names
    return people, people == names and bare == text


def _is_proper(word: str) -> bool:
    if not _WORD.match(word) or word[0].islower():
        return False
    if len(word) > 2 and word.isupper() and "." not in word:
        return False
    if _CAMEL.search(word) and not word.startswith(_FIRST_PARTS):
        return False
    return not _ENDING.search(word) and word.strip(".").lower() not in _IN_TITLES


def _can_be_named(name: str) -> bool:
    words = name.split()
    is_like_one = 1 <= len(words) <= 5 and all(map(_LIKE_A_NAME.match, words))
    return is_like_one and not _NOBODY & {name.lower(), words[0].lower()} and can_be_listed(name)


def _split(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in _BETWEEN.split(text.strip(" \t,;")))
