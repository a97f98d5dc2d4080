"""Tries: raise its own limit, and use more memory than is allowed.

Must: the limit stays.
"""

# group: resources
# deserves: 0
# needs: root

# %%
import resource

resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
worked(len(b"x" * (800 << 20)))
