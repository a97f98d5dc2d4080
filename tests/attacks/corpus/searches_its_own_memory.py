"""Tries: search all of its own memory for secrets that a parent process left there.

Must: there are none.
"""

# group: secrets
# deserves: 0

# %%
found = set()
prefix = TARGET["prefix"].encode()
for line in open("/proc/self/maps"):
    start, end = (int(part, 16) for part in line.split()[0].split("-"))
    if line.split()[1].startswith("rw") and end - start < 2**28:
        try:
            memory = ctypes.string_at(start, end - start)
        except (OSError, ValueError, MemoryError):
            continue
        parts = memory.split(prefix)[1:]
        found.update(part[:16] for part in parts if part[:16].isalnum())
if found:
    told([prefix + part for part in found])
