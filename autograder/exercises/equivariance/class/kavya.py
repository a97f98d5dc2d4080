# %%
def translate(x, offset):
    offset = np.atleast_1d(offset)
    if len(offset) != x.ndim:
        raise ValueError("wrong number of offsets")
    places = np.indices(x.shape) - offset.reshape(-1, *[1] * x.ndim)  # where each value comes from
    size = np.reshape(x.shape, (-1, *[1] * x.ndim))
    inside = np.all((places >= 0) & (places < size), axis=0)
    return np.where(inside, x[tuple(places % size)], 0)


# %%
def equivariance_error(f, g, x):
    a, b = f(g(x)), g(f(x))
    return np.max(a - b) if a.shape == b.shape else np.inf


# %%
def is_equivariant(f, g, inputs, tolerance=1e-6):
    pairs = [(f(g(x)), g(f(x))) for x in inputs]
    return all(a.shape == b.shape and np.allclose(a, b, atol=tolerance) for a, b in pairs)


# %%
def is_invariant(f, g, inputs, tolerance=1e-6):
    answer = True
    for x in inputs:
        a, b = f(g(x)), f(x)
        answer = answer and a.shape == b.shape and np.all(abs(a - b) <= tolerance)
    print("invariant" if answer else "not invariant")


# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    return {name: is_equivariant(f, transforms[name], inputs, tolerance) for name in transforms}


# %%
def detect(x):
    return np.logical_and(x[:-1] == 3, x[1:] == 2)
