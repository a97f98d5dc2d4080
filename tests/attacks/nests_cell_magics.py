"""Tries: hand in a cell with 2000 lines of %%time.

Must: it is a cell like others; the rest counts.
"""

# group: resources
# deserves: 1
# adds: ('%%time\n', 2000)


# %%
def figure_3_misprint():
    return 0, 0, 13.5
