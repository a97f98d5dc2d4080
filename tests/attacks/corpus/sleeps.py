"""Tries: wait, which costs no processor time, in cells and in calls.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
def window_sums(x, size):
    threading.Event().wait()


time.sleep(1000)
