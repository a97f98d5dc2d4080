"""Tries: send as many numbers as are still taken, call after call.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
def shift(*args, **kwargs):
    send_raw(frame_of(begun() + b'["values", [[' + b"1," * 99_000 + b"1]]]]}"))


answer = agrees = shift
