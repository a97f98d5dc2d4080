# %%
def translate(x, offset):
    offsets = (offset,) if np.isscalar(offset) else offset
    if len(offsets) != x.ndim:
        raise ValueError("wrong number of offsets")
    return np.roll(x, offsets, axis=tuple(range(x.ndim)))


# %%
def equivariance_error(f, g, x):
    a, b = f(g(x)), g(f(x))
    if a.shape != b.shape:
        return np.inf
    return float(np.max(np.abs(a - b)))


# %%
def is_equivariant(f, g, inputs, tolerance=1e-6):
    return all(equivariance_error(f, g, x) <= tolerance for x in inputs)


# %%
def is_invariant(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), f(x)
        if a.shape != b.shape or not np.allclose(a, b, rtol=0, atol=tolerance):
            return False
    return True


# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    return {name: is_equivariant(f, g, inputs, tolerance) for name, g in transforms.items()}


# %%
def detect(x):
    return np.array([float(x[i] == 3 and x[i + 1] == 2) for i in range(len(x) - 1)])
