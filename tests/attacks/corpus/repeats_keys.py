"""Tries: name the id and the values twice in one message, the first time wrong.

Must: it is read one way everywhere; nothing is earned.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    send_raw(
        frame_of(
            b'{"dict": 3, ' + begun()[1:] + b'["values", 3], ["id", "x"], ' + begun()[10:] + b'["values", [true]]]}'
        )
    )
