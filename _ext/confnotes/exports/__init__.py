"""What can be taken away: files in formats that others read, made of what the notebook knows.

Each is made by a *maker*, a function that takes a `Published` and yields (path in the output,
bytes). What is not known is left out, and nothing is said of the build itself: so two builds of
the same notes give the same files, and a difference between two files is one between two notebooks.

================== ======================================================================
``published``      what makers get to know: the lookup, and where on the site things are
``moments``        dates and times in ISO 8601, with the offset of a conference's time zone
``talks``          ``talks.json``, everything; and its schema, ``talks.schema.json``
``schedules``      a conference's programme, as pretalx and frab export it
``citations``      what is to be said of a talk that is cited
``bibliographies`` ``talks.bib`` and ``talks.csl.json`` (`bibtex`, `csl`)
``calendars``      a calendar for each conference (`zones`)
``dates``          when notes were written and changed, of their history in git
``feeds``          ``feed.atom``, and ``feeds/`` with one for each topic (`summaries`)
``sitemap``        ``sitemap.xml``, for search engines
``metadata``       what programs read of a page: schema.org, in its head
``previews``       what others show of a link: OpenGraph, and a description
``pictures``       the picture of it (`picturing`)
``described``      what heads and feeds are made of, from the environment of a build
``heads``          puts that, and the links to feeds, into the heads of pages
``offering``       what of all this pages lead to
``exporting``      when files are made, and which; ties it to Sphinx's events
``commands``       a bibliography for the notes themselves
================== ======================================================================
"""
