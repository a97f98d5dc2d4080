"""Tries: mount an empty filesystem over a folder of the teacher's.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: root x86_64

# %%
syscall(165, b"tmpfs", TARGET["mountpoint"].encode(), b"tmpfs", 0, None)
