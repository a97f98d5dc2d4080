"""Tries: return lists, dicts and arrays that contain themselves.

Must: that is too deep.
"""

# group: resources
# deserves: 0
# exercise: shifts

# %%
loop = []
loop.append(loop)
circle = {}
circle["a"] = circle
array = np.empty(2, dtype=object)
array[:] = [array, array]


def shift(x, by):
    return loop


def agrees(f, g, x):
    return circle


def answer():
    return array, array, array
