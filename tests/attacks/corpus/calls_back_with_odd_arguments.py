"""Tries: call the grader's function with arguments of every odd form: no tuple, no dict, names that are no text.

Must: the student's process gets an error; the grader does not fail.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
FORMS = [
    {"args": 3, "kwargs": packed()},
    {"args": "abc", "kwargs": {"dict": [["x", 1]]}},
    {"args": {"dict": [["a", 1]]}, "kwargs": None},
    {"args": {"tuple": [1]}, "kwargs": {"dict": [[1, 2]]}},
    {"args": {"tuple": [{"opaque": "x" * 10**5}]}, "kwargs": {"dict": [["self", 1], ["x", 2]]}},
    {"args": {"tuple": [{"function": 0, "name": "f"}]}, "kwargs": packed()},
    {"args": {"tuple": [{"objects": [None] * 4, "shape": [2, 2]}]}, "kwargs": packed()},
    {"args": {"tuple": [{"array": "<c16", "shape": [0, 4], "at": 0}]}, "kwargs": packed()},
]
turns = iter(range(10**6))


def agrees(f, g, x):
    send_raw(frame_of(packed(op="callback", function=0, **FORMS[next(turns) % len(FORMS)])))
    return 0.5
