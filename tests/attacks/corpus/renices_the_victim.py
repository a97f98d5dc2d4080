"""Tries: make another process slower.

Must: its priority stays.
"""

# group: other processes
# deserves: 0

# %%
os.setpriority(os.PRIO_PROCESS, TARGET["victim"], 15)
