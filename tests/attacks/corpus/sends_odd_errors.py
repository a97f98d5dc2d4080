"""Tries: describe its errors with lists, with numbers, or not at all.

Must: that is no answer; the grader does not fail.
"""

# group: the channel
# deserves: 0

# %%
ERRORS = [
    3,
    [],
    {},
    {"type": [1], "message": "x"},
    {"type": "ValueError", "message": 3, "value_error": True},
    {"type": "E", "message": "m", "line": "x"},
    {"type": "E", "message": "m", "line": 10**400},
    {"type": "E", "message": "m", "line": 1, "place": None},
    {"type": {"opaque": 1}, "message": {"array": "<f8", "shape": [0], "at": 0}},
]
turns = iter(range(10**6))


def window_sums(x, size):
    error = ERRORS[next(turns) % len(ERRORS)]
    send_raw(reply(error=packed(**error) if isinstance(error, dict) else error))
