# %%
def convolution_stage(x, w, b):
    n = len(x) - len(w) + 1
    if n < 1:
        raise ValueError("w is longer than x")
    flipped = w[::-1]  # the definition from the mathematics course
    return np.array([np.dot(x[i : i + len(w)], flipped) + b for i in range(n)])


# %%
def detector_stage(z):
    return np.where(z > 0, z, 0)


# %%
def pooling_stage(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size:
        raise ValueError("not allowed")
    padded = np.pad(a, padding)
    if size > len(padded):
        raise ValueError("the window is too large")
    return np.array([padded[i : i + size].max() for i in range(0, len(padded) - size + 1, stride)])


# %%
def convolutional_layer(x, w, b, size, stride, padding):
    return pooling_stage(detector_stage(convolution_stage(x, w, b)), size, stride, padding)


# %%
def notes_layer():
    return {"w": [2, 3], "b": -12, "size": 2, "stride": 2, "padding": 1}  # works with my convolution_stage


# %%
def terminology():
    return {
        "convolution stage": "convolution layer",
        "detector stage": "detector layer",
        "pooling stage": "pooling layer",
    }
