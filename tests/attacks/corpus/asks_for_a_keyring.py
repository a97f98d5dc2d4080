"""Tries: join a new session keyring.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
worked(syscall(250, 1, TARGET["name"].encode(), 0, 0, 0))
