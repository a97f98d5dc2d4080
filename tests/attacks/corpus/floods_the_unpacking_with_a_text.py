"""Tries: send one text that fills the largest message, all of it written in escapes, call after call.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0


# %%
def window_means(x, size):
    send_raw(frame_of(begun() + b'["values", ["' + b"\\u00e9" * (9 << 20) + b'"]]]}'))
