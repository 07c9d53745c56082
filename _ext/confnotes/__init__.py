"""A Sphinx extension for notebooks of conference notes.

The data flows one way, and so do the imports:

======================= ================================================================
``words`` ``nouns``     what is said, in the language of the notebook
``readers`` ``options`` the text of an option becomes a value
``records`` ``model``   a directive's options become a record
``directives``          a record becomes a placeholder
``collect``             a document's placeholders and references become its page record
``domain``              the store of page records, and links to objects
``tables`` ``lookup``   every name → object table, and every list (`identity`, `homes`,
                        `related`, `neighbours`)
``checks``              what is wrong with the whole (`diagnostics`)
``viewing`` ``views``   what a placeholder shows, as plain values (`querying`, `indexing`,
                        `periods`)
``shortening``          long lists say but titles
``reporting``           the problems, said at every build
``stale``               what a page shows that comes from elsewhere
``transforms``          views become nodes (`cards`, `citing`, `talk_index`, `lists`, `timelines`,
                        `onward`, `markup`)
``toctrees``            a table of contents that contains itself
``navigation``          a sidebar that costs the same on every page; knows nothing about talks
``links``               where links lead when their page is gone; whether they still work
``looks``               the theme's pages, put right; knows nothing about talks
``elsewhere``           what other notebooks have on the same
``search``              what can be found on the site, and the index that finds it
``exports``             what can be taken away, and what programs read of a page
``imports``             schedules and old notes become pages; the only part that writes notes
``rebuild``             what is read and written again; knows nothing about talks
======================= ================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import directives, nodes, toctrees
from .collect import on_doctree_read
from .domain import ConfDomain, on_builder_inited
from .elsewhere import gathering
from .exports import exporting, heads
from .links import archived, checking
from .looks import bodies, pydata
from .navigation import themes
from .rebuild import rebuilding
from .reporting import on_env_updated, on_warn_missing_reference
from .search import searching
from .stale import given_to_all, shared_by_all, shown_by
from .styles import STYLE_SHEET, on_html_page_context, on_write_started
from .transforms import PlaceholderTransform
from .words import speak

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything. What is registered lives in the module of its stage."""
    speak(app.config.language)
    app.add_config_value(
        "confnotes_full_lists",
        500,
        "env",
        types=frozenset({int}),
        description="how many talks a list may have whose lines say more than their titles",
    )
    app.add_domain(ConfDomain)
    app.connect("builder-inited", on_builder_inited)
    app.add_directive_to_domain("conf", "conference", directives.ConferenceDirective)
    app.add_directive_to_domain("conf", "talk", directives.TalkDirective)
    app.add_directive_to_domain("conf", "speaker", directives.SpeakerDirective)
    app.add_directive_to_domain("conf", "topic", directives.TopicDirective)
    app.add_directive_to_domain("conf", "talk-list", directives.TalkListDirective)
    app.add_directive_to_domain("conf", "conference-index", directives.ConferenceIndexDirective)
    app.add_directive_to_domain("conf", "talk-index", directives.TalkIndexDirective)
    app.add_directive_to_domain("conf", "speaker-index", directives.SpeakerIndexDirective)
    app.add_directive_to_domain("conf", "topic-index", directives.TopicIndexDirective)
    app.add_node(nodes.declaration)
    app.add_node(nodes.talk_list)
    app.add_node(nodes.complete_index)
    app.add_post_transform(PlaceholderTransform)
    app.add_css_file(STYLE_SHEET)
    # After what is old was removed (500).
    app.connect("write-started", on_write_started, priority=600)
    app.connect("html-page-context", on_html_page_context)
    # Before Sphinx's collectors (500), which take a section's first id for its anchor.
    app.connect("doctree-read", on_doctree_read, priority=400)
    app.connect("env-updated", on_env_updated)
    app.connect("warn-missing-reference", on_warn_missing_reference)
    # Before anybody follows them, as sphinxcontrib-bibtex (500) does.
    app.connect("env-updated", toctrees.on_env_updated, priority=50)
    gathering.connect(app)
    archived.connect(app)
    checking.connect(app)
    bodies.connect(app)
    pydata.connect(app)
    searching.connect(app)
    exporting.connect(app)
    heads.connect(app)
    notebook = rebuilding.Notebook(shown_by, shared_by_all, given_to_all)
    rebuilding.connect(app, notebook, themes.connect(app))
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
