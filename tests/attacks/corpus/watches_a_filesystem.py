"""Tries: get notice of every file that is opened on the machine, with fanotify.

Must: the calls are refused.
"""

# group: secrets
# deserves: 0
# needs: root x86_64

# %%
group = syscall(300, 0, os.O_RDONLY)
worked(syscall(301, group, 1 | 0x100, 0x20, -100, TARGET["home"].encode()))
