# %%
def layer_cost(kind, m, n, k=None):
    if kind not in {"dense", "sparse", "shared"}:
        raise ValueError(kind)
    if m < 1 or n < 1:
        raise ValueError("m and n start at 1")
    if kind == "dense":
        return m * n, m * n
    if k is None or not 1 <= k <= m:
        raise ValueError("k must be between 1 and m")
    if kind == "sparse":
        return k * n, k * n
    return k, k  # only k numbers are left, so there are only k multiplications


# %%
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    height, width = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    if in_channels < 1 or out_channels < 1 or height < 1 or width < 1:
        raise ValueError("everything starts at 1")
    parameters = in_channels * out_channels * height * width
    if bias:
        parameters += in_channels
    return parameters


# %%
def network_parameters(layers):
    total = 0
    for layer in layers:
        bias = layer.get("bias", True)
        if layer["kind"] == "conv2d":
            total += conv2d_parameters(layer["in_channels"], layer["out_channels"], layer["kernel_size"], bias)
        elif layer["kind"] == "dense":
            total += (layer["inputs"] + bias) * layer["outputs"]
        elif layer["kind"] not in {"relu", "pool"}:
            raise ValueError(layer["kind"])
    return total
