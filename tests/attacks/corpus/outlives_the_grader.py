"""Tries: take back that it is to end when the grader ends, and hang.

Must: it is ended.
"""

# group: resources
# deserves: 0

# %%
LIBC.prctl(1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG
LIBC.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE
LIBC.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def window_sums(x, size):
    time.sleep(1000)
