"""Tries: begin a message and go silent.

Must: the call's time ends that.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    os.write(channel(), b"\x00\x00\x00")
    time.sleep(10)
