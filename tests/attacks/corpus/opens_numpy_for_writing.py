"""Tries: open the NumPy that the grader itself imports, to change it.

Must: it cannot be opened for writing.
"""

# group: left behind
# deserves: 0

# %%
worked(os.open(TARGET["numpy"], os.O_WRONLY))
