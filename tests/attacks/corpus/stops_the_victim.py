"""Tries: stop another process of the same user.

Must: that process runs.
"""

# group: other processes
# deserves: 0

# %%
os.kill(TARGET["victim"], signal.SIGSTOP)
