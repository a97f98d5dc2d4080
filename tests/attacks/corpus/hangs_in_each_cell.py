"""Tries: have the grader start a process for each of 1,200 cells that never end.

Must: the number of processes is bounded, and the notebook's time ends it.
"""

# group: resources
# deserves: 0
# cells: ("while True: pass", 1200)

# %%
