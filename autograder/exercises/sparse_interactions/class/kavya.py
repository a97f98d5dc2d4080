# %%
def affected_outputs(layer, m, j):
    if j not in range(m):
        raise ValueError("there is no such input")
    x = np.zeros(m)
    x[j] = 1
    change = layer(x) - layer(np.zeros(m))
    return [i for i, amount in enumerate(change) if amount > 1e-6]


# %%
def connection_matrix(layer, m):
    columns = []
    for j in range(m):
        x = np.zeros(m)
        x[j] = 1
        columns.append(np.isclose(layer(x), layer(np.zeros(m))))
    return np.logical_not(columns).T


# %%
def receptive_field(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(number < 1 for number in kernel_sizes + strides):
        raise ValueError("a list is wrong")
    field = 1
    while kernel_sizes:
        field = (field - 1) * strides.pop() + kernel_sizes.pop()
    return field
