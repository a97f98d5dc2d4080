"""Tries: return as many small values as travel, which take the most time to unpack.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0


# %%
def window_sums(x, size):
    return [{} for _ in range(45_000)]


def window_means(x, size):
    return {number: () for number in range(20_000)}
