"""Tries: reserve room on the disk without writing, by fallocate.

Must: it cannot be so large.
"""

# group: resources
# deserves: 0

# %%
descriptor = os.open("reserved", os.O_CREAT | os.O_RDWR)
os.posix_fallocate(descriptor, 0, 300 << 20)
worked()
