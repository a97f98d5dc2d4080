# %%
def step(x, axis):
    """One place towards higher indices."""
    moved = np.roll(x, 1, axis)
    np.moveaxis(moved, axis, 0)[0] = 0
    return moved


# %%
def translate(x, offset):
    offsets = [offset] if np.ndim(offset) == 0 else offset
    if len(offsets) != x.ndim:
        raise ValueError("offsets")
    for axis, places in enumerate(offsets):
        while places != 0:
            x = step(x, axis)
            places = places - 1
    return x


# %%
def equivariance_error(f, g, x):
    left, right = f(g(x)), g(f(x))
    return np.max(np.abs(left - right)) if np.shape(left) == np.shape(right) else np.inf


# %%
def is_equivariant(f, g, inputs, tolerance=1e-6):
    return all(equivariance_error(f, g, x) <= tolerance for x in inputs)


# %%
def is_invariant(f, g, inputs, tolerance=1e-6):
    def same(x):
        left, right = f(g(x)), f(x)
        return left.shape == right.shape and bool(np.all(np.abs(left - right) <= tolerance))

    return all(map(same, inputs))


# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    return {name: is_equivariant(f, g, inputs, tolerance) for name, g in transforms.items()}


# %%
def detect(x):
    return [int(list(x[i : i + 2]) == [3, 2]) for i in range(len(x) - 1)]
