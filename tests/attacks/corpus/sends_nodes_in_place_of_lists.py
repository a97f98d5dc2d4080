"""Tries: send containers whose content is an array, a text, a number or another container in place of a list.

Must: this is not an answer; the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0

# %%
BAD = [
    {"array": "|u1", "shape": [4194304, 0], "at": 0},
    {"array": "|u1", "shape": [1000], "at": 0},
    "x" * 1_000_000,
    {"tuple": [0] * 1000},
    {"set": [1, 2]},
    {"dict": [[1, 2]]},
    {"bytes": "00" * 500_000},
    {"integer": "f" * 1_000_000},
    {"objects": [[]] * 1000, "shape": [1000]},
    {"function": 0},
    10**9,
    None,
    True,
]
KEYS = ["tuple", "set", "frozenset", "dict", "complex", "integer", "bytes", "opaque"]
NODES = [{key: bad} for bad in BAD for key in KEYS]
NODES += [{"objects": bad, "shape": shape} for bad in BAD for shape in ([1000], [4194304, 0], bad)]
NODES += [{"scalar": "<f8", "value": bad} for bad in BAD] + [{"scalar": bad, "value": 1} for bad in BAD]
NODES += [{"array": "|u1", "shape": bad, "at": 0} for bad in BAD]
NODES += [{"array": "|u1", "shape": [1], "at": bad} for bad in BAD]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))  # each process begins elsewhere


def window_sums(x, size):
    node = NODES[(start + next(turns)) % len(NODES)]
    send_raw(reply(bytes(1000), values=[node] * len(request()["calls"])))
    time.sleep(10)


window_means = window_sums
