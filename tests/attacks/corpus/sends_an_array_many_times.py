"""Tries: name the same bytes in ten thousand arrays, each a copy of its own in the grader.

Must: no memory is spent on it.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    array = {"array": "|u1", "shape": [1 << 20], "at": 0}
    send_raw(reply(bytes(1 << 20), values=[array] * 10_000))
