"""Tries: never end in one long computation that no Python signal interrupts.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return 3 ** (10**9)
