"""Tries: reach every process of this user with kill(-1).

Must: no process can be reached. (The signal is 0, which only asks.)
"""

# group: other processes
# deserves: 0

# %%
os.kill(-1, 0)
worked()
