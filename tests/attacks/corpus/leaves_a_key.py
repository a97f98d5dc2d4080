"""Tries: leave keys in the keyrings of the session and of the user, which outlive the process.

Must: none is left.
"""

# group: left behind
# deserves: 0
# needs: x86_64

# %%
for ring in (-3, -4):
    name = f"{TARGET['name']}{ring}".encode()
    syscall(248, b"user", name, b"left", 4, ring)
