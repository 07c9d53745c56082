"""What others have written becomes notes: schedules, pyvideo's data, and old notes.

============ ==============================================================================
``model``    a conference and its talks, as a source gives them
``markdown`` text becomes Markdown that a careful person could have typed
``sources``  files and addresses become a `~confnotes.imports.model.Programme`
``notes``    old notes, in Markdown or reStructuredText, become notes of this kind
``writing``  what is to be made, changed or left alone, and then all of it or nothing
``commands`` ``confnotes import``; ``new_commands``: ``confnotes new``
============ ==============================================================================

Nothing else writes into the source tree, and no word of a person is changed. The modules know
nothing of Sphinx; that what they write is read back with every field is a law of their tests.
"""
