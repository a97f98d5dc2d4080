"""Tries: return lists, dicts and arrays that contain themselves.

Must: that is too deep.
"""

# group: resources
# deserves: 0

# %%
loop = []
loop.append(loop)
circle = {}
circle["a"] = circle
array = np.empty(2, dtype=object)
array[:] = [array, array]


def max_pool(x, size=2, stride=None, padding=0):
    return loop


def avg_pool(x, size=2, stride=None, padding=0):
    return circle


def figure_3_misprint():
    return array, array, array
