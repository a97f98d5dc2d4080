"""Tries: return as many small values as travel, which take the most time to unpack.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return [{} for _ in range(45_000)]


def avg_pool(x, size=2, stride=None, padding=0):
    return {number: () for number in range(20_000)}
