"""Tries: call the grader's functions with containers whose content is an array or a text in place of a list.

Must: this is not a call; the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
BAD = [{"array": "|u1", "shape": [4194304, 0], "at": 0}, "x" * 500_000, {"bytes": "00" * 100_000}, {"tuple": [1]}, 7]
NODES = [{key: bad} for bad in BAD for key in ("tuple", "set", "frozenset", "dict", "integer", "bytes")]
NODES += [{"objects": bad, "shape": [1000]} for bad in BAD] + [{"scalar": "<f8", "value": bad} for bad in BAD]
FORMS = [{"args": node, "kwargs": packed()} for node in NODES]
FORMS += [{"args": [node], "kwargs": packed()} for node in NODES]
FORMS += [{"args": [], "kwargs": node} for node in NODES]
start = int.from_bytes(os.urandom(2))


def agrees(f, g, x):
    for turn in range(20):
        send_raw(frame_of(packed(function=turn % 3, **FORMS[(start + turn) % len(FORMS)])))
    return True


def shift(x, by):
    send_raw(frame_of(packed(function=0, **FORMS[start % len(FORMS)])))
    return x
