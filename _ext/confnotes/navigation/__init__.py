"""A sidebar that costs the same on every page, however large the site is.

It shows what the tables of contents (``toctree``) say: the top level, the branch that the reader is
on, and what is below the page. A theme's own sidebar holds the whole site, on every page. Nothing
here knows about talks.

============ ============================================================================
``contents`` what each page's tables of contents list, asked of Sphinx once a build
``sidebar``  what of that one page shows, as HTML; and a digest of it
``themes``   puts it in the place of the theme's own; says when it can stand for the whole
============ ============================================================================
"""
