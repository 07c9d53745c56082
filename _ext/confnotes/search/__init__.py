"""Search that loads only what a query needs, and finds talks, speakers, topics and conferences.

What is found is made of the domain's records and of the text of the notes, not of HTML pages: so a
talk is found as itself wherever it stands, and nothing for the words of a sidebar or of a list.

============== ==========================================================================
``texts``      the text of a document, part by part
``collecting`` a doctree becomes its parts
``orders``     in which order talks stand, by each column of the table of all
``findables``  lookup and parts → what can be found, with what it is found by
``settling``   the files of Pagefind, the same for every build
``pagefind``   findables → the files of an index, by Pagefind
``pages``      the search page, and pages without Sphinx's own index
``searching``  when all of it happens; ties it to Sphinx's events (`made` keeps the files)
============== ==========================================================================
"""
