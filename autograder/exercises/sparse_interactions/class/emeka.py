# %%
def affected_outputs(layer, m, j):
    before = layer(np.zeros(m))
    x = np.zeros(m)
    x[j] = 1
    return np.flatnonzero(np.abs(layer(x) - before) > 1e-6)


# %%
def connection_matrix(layer, m):
    return np.array([np.isin(np.arange(len(layer(np.zeros(m)))), affected_outputs(layer, m, j)) for j in range(m)]).T


# %%
def receptive_field(kernel_sizes, strides=None):
    width = 1
    for size in kernel_sizes:
        width += size - 1
    return width
