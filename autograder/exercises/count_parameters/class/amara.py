# %%
def layer_cost(kind, m, n, k=None):
    if kind == "dense":
        k = m
    elif kind not in ("sparse", "shared"):
        raise ValueError("unknown kind")
    elif k is None:
        raise ValueError("k is missing")
    if m < 1 or n < 1 or k < 1 or k > m:
        raise ValueError("impossible sizes")
    multiplications = 0
    for _ in range(n):
        multiplications += k
    return (k if kind == "shared" else multiplications), multiplications


# %%
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    try:
        height, width = kernel_size
    except TypeError:  # one number
        height = width = kernel_size
    for size in (in_channels, out_channels, height, width):
        if size < 1:
            raise ValueError("all sizes must be at least 1")
    weights = in_channels * height * width * out_channels
    if bias:
        return weights + out_channels
    return weights


# %%
def network_parameters(layers):
    total = 0
    for layer in layers:
        bias = layer.get("bias", True)
        if layer["kind"] == "conv2d":
            total += conv2d_parameters(layer["in_channels"], layer["out_channels"], layer["kernel_size"], bias)
        elif layer["kind"] == "dense":
            total += layer["inputs"] * layer["outputs"]
            if bias:
                total += layer["outputs"]
        elif layer["kind"] not in ("relu", "pool"):
            raise ValueError("unknown kind")
    return total
