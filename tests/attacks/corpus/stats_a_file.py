"""Tries: find out whether a file in the home folder exists, how long it is and when it was changed.

Must: a path outside tells nothing, not even that it is there.
"""

# group: secrets
# deserves: 0
# gap: 2: nothing there hides that a file exists, nor its size and times

# %%
worked(os.stat(TARGET["secret"]))
