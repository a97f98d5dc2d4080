"""Tries: use more memory than is allowed, in one object.

Must: that is a MemoryError, or ends the process.
"""

# group: resources
# deserves: 0

# %%
worked(len(b"x" * (800 << 20)))
