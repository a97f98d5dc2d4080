"""Tries: say that the function is none but an array of twenty axes, which NumPy prints whole.

Must: the grader reports that in a few words, without delay.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    body = bytes(1 << 20)
    send_raw(reply(body, not_callable={"array": "|b1", "shape": [2] * 20, "at": 0}))
