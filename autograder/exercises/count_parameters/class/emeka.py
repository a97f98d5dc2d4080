# %%
def layer_cost(kind, m, n, k=None):
    costs = {"dense": lambda: (m * n, m * n), "sparse": lambda: (k * n, k * n), "shared": lambda: (k, k * n)}
    return costs[kind]()


# %%
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    weights = in_channels * np.prod(kernel_size) if np.ndim(kernel_size) else in_channels * kernel_size**2
    return out_channels * (weights + bias)


# %%
def network_parameters(layers):
    total = 0
    for layer in layers:
        bias = layer.get("bias", True)
        if layer["kind"] == "conv2d":
            total += conv2d_parameters(layer["in_channels"], layer["out_channels"], layer["kernel_size"], bias)
        if layer["kind"] == "dense":
            total += layer["outputs"] * (layer["inputs"] + bias)
    return total
