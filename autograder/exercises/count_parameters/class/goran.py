# %%
import seaborn as sns

sns.set_theme()

# %%
# How much does each kind cost?
plt.bar(["dense", "sparse", "shared"], [1024 * 784, 25 * 784, 25])
plt.yscale("log")

# %%
savings = 1024 * 784 / (25 * 784)
print("sparse saves a factor of", saving)


# %%
def layer_cost(kind, m, n, k=None):
    if kind == "dense":
        parameters = multiplications = m * n
        k = 1
    elif kind in ("sparse", "shared") and k is not None:
        multiplications = k * n
        parameters = k if kind == "shared" else multiplications
    else:
        raise ValueError("another kind, or k is missing")
    if m < 1 or n < 1 or k < 1 or k > m:
        raise ValueError("a size is too small or k too large")
    return [parameters, multiplications]


# %%
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    sizes = np.ravel([kernel_size, kernel_size])[:2] if np.ndim(kernel_size) == 0 else np.array(kernel_size)
    if in_channels < 1 or out_channels < 1 or (sizes < 1).any():
        raise ValueError("a size is too small")
    return in_channels * out_channels * sizes.prod() + out_channels * bool(bias)


# %%
def network_parameters(layers):
    total = 0
    for layer in layers:
        kind, bias = layer["kind"], layer.get("bias", True)
        if kind == "conv2d":
            total += conv2d_parameters(layer["in_channels"], layer["out_channels"], layer["kernel_size"], bias)
        elif kind == "dense":
            total += sum(layer_cost("shared", layer["inputs"], layer["outputs"], layer["inputs"])[1:])
            total += layer["outputs"] if bias else 0
        elif kind not in ("relu", "pool"):
            raise ValueError(f"no such layer: {kind}")
    return total
