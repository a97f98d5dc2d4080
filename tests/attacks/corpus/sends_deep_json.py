"""Tries: send JSON nested a million deep, and tuples nested three hundred deep.

Must: that is no message; nothing runs out of stack.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    send_raw(frame_of(begun() + b'["values", ' + b"[" * 10**6 + b"]" * 10**6 + b"]]}"))


def window_means(x, size):
    deep = b'{"tuple": [' * 300 + b"1" + b"]}" * 300
    send_raw(frame_of(begun() + b'["values", [' + deep + b"]]]}"))
