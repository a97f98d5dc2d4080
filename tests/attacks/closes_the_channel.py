"""Tries: close the channel in the middle of a call.

Must: that is a crash.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    os.close(channel())


def avg_pool(x, size=2, stride=None, padding=0):
    os.closerange(0, 1024)
    time.sleep(10)
