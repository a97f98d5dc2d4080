"""Tries: send containers whose content is an array of millions of empty rows, for a hundred bytes.

Must: this is not an answer; the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0

# %%
ROWS = {"array": "|u1", "shape": [4194304, 0], "at": 0}
KEYS = ["tuple", "set", "frozenset", "dict", "objects"]
turns = iter(range(10**6))


def window_sums(x, size):
    key = KEYS[next(turns) % len(KEYS)]
    node = {key: ROWS} if key != "objects" else {key: ROWS, "shape": [4194304]}
    send_raw(reply(values=[[node] * 3] + [0] * (len(request()["calls"]) - 1)))


def window_means(x, size):
    send_raw(reply(values={"tuple": ROWS}))


send_raw(reply(values=[{"tuple": ROWS}] * 3))
