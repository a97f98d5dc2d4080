"""Tries: start a program with posix_spawn, which uses vfork.

Must: no program can be run.
"""

# group: the kernel
# deserves: 0

# %%
forked(os.posix_spawn("/bin/true", ["true"], {}))
