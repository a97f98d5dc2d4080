"""Tries: use more memory than is allowed, in many small pieces.

Must: that is a MemoryError, or ends the process.
"""

# group: resources
# deserves: 0

# %%
pieces = [b"x" * (1 << 20) for _ in range(800)]
worked(len(pieces))
