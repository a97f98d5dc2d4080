"""Tries: run before everything else on the machine.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: root

# %%
os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
worked()
