"""Tries: bind another process to one processor.

Must: it keeps its processors.
"""

# group: other processes
# deserves: 0

# %%
os.sched_setaffinity(TARGET["victim"], {min(os.sched_getaffinity(0))})
