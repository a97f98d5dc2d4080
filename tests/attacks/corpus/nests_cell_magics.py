"""Tries: submit a cell with 2000 lines of %%time.

Must: it is a cell like others; the rest counts.
"""

# group: resources
# deserves: 1
# exercise: shifts
# adds: ('%%time\n', 2000)


# %%
def answer():
    return 42, 21
