"""Tries: say that the function is none but an array of twenty axes, which NumPy prints whole.

Must: that is told in few words and in no time.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    body = bytes(1 << 20)
    send_raw(reply(body, not_callable={"array": "|b1", "shape": [2] * 20, "at": 0}))
