"""What other notebooks have on the same talks, speakers and topics.

The notebooks that ``confnotes_notebooks`` names are asked for what they export. Nothing that they
send is believed, and whatever goes wrong costs one warning.

============== ==========================================================================
``records``    what is known of another notebook, as plain values
``reading``    the bytes of its ``talks.json`` become records
``inventory``  the bytes of its ``objects.inv`` become some that intersphinx can read
``copies``     what it has sent is kept, and asked for again when that is old
``matching``   which of its objects are which of ours
``notebooks``  all of that of each notebook, and what is wrong with it, in one sentence
``naming``     what the setting says becomes names and addresses
``gathering``  the beginning of a build; ties it to Sphinx's events
``showing``    what is noted elsewhere becomes nodes
============== ==========================================================================
"""
