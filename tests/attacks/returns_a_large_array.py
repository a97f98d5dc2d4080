"""Tries: return the largest array that travels, of a type that the grader has to make wider.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return np.zeros(60 << 20, np.uint8)
