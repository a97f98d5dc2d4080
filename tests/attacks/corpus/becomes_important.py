"""Tries: run at the highest priority.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: root

# %%
os.setpriority(os.PRIO_PROCESS, 0, -20)
worked()
