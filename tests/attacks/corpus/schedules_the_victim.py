"""Tries: give another process the class that runs only when nothing else does.

Must: its class stays.
"""

# group: other processes
# deserves: 0

# %%
os.sched_setscheduler(TARGET["victim"], os.SCHED_IDLE, os.sched_param(0))
