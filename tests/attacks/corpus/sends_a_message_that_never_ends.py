"""Tries: announce 7 MB and send one byte at a time, so that no single wait is long.

Must: the call's time counts from its beginning.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    os.write(channel(), struct.pack("!II", 7 << 20, 0))
    while True:
        os.write(channel(), b" ")
        time.sleep(0.05)
