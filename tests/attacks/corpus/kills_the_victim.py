"""Tries: end another process of the same user.

Must: that process lives.
"""

# group: other processes
# deserves: 0

# %%
os.kill(TARGET["victim"], signal.SIGKILL)
