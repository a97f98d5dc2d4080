# %%
def affected_outputs(layer, m, j):
    if j < 0 or j >= m:
        raise ValueError("no such input")
    zeros = [0.0] * m
    changed = [0.0] * m
    changed[j] = 1.0
    before = list(layer(np.array(zeros)))
    after = list(layer(np.array(changed)))
    affected = []
    for i in range(len(before)):
        if abs(after[i] - before[i]) > 0.0001:
            affected.append(i)
    return affected


# %%
def connection_matrix(layer, m):
    matrix = []
    for _ in layer(np.zeros(m)):
        matrix.append([False] * m)
    for j in range(m):
        for i in affected_outputs(layer, m, j):
            matrix[i][j] = True
    return matrix


# %%
def receptive_field(kernel_sizes, strides=None):
    if strides is None:
        strides = [1 for _ in kernel_sizes]
    if len(strides) != len(kernel_sizes):
        raise ValueError("one stride for each kernel")
    width = 1
    for i in reversed(range(len(kernel_sizes))):  # from the last layer down to the input
        if kernel_sizes[i] < 1 or strides[i] < 1:
            raise ValueError("too small")
        width = (width - 1) * strides[i] + kernel_sizes[i]
    return width
