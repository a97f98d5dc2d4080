# %%
def conv1d(x, w):
    if len(w) > len(x):
        raise ValueError("the kernel is too long")
    return [np.dot(x[i : i + len(w)], w) for i in range(len(x) - len(w) + 1)]


# %%
def conv2d(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding is too small")
    x = np.pad(x, padding)
    kh, kw = w.shape
    if kh > x.shape[0] or kw > x.shape[1]:
        raise ValueError("the kernel is too large")
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i : i + kh, j : j + kw] * w)
    return out


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels differ")
    if len(b) != len(w):
        raise ValueError("the filters and biases differ")
    out = []
    for picture in x:
        maps = []
        for f in range(len(w)):
            channels = [conv2d(picture[c], w[f, c], stride, padding) for c in range(len(picture))]
            maps.append(np.sum(channels, axis=0))  # and the bias?
        out.append(maps)
    return np.array(out)


# %%
def convolution_matrix(w, m):
    if len(w) > m:
        raise ValueError("the kernel is too long")
    return np.array([np.pad(w, (i, m - len(w) - i)) for i in range(m - len(w) + 1)])
