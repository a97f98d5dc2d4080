# %%
def convolution_stage(x, w, b):
    if len(w) > len(x):
        raise ValueError("the kernel is too long")
    return sum(np.asarray(w)[:, np.newaxis] * [x[j : len(x) - len(w) + 1 + j] for j in range(len(w))]) + b


# %%
def detector_stage(z):
    z[z < 0] = 0
    return z


# %%
def pooling_stage(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size or size > len(a) + 2 * padding:
        raise ValueError("no such windows")
    starts = np.arange(-padding, len(a) + padding - size + 1, stride)
    places = np.clip(starts[:, np.newaxis] + np.arange(size), 0, len(a) - 1)
    return a[places].max(axis=1)


# %%
def convolutional_layer(x, w, b, size, stride, padding):
    return pooling_stage(detector_stage(convolution_stage(x, w, b)), size, stride, padding)


# %%
def notes_layer():
    return {"w": [0.5, 0.5], "b": -1.5, "size": 2, "stride": 2, "padding": 1}


# %%
def terminology():
    print({f"{name} stage": f"{name} layer" for name in ("convolution", "detector", "pooling")})
