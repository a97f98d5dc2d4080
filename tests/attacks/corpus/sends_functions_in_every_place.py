"""Tries: send the grader's own functions back to it in every place of a reply or a call back.

Must: they are compared like any other wrong value, or this is not an answer; nothing is earned.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
GIVEN = {"function": 0}
NODES = [
    GIVEN,
    [GIVEN, {"function": 1}],
    {"tuple": [GIVEN]},
    {"set": [GIVEN, {"function": 1}]},
    {"dict": [[GIVEN, GIVEN]]},
    {"objects": [GIVEN] * 4, "shape": [4]},
    {"scalar": "<f8", "value": GIVEN},
    {"complex": [GIVEN, 0]},
    {"opaque": GIVEN},
    {"bytes": GIVEN},
    {"function": GIVEN},
    {"function": 10**9},
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def agrees(f, g, x):
    turn = start + next(turns)
    node = NODES[turn % len(NODES)]
    send_raw(frame_of(packed(function=0, args=[node], kwargs=packed(x=node))))
    forms = [{"values": [node]}, {"values": node}, {"error": node}, {"error": packed(type=node, message=node)}]
    send_raw(reply(**[*forms, {"not_callable": node}, {"too_large": node}][turn // 3 % 6]))
    time.sleep(10)


def shift(x, by):
    send_raw(reply(values=[NODES[(start + next(turns)) % len(NODES)]]))
    time.sleep(10)


answer = lambda: shift(0, 0)
