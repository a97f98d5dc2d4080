"""Tries: send handmade calls of the grader's functions with arrays without values and with huge axes.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
EMPTY = {"array": "|u1", "shape": [4194304, 0], "at": 0}
FORMS = [
    {"args": EMPTY, "kwargs": packed()},
    {"args": {"tuple": EMPTY}, "kwargs": packed()},
    {"args": {"tuple": [EMPTY]}, "kwargs": packed()},
    {"args": [{"objects": [], "shape": [2**26, 0]}], "kwargs": packed()},
    {"args": [{"objects": [], "shape": [10**4, 0]}] * 9, "kwargs": packed()},
    {"args": [], "kwargs": packed(x={"array": "<f8", "shape": [10**4, 0], "at": 0})},
    {"args": [{"tuple": [{"array": "<f8", "shape": [10**4, 0], "at": 0}] * 9}], "kwargs": packed()},
    {"args": [], "kwargs": EMPTY},
    {"args": [], "kwargs": {"dict": EMPTY}},
]
turns = iter(range(10**6))


def agrees(f, g, x):
    for _ in range(4):
        send_raw(frame_of(packed(function=0, **FORMS[next(turns) % len(FORMS)])))
    return True
