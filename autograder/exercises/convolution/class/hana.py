# %%
def conv1d(x, w):
    x, w = np.float32(x), np.float32(w)
    n = x.size - w.size + 1
    if n < 1:
        raise ValueError("kernel too long")
    out = np.zeros(n, np.float32)
    for j, weight in enumerate(w):
        out += weight * x[j : j + n]
    return out


# %%
def conv2d(x, w, stride=1, padding=0):
    return conv2d_layer(x[None, None], w[None, None], np.zeros(1), stride, padding)[0, 0]


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    (n, c, h, wide), (f, channels, kh, kw) = x.shape, w.shape
    if c != channels or f != len(b) or stride < 1 or padding < 0:
        raise ValueError("arguments do not fit")
    if kh > h + 2 * padding or kw > wide + 2 * padding:
        raise ValueError("kernel too large")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))).astype(np.float32)
    oh, ow = (h + 2 * padding - kh) // stride + 1, (wide + 2 * padding - kw) // stride + 1
    out = np.zeros((n, f, oh, ow), np.float32) + np.float32(b).reshape(-1, 1, 1)
    for i in range(kh):  # a loop over the kernel, which is smaller than the picture
        for j in range(kw):
            part = x[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
            out += np.einsum("nchw,fc->nfhw", part, w[:, :, i, j], dtype=np.float32, casting="same_kind")
    return out


# %%
def convolution_matrix(w, m):
    k = len(w)
    if k > m:
        raise ValueError("kernel too long")
    row = np.concatenate([w, np.zeros(m - k + 1)])
    return np.tile(row, m - k + 1)[: (m - k + 1) * m].reshape(-1, m)  # each row starts one place later
