"""What heads and feeds say of pages, found in the environment of a build."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..links.known import Lost
from ..links.leading import lead
from .feeds import Notes
from .metadata import Seen, describe
from .previews import words_of
from .summaries import summarise

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..domain import ConfDomain
    from ..model import Facts, Target
    from ..tables import Entry


class Described(NamedTuple):
    """The objects of a page, in the words of schema.org; and its first words."""

    objects: list[dict[str, Any]]
    words: str


def described_by(
    env: BuildEnvironment, docname: str, address: Callable[[Target], str]
) -> Described:
    """Return what the head of a page says; *address* gives where an object is, as seen from it."""
    domain = cast("ConfDomain", env.domains["conf"])
    summaries = summarise(domain.texts.get(docname, ()), domain.name_of)

    def lead_to(position: int, url: str) -> str:
        found = lead(env, docname, position, url) if url else None
        return "" if isinstance(found, Lost) else found.url if found else url

    page = domain.pages.get(docname)
    objects = describe(Seen(domain.lookup, address, lead_to), docname)
    own = 0 if page and page.declarations and page.declarations[0].is_page else None
    return Described(objects, words_of(objects if own == 0 else (), summaries.get(own, "")))


def notes_of(env: BuildEnvironment) -> Notes:
    """Return what feeds say of the notes: when they were changed, their first words, and whose."""
    domain = cast("ConfDomain", env.domains["conf"])
    dates = domain.history.dates if domain.history else {}
    paths = ((name, env.doc2path(name, base=False)) for name in sorted(env.found_docs))
    places = {entry.target: place for place, entry in domain.lookup.declared.items()}

    @cache
    def summaries(docname: str) -> dict[int | None, str]:
        return summarise(domain.texts.get(docname, ()), domain.name_of)

    def summary_of(entry: Entry[Facts]) -> str:
        docname, position = places[entry.target]
        return summaries(docname).get(position, "")

    author = env.config.author
    return Notes(
        {name: dates[path.as_posix()] for name, path in paths if path.as_posix() in dates},
        max((one.updated for one in dates.values()), default=None),
        summary_of,
        author if author != env.config.values["author"].default else "",
    )


def base_of(config: Config) -> str:
    """Return the address of the site, with a slash at its end; empty where it isn't known."""
    return f"{config.html_baseurl.rstrip('/')}/" if config.html_baseurl else ""
