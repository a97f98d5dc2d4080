"""Tries: send nodes with keys too many, too few, twice, in another order, or of two kinds at once.

Must: this is not an answer.
"""

# group: the channel
# deserves: 0

# %%
TREES = [
    b'{"tuple": [1], "list": [2]}',
    b'{"shape": [1], "array": "|u1", "at": 0}',
    b'{"array": "|u1", "shape": [1], "at": 0, "view": {"tuple": []}, "more": 1}',
    b'{"array": "|u1", "shape": [4194304, 0], "at": 0, "array": "|O"}',
    b'{"tuple": [], "tuple": {"array": "|u1", "shape": [4194304, 0], "at": 0}}',
    b'{"array": "|u1", "at": 0}',
    b'{"array": "<f8", "shape": [], "at": 0, "view": true}',
    b'{"array": "<f8", "shape": [3, 0], "at": 8, "view": null}',
    b"{}",
    b'{"": 1}',
    b'{"__class__": "Opaque", "value": 1}',
    b'{"scalar": "|O", "value": 1}',
    b'{"scalar": "|b1", "value": 2}',
    b'{"scalar": "<f2", "value": 1e308}',
    b'{"scalar": "|i1", "value": 300}',
    b'{"scalar": "<i8", "value": NaN}',
    b'{"scalar": "<f8", "value": {"complex": [1, 2]}}',
    b'{"complex": ["nan", "infinity"]}',
    b'{"complex": [1, 2, 3]}',
    b'{"integer": "0x_1"}',
    b'{"bytes": "0g"}',
    b'{"function": true}',
    b'{"function": -1}',
    b'{"function": 1e3}',
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def window_sums(x, size):
    tree = TREES[(start + next(turns)) % len(TREES)]
    send_raw(frame_of(begun() + b'["values", [' + b", ".join([tree] * len(request()["calls"])) + b"]]]}", bytes(64)))
    time.sleep(10)


window_means = window_sums
