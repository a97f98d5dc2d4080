# %%
def convolution_stage(x, w, b):
    return np.array([np.dot(x[i : i + len(w)], w) for i in range(len(x) - len(w) + 1)])


# %%
def detector_stage(z):
    return np.clip(z, 0, None)


# %%
def pooling_stage(a, size, stride, padding):
    a = np.concatenate([np.full(padding, -np.inf), a, np.full(padding, -np.inf)])
    out = np.empty((len(a) - size) // stride + 1)
    for i in range(len(out)):
        out[i] = max(a[i * stride : i * stride + size], default=0)
    return out


# %%
def convolutional_layer(x, w, b, size, stride, padding):
    z = np.zeros(len(x) - len(w) + 1)
    for j in range(len(w)):
        z += w[j] * x[j : j + len(z)]
    return pooling_stage(detector_stage(z), size, stride, padding)


# %%
def notes_layer():
    return {"w": [3, 2], "b": -12, "size": 2, "stride": 2, "padding": 1}


# %%
def terminology():
    return {
        "convolution stage": "convolutional layer",
        "detector stage": "detector layer",
        "pooling stage": "pooling layer",
    }
