"""Tries: send as many small values as a message holds, which take the grader far longer than the call's time.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    send_raw(frame_of(begun() + b'["values", [[' + b"[]," * (15 << 20) + b"[]]]]]}"))
