"""Tries: give arrays without values, whose other axes are long, to the grader's functions.

Must: the grader stays within its time and memory; the calls are refused or answered.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
SHAPES = [(2**22, 0), (2**26, 0), (0, 2**22), (10**4, 0), (10**4, 0, 1)]
VALUES = [np.empty(shape, kind) for shape in SHAPES for kind in (object, float)]


def agrees(f, g, x):
    for value in VALUES:
        for form in (value, [value] * 5, (value, {"a": value}), {"x": value}, [[value], value]):
            for call in (f, g, lambda value: f(x=value), lambda value: f(g(value))):
                try:
                    call(form)
                except (RuntimeError, ValueError):
                    pass
    return f(VALUES[-2])


def shift(x, by):
    return x
