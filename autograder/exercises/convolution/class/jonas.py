# %%
def conv1d(x, w):
    if len(w) > len(x):
        raise ValueError("w is too long")
    return np.convolve(x, w[::-1], mode="valid")


# %%
def conv2d(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError("stride and padding")
    x = np.pad(x, padding)
    if (np.array(w.shape) > x.shape).any():
        raise ValueError("w is too large")
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(x, w.shape), w)[::stride, ::stride]


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1] or len(b) != len(w):
        raise ValueError("channels or biases")
    out = [
        [sum(conv2d(c, k, stride, padding) for c, k in zip(picture, kernels, strict=True)) for kernels in w]
        for picture in x
    ]
    return np.array(out) + b


# %%
def convolution_matrix(w, m):
    if len(w) > m:
        raise ValueError("w is too long")
    return sum(weight * np.eye(m - len(w) + 1, m, k=j) for j, weight in enumerate(w))
