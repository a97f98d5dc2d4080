"""Tries: send handmade results and calls back with a long text among many short ones, within each container.

Must: that is too much or refused; the grader stays within its time and memory.
"""

# group: resources
# deserves: 0
# exercise: shifts

# %%
TEXTS = ["x" * 10_000] + ["y"] * 5_000
VALUES = [
    TEXTS,
    {"tuple": TEXTS},
    {"objects": TEXTS, "shape": [5_001]},
    {"objects": [TEXTS[:2], *[["y", "y"]] * 1000], "shape": [7, 11, 13]},
    {"tuple": [TEXTS[:1], *[["y"]] * 5_000]},
    [{"bytes": "00" * 10_000}] + [{"bytes": "00"}] * 5_000,
    {"dict": [["x" * 100_000, 0], *[[f"{number}", 0] for number in range(900)]]},
    {"set": ["x" * 100_000, *[f"{number}" for number in range(900)]]},
    {"tuple": [{"opaque": "x" * 100_000}] * 5},
    [{"opaque": "\u202e" * 100}] * 5_000,
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def agrees(f, g, x):
    for value in VALUES:
        send_raw(frame_of(packed(function=0, args=[value], kwargs=packed())))
        send_raw(frame_of(packed(function=0, args=[], kwargs=packed(x=value))))
    return True


def shift(x, by):
    send_raw(reply(values=[VALUES[(start + next(turns)) % len(VALUES)]] * len(request()["calls"])))
    time.sleep(10)
