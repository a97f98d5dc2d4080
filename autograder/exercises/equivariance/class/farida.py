# %%
def translate(x, offset):
    offsets = offset if isinstance(offset, tuple) else (offset,)
    if len(offsets) != x.ndim:
        raise ValueError("each axis needs an offset")
    result = x.copy()
    for axis, places in enumerate(offsets):
        result = np.swapaxes(result, 0, axis)
        places = max(-len(result), min(places, len(result)))
        gap = np.zeros_like(result[: abs(places)])
        if places > 0:
            result = np.concatenate([gap, result[:-places]])
        elif places < 0:
            result = np.concatenate([result[-places:], gap])
        result = np.swapaxes(result, 0, axis)
    return result


# %%
def distance(a, b):
    if a.shape != b.shape:
        return np.inf
    return np.max(np.abs(a - b))


# %%
def equivariance_error(f, g, x):
    return distance(f(g(x)), g(f(x)))


# %%
def is_equivariant(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        return distance(f(g(x)), g(f(x))) <= tolerance


# %%
def is_invariant(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        return distance(f(g(x)), f(x)) <= tolerance


# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    return {name: is_equivariant(f, transforms[name], inputs, tolerance) for name in transforms}


# %%
def detect(x):
    score = 3 * x[:-1] + 2 * x[1:]
    return (score == 13).astype(int)
