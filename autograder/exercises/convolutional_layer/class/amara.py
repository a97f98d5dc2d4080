# %%
def convolution_stage(x, w, b):
    outputs = len(x) - len(w) + 1
    if outputs < 1:
        raise ValueError("the kernel does not fit")
    result = []
    for i in range(outputs):
        total = b
        for j in range(len(w)):
            total += x[i + j] * w[j]
        result.append(total)
    return result


# %%
def detector_stage(z):
    if np.ndim(z) == 0:
        return z if z > 0 else 0
    return [detector_stage(part) for part in z]


# %%
def pooling_stage(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size:
        raise ValueError("impossible window")
    if size > len(a) + 2 * padding:
        raise ValueError("the window does not fit")
    result = []
    for start in range(-padding, len(a) + padding - size + 1, stride):
        result.append(max(a[i] for i in range(max(start, 0), min(start + size, len(a)))))
    return result


# %%
def convolutional_layer(x, w, b, size, stride, padding):
    affine = convolution_stage(x, w, b)
    detected = detector_stage(affine)
    return pooling_stage(detected, size, stride, padding)


# %%
def notes_layer():
    # 3 + 2 is the largest sum, and 1 of it has to be left
    return {"w": [1, 1], "b": -4, "size": 2, "stride": 2, "padding": 1}


# %%
def terminology():
    names = {}
    for name in ["convolution", "detector", "pooling"]:
        names[name + " stage"] = name + " layer"
    return names
