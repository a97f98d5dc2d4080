"""Tries: claim memory with NumPy, which costs nothing, and touch it bit by bit.

Must: that is a MemoryError, or ends the process.
"""

# group: resources
# deserves: 0

# %%
zeros = np.zeros(800 << 20, np.uint8)
zeros[::4096] = 1
worked(zeros.nbytes)
