"""Tries: open the kernel's settings for writing.

Must: they cannot be opened.
"""

# group: left behind
# deserves: 0
# needs: root

# %%
worked(os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY))
