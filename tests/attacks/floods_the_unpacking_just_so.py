"""Tries: send as many numbers as are still taken, call after call.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(*args, **kwargs):
    send_raw(frame_of(begun() + b'["values", [[' + b"1," * 99_000 + b"1]]]]}"))


avg_pool = figure_3_misprint = unchanged_fraction = max_pool
