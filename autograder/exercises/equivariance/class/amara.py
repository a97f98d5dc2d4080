# %%
def translate(x, offset):
    offsets = [offset] if isinstance(offset, int) else list(offset)
    if len(offsets) != x.ndim:
        raise ValueError("one offset per axis, please")
    moved = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        target = tuple(place[axis] + offsets[axis] for axis in range(x.ndim))
        if all(0 <= target[axis] < x.shape[axis] for axis in range(x.ndim)):
            moved[target] = x[place]
    return moved


# %%
import math


def equivariance_error(f, g, x):
    one, other = f(g(x)), g(f(x))
    if one.shape != other.shape:
        return float("inf")
    largest = 0.0
    for place in np.ndindex(one.shape):
        difference = abs(float(one[place] - other[place]))
        if math.isnan(difference):
            return difference
        largest = max(largest, difference)
    return largest


# %%
def is_equivariant(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        error = equivariance_error(f, g, x)
        if not error <= tolerance:
            return False
    return True


# %%
def is_invariant(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.shape != after.shape or not np.all(abs(before - after) <= tolerance):
            return False
    return True


# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name in transforms:
        answers[name] = is_equivariant(f, transforms[name], inputs, tolerance)
    return answers


# %%
def detect(x):
    found = []
    for i in range(len(x) - 1):
        found.append(1 if x[i] == 3 and x[i + 1] == 2 else 0)
    return found
