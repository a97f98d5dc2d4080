"""Tries: answer a cell's request twice, so that the second answer meets the next question.

Must: an answer with an old id is none.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    return x


send_raw(reply() * 3)
