"""Tries: answer a cell's request twice, so that the second answer meets the next question.

Must: an answer with an old id is none.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return x


send_raw(reply() * 3)
