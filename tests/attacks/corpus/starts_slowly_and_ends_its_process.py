"""Tries: need nearly all of a cell's time for each start, and end the process in each call.

Must: the notebook's time ends it.
"""

# group: resources
# deserves: 0

# %%
time.sleep(0.3)


def window_sums(x, size):
    os._exit(1)


window_means = window_sums
