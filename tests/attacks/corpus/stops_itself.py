"""Tries: stop, so that its parent waits for it.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
def window_sums(x, size):
    os.kill(os.getpid(), signal.SIGSTOP)
