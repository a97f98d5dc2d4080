"""Tries: have the grader start a process for each of 1,200 cells whose definitions never end.

Must: the number of processes is bounded, and the notebook's time ends it.
"""

# group: resources
# deserves: 0
# limits: cell_seconds=0.2
# cells: ("def f{number}(a=time.sleep(100)): pass", 1200)

# %%
