"""What depends on the order in which documents were read is put in one.

A clean build reads them by name, an incremental one reads some of them later, and parallel readers
are done when they are done. Sphinx and sphinxcontrib-bibtex keep what came last, or number what
comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.domains.std import StandardDomain

from .readings import store_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def settle_order(env: BuildEnvironment) -> None:
    """Give all that was read the order of a clean, serial build."""
    _forget_numbers(env)
    _settle_names(env)
    _settle_images(env)
    _settle_bibliographies(env)


def _forget_numbers(env: BuildEnvironment) -> None:
    """Take the numbers out of titles and tables of contents.

    Sphinx gives out new ones presently, and leaves the old ones where none is given any more.
    """
    for docname in env.toc_secnumbers:
        titles = (env.titles.get(docname), env.longtitles.get(docname))
        toc = env.tocs.get(docname)
        for node in (*titles, *(toc.findall(nodes.reference) if toc else ())):
            if node is not None:
                node.attributes.pop("secnumber", None)


def _settle_names(env: BuildEnvironment) -> None:
    """Let the last document by name have a label, a term or an equation that several claim.

    Sphinx's tables know one of them only, and forget the name when that one goes; also where it is
    Sphinx's own (`search`).
    """
    std = env.domains.standard_domain
    for table, kept in ((std.labels, "labels"), (std.anonlabels, "anonlabels")):
        for name, place in StandardDomain.initial_data[kept].items():
            table.setdefault(name, place)
    for docname, reading in sorted(store_of(env).readings.items()):
        for name, (node_id, title) in reading.labels.items():
            std.anonlabels[name] = (docname, node_id)
            std.labels.pop(name, None)
            if title:
                std.labels[name] = (docname, node_id, title)
        for term, node_id in reading.terms.items():
            std.objects["term", term] = (docname, node_id)
            std.data["terms"][term.lower()] = (docname, node_id)
        for label, number in reading.equations.items():
            env.domains.math_domain.equations[label] = (docname, number)


def _settle_images(env: BuildEnvironment) -> None:
    """Name images that are called alike (``photo.png``, ``photo1.png``) by the order of paths."""
    images = type(env.images)()
    for path in sorted(env.images):
        for docname in sorted(env.images[path][0]):
            images.add_file(docname, path)
    env.images = images


def _settle_bibliographies(env: BuildEnvironment) -> None:
    """Let citations be numbered, and told apart, by the order of their bibliographies."""
    if "cite" in env.domaindata:
        bibliographies = env.domaindata["cite"]["bibliographies"]
        in_order = sorted(bibliographies.items(), key=lambda one: (one[0].docname, one[1].line))
        bibliographies.clear()
        bibliographies.update(in_order)
