"""Tries: send replies and callbacks without end.

Must: the call's time, or the number of callbacks, ends that.
"""

# group: the channel
# deserves: 0


# %%
def unchanged_fraction(pool, x, moved):
    while True:
        send_raw(frame_of(packed(op="callback", function=0, args={"tuple": [1]}, kwargs=packed())))
