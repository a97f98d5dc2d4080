"""Tries: open a secret with openat2, which filters for open and openat miss.

Must: the call is refused.
"""

# group: secrets
# deserves: 0

# %%
how = struct.pack("QQQ", os.O_RDONLY, 0, 0)
told(os.read(syscall(437, -100, TARGET["secret"].encode(), how, 24), 100))
