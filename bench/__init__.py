"""How long a notebook takes to build, beside what it could take at the least; `make bench` runs it.

The data flows one way, and so do the imports:

============== ===========================================================
``sample``     a data set of talks, made up, where there is no other
``material``   some of a data set's talks; a notebook of them; the floor
``others``     the same pages for other programs
``running``    a child process, and what it has cost
``contenders`` what is built, how, and where its pages are
``measuring``  builds in turns, and what came of them
``tables``     the results, in Markdown
============== ===========================================================
"""
