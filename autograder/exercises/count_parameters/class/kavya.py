# %%
def layer_cost(kind, m, n, k=None):
    if kind == "dense":
        k = m
    if kind not in ("dense", "sparse", "shared") or k is None:
        raise ValueError("kind or k is wrong")
    if any(size < 1 for size in (m, n, k)) or k > m:
        raise ValueError("a size is wrong")
    return {"dense": m * n, "sparse": k * n, "shared": k}[kind], k * n


# %%
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    height, width = [kernel_size] * 2 if np.isscalar(kernel_size) else kernel_size
    if any(size < 1 for size in (in_channels, out_channels, height, width)):
        raise ValueError("a size is wrong")
    return int(in_channels * height * width + bool(bias)) * out_channels


# %%
def network_parameters(layers):
    total = 0
    for layer in layers:
        layer.setdefault("bias", True)  # where it is absent
        match layer:
            case {"kind": "conv2d", "in_channels": i, "out_channels": o, "kernel_size": size, "bias": bias}:
                total += conv2d_parameters(i, o, size, bias)
            case {"kind": "dense", "inputs": i, "outputs": o, "bias": bias}:
                total += i * o + o * bias
            case {"kind": "relu" | "pool"}:
                pass
            case _:
                raise ValueError("kind is wrong")
    return total
