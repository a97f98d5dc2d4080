"""Tries: raise the limits on file sizes and open files for itself.

Must: they stay.
"""

# group: resources
# deserves: 0
# needs: root

# %%
import resource

resource.setrlimit(resource.RLIMIT_FSIZE, (2**30, 2**30))
worked(resource.getrlimit(resource.RLIMIT_FSIZE))
