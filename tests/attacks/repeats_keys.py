"""Tries: name the id and the values twice in one message, the first time wrong.

Must: it is read one way everywhere; nothing is earned.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    own = request()["id"].encode()
    send_raw(frame_of(b'{"dict": 3, "dict": [["id", "x"], ["values", 3], ["id", "' + own + b'"], ["values", [true]]]}'))
