"""Tries: use more memory than is allowed, in shared anonymous pages.

Must: that fails, or ends the process.
"""

# group: resources
# deserves: 0

# %%
pages = mmap.mmap(-1, 800 << 20)
np.frombuffer(pages, np.uint8)[::4096] = 1
worked(len(pages))
