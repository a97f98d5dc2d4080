# %%
def conv1d(x, w):
    n = len(x) - len(w) + 1
    if n < 1:
        raise ValueError("w is longer than x")
    flipped = w[::-1]  # the definition from the mathematics course
    return np.array([np.sum(x[i : i + len(w)] * flipped) for i in range(n)])


# %%
def conv2d(x, w, stride=1, padding=0):
    x = np.pad(x, padding)  # a negative padding is a ValueError here
    if stride < 1 or w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]:
        raise ValueError("w does not fit")
    flipped = w[::-1, ::-1]
    height, width = w.shape
    rows = range(0, x.shape[0] - height + 1, stride)
    columns = range(0, x.shape[1] - width + 1, stride)
    return np.array([[np.sum(x[r : r + height, c : c + width] * flipped) for c in columns] for r in rows])


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1] or len(w) != len(b):
        raise ValueError("x, w and b do not fit together")
    return np.array(
        [
            [sum(conv2d(x[n, c], w[f, c], stride, padding) for c in range(x.shape[1])) + b[f] for f in range(len(w))]
            for n in range(len(x))
        ]
    )


# %%
def convolution_matrix(w, m):
    n = m - len(w) + 1
    if n < 1:
        raise ValueError("w is longer than m")
    matrix = np.zeros((n, m))
    for i in range(n):
        matrix[i, i : i + len(w)] = w
    return matrix
