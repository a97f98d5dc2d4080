"""Tries: begin a message and go silent.

Must: the call's time ends that.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    os.write(channel(), b"\x00\x00\x00")
    time.sleep(10)
