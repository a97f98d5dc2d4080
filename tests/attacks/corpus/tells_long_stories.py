"""Tries: fill the result and its pages with megabytes of text, in the fields that say what went wrong.

Must: only the beginning is kept.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
def shift(x, by):
    send_raw(reply(too_large="x" * (3 << 20)))


def agrees(f, g, x):
    send_raw(reply(not_callable="y" * (3 << 20)))


def answer():
    texts = {key: key[0] * 10**6 for key in ("type", "message", "place", "code")}
    send_raw(reply(error=packed(line=1, **texts)))
