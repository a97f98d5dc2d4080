"""Tries: send JSON nested a million deep.

Must: that is no message; nothing runs out of stack.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    send_raw(frame_of(b"[" * 10**6 + b"]" * 10**6))


def avg_pool(x, size=2, stride=None, padding=0):
    send_raw(frame_of(b'{"tuple": [' * 10**5 + b"1" + b"]}" * 10**5))
