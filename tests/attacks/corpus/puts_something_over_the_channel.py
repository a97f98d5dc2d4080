"""Tries: put a file, and the null device, in the place of the channel's descriptor.

Must: that is a crash or late; nothing is earned.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    os.dup2(os.open("file", os.O_CREAT | os.O_RDWR), channel())
    return x


def window_means(x, size):
    os.dup2(os.open("/dev/null", os.O_RDWR), channel())
    return x
