"""Tries: have the grader start a process for each of 1,200 cells, whose definitions end it.

Must: after some of them, no cell is run; the number of processes is bounded.
"""

# group: resources
# deserves: 0
# cells: ("def f{number}(a=os._exit(0)): pass", 1200)

# %%
