"""Tries: never end in one long computation that no Python signal interrupts.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
def window_sums(x, size):
    return 3 ** (10**9)
