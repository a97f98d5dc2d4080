"""Tries: copy from the student next to mallory.

Must: the file cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
told(open(TARGET["neighbour"]).read())
