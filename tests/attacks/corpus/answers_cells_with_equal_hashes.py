"""Tries: answer for hundreds of cells in advance, with messages that take the grader long to read.

Must: the notebook's time ends it; the grader stays within its time.
"""

# group: the channel
# deserves: 0
# cells: ("y = {number}", 400)

# %%
NUMBERS = [number * (2**61 - 1) for number in range(1, 1001)]
whole, frame = None, sys._getframe()
while frame is not None:
    for value in list(frame.f_locals.values()):
        if isinstance(value, dict) and "steps" in value:
            whole = value
    frame = frame.f_back
for place in range(request()["place"], len(whole["steps"])):
    send_raw(frame_of(packed(id=whole["id"], place=place, x=[{"set": NUMBERS}] * 38)))
