"""Links that outlive the web: what is known of them, where they lead, and whether they still do.

============================================ ===================================================
``addresses`` ``copies``                     which addresses are one; those that archives give
``known``                                    what is known of links, and where each leads
``fields`` ``linkfile``                      ``links.toml`` becomes what is known
``report``                                   what a check has found, kept as a file
``verdicts`` ``answers`` ``network``         what an answer means; what is remembered of it
``news``                                     what a check has to tell
``entries``                                  what was found becomes entries of ``links.toml``
``polite`` ``archive``                       a web archive is asked for copies
``remembered`` ``proposals`` ``summary``     what to ask for, and what comes of the answers
``collecting``                               the links of a document
``leading`` ``nodes`` ``archived``           links lead to the archived copies
``asking`` ``checking``                      the builder that checks links
============================================ ===================================================
"""
