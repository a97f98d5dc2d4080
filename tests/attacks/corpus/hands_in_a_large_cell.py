"""Tries: submit a cell of more than 2 MB, such as one that contains a picture.

Must: it is run, or reported as too long; the rest counts.
"""

# group: resources
# deserves: 1
# exercise: shifts
# adds: ('##########', 220_000)


# %%
def answer():
    return 42, 21
