"""Tries: send integers, bytes and numbers of NumPy that are as long as a message, in results and calls back.

Must: each is refused or shown in a few characters; the grader stays within its time.
"""

# group: the channel
# deserves: 0
# exercise: shifts
# gap: 1 2: an integer with more than 4300 digits cannot be shown, and the grader fails

# %%
NODES = [
    {"integer": "f" * 32_768},
    {"integer": "-" + "f" * 32_768},
    {"integer": "f" * 1_900_000},
    {"integer": "1_" * 15_000 + "1"},
    [{"integer": "f" * 32_768}] * 55,
    {"tuple": [{"integer": "f" * 32_768}] * 55},
    {"bytes": "00" * 900_000},
    {"complex": ["1" * 900_000, "1e" + "9" * 900_000]},
    {"scalar": "<f8", "value": {"integer": "f" * 32_768}},
    {"scalar": "<i8", "value": {"integer": "f" * 32_768}},
    {"objects": [{"integer": "f" * 32_768}] * 55, "shape": [5, 11]},
    {"set": [{"integer": f"{number:x}" + "f" * 30_000} for number in range(60)]},
    [int("9" * 4000)] * 450,
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def agrees(f, g, x):
    for node in NODES:
        send_raw(frame_of(packed(function=0, args=[node], kwargs=packed())))
    return True


def shift(x, by):
    send_raw(reply(values=[NODES[(start + next(turns)) % len(NODES)]] * len(request()["calls"])))
    time.sleep(10)
