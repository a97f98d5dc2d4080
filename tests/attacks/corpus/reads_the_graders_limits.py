"""Tries: ask for the limits of the grader, which it could change as well.

Must: the call is refused.
"""

# group: other processes
# deserves: 0

# %%
import resource

worked(resource.prlimit(TARGET["grader"], resource.RLIMIT_AS))
