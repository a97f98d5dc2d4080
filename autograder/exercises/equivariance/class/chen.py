# %%
class Equation:
    """f(g(x)) = g(f(x)) or, if `invariant`, f(g(x)) = f(x)."""

    def __init__(self, invariant=False):
        self.invariant = invariant

    def error(self, f, g, x):
        left, right = f(g(x)), f(x) if self.invariant else g(f(x))
        return np.max(np.abs(left - right)) if left.shape == right.shape else np.inf

    def holds(self, f, g, inputs, tolerance=1e-6):
        return all(self.error(f, g, x) <= tolerance for x in inputs)


# %%
def translate(x, offset):
    offsets = np.ravel(offset)
    if len(offsets) != x.ndim:
        raise ValueError("one offset for each axis")
    for axis, places in enumerate(offsets):
        eye = np.eye(x.shape[axis], k=-places, dtype=x.dtype)
        x = np.moveaxis(np.tensordot(eye, x, (1, axis)), 0, axis)
    return x


# %%
equivariance_error = Equation().error

# %%
is_equivariant = Equation().holds

# %%
is_invariant = Equation(invariant=True).holds


# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    return dict(zip(transforms, (is_equivariant(f, g, inputs, tolerance) for g in transforms.values()), strict=True))


# %%
detect = lambda x: (x[:-1] == 3) & (x[1:] == 2)
