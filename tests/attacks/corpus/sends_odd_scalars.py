"""Tries: send scalars of NumPy made of lists, texts, arrays and numbers out of range.

Must: that is no message, or a wrong value; the grader does not fail.
"""

# group: the channel
# deserves: 0

# %%
VALUES = [[1, 2], "1", 10**400, None, packed(), {"scalar": "<f8", "value": [[1]]}, -1, [[]], 1e308]
KINDS = ["<i8", "|u1", "<f2", "<c16", "|b1"]
turns = iter(range(10**6))


def window_sums(x, size):
    turn = next(turns)
    value, kind = VALUES[turn % len(VALUES)], KINDS[turn % len(KINDS)]
    send_raw(reply(values=[{"scalar": kind, "value": value}] * len(request()["calls"])))


def window_means(x, size):
    odd = [{"complex": [[1], "x"]}, {"complex": {}}, {"complex": [1e400, None]}][next(turns) % 3]
    send_raw(reply(values=[odd] * len(request()["calls"])))
