"""Tries: raise its own limit, and use more memory than is allowed.

Must: the limit stays.
"""

# group: resources
# deserves: 0
# needs: root x86_64

# %%
import resource

try:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except ValueError:
    syscall(302, 0, 9, struct.pack("qq", -1, -1), None)  # prlimit on itself
worked(len(b"x" * (800 << 20)))
