"""Tries: announce a message of 4 GB.

Must: no memory is spent on it.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    os.write(channel(), struct.pack("!II", 2**32 - 1, 2**32 - 1) + b"[" * 1000)
    time.sleep(10)
