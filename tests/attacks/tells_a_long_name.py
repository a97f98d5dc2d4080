"""Tries: call the grader's function by a number, with an endless name that errors repeat.

Must: only the beginning is kept.
"""

# group: the channel
# deserves: 0


# %%
def unchanged_fraction(pool, x, moved):
    send_raw(reply(values=[{"opaque": "z" * (7 << 20)}] * len(request()["calls"])))


def max_pool(x, size=2, stride=None, padding=0):
    return type("q" * (7 << 20), (), {})()
