"""Tries: hand in a cell of more than 2 MB, as one with a picture in it.

Must: it is run, or told to be too long; the rest counts.
"""

# group: resources
# deserves: 1
# exercise: shifts
# adds: ('##########', 220_000)


# %%
def answer():
    return 42, 21
