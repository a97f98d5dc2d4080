"""Tries: stop, so that its parent waits for it.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    os.kill(os.getpid(), signal.SIGSTOP)
