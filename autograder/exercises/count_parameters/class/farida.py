# %%
def layer_cost(kind, m, n, k=None):
    match kind:
        case "dense":
            k = m
        case "sparse" | "shared":
            if k is None:
                raise ValueError("k is needed")
        case _:
            raise ValueError(f"what is {kind}?")
    if not (n >= 1 and 1 <= k <= m):
        raise ValueError("sizes must be positive, and k at most m")
    return (k, k * n) if kind == "shared" else (k * n, k * n)


# %%
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    height, width = kernel_size
    if min(in_channels, out_channels, height, width) < 1:
        raise ValueError("sizes must be positive")
    return out_channels * (in_channels * height * width + (1 if bias else 0))


# %%
def network_parameters(layers):
    def parameters(kind, bias=True, **sizes):
        if kind == "conv2d":
            return conv2d_parameters(**sizes, bias=bias)
        if kind == "dense":
            return sizes["outputs"] * (sizes["inputs"] + (1 if bias else 0))
        if kind in ("relu", "pool"):
            return 0
        raise ValueError(f"what is {kind}?")

    return sum(parameters(**layer) for layer in layers)
