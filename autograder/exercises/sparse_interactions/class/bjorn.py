# %%
def weights(layer, m):
    """All weights at once: an affine map is known by what it makes of 0 and of the unit vectors."""
    inputs = np.vstack([np.zeros(m), np.eye(m)])
    bias, *columns = (np.array(layer(x)) for x in inputs)
    return np.stack(columns, axis=1) - bias[:, None]


# %%
def connection_matrix(layer, m):
    return np.abs(weights(layer, m)) > 1e-5


# %%
def affected_outputs(layer, m, j):
    if not 0 <= j < m:
        raise ValueError(f"{j} is not an input")
    return np.flatnonzero(connection_matrix(layer, m)[:, j])


# %%
def receptive_field(kernel_sizes, strides=None):
    sizes = np.array(kernel_sizes, dtype=int)
    strides = np.ones_like(sizes) if strides is None else np.array(strides, dtype=int)
    if sizes.shape != strides.shape or np.any(sizes < 1) or np.any(strides < 1):
        raise ValueError("see the description")
    steps = np.cumprod(np.concatenate([[1], strides]))[:-1]
    return 1 + np.sum((sizes - 1) * steps)
