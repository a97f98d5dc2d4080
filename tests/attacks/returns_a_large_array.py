"""Tries: return the largest array that travels, of a type that the grader has to make wider.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0


# %%
def max_pool(*args, **kwargs):
    return np.zeros(7 << 18, np.uint8)


avg_pool = figure_3_misprint = unchanged_fraction = max_pool
