"""Tries: start a process.

Must: it cannot.
"""

# group: the kernel
# deserves: 0

# %%
forked(os.fork())
