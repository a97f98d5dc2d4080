"""Tries: the same with dictionaries, which take the most memory.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    send_raw(frame_of(b'{"values": [' + b'{"opaque":1},' * (4 << 20) + b"1]}"))
