"""Tries: write so many magics into one cell that turning them into Python takes the grader minutes.

Must: the grader stays within its time.
"""

# group: resources
# deserves: 0
# adds: ("%magic\n", 2000)


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return x
