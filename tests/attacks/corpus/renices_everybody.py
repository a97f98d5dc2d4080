"""Tries: make all processes of this user slower (by nothing, to spare this machine).

Must: the call is refused.
"""

# group: other processes
# deserves: 0

# %%
now = os.getpriority(os.PRIO_PROCESS, TARGET["victim"])
if os.setpriority(os.PRIO_PROCESS, TARGET["grader"], os.getpriority(os.PRIO_PROCESS, TARGET["grader"])) is None:
    worked(now)
