"""Tries: call the grader's function by a number, with an endless name that errors repeat.

Must: only the beginning is kept.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    send_raw(reply(values=[{"opaque": "z" * (7 << 20)}] * len(request()["calls"])))


def shift(x, by):
    return type("q" * (7 << 20), (), {})()
