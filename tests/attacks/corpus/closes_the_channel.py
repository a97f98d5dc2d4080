"""Tries: close the channel in the middle of a call.

Must: that is a crash.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    os.close(channel())


def window_means(x, size):
    os.closerange(0, 1024)
    time.sleep(10)
