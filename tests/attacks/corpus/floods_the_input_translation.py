"""Tries: write so many magics into one cell that turning them into Python takes the grader minutes.

Must: the grader stays within its time.
"""

# group: resources
# deserves: 0
# adds: ("%magic\n", 2000)


# %%
def window_sums(x, size):
    return x
