# %%
def conv1d(x, w):
    if len(w) > len(x):
        raise ValueError("too long")
    return np.array([sum(x[i + j] * w[j] for j in range(len(w))) for i in range(len(x) - len(w) + 1)])

# %%
def conv2d(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0
        raise ValueError("too small")
    return conv2d_layer(x[np.newaxis, np.newaxis], w[np.newaxis, np.newaxis], np.zeros(1), stride, padding)[0, 0]

# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError("too small")
    x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    (N, C, H, W), (F, D, KH, KW) = x.shape, w.shape
    if C != D or F != len(b) or KH > H or KW > W:
        raise ValueError("does not fit")
    out = np.zeros((N, F, (H - KH) // stride + 1, (W - KW) // stride + 1))
    for n, f, r, c in np.ndindex(out.shape):
        window = x[n, :, r * stride : r * stride + KH, c * stride : c * stride + KW]
        out[n, f, r, c] = (window * w[f]).sum() + b[f]
    return out

# %%
def convolution_matrix(w, m):
    return np.array([conv1d(column, w) for column in np.eye(m)]).T
