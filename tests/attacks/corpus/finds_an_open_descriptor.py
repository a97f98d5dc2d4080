"""Tries: use a file or folder outside that somebody left open in this process.

Must: there is none.
"""

# group: secrets
# deserves: 0

# %%
home = os.stat(".")
for descriptor in range(3, 4096):
    try:
        status = os.fstat(descriptor)
    except OSError:
        continue
    where = os.readlink(f"/proc/self/fd/{descriptor}")
    inside = where.startswith(os.getcwd()) or where.startswith(("/proc/", "/dev/null"))
    if (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)) and not inside:
        worked(where)
