"""Tries: fill the result and its pages with megabytes of text, in the fields that say what went wrong.

Must: only the beginning is kept.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    send_raw(reply(too_large="x" * (3 << 20)))


def avg_pool(x, size=2, stride=None, padding=0):
    send_raw(reply(not_callable="y" * (3 << 20)))


def figure_3_misprint():
    texts = {key: key[0] * 10**6 for key in ("type", "message", "place", "code")}
    send_raw(reply(error=packed(line=1, **texts)))
