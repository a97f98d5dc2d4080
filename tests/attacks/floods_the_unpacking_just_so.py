"""Tries: send as many numbers as are still taken, call after call.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    own = request()["id"].encode()
    send_raw(frame_of(b'{"dict": [["id", "' + own + b'"], ["values", [[' + b"1," * 1_500_000 + b"1]]]]}"))
