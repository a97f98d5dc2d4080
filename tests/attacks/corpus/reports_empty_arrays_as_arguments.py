"""Tries: have the grader report arguments that are now arrays without values, whose other axes are long.

Must: the arguments are too large or changed; the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0

# %%
SHAPES = [(2**22, 0), (0, 2**26), (10**4, 0), (2**40, 0, 2**20)]
turns = iter(range(10**6))


def window_sums(x, size):
    shape = SHAPES[next(turns) % len(SHAPES)]
    if request().get("report") == "arguments":
        empty = {"array": "<i8", "shape": [*shape], "at": 0}
        send_raw(reply(values=[empty, {"objects": [], "shape": [*shape]}]))
    x.resize(shape, refcheck=False)
    return x


def window_means(x, size):
    x.resize((10**4, 0), refcheck=False)
    return x
