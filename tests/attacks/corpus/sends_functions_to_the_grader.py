"""Tries: name functions of the grader's in its answers, so that the grader holds and compares its own functions.

Must: they are no data; nothing is earned.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    send_raw(reply(values=[{"function": 0, "name": "f"}] * len(request()["calls"])))


def shift(x, by):
    send_raw(reply(values=[{"function": 0, "name": "f"}, {"function": 99, "name": [1]}]))
