"""Tries: send a signal to the grader.

Must: it does not arrive.
"""

# group: other processes
# deserves: 0

# %%
os.kill(TARGET["grader"], signal.SIGUSR1)
