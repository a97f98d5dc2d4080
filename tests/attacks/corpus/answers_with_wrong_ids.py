"""Tries: send replies whose ids are lists, numbers, almost right, or missing.

Must: none is a reply; the grader does not fail.
"""

# group: the channel
# deserves: 0

# %%
IDS = [[1], 0, None, packed(), "", True, 1e400, "x" * 10**6, {"tuple": [1]}, {"opaque": "x"}]
turns = iter(range(10**6))


def window_sums(x, size):
    wrong = IDS[next(turns) % len(IDS)]
    send_raw(frame_of(packed(id=wrong, values=[1])))
    send_raw(frame_of(packed(values=[1])))
    send_raw(frame_of(packed(id=request()["id"][::-1], values=[1])))
