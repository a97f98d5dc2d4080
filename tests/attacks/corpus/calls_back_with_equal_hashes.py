"""Tries: call the grader's functions again and again with sets and dicts of numbers whose hashes are equal.

Must: the time of the call ends it.
"""

# group: the channel
# deserves: 0
# exercise: shifts
# limits: callbacks=10000

# %%
NUMBERS = [number * (2**61 - 1) for number in range(1, 1001)]
FORMS = [
    {"args": [{"set": NUMBERS}] * 30, "kwargs": packed()},
    {"args": [], "kwargs": {"dict": [[number, 0] for number in NUMBERS]}},
    {"args": [{"tuple": [{"dict": [[number, 0] for number in NUMBERS]}] * 15}], "kwargs": packed()},
]


def agrees(f, g, x):
    while True:
        for form in FORMS:
            send_raw(frame_of(packed(function=0, **form)))


def shift(x, by):
    while True:
        send_raw(frame_of(packed(function=0, **FORMS[0])))
