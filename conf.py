"""Settings of the notebook; see https://www.sphinx-doc.org/en/master/usage/configuration.html."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Conference notes"
project_copyright = "the authors of the notes, CC BY 4.0"
language = "en"
version = release = "1"  # an EPUB has to have one

extensions = ["confnotes", "myst_parser", "sphinxcontrib.bibtex"]
primary_domain = "conf"

# What belongs to the site; everything else in this folder is no page.
include_patterns = [
    "index.md",
    "bibliography.md",
    "talks.md",
    "conferences/**",
    "topics/**",
    "speakers/**",
    "guide/**",
]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
bibtex_default_style = "alpha"

html_theme = "sphinx_book_theme"
html_title = "Conference notes"
html_favicon = "_static/favicon.svg"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_theme_options = {
    "footer_content_items": ["copyright.html"],
    "navbar_persistent": [],  # the sidebar has the search field
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
}
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system is

epub_show_urls = "no"
