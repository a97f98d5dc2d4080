"""Tries: send replies and callbacks without end.

Must: the call's time, or the number of callbacks, ends that.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    while True:
        send_raw(frame_of(packed(op="callback", function=0, args={"tuple": [1]}, kwargs=packed())))
