"""Tries: wait, which costs no processor time, in cells and in calls.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    threading.Event().wait()


time.sleep(1000)
