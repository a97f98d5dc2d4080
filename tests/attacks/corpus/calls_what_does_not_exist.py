"""Tries: call functions that the grader never gave to it, by all kinds of numbers and names.

Must: that is no callback; the grader does not fail.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
INDEXES = [99, -1, -99, 2**70, "0", None, True, 0.0, [0], packed()]
turns = iter(range(10**6))


def agrees(f, g, x):
    index = INDEXES[next(turns) % len(INDEXES)]
    arguments = {"args": {"tuple": ["__import__('os').getcwd()"]}, "kwargs": packed(__class__=1)}
    send_raw(frame_of(packed(op="callback", function=index, **arguments)))
    return 0.5


def shift(x, by):
    send_raw(frame_of(packed(op="callback", function=0, args={"tuple": []}, kwargs=packed())))
