"""Tries: say that functions are undefined, no functions or too much in every odd form.

Must: this is not an answer, or it is reported in a few words; the grader does not fail.
"""

# group: the channel
# deserves: 0

# %%
FORMS = [
    {"undefined": [1] * 1000},
    {"not_callable": packed(a="b")},
    {"too_large": [[1]]},
    {"values": "ab"},
    {"values": packed(a=1)},
    {"values": {"tuple": [1]}},
    {"values": {"array": "<f8", "shape": [1], "at": 0}},
    {"values": None},
    {"not_callable": None, "too_large": None, "undefined": None},
]
turns = iter(range(10**6))


def window_sums(x, size):
    content = FORMS[next(turns) % len(FORMS)]
    send_raw(reply(bytes(8), **content))
