"""Tries: leave answers in the channel for questions that come later.

Must: an answer to no question ends the process.
"""

# group: the channel
# deserves: 0

# %%
for number in range(50):
    send_raw(frame_of(packed(id=f"{number:016x}", values=[True])))
