"""Tries: send arrays with negative, endless, fractional or missing lengths, or that begin outside the message.

Must: none is made, and no memory is spent or read.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
SHAPES = [[-1], [2**63], [2**32, 2**32], [-2, -2], [2.0], [True], ["2"], [1] * 65, None, 2, [[2]], [0, 2**62]]
STARTS = [-8, 2**63, 57, None, 1.5, True, "0"]
turns = iter(range(10**6))


def shift(x, by):
    shape = SHAPES[next(turns) % len(SHAPES)]
    send_raw(reply(bytes(64), values=[{"array": "<f8", "shape": shape, "at": 0}] * len(request()["calls"])))


def agrees(f, g, x):
    start = STARTS[next(turns) % len(STARTS)]
    array = {"array": "<f8", "shape": [1], "at": start, "view": True}
    send_raw(reply(bytes(64), values=[array] * len(request()["calls"])))


def answer():
    send_raw(reply(values=[{"array": "|b1", "shape": [2**26, 0], "at": 0, "view": True}]))
