"""A rebuild gives what a clean build gives, and touches nothing else.

Sphinx reads again what was edited, and writes that. What it leaves stale or untidy, by itself or
with the extensions that a notebook uses, is found here; this part knows nothing about talks.

=============== =========================================================================
``garbage``     Python looks for garbage where some is
``settings``    what every page is made with
``turns``       two builds that write to one place take turns
``readings``    what the reading of a document depended on, and what its page borrows
``outdated``    which documents have to be read again
``order``       what depends on the order of reading is put in one
``record``      what a build has left in the output, as it is kept for the next one
``outputs``     what lies in the output: what is there, has to go, and keeps its time
``borrowed``    what a page shows that is not its own
``unchanged``   which pages borrow what they did in the build before
``search``      Sphinx's search index, without what an incremental build leaves in it
``rebuilding``  which pages have to be written again; ties all of it to Sphinx's events
=============== =========================================================================
"""
