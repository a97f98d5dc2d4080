"""Tries: leave a process in a group of its own, started during a call, that outlives the grading.

Must: no process is left.
"""

# group: left behind
# deserves: 0


# %%
def window_sums(x, size):
    if os.fork() == 0:
        os.setpgid(0, 0)
        os.closerange(0, 64)
        time.sleep(30)
        os._exit(0)
    return x
