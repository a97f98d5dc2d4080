"""Tries: leave a core dump.

Must: a crash costs its call and leaves no file.
"""

# group: resources
# deserves: 0

# %%
import resource

try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except (OSError, ValueError):
    pass


def window_sums(x, size):
    ctypes.string_at(0)


def window_means(x, size):
    os.abort()
