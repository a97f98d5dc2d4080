"""Tries: send handmade messages with arrays without values, of every kind and shape.

Must: the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0

# %%
SHAPES = [[4194304, 0], [0, 2**26], [2**63, 0], [2**1000, 0], [0] * 32, [10**4, 0], [2] * 31 + [0], [0, -5], [0, 1e9]]
OBJECTS = [{"objects": [], "shape": shape} for shape in SHAPES]
NUMBERS = [{"array": "|u1", "shape": shape, "at": 0} for shape in SHAPES]
VIEWS = [{"array": "<c16", "shape": shape, "at": 0, "view": True} for shape in SHAPES]
NODES = [node for three in zip(OBJECTS, NUMBERS, VIEWS, strict=True) for node in three]
WITHIN = [
    lambda node: node,
    lambda node: [node] * 9,
    lambda node: {"tuple": [node] * 30_000},
    lambda node: {"dict": [[number, node] for number in range(900)]},
    lambda node: {"objects": [node] * 8, "shape": [2, 4]},
    lambda node: {"objects": [node] * 1000, "shape": [1000]},
]
turns = iter(range(10**6))


def window_sums(x, size):
    turn = next(turns)
    node = WITHIN[turn // 3 % len(WITHIN)](NODES[turn % len(NODES)])
    send_raw(reply(values=[node] * len(request()["calls"])))
    time.sleep(10)


def window_means(x, size):
    node = NODES[(next(turns) + 6) % len(NODES)]
    send_raw(reply(values=[node] * len(request()["calls"])))
    time.sleep(10)
