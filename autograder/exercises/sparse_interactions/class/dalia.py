# %%
def affected_outputs(layer, m, j):
    if not 0 <= j < m:
        raise ValueError(j)
    x = np.zeros(m)
    x[j] = 1
    return [i for i, output in enumerate(layer(x)) if abs(output) > 1e-6]  # the others stay 0


# %%
def connection_matrix(layer, m):
    matrix = np.zeros((len(layer(np.zeros(m))), m), dtype=bool)
    for j in range(m):
        matrix[affected_outputs(layer, m, j), j] = True
    return matrix


# %%
def receptive_field(kernel_sizes, strides=None):
    if strides is None:
        strides = [1] * len(kernel_sizes)
    if len(strides) != len(kernel_sizes) or any(number < 1 for number in kernel_sizes + strides):
        raise ValueError("not allowed")
    field, step = 1, 1
    for size, stride in zip(kernel_sizes, strides, strict=True):
        step *= stride  # the kernel of a layer moves by its stride
        field += (size - 1) * step
    return field
