"""Tries: call the grader's function with huge arguments, again and again.

Must: the call's time ends that; the grader stays within its memory.
"""

# group: the channel
# deserves: 0


# %%
def unchanged_fraction(pool, x, moved):
    while True:
        pool(np.zeros(900_000))
