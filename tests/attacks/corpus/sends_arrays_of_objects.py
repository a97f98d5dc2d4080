"""Tries: send arrays of types that hold pointers, records or texts.

Must: none is made.
"""

# group: the channel
# deserves: 0

# %%
TYPES = ["|O", "O", "<U8", "|V8", "|S8", "<M8[s]", [["a", "<f8"]], "<f16", "f8,O", None, {}]
turns = iter(range(10**6))


def window_sums(x, size):
    kind = TYPES[next(turns) % len(TYPES)]
    send_raw(reply(b"\x41" * 64, values=[{"array": kind, "shape": [1], "at": 0}] * len(request()["calls"])))
