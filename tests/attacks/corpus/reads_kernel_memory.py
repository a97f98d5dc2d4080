"""Tries: open the kernel's memory and its log.

Must: neither can be opened.
"""

# group: secrets
# deserves: 0
# needs: root

# %%
for path in ("/dev/kmsg", "/proc/kcore", "/dev/mem"):
    try:
        worked(f"{path} {os.open(path, os.O_RDONLY)}")
    except OSError:
        pass
