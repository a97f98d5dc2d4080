"""Tries: return a list nested a million deep.

Must: that is too deep, and nothing runs out of stack.
"""

# group: resources
# deserves: 0


# %%
def window_sums(x, size):
    nested = []
    for _ in range(10**6):
        nested = [nested]
    return nested
