"""Tries: send every kind of container within itself, hundreds of levels deep.

Must: this is not an answer; the grader does not fail.
"""

# group: the channel
# deserves: 0

# %%
LAYERS = [
    '{"tuple": [%s]}',
    '{"set": [%s]}',
    '{"frozenset": [%s]}',
    '{"dict": [[%s, 0]]}',
    '{"dict": [[0, %s]]}',
    '{"objects": [%s], "shape": [1]}',
    '{"scalar": "<f8", "value": %s}',
    '{"complex": [%s, 0]}',
    '{"opaque": %s}',
    "[%s]",
]
turns = iter(range(10**6))


def nested(layer, levels):
    before, after = layer.split("%s")
    return (before * levels + "0" + after * levels).encode()


def window_sums(x, size):
    turn = next(turns)
    tree = nested(LAYERS[turn % len(LAYERS)], (19, 38, 300, 900, 20_000)[turn // len(LAYERS) % 5])
    send_raw(frame_of(begun() + b'["values", [' + b", ".join([tree] * len(request()["calls"])) + b"]]]}"))
    time.sleep(10)


def window_means(x, size):
    layer = LAYERS[next(turns) % len(LAYERS)]
    send_raw(frame_of(begun() + b'["values", [' + nested(layer, 900) + b"]]]}"))
    time.sleep(10)
