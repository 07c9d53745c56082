"""The builder that checks links: those that are believed alive, and those believed dead.

What is known to be dead, and is, is no news. News is what died, what came back, and what moved.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.linkcheck import CheckExternalLinksBuilder, Hyperlink
from sphinx.util import logging
from sphinx.util.display import status_iterator

from ..diagnostics import Subtype
from ..files import write_whole
from ..words import _
from .addresses import split_address
from .answers import Answers
from .asking import PoliteChecker
from .collecting import addresses_in, source_of
from .known import KnownLinks
from .leading import day_around, load_known_links
from .network import is_network_there
from .news import find_news, tally, tell
from .report import CheckedLink, Finding, Place, Report, dump_report
from .verdicts import Verdict, is_of_network, judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.linkcheck import CheckResult

    from .news import News

logger = logging.getLogger(__name__)

#: An address of a file, relative to the page: neither of a scheme, nor of a host, nor an anchor.
_FILE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z)")
#: What a command says that could not do its work now, and may another time (sysexits.h).
EX_TEMPFAIL = 75


def connect(app: Sphinx) -> None:
    """Let *app* check links by the builder of this module."""
    app.add_config_value(
        "confnotes_linkcheck_days",
        7,
        "",
        types=frozenset({int}),
        description="for how many days linkcheck remembers what a server has answered",
    )
    app.add_config_value(
        "confnotes_linkcheck_canaries",
        ["https://web.archive.org/", "https://www.wikipedia.org/", "https://www.iana.org/"],
        "",
        types=frozenset({list, tuple}),
        description="addresses that are always there, if there is a network at all",
    )
    app.add_builder(LinkCheckBuilder, override=True)
    app.connect("builder-inited", on_builder_inited)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("build-finished", on_build_finished)


class LinkCheckBuilder(CheckExternalLinksBuilder):
    """Checks the links to the web, and tells what is new since ``links.toml`` was written."""

    epilog = ""

    def init(self) -> None:
        """Begin with no link."""
        super().init()
        self.tags.add("html")  # what is only for the readers of the site has links, too
        self.exit_code = 0
        #: What is known of links; None while that cannot be said.
        self.known_links: KnownLinks | None = None
        self._places: dict[str, dict[Place, None]] = defaultdict(dict)

    def note_links(self, docname: str, doctree: nodes.document) -> None:
        """Note every link of a document: Sphinx keeps one place of each, and does not see all."""
        document = self.env.doc2path(docname)
        for node in doctree.findall():
            for written in addresses_in(node):
                url = self.events.emit_firstresult("linkcheck-process-uri", written) or written
                file, line = source_of(node)
                path = file if file.is_relative_to(self.srcdir) else document
                name = path.relative_to(self.srcdir).as_posix()
                self._places[url][Place(name, line, day_around(self.env, docname, node))] = None
                self.hyperlinks.setdefault(url, Hyperlink(url, docname, document, line))

    def finish(self) -> None:
        """Ask for the pages, tell what was found, and keep it."""
        if self.known_links is None:  # what is wrong with the file has been said
            self.exit_code = 1
            return
        days = self.config.confnotes_linkcheck_days
        answers = Answers(Path(self.outdir, "answers.json"), dt.date.today(), days)
        questions = self._questions(self.known_links)
        verdicts = self._ask(questions, answers)
        if verdicts is None:
            self.exit_code = EX_TEMPFAIL
            return
        report = self._report(questions, answers)
        write_whole(Path(self.outdir, "report.json"), dump_report(report))
        answers.save()
        self._tell(find_news(report, self.known_links))
        logger.info(tally(report, len(verdicts), days))

    def _questions(self, known: KnownLinks) -> dict[str, str]:
        """Return for each link the address to ask for, empty where nothing is to be asked."""
        checker = PoliteChecker(self.config)
        return {
            url: "" if checker.is_ignored_uri(url) else known.address_to_check(url)
            for url in sorted(self.hyperlinks)
            if split_address(url) or _FILE.match(url)
        }

    def _ask(self, questions: Mapping[str, str], answers: Answers) -> dict[str, Verdict] | None:
        """Ask for what is not remembered; return None if the answers are not to be trusted."""
        links = {
            asked: self.hyperlinks[url]._replace(uri=asked)
            for url, asked in questions.items()
            if asked and answers.get(asked) is None
        }
        if links and not self._is_network_there():
            return None
        verdicts: dict[str, Verdict] = {}
        try:
            for result in self._progress(links):
                verdict = judge(result.uri, result.status.value, result.message, result.code)
                verdicts[result.uri] = verdict
                answers.note(result.uri, verdict, is_kept=self._is_as_believed(result.uri, verdict))
        except KeyboardInterrupt:
            answers.save()
            raise
        # It may have gone meanwhile.
        if any(map(is_of_network, verdicts.values())) and not self._is_network_there():
            return None
        return verdicts

    def _progress(self, links: dict[str, Hyperlink]) -> Iterator[CheckResult]:
        yield from status_iterator(
            self._check(links),
            _("checking links... "),
            "brown",
            len(links),
            self.config.verbosity,
            stringify_func=lambda result: result.uri,
        )

    def _check(self, links: dict[str, Hyperlink]) -> Iterator[CheckResult]:
        """Yield the results as they come, and keep them as Sphinx does."""
        with Path(self.outdir, "output.json").open("w", encoding="utf-8") as self.json_outfile:
            for result in PoliteChecker(self.config).check(links):
                self.write_linkstat(
                    {
                        "filename": str(self.env.doc2path(result.docname, base=False)),
                        "lineno": result.lineno,
                        "status": result.status,
                        "code": result.code,
                        "uri": result.uri,
                        "info": result.message,
                    }
                )
                yield result

    def _is_network_there(self) -> bool:
        addresses = self.config.confnotes_linkcheck_canaries
        if is_network_there(addresses):
            return True
        logger.warning(
            _(
                "there is no network: none of {addresses} answers. Nothing was concluded, and "
                "nothing changed",
                addresses=", ".join(addresses),
            ),
            type="confnotes",
            subtype=Subtype.NO_NETWORK.value,
        )
        return False

    def _report(self, questions: Mapping[str, str], answers: Answers) -> Report:
        links = []
        for url, asked in questions.items():
            verdict = (answers.get(asked) if asked else None) or Verdict(Finding.UNASKED)
            reason = verdict.reason
            if reason and asked not in {"", url}:
                reason += f" at {asked}"
            places = self._places_of(url)
            links.append(CheckedLink(url, verdict.finding, places, reason, verdict.location))
        return Report(dt.date.today(), self.config.confnotes_archive, tuple(links))

    def _places_of(self, url: str) -> tuple[Place, ...]:
        if url in self._places:
            return tuple(sorted(self._places[url], key=lambda place: (place.path, place.line)))
        link = self.hyperlinks[url]
        name = Path(link.docpath).relative_to(self.srcdir).as_posix()
        return (Place(name, max(link.lineno, 0)),)

    def _is_as_believed(self, url: str, verdict: Verdict) -> bool:
        """Say whether an answer confirms what is believed; the others are asked for again.

        So is what may be otherwise with other settings: a missing anchor.
        """
        if verdict.finding is Finding.UNASKED:
            return False
        if verdict.finding is Finding.UNDECIDED:
            return "#" not in url
        is_alive = verdict.finding is not Finding.BROKEN
        return is_alive is not (self.known_links or KnownLinks()).is_believed_dead(url)

    def _tell(self, news: News) -> None:
        for line in tell(news):
            logger.info(line)
        for link in news.broken:
            first, *others = link.places
            message = _("broken link: {url} ({reason})", url=link.url, reason=link.reason)
            if others:
                message += "; " + _("also in {places}", places=", ".join(map(str, others)))
            logger.warning(
                message,
                location=f"{self.srcdir / first.path}:{first.line}",
                type="confnotes",
                subtype=Subtype.BROKEN_LINK.value,
            )
        if news.broken:
            self.exit_code = 1
            newly = _("Newly broken: {number}. `make links` proposes entries.")
            logger.info("\n%s", newly.format(number=len(news.broken)))


def on_builder_inited(app: Sphinx) -> None:
    """Let the builder know what is known of links."""
    if isinstance(app.builder, LinkCheckBuilder):
        known, is_right = load_known_links(app)
        app.builder.known_links = known if is_right else None


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note the links of a document once all of them are there, and toctrees are still toctrees."""
    if isinstance(app.builder, LinkCheckBuilder):
        app.builder.note_links(docname, doctree)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Let the command end with what was found."""
    if isinstance(app.builder, LinkCheckBuilder) and exception is None:
        app.statuscode = app.builder.exit_code
