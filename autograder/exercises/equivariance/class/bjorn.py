# %%
def translate(x, offset):
    offsets = np.atleast_1d(offset)
    if offsets.shape != (x.ndim,):
        raise ValueError(f"{x.ndim} axes need {x.ndim} offsets")
    in_front, behind = np.maximum(offsets, 0), np.maximum(-offsets, 0)
    wider = np.pad(x, np.stack([in_front, behind], axis=1))
    return wider[tuple(slice(start, start + size) for start, size in zip(behind, x.shape, strict=True))]


# %%
def gap(a, b):
    return np.abs(a - b).max(initial=0) if a.shape == b.shape else np.inf


# %%
def equivariance_error(f, g, x):
    return gap(f(g(x)), g(f(x)))


# %%
def is_equivariant(f, g, inputs, tolerance=1e-6):
    return all(gap(f(g(x)), g(f(x))) <= tolerance for x in inputs)


# %%
def is_invariant(f, g, inputs, tolerance=1e-6):
    return all(gap(f(g(x)), f(x)) <= tolerance for x in inputs)


# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    return {name: is_equivariant(f, g, inputs, tolerance) for name, g in transforms.items()}


# %%
def detect(x):
    return 1 * ((x[:-1] == 3) & (x[1:] == 2))
