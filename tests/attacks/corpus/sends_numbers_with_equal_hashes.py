"""Tries: send sets and dicts of numbers whose hashes are equal, which take quadratic time.

Must: the grader stays within its time.
"""

# group: the channel
# deserves: 0

# %%
PRIME = 2**61 - 1  # the hash of an integer is its remainder
NUMBERS = [number * PRIME for number in range(1, 1001)]
LONG = [{"tuple": [*range(12), number]} for number in NUMBERS]  # their hashes are equal, too, and they begin alike
KINDS = [
    {"tuple": [{"set": NUMBERS}] * 38},
    {"tuple": [{"frozenset": NUMBERS}] * 38},
    {"tuple": [{"dict": [[number, 0] for number in NUMBERS]}] * 19},
    {"tuple": [{"set": LONG}] * 2},
    {"set": [{"frozenset": NUMBERS[start : start + 500]} for start in range(0, 76)]},
    {"dict": [[{"tuple": [number, {"frozenset": NUMBERS[:30]}]}, 0] for number in NUMBERS]},
    {"dict": [[{"complex": [float(number), 0.0]}, 0] for number in NUMBERS]},
    {"set": NUMBERS + [1]},
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def window_sums(x, size):
    node = KINDS[(start + next(turns)) % len(KINDS)]
    send_raw(reply(values=[node] + [0] * (len(request()["calls"]) - 1)))
    time.sleep(10)


window_means = window_sums
