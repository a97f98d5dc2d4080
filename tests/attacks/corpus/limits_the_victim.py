"""Tries: take memory away from another process.

Must: its limits stay.
"""

# group: other processes
# deserves: 0

# %%
import resource

resource.prlimit(TARGET["victim"], resource.RLIMIT_CORE, (0, 0))
resource.prlimit(TARGET["victim"], resource.RLIMIT_NPROC, (7, 7))
