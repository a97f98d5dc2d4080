"""Tries: reach the process that started it, and its group.

Must: neither can be reached. (The signal is 0, which only asks.)
"""

# group: other processes
# deserves: 0

# %%
parent = os.getppid()
if parent and parent != os.getpid():
    os.kill(parent, 0)
    worked("the parent")
raise RuntimeError("there is no parent to be seen")
